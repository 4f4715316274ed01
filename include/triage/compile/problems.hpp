// SPDX-License-Identifier: Apache-2.0
// Collects diagnostics while a document is read and compiled, each with its source line.
// Refuses to flood: past the limit it says once that there are more; quoting and guessing what was meant cost a bounded
// amount of work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/diagnostic.hpp>
#include <triage/model/document.hpp>
#include <triage/model/names.hpp>
#include <triage/text/text.hpp>

namespace triage {

/// Finds lines of texts; from one question to the next it remembers where it was, for questions mostly go downwards.
class LineFinder {
public:
    /// Line `number` (1-based) of `text`, without its line end. Of a longer line only the first 64 KB.
    [[nodiscard]] std::string_view line_of(std::string_view text, std::uint32_t number) {
        if (text.data() != text_.data() || text.size() != text_.size() || number < line_) {
            text_ = text;
            line_ = 1;
            from_ = 0;
        }
        for (; line_ < number; ++line_) {
            const std::size_t end = text.find('\n', from_);
            if (end == std::string_view::npos) return {};
            from_ = end + 1;
        }
        std::string_view line = text.substr(from_, text.find('\n', from_) - from_);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line.substr(0, longest);
    }

    static constexpr std::size_t longest = 64U << 10U;

private:
    std::string_view text_;
    std::uint32_t line_ = 1;
    std::size_t from_ = 0;
};

/// A message about one place in one of the files.
[[nodiscard]] inline Diagnostic diagnose(LineFinder& lines, const std::vector<SourceFile>& files, Mark at, std::string code,
                                         std::string message, std::string hint = {}, Severity severity = Severity::error) {
    Diagnostic d{severity, std::move(code), std::move(message), {}, at.line, at.column, {}, std::move(hint)};
    if (at.file < files.size()) {
        d.file = files[at.file].path;
        if (at.line != 0 && at.column <= LineFinder::longest)
            d.source_line = std::string(lines.line_of(files[at.file].text, at.line));
    }
    return d;
}

[[nodiscard]] inline Diagnostic diagnose(const std::vector<SourceFile>& files, Mark at, std::string code, std::string message,
                                         std::string hint = {}, Severity severity = Severity::error) {
    LineFinder lines;
    return diagnose(lines, files, at, std::move(code), std::move(message), std::move(hint), severity);
}

class Problems {
public:
    Problems(const std::vector<SourceFile>& files, std::size_t limit) : files_(&files), limit_(limit) {}

    void error(Mark at, std::string code, std::string message, std::string hint = {}) {
        if (all_.size() > limit_) return;
        if (all_.size() == limit_) {
            all_.push_back(diagnose(lines_, *files_, at, "too-many-problems", "more problems follow; not shown",
                                    "fix these first, then try again"));
            return;
        }
        all_.push_back(diagnose(lines_, *files_, at, std::move(code), std::move(message), std::move(hint)));
    }
    /// The hint `did you mean "x"?`, or nothing where no name is near or where looking has become too costly.
    template <class Names>
    [[nodiscard]] std::string did_you_mean(std::string_view name, const Names& names) {
        if (full() || compared_ > most_compared) return {};
        compared_ += static_cast<std::size_t>(std::distance(names.begin(), names.end()));
        return triage::did_you_mean(nearest_name(name, names));
    }
    /// That nothing of this kind has the name. An empty name was reported by the reader, if there was one.
    template <class Names>
    void unknown_id(const Text& name, const std::string& kind, const Names& known) {
        nameless_ = nameless_ || name.value.empty();
        if (!name.value.empty())
            error(name.at, "unknown-id", "no " + kind + " is called \"" + name.value + "\"", did_you_mean(name.value, known));
    }
    void outside_range(Mark at, const std::string& number, const Finding& f) {
        error(at, "number-out-of-range",
              number + " is outside the range of " + f.id.value + ", " + shortest(f.min.value) + " to " + shortest(f.max.value));
    }
    /// Whether a number may be written for a finding: any, or a whole one where only those make sense. Reports one that may not.
    bool whole_enough(const Number& number, const Finding& f) {
        if (!f.whole || is_whole(number.value)) return true;
        error(number.at, "not-whole",
              "only whole numbers make sense for " + f.id.value + ", and " + shortest(number.value) + " is none",
              "write a whole number, or leave out whole: true");
        return false;
    }
    [[nodiscard]] bool full() const { return all_.size() > limit_; }
    /// Whether an empty name was looked up, about which nothing was said here.
    [[nodiscard]] bool nameless() const { return nameless_; }
    [[nodiscard]] bool any() const { return !all_.empty(); }
    [[nodiscard]] std::vector<Diagnostic> take() { return std::move(all_); }

private:
    const std::vector<SourceFile>* files_;
    std::size_t limit_;
    bool nameless_ = false;
    std::vector<Diagnostic> all_;
    LineFinder lines_;
    static constexpr std::size_t most_compared = 50000;
    std::size_t compared_ = 0;
};

}  // namespace triage
