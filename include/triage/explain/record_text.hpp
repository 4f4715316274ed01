// SPDX-License-Identifier: Apache-2.0
// The text of a record, apart from its two digests: what `write_record` (record.hpp) and the module for browsers share.
// Refuses to compute a digest: the core has no SHA-256.
#pragma once

#include <string>
#include <string_view>

#include <triage/explain/assess.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// The parts of a `triage.record/1` that digests are taken of, each one JSON object on one line.
struct RecordText {
    std::string head;     ///< everything before them, without a closing bracket
    std::string answers;  ///< as read, in the order of the questions
    std::string result;   ///< the assessment

    /// The whole record, ending in a newline. Digests: "sha256:" and 64 hexadecimal digits of `answers` and `result`.
    [[nodiscard]] std::string with(std::string_view answers_digest, std::string_view result_digest) const;
};

/// What stands before each of them in a record. A quote inside a JSON text is escaped, so no text has one of these.
namespace record_format {
inline constexpr std::string_view schema = "triage.record/1";
inline constexpr std::string_view answers_key = ", \"answers\": ";
inline constexpr std::string_view result_key = ", \"result\": ";
}  // namespace record_format

[[nodiscard]] RecordText record_text(const Answers& answers, const AssessOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/record_text.ipp>
#endif
