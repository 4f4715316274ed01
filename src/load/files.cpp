// SPDX-License-Identifier: Apache-2.0
#include "files.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

namespace triage::files {

namespace fs = std::filesystem;

Content read(const fs::path& path, std::size_t most_bytes) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return {std::nullopt, "there is no such file", false};
    if (!fs::is_regular_file(status)) return {std::nullopt, "this is not a regular file", false};
    std::ifstream in(path, std::ios::binary);
    if (!in) return {std::nullopt, std::string("cannot open it: ") + std::strerror(errno), false};
    // Reads at most one byte beyond the limit, whatever the file says about its size.
    std::string text(most_bytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (in.bad()) return {std::nullopt, "cannot read it", false};
    if (text.size() > most_bytes) return {std::nullopt, "it has more than " + std::to_string(most_bytes) + " bytes", true};
    text.shrink_to_fit();
    return {std::move(text), {}, false};
}

Diagnostic file_error(const std::string& file, const char* code, const std::string& message, const std::string& hint) {
    return {.code = code, .message = message, .file = file, .source_line = {}, .hint = hint};
}

Diagnostic unreadable(const std::string& file, const Content& content, const std::string& what, const std::string& hint) {
    return file_error(file, content.too_large ? "file-too-large" : "unreadable-file", what + ": " + content.error,
                      content.too_large ? "" : hint);
}

}  // namespace triage::files
