// SPDX-License-Identifier: Apache-2.0
// A decision that can be shown later: what was answered, by which rules and which engine it was judged, and what came out.
// Refuses to vouch for who wrote it: a digest finds a change, not a forger. Keep records where nobody can rewrite them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <triage/explain/assess.hpp>
#include <triage/explain/record_text.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/model/limits.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// The answers, the options and the assessment as a `triage.record/1`: one line of JSON, always the same bytes for the same
/// person, rules, options and version of triage.
///
///     const std::string record = triage::write_record(answers, options);
///     triage::replay(rules, record, "record").value().same;  // true
[[nodiscard]] std::string write_record(const Answers& answers, const AssessOptions& options = {});

/// One thing in which a record and its replay differ.
struct RecordDifference {
    /// "engine", "rules", "answers" and "result" (of the record itself, which was changed after it was written), "answer FINDING"
    /// (which the rules no longer take), "result KEY" (of the assessment).
    std::string what;
    std::string recorded, now;  ///< as JSON or words; long ones are cut

    friend bool operator==(const RecordDifference&, const RecordDifference&) = default;
};

struct Replay {
    bool same = false;  ///< the same assessment, byte for byte, from an unchanged record
    std::vector<RecordDifference> differences;
    std::string recorded_level, level;  ///< ids of the dispositions
};

/// Judges the recorded answers again, by these rules. Not ok only where the text is no record.
[[nodiscard]] Loaded<Replay> replay(const RuleSet& rules, std::string_view record, const std::string& name,
                                    const LoadOptions& options = {});

/// For a terminal.
[[nodiscard]] std::string render_text(const Replay& replay);
/// `triage.replay/1`, ending in a newline.
[[nodiscard]] std::string render_json(const Replay& replay);

}  // namespace triage
