// SPDX-License-Identifier: Apache-2.0
// Collects diagnostics while a document is read and compiled, each with its source line.
// Refuses to flood: past the limit it says once that there are more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/diagnostic.hpp>
#include <triage/model/document.hpp>

namespace triage {

/// Line `number` (1-based) of a text, without its line end.
[[nodiscard]] inline std::string_view line_of(std::string_view text, std::uint32_t number) {
    std::size_t from = 0;
    for (std::uint32_t line = 1; line < number; ++line) {
        const std::size_t end = text.find('\n', from);
        if (end == std::string_view::npos) return {};
        from = end + 1;
    }
    std::string_view line = text.substr(from, text.find('\n', from) - from);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

/// A message about one place in one of the files.
[[nodiscard]] inline Diagnostic diagnose(const std::vector<SourceFile>& files, Mark at, std::string code,
                                         std::string message, std::string hint = {},
                                         Severity severity = Severity::error) {
    Diagnostic d;
    d.severity = severity;
    d.code = std::move(code);
    d.message = std::move(message);
    d.hint = std::move(hint);
    d.line = at.line;
    d.column = at.column;
    if (at.file < files.size()) {
        d.file = files[at.file].path;
        if (at.line != 0) d.source_line = std::string(line_of(files[at.file].text, at.line));
    }
    return d;
}

class Problems {
public:
    Problems(const std::vector<SourceFile>& files, std::size_t limit) : files_(&files), limit_(limit) {}

    void error(Mark at, std::string code, std::string message, std::string hint = {}) {
        if (all_.size() > limit_) return;
        if (all_.size() == limit_) {
            all_.push_back(diagnose(*files_, at, "too-many-problems", "there are more problems than are shown here",
                                    "mend these first, then load again"));
            return;
        }
        all_.push_back(diagnose(*files_, at, std::move(code), std::move(message), std::move(hint)));
    }
    [[nodiscard]] bool full() const { return all_.size() > limit_; }
    [[nodiscard]] bool any() const { return !all_.empty(); }
    [[nodiscard]] std::vector<Diagnostic> take() { return std::move(all_); }

private:
    const std::vector<SourceFile>* files_;
    std::size_t limit_;
    std::vector<Diagnostic> all_;
};

}  // namespace triage
