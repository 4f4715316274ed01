// SPDX-License-Identifier: Apache-2.0
// Plain text: numbers, lists, counts, wrapping, and control characters made visible.
// Ignores locales: every text is the same everywhere.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace triage {

/// A number in the shortest form that reads back the same: 0.9, 34, 1.2e-07.
[[nodiscard]] std::string shortest(double value);

/// Any byte that a terminal would act on, made visible: control characters as \xNN, bidirectional controls as \u{NNNN}.
/// Complexity: linear.
[[nodiscard]] std::string visible(const std::string& text);

/// All in order, with `between` between two of them; of more than `most` the first, "and 3 more".
///
///     triage::joined({"calf", "shin", "knee"});  // calf, shin, knee
[[nodiscard]] std::string joined(const std::vector<std::string>& all, std::string_view between = ", ",
                                 std::size_t most = static_cast<std::size_t>(-1));

/// "1 step", "3 steps"; `many` where an s is not enough.
[[nodiscard]] std::string counted(std::size_t n, const std::string& one, const std::string& many = {});

/// An id as words: underscores become blanks.
[[nodiscard]] std::string spaced(std::string id);

/// Number of terminal columns, counting each code point as one.
[[nodiscard]] std::size_t columns(std::string_view text);

/// The text filled with blanks to `width` columns: after it, or before it where `right` is set.
[[nodiscard]] std::string padded(const std::string& text, std::size_t width, bool right = false);

/// The text wrapped to `width` columns (at least 20), ending in a newline. The first line starts with `first`, the others
/// with as many blanks. Control characters are made visible.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t width, const std::string& first = "");

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/text/text.ipp>
#endif
