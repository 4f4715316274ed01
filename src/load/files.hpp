// SPDX-License-Identifier: Apache-2.0
// Files of a rule set from the disk.
// Refuses what is not a plain file of bounded size inside the rule folder: links out, devices, pipes.
#pragma once

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <triage/model/diagnostic.hpp>

namespace triage::files {

/// The whole file, or why not, in words.
struct Content {
    std::optional<std::string> text;
    std::string error;
    bool too_large = false;
};
/// A file that begins with `magic` may have more bytes.
[[nodiscard]] inline Content read(const std::filesystem::path& path, std::size_t most_bytes, std::string_view magic = {},
                                  std::size_t most_with_magic = 0) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) return {std::nullopt, "there is no such file", false};
    if (!std::filesystem::is_regular_file(status)) return {std::nullopt, "this is not a regular file", false};
    std::ifstream in(path, std::ios::binary);
    if (!in) return {std::nullopt, std::string("cannot open it: ") + std::strerror(errno), false};
    // Reads at most one byte beyond the limit, whatever the file says about its size.
    std::string text;
    const auto read_up_to = [&](std::size_t size) {
        const std::size_t before = text.size();
        if (size <= before) return false;
        text.resize(size);
        in.read(text.data() + before, static_cast<std::streamsize>(size - before));
        text.resize(before + static_cast<std::size_t>(in.gcount()));
        return text.size() == size;
    };
    const std::size_t said = std::filesystem::file_size(path, error);  // nothing, or too little, only costs time
    (void)read_up_to(std::min(most_bytes, magic.size()));
    if (!magic.empty() && text == magic) most_bytes = most_with_magic;
    std::size_t next = std::max(text.size(), error ? 0 : std::min(said, most_bytes)) + 1;
    while (read_up_to(next) && next <= most_bytes) next = std::min(2 * next, most_bytes + 1);
    if (in.bad()) return {std::nullopt, "cannot read it", false};
    if (text.size() > most_bytes) return {std::nullopt, "it has more than " + std::to_string(most_bytes) + " bytes", true};
    return {std::move(text), {}, false};
}
/// What is wrong with a whole file.
[[nodiscard]] inline Diagnostic file_error(const std::string& file, const char* code, const std::string& message,
                                           const std::string& hint = "") {
    return {.code = code, .message = message, .file = file, .source_line = {}, .hint = hint};
}
/// That it cannot be read; `what` begins the message.
[[nodiscard]] inline Diagnostic unreadable(const std::string& file, const Content& content,
                                           const std::string& what = "cannot read it", const std::string& hint = "") {
    return file_error(file, content.too_large ? "file-too-large" : "unreadable-file", what + ": " + content.error,
                      content.too_large ? "" : hint);
}

}  // namespace triage::files
