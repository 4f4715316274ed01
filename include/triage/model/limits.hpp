// SPDX-License-Identifier: Apache-2.0
// The bounds that keep a hostile or broken rule file from costing more than it should.
// Checks nothing itself: the reader and the compiler do, and name the code of the limit that was exceeded.
#pragma once

#include <cstddef>

namespace triage {

/// Limits that a caller may tune (design: "no input may crash, hang or allocate without bound").
struct LoadOptions {
    std::size_t bytes_per_file = 1U << 20U;  ///< code file-too-large
    std::size_t bytes_in_all = 8U << 20U;    ///< code rules-too-large
    std::size_t nesting_depth = 40;          ///< of YAML collections; code nesting-too-deep
    std::size_t string_length = 4000;        ///< bytes of one scalar; codes string-too-long, unbroken-text (at 32 times)
    std::size_t includes = 200;              ///< code too-many-includes
    std::size_t findings = 2000;             ///< code too-many-findings
    std::size_t steps = 40000;               ///< of all pathways; code too-many-steps
    std::size_t items_per_condition = 200;   ///< of all/any/of and of a score; code too-many-items
    std::size_t compiled_size = 1000000;     ///< condition nodes with criteria written out; code compiled-too-large
    std::size_t diagnostics = 200;           ///< how many are kept before "and more" (code too-many-problems)
};

/// Bounds of the compiled form. These are part of the format, because the walk keeps its notes in fixed-size arrays.
namespace format_limits {
inline constexpr std::size_t dispositions = 16;
inline constexpr std::size_t pathways = 256;
inline constexpr std::size_t shared_conditions = 1024;  ///< criteria and score tests
inline constexpr std::size_t implications = 500;
inline constexpr std::size_t options = 64;       ///< of one choice
inline constexpr std::size_t score_span = 1000;  ///< sum of the absolute points of one score
}  // namespace format_limits

}  // namespace triage
