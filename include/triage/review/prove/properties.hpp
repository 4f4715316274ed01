// SPDX-License-Identifier: Apache-2.0
// The safety properties of a rule set (rule format, "Safety properties") asked of every answer pattern: the built-in ones
// and those that the rules write themselves.
// Refuses to weaken a property to make it hold; only written assumptions leave patterns out, and they are counted.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/patterns.hpp>
#include <triage/review/prove/counterexample.hpp>
#include <triage/review/prove/proof_report.hpp>

namespace triage::review_detail {

class Properties {
public:
    Properties(Decision& decision, const PatternSpace& space)
        : decision_(decision), space_(space), diagram_(decision.diagram()), rules_(decision.rules()), doc_(rules_.document) {}

    /// Every pattern ends somewhere: at each step exactly one of the three branches is taken. A disposition results, because
    /// `otherwise` leads where nothing else does.
    void reaches_a_result(ProvedProperty& out) {
        out.patterns = diagram_.patterns();
        for (StepId s{0}; s < rules_.steps.size(); ++s) {
            const StepReach& r = decision_.reach(s);
            const Function two = r.taken[0] | r.taken[1];
            if (!diagram_.empty(r.taken[0] & r.taken[1]) || !diagram_.empty(two & r.taken[2]) || !((two | r.taken[2]) == r.come))
                out.why_not = "the branches of step " + rules_.steps[s].written->id.value + " overlap or leave someone out";
        }
        if (out.why_not.empty()) out.verdict = Verdict::proved;
    }

    /// A worse answer to a worrying question never makes the result milder. `from` is the answer that may not be graver.
    void never_milder(ProvedProperty& out, Kleene from, Kleene to) {
        const auto concerned = [&](const Finding& f) {
            if (f.type != FindingType::yes_no || f.polarity != Polarity::worrying) return false;
            return from != no || (to == yes) == f.examiner;
        };
        compare_answers(out, concerned, {from}, to, {diagram_.everyone()});
    }

    /// A reassuring yes never makes the result milder while a red-flag pathway is raised.
    void reassuring_never_milder(ProvedProperty& out) {
        const auto concerned = [](const Finding& f) {
            return f.type == FindingType::yes_no && f.polarity == Polarity::reassuring;
        };
        std::vector<Function> red_flag_raised;
        for (PathwayId p{0}; p < doc_.pathways.size(); ++p)
            if (doc_.pathways[p].red_flag) red_flag_raised.push_back(decision_.pathways()[p].raised);
        compare_answers(out, concerned, {no, unknown}, yes, red_flag_raised);
    }

    /// A lone yes to a red flag gives at least the floor, whatever else is answered.
    void red_flag_floor(ProvedProperty& out) {
        const auto concerned = [](const Finding& f) { return f.red_flag; };
        judge_answer(out, concerned, yes, rules_.red_flag_rank, "at least " + name(rules_.red_flag_rank));
    }

    /// Not sure about a red flag that a person can answer alone is never home care.
    void red_flag_unknown_not_at_home(ProvedProperty& out) {
        const auto concerned = [](const Finding& f) { return f.red_flag && !f.examiner; };
        judge_answer(out, concerned, unknown, rules_.otherwise_rank, "not at home");
    }

    void empty_form_not_at_home(ProvedProperty& out) {
        out.patterns = BigCount(1);
        const Answers nothing{decision_.rule_set()};
        Pattern empty;
        for (const Level& level : space_.levels()) empty.push_back(level.unknown_cell());
        const Rank rank = decision_.rank_of(empty);
        if (rank != walk(nothing).disposition) {
            out.why_not = "the diagram and the walk disagree on the empty form";
            return;
        }
        out.verdict = rules_.at_home(rank) ? Verdict::violated : Verdict::proved;
        if (out.verdict == Verdict::violated)
            out.counterexamples.push_back(
                example(out, nothing, leading_place(nothing), "not at home", at_least(rules_.otherwise_rank), BigCount(1)));
    }

    /// Advice is never given beside a pathway that withholds it, nor while its own `withhold_when` is not known to be false or
    /// its own `when` is not known to be true.
    void withheld_advice_not_given(ProvedProperty& out) {
        begin(out);
        out.covers = {0, doc_.advice.size(), "pieces of advice"};
        for (AdviceId a{0}; a < doc_.advice.size(); ++a) out.covers.count += rules_.can_be_withheld(a) ? 1U : 0U;
        for (AdviceId a{0}; a < doc_.advice.size(); ++a) {
            if (!rules_.can_be_withheld(a)) continue;
            const std::string expect = "withheld: [" + doc_.advice[a].id.value + "]";
            const auto show = [&](const Function& beside, const RulePlace& cause) {
                const Function set = decision_.given(beside, a);
                if (diagram_.empty(set)) return;
                const Answers answers = person(*smallest_pattern(diagram_, space_, rules_, set));
                add_counterexample(
                    out, example(out, answers, cause, "withheld: " + doc_.advice[a].id.value, expect, diagram_.count(set)),
                    doc_.advice[a].id.value);
            };
            for (const PathwayId p : rules_.advice[a].withheld_by)
                show(decision_.pathways()[p].raised | decision_.pathways()[p].unsure, place_of_pathway(rules_, p));
            if (const NodeId node = rules_.advice[a].withhold_when; node != npos)
                show(!decision_.conditions().is(node, no), {place(doc_, doc_.advice[a].id.at), doc_.advice[a].id.value});
            if (const NodeId node = rules_.advice[a].when; node != npos)
                show(!decision_.conditions().is(node, yes), {place(doc_, doc_.advice[a].id.at), doc_.advice[a].id.value});
        }
        finish(out);
    }

    /// A property that the rules write themselves.
    void written(ProvedProperty& out, std::uint32_t number) {
        const SafetyProperty& s = doc_.safety[number];
        const Function when = decision_.conditions().is(rules_.safety_nodes[number], yes);
        const Function met = when - decision_.contradicts();
        out.patterns = diagram_.count(met);
        if (out.patterns.zero()) {
            out.verdict = Verdict::vacuous;
            out.why_not = diagram_.empty(when) ? "no answer pattern meets its `when`, so it protects nobody"
                                               : "`assume` excludes every answer pattern that meets its `when`";
            return;
        }
        Function set = diagram_.none();  // for whom it does not hold
        std::string expected, expect;
        const PathwayId pathway = rules_.pathway_names.find(s.target.value);
        Rank floor = rules_.otherwise_rank;  // the mildest that is not at home
        switch (s.require) {
            case SafetyProperty::Require::disposition_at_least:
                floor = rules_.rank_of(s.target.value).value();
                set = decision_.below(met, floor);
                expected = "at least " + s.target.value, expect = at_least(floor);
                break;
            case SafetyProperty::Require::raised:
                set = met - decision_.pathways()[pathway].raised;
                expected = "raised: " + s.target.value, expect = "raised: [" + s.target.value + "]";
                break;
            case SafetyProperty::Require::withheld:
                set = decision_.given(met, rules_.advice_names.find(s.target.value));
                expected = "withheld: " + s.target.value, expect = "withheld: [" + s.target.value + "]";
                break;
            case SafetyProperty::Require::not_at_home:
                set = decision_.below(met, floor);
                expected = "not at home", expect = at_least(floor);
                break;
        }
        out.verdict = Verdict::proved;
        if (diagram_.empty(set)) return;
        const Answers answers = person(*smallest_pattern(diagram_, space_, rules_, set));
        const Trace trace = walk(answers);
        bool confirmed = true;  // of advice the walk knows nothing; there the case decides
        if (s.require == SafetyProperty::Require::disposition_at_least) confirmed = trace.disposition < floor;
        if (s.require == SafetyProperty::Require::not_at_home) confirmed = rules_.at_home(trace.disposition);
        if (s.require == SafetyProperty::Require::raised) confirmed = trace.ends[pathway].ending != Ending::raised;
        if (!confirmed) return disagreement(out, answers);
        const bool raised = s.require == SafetyProperty::Require::raised;
        RulePlace cause = raised ? last_place(answers, pathway) : leading_place(answers);
        std::optional<ExpectedStep> step;
        if (s.require != SafetyProperty::Require::withheld)
            step = expected_step(answers, findings_of(rules_, rules_.safety_nodes[number]), [&](PathwayId p, OutcomeId o) {
                return raised ? p == pathway : rules_.outcomes[o].rank >= floor;
            });
        if (step) cause = step->place;
        out.counterexamples.push_back(example(out, answers, cause, expected, expect, diagram_.count(set)));
        if (step) out.counterexamples.back().why = step->why;
        finish(out);
    }

private:
    void begin(ProvedProperty& out) { out.patterns = diagram_.count(!decision_.contradicts()); }
    template <class Concerned>
    void covers(ProvedProperty& out, Concerned&& concerned) const {
        out.covers.of = doc_.findings.size();
        for (const Finding& f : doc_.findings) out.covers.count += concerned(f) ? 1U : 0U;
    }
    static void finish(ProvedProperty& out) {
        if (out.why_not.empty()) out.verdict = out.counterexamples.empty() ? Verdict::proved : Verdict::violated;
    }
    void disagreement(ProvedProperty& out, const Answers& answers) {
        out.verdict = Verdict::not_proved;
        out.why_not = "the diagram and the walk disagree on this person; please report it:";
        for (const auto& [finding, answer] : answer_list(answers)) out.why_not += " " + finding + ": " + answer;
    }

    // Whether everyone who gives this answer to a finding concerned gets at least this rank.
    template <class Concerned>
    void judge_answer(ProvedProperty& out, Concerned&& concerned, Kleene answer, Rank least, const std::string& expected) {
        begin(out);
        covers(out, concerned);
        for (FindingId f{0}; f < doc_.findings.size(); ++f) {
            if (!concerned(doc_.findings[f])) continue;
            Function who = who_answers(f, answer);
            if (answer == unknown && space_.level_of(doc_.findings[f].id.value) != npos)
                who &= decision_.conditions().stays_unknown(f);
            show_single(out, decision_.below(who - decision_.contradicts(), least), f, answer, expected, least);
        }
        finish(out);
    }
    // Whether an answer to a finding concerned is milder for somebody than one of those before it. The property is about those
    // who are in one of the sets `about` by the answer before.
    template <class Concerned>
    void compare_answers(ProvedProperty& out, Concerned&& concerned, std::initializer_list<Kleene> before, Kleene after,
                         const std::vector<Function>& about) {
        begin(out);
        covers(out, concerned);
        for (std::uint32_t level = 0; level < space_.levels().size(); ++level)
            for (const Kleene from : before)
                if (concerned(finding(level))) show_pair(out, milder(level, from, after, about), level, from, after);
        finish(out);
    }
    // For whom the second answer to a finding is milder than the first. Somebody falls below a rank only where a pathway brings
    // it no more; or, where `otherwise` led, where a pathway brings something as well.
    [[nodiscard]] Function milder(std::uint32_t level, Kleene from, Kleene to, const std::vector<Function>& about) {
        const auto with = [&](const Function& set, Kleene value) { return diagram_.cofactor(set, level, cell(value)); };
        const Function left_out = with(decision_.contradicts(), from) | with(decision_.contradicts(), to);
        // Those of a set, which does not depend on the level, whom one of the answers leaves below a rank.
        const auto below = [&](const Function& set, Kleene value, Rank rank) {
            const Function who = set & who_answers(rules_.finding_names.find(space_.levels()[level].finding), value);
            return with(decision_.below(who, rank), value);
        };
        Function out = diagram_.none();
        for (Rank rank = 1; rank < doc_.dispositions.size(); ++rank) {
            Function fall = diagram_.none();
            for (PathwayId p{0}; p < rules_.pathways.size(); ++p) {
                if (!reads(p, level)) continue;
                const Function after = with(decision_.brings(p, rank), to);
                fall |= with(decision_.brings(p, rank), from) - after;
                if (rank <= rules_.otherwise_rank)
                    fall |= with(decision_.brings(p, 0), to) - after - with(decision_.brings(p, 0), from);
            }
            if (diagram_.empty(fall)) continue;
            for (const Function& set : about) {
                const Function now = below((fall & with(set, from)) - left_out, to, rank);
                if (!diagram_.empty(now)) out |= now - below(now, from, rank);
            }
        }
        return out;
    }
    // Whether what a pathway brings depends on a level.
    [[nodiscard]] bool reads(PathwayId pathway, std::uint32_t level) {
        if (reads_.empty())
            for (const PathwayDecision& p : decision_.pathways()) {
                reads_.emplace_back(space_.levels().size());
                for (const StandingSet& s : p.standings)
                    for (const std::uint32_t l : diagram_.support(s.patterns)) reads_.back()[l] = true;
            }
        return reads_[pathway][level];
    }
    [[nodiscard]] const Finding& finding(std::uint32_t level) const {
        return doc_.findings[rules_.finding_names.find(space_.levels()[level].finding)];
    }
    // The cells of a yes/no finding stand in this order.
    [[nodiscard]] static std::uint32_t cell(Kleene value) { return value == no ? 0U : value == yes ? 1U : 2U; }
    // The patterns in which a finding is answered so; all of them where nothing depends on it.
    [[nodiscard]] Function who_answers(FindingId finding, Kleene value) {
        const std::uint32_t level = space_.level_of(doc_.findings[finding].id.value);
        if (level == npos) return diagram_.everyone();
        std::vector<std::uint32_t> only(diagram_.values(level));
        only[cell(value)] = 1;
        return diagram_.choose(level, only);
    }
    [[nodiscard]] const std::string& name(Rank rank) const { return rules_.disposition(rank).id.value; }
    [[nodiscard]] std::string at_least(Rank rank) const { return "disposition: {at_least: " + name(rank) + "}"; }
    [[nodiscard]] Answers person(const Pattern& pattern) const { return answers_of(space_, pattern, decision_.rule_set()); }

    [[nodiscard]] Counterexample example(const ProvedProperty& property, const Answers& answers, const RulePlace& cause,
                                         const std::string& expected, const std::string& expect, BigCount patterns) const {
        Counterexample out;
        out.answers = answer_list(answers);
        out.disposition = name(walk(answers).disposition);
        out.expected = expected;
        out.at = cause.at;
        out.rule = cause.rule;
        out.test_case = case_entry("counterexample_" + property.id, "Violates: " + property.text, answers, expect);
        out.patterns = std::move(patterns);
        return out;
    }

    // Two people who differ in one answer, of whom the one with `to` is milder.
    void show_pair(ProvedProperty& out, const Function& set, std::uint32_t level, Kleene from, Kleene to) {
        const std::optional<Pattern> pattern = smallest_pattern(diagram_, space_, rules_, set);
        if (!pattern) return;
        const FindingId f = rules_.finding_names.find(space_.levels()[level].finding);
        Answers graver = person(*pattern), milder = graver;
        (void)graver.try_set(f, from);
        (void)milder.try_set(f, to);
        if (from == unknown) graver.clear(f);
        if (to == unknown) milder.clear(f);
        const Rank wanted = walk(graver).disposition;
        if (walk(milder).disposition >= wanted) return disagreement(out, milder);
        BigCount pairs = diagram_.count(set);
        pairs /= diagram_.values(level);  // the set does not depend on the finding's own answer
        Counterexample found =
            example(out, milder, dividing_place(graver, milder), "at least " + name(wanted), at_least(wanted), std::move(pairs));
        found.finding = doc_.findings[f].id.value;
        found.other_answer = from == unknown ? "unknown" : from == yes ? "yes" : "no";
        found.other_disposition = name(wanted);
        add_counterexample(out, std::move(found), doc_.findings[f].id.value);
    }

    // One person out of a set in which everyone gives this answer to one finding.
    void show_single(ProvedProperty& out, const Function& set, FindingId f, Kleene value, const std::string& expected,
                     Rank least) {
        const std::optional<Pattern> pattern = smallest_pattern(diagram_, space_, rules_, set);
        if (!pattern) return;
        Answers answers = person(*pattern);
        if (value == unknown)
            answers.clear(f);
        else
            (void)answers.try_set(f, value);
        if (walk(answers).disposition >= least) return disagreement(out, answers);
        const std::optional<ExpectedStep> step =
            expected_step(answers, {f}, [&](PathwayId, OutcomeId o) { return rules_.outcomes[o].rank >= least; });
        Counterexample found =
            example(out, answers, step ? step->place : leading_place(answers), expected, at_least(least), diagram_.count(set));
        if (step) found.why = step->why;
        add_counterexample(out, std::move(found), doc_.findings[f].id.value);
    }

    Decision& decision_;
    const PatternSpace& space_;
    Diagram& diagram_;
    const Rules& rules_;
    const RuleDocument& doc_;
    std::vector<std::vector<bool>> reads_;  // by pathway and level
};

}  // namespace triage::review_detail
