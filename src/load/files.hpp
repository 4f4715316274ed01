// SPDX-License-Identifier: Apache-2.0
// Files of a rule set from the disk.
// Refuses what is not a plain file of bounded size inside the rule folder: links out, devices, pipes.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <iterator>
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
/// A file descriptor, closed at the end.
class Opened {
public:
    explicit Opened(int file) : file_(file), error_(file < 0 ? errno : 0) {}
    ~Opened() {
        if (file_ >= 0) close(file_);
    }
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    [[nodiscard]] int number() const { return file_; }
    [[nodiscard]] int error() const { return error_; }

private:
    int file_, error_;
};
/// What was opened, not what has its name by now. A file that begins with `magic` may have more bytes.
[[nodiscard]] inline Content read(const Opened& file, std::size_t most_bytes, std::string_view magic = {},
                                  std::size_t most_with_magic = 0) {
    if (file.error() == ENOENT || file.error() == ENOTDIR) return {std::nullopt, "there is no such file", false};
    if (file.error() == ENXIO) return {std::nullopt, "this is not a regular file", false};  // a socket
    if (file.error() != 0) return {std::nullopt, std::string("cannot open it: ") + std::strerror(file.error()), false};
    struct stat found {};
    if (fstat(file.number(), &found) != 0 || !S_ISREG(found.st_mode)) return {std::nullopt, "this is not a regular file", false};
    // Reads at most one byte beyond the limit, whatever the file says about its size.
    std::string text;
    bool failed = false;
    const auto read_up_to = [&](std::size_t size) {
        std::size_t have = text.size();
        if (size <= have) return false;
        text.resize(size);
        while (have < size) {
            const ssize_t n = ::read(file.number(), text.data() + have, size - have);
            if (n < 0 && errno == EINTR) continue;
            failed = failed || n < 0;
            if (n <= 0) break;
            have += static_cast<std::size_t>(n);
        }
        text.resize(have);
        return have == size;
    };
    (void)read_up_to(std::min(most_bytes, magic.size()));
    if (!magic.empty() && text == magic) most_bytes = most_with_magic;
    const auto said = static_cast<std::size_t>(std::max<off_t>(found.st_size, 0));  // too little only costs time
    std::size_t next = std::max(text.size(), std::min(said, most_bytes)) + 1;
    while (read_up_to(next) && next <= most_bytes) next = std::min(2 * next, most_bytes + 1);
    if (failed) return {std::nullopt, "cannot read it", false};
    if (text.size() > most_bytes) return {std::nullopt, "it has more than " + std::to_string(most_bytes) + " bytes", true};
    return {std::move(text), {}, false};
}
inline constexpr int to_read = O_RDONLY | O_CLOEXEC | O_NONBLOCK;  // a pipe without a writer is no reason to wait
[[nodiscard]] inline Content read(const std::filesystem::path& path, std::size_t most_bytes, std::string_view magic = {},
                                  std::size_t most_with_magic = 0) {
    return read(Opened(open(path.c_str(), to_read)), most_bytes, magic, most_with_magic);
}

/// A file inside a folder, `relative` to it. A link is followed where it leads to a place inside, and then what stands at that
/// place is opened without following any: nobody can exchange a part of the way between the look and the reading.
struct Inside {
    Content content;
    bool leads_out = false;
};
[[nodiscard]] inline Inside read_inside(const std::filesystem::path& folder, const std::filesystem::path& relative,
                                        std::size_t most_bytes) {
    std::error_code error;
    const std::filesystem::path root = std::filesystem::weakly_canonical(folder, error);
    const std::filesystem::path real = std::filesystem::weakly_canonical(folder / relative, error);
    if (error || std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first != root.end()) return {{}, true};
    int at = open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::filesystem::path way = real.lexically_relative(root);
    for (auto part = way.begin(); part != way.end() && at >= 0; ++part) {
        const Opened above(at);
        const bool last = std::next(part) == way.end();
        at = openat(above.number(), part->c_str(), O_NOFOLLOW | (last ? to_read : O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    const Opened file(at);
    if (file.error() == ELOOP) return {{}, true};  // a link since then
    return {read(file, most_bytes), false};
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
