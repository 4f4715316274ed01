// SPDX-License-Identifier: Apache-2.0
// Which question to ask next: a pure function of the answers, worst concern first.
// Refuses to ask what cannot change anything, what follows from other answers, and what was already answered "not sure".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

/// A question as an app shows it.
struct Question {
    std::string id, ask, why, clinical, group, unit;
    FindingType type = FindingType::yes_no;
    std::vector<QuestionOption> options;  ///< choice
    std::vector<std::string> check;       ///< how to find it out now; shown to who is not sure
    double min = 0, max = 0;              ///< number, both inclusive
    bool whole = false;                   ///< number: only whole numbers make sense; a fraction is taken all the same
    bool red_flag = false, examiner = false;
    bool can_say_none = false;  ///< yes_no and worrying: several of these can be denied together

    friend bool operator==(const Question&, const Question&) = default;
};

struct InterviewOptions {
    bool examiner = false;         ///< also ask what needs a clinician or a tape measure
    bool after_emergency = false;  ///< go on when the gravest level is already certain
    std::size_t questions_a_screen = 8;
};

/// Whether known answers have already reached the gravest disposition of the rule set.
[[nodiscard]] bool emergency_is_certain(const Rules& rules, const Trace& trace);

[[nodiscard]] bool emergency_is_certain(const Answers& answers);

/// The question of one finding, whether it matters now or not. Position as in `RuleDocument::findings`.
[[nodiscard]] Question question_of(const RuleSet& rules, FindingId finding);

/// The findings that were not asked and could still change something, in the order in which they should be asked.
/// Complexity: one walk, and the steps that can still be reached.
[[nodiscard]] std::vector<FindingId> open_questions(const Answers& answers, const InterviewOptions& options = {});

/// The questions of one group that matter now, as one screen, without those that another of them may settle; empty when nothing
/// is left to ask.
[[nodiscard]] std::vector<Question> next_screen(const Answers& answers, const InterviewOptions& options = {});

/// What a screen is about: its heading, and the line above its yes/no questions.
struct ScreenGroup {
    std::string id, title, ask;

    friend bool operator==(const ScreenGroup&, const ScreenGroup&) = default;
};

/// One screen, as data for any front end. JSON form: `triage.screen/1`, docs/json.md.
struct Screen {
    std::optional<ScreenGroup> group;  ///< none where nothing is left to ask
    std::vector<Question> questions;
    std::size_t screens_left = 0;  ///< about how many, this one included

    friend bool operator==(const Screen&, const Screen&) = default;
};

/// The words of a group. Where the rules give it none: its id in words, and a line that fits any list.
[[nodiscard]] ScreenGroup group_words(const RuleSet& rules, const std::string& group);

/// `next_screen` with its words and with how many screens are left.
///
///     const triage::Screen screen = triage::screen_of(answers);
///     show(screen.group->title, screen.questions);
[[nodiscard]] Screen screen_of(const Answers& answers, const InterviewOptions& options = {});

/// What the yes/no questions of a screen become that were neither ticked nor answered alone.
enum class Rest : std::uint8_t { denied, not_sure, left_open };

/// What ticking questions of a screen means, for every front end: "yes" to each ticked one; `rest` to its other yes/no
/// questions, where they have no answer yet; choices and numbers stay as they are. Answer one alone with `Answers::set`, before
/// or after. A ticked id that is no yes/no question of the screen is a problem, and nothing changes.
///
///     answer_screen(answers, screen, {"calf_swelling"}, Rest::denied);  // swollen; none of the others
[[nodiscard]] std::optional<AnswerProblem> answer_screen(Answers& answers, const std::vector<Question>& screen,
                                                         const std::vector<std::string>& ticked, Rest rest);

/// The next question, or nothing when no answer could change anything any more.
///
///     while (auto question = triage::next_question(answers))
///       answers.set(question->id, my_screen.ask(*question));
[[nodiscard]] std::optional<Question> next_question(const Answers& answers, const InterviewOptions& options = {});

/// About how many screens are left, supposing that everything still asked is denied. For a progress display.
[[nodiscard]] std::size_t screens_left(Answers answers, const InterviewOptions& options = {});

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/interview.ipp>
#endif
