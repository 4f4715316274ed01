// SPDX-License-Identifier: Apache-2.0
// The bodies of interview.hpp.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/model/names.hpp>
#include <triage/model/references.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>
#include <triage/walk/interview.hpp>
#include <triage/walk/reach.hpp>
#include <triage/walk/reasons.hpp>

namespace triage {

TRIAGE_BODY bool emergency_is_certain(const Rules& rules, const Trace& trace) {
    return trace.leading.raised && trace.leading.pathway != npos && trace.disposition + 1U == rules.document.dispositions.size();
}

TRIAGE_BODY bool emergency_is_certain(const Answers& answers) {
    return emergency_is_certain(answers.rules().compiled(), walk(answers));
}

TRIAGE_BODY Question question_of(const RuleSet& rules, FindingId finding) {
    const Finding& f = rules.document().findings[finding];
    Question q;
    q.id = f.id.value;
    q.ask = f.ask.value;
    q.why = f.why.value;
    q.clinical = f.clinical.value;
    q.group = f.group.value;
    q.unit = f.unit.value;
    q.type = f.type;
    q.options = options_of(f);
    q.check = values_of(f.check);
    q.min = f.min.value;
    q.max = f.max.value;
    q.whole = f.whole;
    q.red_flag = f.red_flag;
    q.examiner = f.examiner;
    q.can_say_none = f.type == FindingType::yes_no && f.polarity == Polarity::worrying;
    return q;
}

namespace walk_detail {

/// Calls `take(finding)` for each open question, in the order in which they are asked, until it returns false.
template <class Take>
void each_open_question(const Answers& answers, const InterviewOptions& options, Take&& take) {
    const Rules& rules = answers.rules().compiled();
    const Trace trace = walk(answers);
    if (!options.after_emergency && emergency_is_certain(rules, trace)) return;
    Evaluator evaluator(rules, answers.bits(), options.examiner);
    OpenFindings open_ones(answers, evaluator);
    const auto collect = [&](NodeId node) {
        open_ones.add(node);
        if (options.examiner) open_ones.add(node, true);
    };
    std::vector<bool> asked(rules.findings.size());
    const auto ask = [&](FindingId f) {
        if (answers.state(f) != Answers::State::not_asked || asked[f]) return true;
        asked[f] = true;
        return take(f);
    };
    // What may answer a question for free comes before it, so that nobody is asked nonsense.
    std::size_t told = 0;
    std::set<NodeId> looked_at;  // one condition may settle many findings
    const auto tell = [&] {
        for (; told < open_ones.all().size(); ++told) {
            const FindingId f = open_ones.all()[told];
            if (answers.state(f) != Answers::State::not_asked) continue;
            if (rules.findings[f].feeds_implications) {
                OpenFindings settles(answers, evaluator);
                for (const CompiledImplication& i : rules.implications)
                    if (i.finding == f && looked_at.insert(i.node).second) settles.add(i.node);
                for (const FindingId s : settles.all())
                    if (!ask(s)) return false;
            }
            if (rules.document.findings[f].parts.empty() && !ask(f)) return false;
        }
        return true;
    };
    // While nothing stands any outcome would displace `otherwise`, however mild.
    const int present = trace.leading.pathway == npos ? 0 : trace.disposition;
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        for (const OpenStep& open : open_steps(rules, evaluator, p))
            if (open.gravest >= present) collect(rules.steps[open.step].node);
        if (!tell()) return;
    }
    // What decides whether a piece of advice is given.
    for (PathwayId p{0}; p < trace.pathway_count; ++p) {
        if (trace.ends[p].outcome == npos || rules.outcomes[trace.ends[p].outcome].rank != trace.disposition) continue;
        for (const AdviceId a : rules.outcomes[trace.ends[p].outcome].advice)
            for (const NodeId node : {rules.advice[a].when, rules.advice[a].withhold_when})
                if (node != npos) collect(node);
    }
    (void)tell();
}

}  // namespace walk_detail

TRIAGE_BODY std::vector<FindingId> open_questions(const Answers& answers, const InterviewOptions& options) {
    std::vector<FindingId> out;
    walk_detail::each_open_question(answers, options, [&](FindingId f) {
        out.push_back(f);
        return true;
    });
    return out;
}

TRIAGE_BODY std::vector<Question> next_screen(const Answers& answers, const InterviewOptions& options) {
    const Rules& rules = answers.rules().compiled();
    const std::vector<Finding>& findings = rules.document.findings;
    std::vector<FindingId> screen;
    std::size_t room = options.questions_a_screen;
    // A question that another one here may settle ("how long is the cord?") waits for the next screen.
    std::map<NodeId, std::vector<FindingId>> read_by;  // one condition may settle many findings
    const auto waits = [&](FindingId f) {
        for (const CompiledImplication& i : rules.implications) {
            if (i.finding != f) continue;
            const auto [read, fresh] = read_by.try_emplace(i.node);
            if (fresh) read->second = findings_of(rules, i.node);
            for (const FindingId s : screen)
                if (std::binary_search(read->second.begin(), read->second.end(), s)) return true;
        }
        return false;
    };
    walk_detail::each_open_question(answers, options, [&](FindingId f) {
        const std::string& group = findings[f].group.value;
        if (screen.empty()) {  // no more than the group still has
            std::size_t left = 0;
            for (FindingId g{0}; g < findings.size(); ++g)
                if (findings[g].group.value == group && answers.state(g) == Answers::State::not_asked) ++left;
            room = std::min(room, left);
        }
        if ((screen.empty() || group == findings[screen[0]].group.value) && screen.size() < room && !waits(f))
            screen.push_back(f);
        return screen.size() < room;
    });
    std::vector<Question> out;
    for (const FindingId f : screen) out.push_back(question_of(answers.rules(), f));
    return out;
}

TRIAGE_BODY ScreenGroup group_words(const RuleSet& rules, const std::string& group) {
    if (const Group* words = item_of(rules.document().groups, group)) return {group, words->title.value, words->ask.value};
    std::string title = spaced(group);
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return {group, std::move(title), "Which of these are true for you?"};
}

TRIAGE_BODY Screen screen_of(const Answers& answers, const InterviewOptions& options) {
    Screen out{{}, next_screen(answers, options), 0};
    if (out.questions.empty()) return out;
    out.group = group_words(answers.rules(), out.questions.front().group);
    out.screens_left = screens_left(answers, options);
    return out;
}

TRIAGE_BODY std::optional<AnswerProblem> answer_screen(Answers& answers, const std::vector<Question>& screen,
                                                       const std::vector<std::string>& ticked, Rest rest) {
    std::vector<std::string> ids;
    for (const Question& q : screen)
        if (q.type == FindingType::yes_no) ids.push_back(q.id);
    for (const std::string& id : ticked)
        if (std::find(ids.begin(), ids.end(), id) == ids.end())
            return AnswerProblem{"unknown-id", "\"" + id + "\" is no yes/no question of this screen",
                                 did_you_mean(nearest_name(id, ids))};
    Answers out = answers;
    for (const std::string& id : ids) {
        const FindingId f = answers.rules().compiled().finding_names.find(id);
        if (f == npos) return AnswerProblem{"unknown-id", "the rules have no question \"" + id + "\"", {}};
        if (std::find(ticked.begin(), ticked.end(), id) != ticked.end())
            out.set_option(f, 1);
        else if (rest == Rest::denied && answers.state(f) == Answers::State::not_asked)
            out.set_option(f, 0);
        else if (rest == Rest::not_sure && answers.state(f) == Answers::State::not_asked)
            out.set_unknown(f);
    }
    answers = std::move(out);
    return std::nullopt;
}

TRIAGE_BODY std::optional<Question> next_question(const Answers& answers, const InterviewOptions& options) {
    std::optional<Question> out;
    walk_detail::each_open_question(answers, options, [&](FindingId f) {
        out = question_of(answers.rules(), f);
        return false;
    });
    return out;
}

TRIAGE_BODY std::size_t screens_left(Answers answers, const InterviewOptions& options) {
    constexpr std::size_t enough = 200;
    const Rules& rules = answers.rules().compiled();
    std::size_t screens = 0;
    for (auto screen = next_screen(answers, options); !screen.empty() && screens < enough;
         screen = next_screen(answers, options)) {
        ++screens;
        for (const Question& q : screen) {
            const FindingId f = rules.finding_names.find(q.id);
            const auto absent = absent_value(rules.document.findings[f]);
            if (q.type == FindingType::yes_no)
                answers.set_option(f, 0);
            else if (q.type == FindingType::choice && absent)
                answers.set_option(f, absent->option);
            else
                answers.set_unknown(f);
        }
    }
    return screens;
}

}  // namespace triage
