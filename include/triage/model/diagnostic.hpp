// SPDX-License-Identifier: Apache-2.0
// A problem in a file, with its place, its source line and a hint; and `Loaded<T>`, a value or its problems.
// Refuses to stop at the first problem: a list of diagnostics is the normal result of reading.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/raise.hpp>

namespace triage {

/// A place in a source file: `file` counts the files of one load, `line` and `column` are 1-based (0: no place known).
/// Columns count bytes.
struct Mark {
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    friend bool operator==(const Mark&, const Mark&) = default;
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

    friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// The diagnostic as a person reads it, ending in a newline:
///
///     pathways/dvt.yaml:14:9: error[unknown-id]: no finding is called "calf_sweling"
///        14 |     if: calf_sweling
///           |         ^
///       hint: did you mean "calf_swelling"?
[[nodiscard]] std::string format(const Diagnostic& d);

[[nodiscard]] std::string format(const std::vector<Diagnostic>& all);

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
    [[nodiscard]] explicit operator bool() const { return ok(); }
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const& { return diagnostics_; }
    [[nodiscard]] std::vector<Diagnostic> diagnostics() && { return std::move(diagnostics_); }
    /// The value. Throws LoadError, which carries all diagnostics, where there is none.
    [[nodiscard]] const T& value() const& {
        if (!value_) raise(LoadError(diagnostics_));
        return *value_;
    }
    [[nodiscard]] T value() && {
        if (!value_) raise(LoadError(diagnostics_));
        return *std::move(value_);
    }

private:
    std::optional<T> value_;
    std::vector<Diagnostic> diagnostics_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/model/diagnostic.ipp>
#endif
