// SPDX-License-Identifier: Apache-2.0
// Answers that outlive the app: written with the rules that they were given to, and restored into these or later rules.
// Refuses to guess: an answer that no longer holds is named with its reason and left out, so that the question is open again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/text/json_writer.hpp>
#include <triage/walk/answers.hpp>

namespace triage {

/// A stored answer that these rules do not take.
struct LostAnswer {
    enum class Why : std::uint8_t {
        removed_finding,  ///< the rules have no such finding
        renamed_finding,  ///< it has another id now
        removed_option,   ///< the choice has no such option
        renamed_option,   ///< the option has another id now
        out_of_range,     ///< the number is outside what the finding takes now
        wrong_type,       ///< the finding is answered in another way now
    };
    std::string finding, value;  ///< as they were stored
    Why why = Why::removed_finding;
    /// renamed_…: the id that it has now, by `renamed_from` in the rules, which says that the meaning is the same. Empty
    /// otherwise: a similar name is not offered, because it may mean something else.
    std::string now;
    AnswerProblem problem;  ///< the same as a sentence

    friend bool operator==(const LostAnswer&, const LostAnswer&) = default;
};

/// `removed_finding`, …: the word for a reason, as JSON has it.
[[nodiscard]] const char* word(LostAnswer::Why why);

/// Takes one stored answer where it still holds; else says why not, and nothing changes.
[[nodiscard]] std::optional<LostAnswer> restore_answer(Answers& answers, std::string_view finding, const Answer& answer);

/// What became of stored answers.
struct Restored {
    Answers answers;               ///< those that still hold
    std::vector<LostAnswer> lost;  ///< in the order of the file
    std::string id;                ///< of the person; may be empty
    /// Of the rules that the answers were given to; empty where the file does not say.
    std::string ruleset, version, digest;
    bool same_rules = false;  ///< whether the digests are equal
};

/// The members of the object of answers: `"calf_swelling": "yes", "age_years": 34`, in the order of the questions.
void write_answer_members(JsonWriter& json, const Answers& answers);

/// The answers as `triage.answers/1`: JSON with the id, version and digest of the rules, ending in a newline. Reads back to the
/// same answers by `read_answers`, and by `restore` in later rules. `id`: of the person; may be empty.
///
///     save(triage::write_answers(answers));
///     const triage::Restored back = triage::restore(newer_rules, saved).value();  // <triage/load.hpp>
///     for (const auto& lost : back.lost) ask_again(lost.finding);
[[nodiscard]] std::string write_answers(const Answers& answers, std::string_view id = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/stored.ipp>
#endif
