// SPDX-License-Identifier: Apache-2.0
// A rule set as one file of bytes, so that an app starts in about a millisecond and needs neither YAML nor OpenSSL.
// Refuses what is damaged, cut off or of another version. Its checksum finds damage, not a forger: take such a file, like
// any program, only from somebody you trust.
//
//     const std::string bytes = triage::write_compiled(rules);                   // once, where the rules are made
//     const triage::RuleSet same = triage::read_compiled(bytes).value();         // at every start
//
// The file (all numbers little-endian, whatever the host): 8 bytes of magic, the version of the format (4 bytes), the length of
// what follows the header (8), its checksum (8); then the document field by field (model/fields.hpp), with every mark, the text
// of every source file and the digest. Counts, lengths and marks (a line by its distance from the one before) are LEB128
// numbers, other numbers IEEE 754 doubles of 8 bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <triage/model/diagnostic.hpp>
#include <triage/model/document.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

namespace compiled_format {
inline constexpr std::string_view magic{"\x8Ftriage\n", 8};  ///< no text in UTF-8 begins like this
inline constexpr std::uint32_t version = 2;                  ///< raised whenever the document's fields change
inline constexpr std::size_t header_size = 8 + 4 + 8 + 8;
/// The most bytes that such a file may have, as a multiple of `LoadOptions::bytes_in_all`. Loaded rules never need as many.
inline constexpr std::size_t most_of_bytes_in_all = 4;
}  // namespace compiled_format

/// Whether bytes begin as compiled rules do. That is how `load` tells them from YAML; the name of a file says nothing.
[[nodiscard]] inline bool is_compiled(std::string_view bytes) { return bytes.starts_with(compiled_format::magic); }

/// The rules as bytes: the same rules always as the same bytes. Complexity: linear in the size of the document.
[[nodiscard]] std::string write_compiled(const RuleSet& rules);
/// Without the text of the source files and the columns of the marks, which only reviews and diagnostics show: half the
/// size, the same results.
[[nodiscard]] std::string write_compiled_without_sources(const RuleSet& rules);

/// The rules that `write_compiled` wrote, compiled as `load` does it, with the same marks, files and digest (which is taken as it
/// stands). `name` stands for the file in messages. Codes: wrong-format (another version, or no compiled rules at all),
/// damaged-file, the limits of `options` (model/limits.hpp), and whatever `compile` refuses.
/// Complexity: linear; what is allocated while reading is at most 128 times the size of `bytes`.
[[nodiscard]] Loaded<RuleSet> read_compiled(std::string_view bytes, const LoadOptions& options = {},
                                            const std::string& name = "compiled rules");
/// Reads without compiling: the document as it was written.
[[nodiscard]] Loaded<RuleDocument> read_compiled_document(std::string_view bytes, const LoadOptions& options = {},
                                                          const std::string& name = "compiled rules");

/// A C++ header that holds the same bytes as the array `triage_rules::ID_bytes`, and `triage_rules::load_ID()`, which reads them.
[[nodiscard]] std::string write_compiled_header(const RuleSet& rules);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/compile/compiled_rules.ipp>
#endif
