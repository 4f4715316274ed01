// SPDX-License-Identifier: Apache-2.0
// A problem in a file, with its place, its source line and a hint; and `Loaded<T>`, a value or its problems.
// Refuses to stop at the first problem: a list of diagnostics is the normal result of reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace triage {

/// A place in a source file: `file` counts the files of one load, `line` and `column` are 1-based (0: no place known).
/// Columns count bytes.
struct Mark {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

enum class Severity : std::uint8_t { error, warning, note };

/// One problem. `code` is kebab-case and stable; every code has a row in docs/diagnostics.md.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string code;
    std::string message;
    std::string file;
    std::uint32_t line = 0;    ///< 1-based; 0: the file as a whole
    std::uint32_t column = 0;  ///< 1-based, in bytes
    std::string source_line;
    std::string hint;  ///< what to write instead; may be empty
};

/// Any byte that a terminal would act on, made visible: control characters as \xNN, bidirectional controls as \u{NNNN}.
/// Complexity: linear.
[[nodiscard]] inline std::string visible(const std::string& text) {
    constexpr const char* hex = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = [&](std::size_t k) {
            return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : static_cast<unsigned char>(0);
        };
        const bool bidirectional =
            byte == 0xE2 && ((next(1) == 0x80 && ((next(2) >= 0xAA && next(2) <= 0xAE) || next(2) == 0x8E || next(2) == 0x8F)) ||
                             (next(1) == 0x81 && next(2) >= 0xA6 && next(2) <= 0xA9));
        if (bidirectional) {
            const unsigned code = ((next(1) & 0x3FU) << 6U) | (next(2) & 0x3FU) | 0x2000U;
            out += "\\u{";
            for (int shift = 12; shift >= 0; shift -= 4) out += hex[(code >> static_cast<unsigned>(shift)) & 15U];
            out += '}';
            i += 2;
        } else if (byte == 0xC2 && next(1) >= 0x80 && next(1) <= 0x9F) {  // C1 controls
            out += "\\x";
            out += hex[next(1) >> 4U];
            out += hex[next(1) & 15U];
            ++i;
        } else if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
            out += "\\x";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        } else {
            out += text[i];
        }
    }
    return out;
}

/// The diagnostic as a person reads it, ending in a newline:
///
///     pathways/dvt.yaml:14:9: error[unknown-id]: no finding is called "calf_sweling"
///        14 |     if: calf_sweling
///           |         ^
///       hint: did you mean "calf_swelling"?
[[nodiscard]] inline std::string format(const Diagnostic& d) {
    constexpr std::size_t widest = 160;
    std::string out = visible(d.file);
    if (d.line != 0) out += ":" + std::to_string(d.line) + ":" + std::to_string(d.column);
    out += d.severity == Severity::error ? ": error[" : d.severity == Severity::warning ? ": warning[" : ": note[";
    out += d.code + "]: " + visible(d.message) + "\n";
    if (d.line != 0 && !d.source_line.empty()) {
        // A hostile line may be a megabyte long: show the part around the place.
        const std::size_t at = d.column == 0 ? 0 : d.column - 1;
        std::size_t from = at > widest / 2 && d.source_line.size() > widest ? at - widest / 2 : 0;
        from = from < d.source_line.size() ? from : 0;
        while (from < d.source_line.size() && (static_cast<unsigned char>(d.source_line[from]) & 0xC0U) == 0x80U) ++from;
        std::size_t until = from + widest < d.source_line.size() ? from + widest : d.source_line.size();
        while (until < d.source_line.size() && (static_cast<unsigned char>(d.source_line[until]) & 0xC0U) == 0x80U) ++until;
        const std::string number = std::to_string(d.line);
        const std::string gutter(number.size() < 5 ? 5 - number.size() : 0, ' ');
        out += gutter + number + " | " + visible(d.source_line.substr(from, until - from)) + "\n";
        std::size_t width = 0;  // in characters, so that the caret stands right behind accented letters
        const std::string before = visible(d.source_line.substr(from, at > from ? at - from : 0));
        for (const char c : before) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
        out += std::string(gutter.size() + number.size(), ' ') + " | " + std::string(width, ' ') + "^\n";
    }
    if (!d.hint.empty()) out += "  hint: " + visible(d.hint) + "\n";
    return out;
}

[[nodiscard]] inline std::string format(const std::vector<Diagnostic>& all) {
    std::string out;
    for (const Diagnostic& d : all) out += format(d);
    return out;
}

[[nodiscard]] inline bool has_error(const std::vector<Diagnostic>& all) {
    for (const Diagnostic& d : all)
        if (d.severity == Severity::error) return true;
    return false;
}

/// Thrown by `Loaded::value()`; `what()` holds every diagnostic, formatted.
class LoadError : public std::runtime_error {
public:
    explicit LoadError(std::vector<Diagnostic> all) : std::runtime_error(format(all)), diagnostics_(std::move(all)) {}
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

private:
    std::vector<Diagnostic> diagnostics_;
};

/// A value together with everything that was said about it. There is no value where there is an error.
template <class T>
class Loaded {
public:
    Loaded(std::optional<T> value, std::vector<Diagnostic> diagnostics)
        : value_(std::move(value)), diagnostics_(std::move(diagnostics)) {
        if (has_error(diagnostics_)) value_.reset();
    }
    [[nodiscard]] bool ok() const { return value_.has_value(); }
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    /// The value. Throws LoadError, which carries all diagnostics, where there is none.
    [[nodiscard]] const T& value() const& {
        if (!value_) throw LoadError(diagnostics_);
        return *value_;
    }
    [[nodiscard]] T value() && {
        if (!value_) throw LoadError(diagnostics_);
        return *std::move(value_);
    }

private:
    std::optional<T> value_;
    std::vector<Diagnostic> diagnostics_;
};

}  // namespace triage
