// SPDX-License-Identifier: Apache-2.0
// Which question to ask next: a pure function of the answers, worst concern first.
// Refuses to ask what cannot change anything, what follows from other answers, and what was already answered "not sure".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/reach.hpp>
#include <triage/walk/reasons.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

/// A question as an app shows it.
struct Question {
    std::string id, ask, why, clinical, group, unit;
    FindingType type = FindingType::yes_no;
    std::vector<std::string> options;  ///< choice
    double min = 0, max = 0;           ///< number, both inclusive
    bool red_flag = false, examiner = false;
    bool can_say_none = false;  ///< yes_no and worrying: several of these can be denied together
};

struct InterviewOptions {
    bool examiner = false;         ///< also ask what needs a clinician or a tape measure
    bool after_emergency = false;  ///< go on when the gravest level is already certain
    std::size_t questions_a_screen = 8;
};

/// Whether known answers have already reached the gravest disposition of the rule set.
[[nodiscard]] inline bool emergency_is_certain(const Rules& rules, const Trace& trace) {
    return trace.leading.raised && trace.leading.pathway != npos && trace.disposition + 1U == rules.document.dispositions.size();
}
[[nodiscard]] inline bool emergency_is_certain(const Answers& answers) {
    return emergency_is_certain(answers.rules().compiled(), walk(answers));
}

/// The question of one finding, whether it matters now or not. Position as in `RuleDocument::findings`.
[[nodiscard]] inline Question question_of(const RuleSet& rules, std::uint32_t finding) {
    const Finding& f = rules.document().findings[finding];
    Question q;
    q.id = f.id.value;
    q.ask = f.ask.value;
    q.why = f.why.value;
    q.clinical = f.clinical.value;
    q.group = f.group.value;
    q.unit = f.unit.value;
    q.type = f.type;
    for (const Text& option : f.options) q.options.push_back(option.value);
    q.min = f.min.value;
    q.max = f.max.value;
    q.red_flag = f.red_flag;
    q.examiner = f.examiner;
    q.can_say_none = f.type == FindingType::yes_no && f.polarity == Polarity::worrying;
    return q;
}

namespace walk_detail {

// Findings that matter now, in the order in which they should be asked.
[[nodiscard]] inline std::vector<std::uint32_t> matters(const Answers& answers, const InterviewOptions& options) {
    const Rules& rules = answers.rules().compiled();
    const Trace trace = walk(answers);
    std::vector<std::uint32_t> all;
    if (!options.after_emergency && emergency_is_certain(rules, trace)) return all;
    Evaluator evaluator(rules, answers.bits(), options.examiner);
    const auto collect = [&](std::uint32_t node) {
        open_findings(rules, answers, evaluator, node, false, all);
        if (options.examiner) open_findings(rules, answers, evaluator, node, true, all);
    };
    // While nothing stands any outcome would displace `otherwise`, however mild.
    const int present = trace.leading.pathway == npos ? 0 : trace.disposition;
    for (std::uint32_t p = 0; p < rules.pathways.size(); ++p)
        for (const OpenStep& open : open_steps(rules, evaluator, p))
            if (open.gravest >= present) collect(rules.steps[open.step].node);
    // What decides whether a piece of advice is given.
    for (std::uint32_t p = 0; p < trace.pathway_count; ++p) {
        if (trace.ends[p].outcome == npos || rules.outcomes[trace.ends[p].outcome].rank != trace.disposition) continue;
        for (const std::uint32_t a : rules.outcomes[trace.ends[p].outcome].advice)
            if (rules.advice[a].withhold_when != npos) collect(rules.advice[a].withhold_when);
    }
    // What may answer a question for free comes before it, so that nobody is asked nonsense.
    std::vector<std::uint32_t> ordered;
    const auto ask = [&](std::uint32_t f) {
        if (answers.state(f) == Answers::State::not_asked && std::find(ordered.begin(), ordered.end(), f) == ordered.end())
            ordered.push_back(f);
    };
    for (const std::uint32_t f : all) {
        if (answers.state(f) != Answers::State::not_asked) continue;
        std::vector<std::uint32_t> settles;
        for (const CompiledImplication& i : rules.implications)
            if (i.finding == f) open_findings(rules, answers, evaluator, i.node, false, settles);
        for (const std::uint32_t s : settles) ask(s);
        ask(f);
    }
    return ordered;
}

}  // namespace walk_detail

/// The questions of one group that matter now, as one screen; empty when nothing is left to ask.
/// Complexity: one walk, and the steps that can still be come to.
[[nodiscard]] inline std::vector<Question> next_screen(const Answers& answers, const InterviewOptions& options = {}) {
    const Rules& rules = answers.rules().compiled();
    std::vector<Question> screen;
    for (const std::uint32_t f : walk_detail::matters(answers, options)) {
        if (!screen.empty() && rules.document.findings[f].group.value != screen.front().group) continue;
        if (screen.size() < options.questions_a_screen) screen.push_back(question_of(answers.rules(), f));
    }
    return screen;
}

/// The next question, or nothing when no answer could change anything any more.
///
///     while (auto question = triage::next_question(answers))
///       answers.set(question->id, my_screen.ask(*question));
[[nodiscard]] inline std::optional<Question> next_question(const Answers& answers, const InterviewOptions& options = {}) {
    const std::vector<std::uint32_t> all = walk_detail::matters(answers, options);
    if (all.empty()) return std::nullopt;
    return question_of(answers.rules(), all.front());
}

/// About how many screens are left, supposing that everything still asked is denied. For a progress display.
[[nodiscard]] inline std::size_t screens_left(Answers answers, const InterviewOptions& options = {}) {
    constexpr std::size_t enough = 200;
    const Rules& rules = answers.rules().compiled();
    std::size_t screens = 0;
    for (auto screen = next_screen(answers, options); !screen.empty() && screens < enough;
         screen = next_screen(answers, options)) {
        ++screens;
        for (const Question& q : screen) {
            const std::uint32_t f = rules.finding_names.find(q.id);
            const auto none = std::find(q.options.begin(), q.options.end(), "none");
            if (q.type == FindingType::yes_no)
                answers.set_option(f, 0);
            else if (none != q.options.end())
                answers.set_option(f, static_cast<std::uint32_t>(none - q.options.begin()));
            else
                answers.set_unknown(f);
        }
    }
    return screens;
}

}  // namespace triage
