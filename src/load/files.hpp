// SPDX-License-Identifier: Apache-2.0
// Files of a rule set from the disk.
// Refuses what is not a plain file of bounded size inside the rule folder: links out, devices, pipes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include <triage/model/diagnostic.hpp>

namespace triage::files {

/// The whole file, or why not, in words.
struct Content {
    std::optional<std::string> text;
    std::string error;
    bool too_large = false;
};
[[nodiscard]] Content read(const std::filesystem::path& path, std::size_t most_bytes);
/// What is wrong with a whole file.
[[nodiscard]] Diagnostic file_error(const std::string& file, const char* code, const std::string& message,
                                    const std::string& hint = "");
/// That it cannot be read; `what` begins the message.
[[nodiscard]] Diagnostic unreadable(const std::string& file, const Content& content, const std::string& what = "cannot read it",
                                    const std::string& hint = "");

}  // namespace triage::files
