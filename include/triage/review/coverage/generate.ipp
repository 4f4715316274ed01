// SPDX-License-Identifier: Apache-2.0
// The people that coverage.hpp generates.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <variant>

#include <triage/header_only.hpp>
#include <triage/review/coverage/analysis.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/review/diagram/patterns.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace coverage_detail {

class Generator {
public:
    Generator(Analysis& analysis, const GenerateOptions& options)
        : analysis_(analysis),
          options_(options),
          all_(analysis.obligations()),
          rules_(analysis.rules()),
          space_(analysis.space()),
          diagram_(analysis.diagram()) {
        for (const Level& level : space_.levels()) findings_.push_back(rules_.compiled().finding_names.find(level.finding));
    }

    [[nodiscard]] GeneratedCases run() {
        std::vector<std::size_t> order(all_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return analysis_.gravity(all_[a]) > analysis_.gravity(all_[b]); });
        alternatives_.resize(order.size());
        for (const std::size_t i : order) {
            const CoverageState state = analysis_.next(all_[i]).state;
            if (state == CoverageState::possible) open_.push_back(&all_[i]);
            alternatives_[i] = &analysis_.alternatives(all_[i]);
            if (state == CoverageState::not_proved) out_.not_proved.push_back(name(all_[i]));
        }
        out_.uncovered = open_.size();
        already_.resize(analysis_.goals().size());
        for (GoalId g{0}; g < already_.size(); ++g) already_[g] = analysis_.hit(g);
        for (const Obligation* o : open_) {
            GoalSet tried;
            for (Analysis::Next next = analysis_.next(*o); next.state == CoverageState::possible; next = analysis_.next(*o)) {
                const GoalId goal = next.goals.front();
                if (!add_once(tried, goal)) {
                    out_.not_confirmed.push_back(name(*o));
                    break;
                }
                cover(goal, *o);
            }
        }
        thin_out();
        return std::move(out_);
    }

private:
    struct Found {
        Answers answers;
        std::vector<bool> hits;        ///< by goal
        const Obligation* obligation;  ///< for which it was looked for
    };

    [[nodiscard]] std::string name(const Obligation& o) const { return o.what + " (" + place(rules_.document(), o.at) + ")"; }

    // Fewest answers, those of an examiner counted twice; then fewest that one would rather not hear.
    [[nodiscard]] Cost cost(std::uint32_t level, std::uint32_t value) const {
        const Cell& cell = space_.levels()[level].cells[value];
        if (!cell.known) return {0, 0};
        const Finding& finding = rules_.document().findings[findings_[level]];
        return {finding.examiner ? 2U : 1U, is_abnormal(finding, cell.answer) ? 1U : 0U};
    }
    [[nodiscard]] std::optional<Pattern> simplest(const Function& set) const {
        return cheapest(diagram_, set, [&](std::uint32_t level, std::uint32_t value) { return cost(level, value); });
    }
    [[nodiscard]] Cost cost_of(const Pattern& pattern) const {
        Cost sum{0, 0};
        for (std::uint32_t l = 0; l < pattern.size(); ++l) {
            const Cost c = cost(l, pattern[l]);
            sum = {sum[0] + c[0], sum[1] + c[1]};
        }
        return sum;
    }

    // One person who hits the goal, and whatever else can be hit of the same pathways without one more answer.
    void cover(GoalId goal, const Obligation& o) {
        Function set = analysis_.sets().plausible(*analysis_.patterns(goal));
        Pattern pattern = *simplest(set);
        GoalSet exact{goal};
        for (const Obligation* other : open_) {
            const bool near =
                std::any_of(other->pathways.begin(), other->pathways.end(), [&](PathwayId p) { return contains(o.pathways, p); });
            if (!near) continue;
            for (const GoalId g : analysis_.next(*other).goals) {
                const std::optional<Function>& who = analysis_.patterns(g);
                if (!who) continue;
                const Function both = set & *who;
                if (diagram_.empty(both)) continue;
                const std::optional<Pattern> together = simplest(both);
                if (!together || cost_of(pattern) < cost_of(*together)) continue;
                set = both;
                pattern = *together;
                exact.push_back(g);
            }
        }
        Answers answers = answers_of(space_, pattern, rules_);
        for (std::uint32_t l = 0; l < pattern.size(); ++l)
            in_the_middle(space_.levels()[l].cells[pattern[l]], findings_[l], answers);
        for (auto g = exact.rbegin(); g != exact.rend(); ++g) at_the_threshold(analysis_.goals()[*g].goal, answers);
        if (options_.denied) deny(answers, goal);
        analysis_.person(answers, next_number_++);
        Found found{answers, std::vector<bool>(analysis_.goals().size()), &o};
        for (GoalId g{0}; g < found.hits.size(); ++g)
            found.hits[g] = analysis_.hit(g) && analysis_.goals()[g].last == next_number_ - 1;
        if (found.hits[goal]) found_.push_back(std::move(found));
    }
    // A whole number from the middle of its cell rather than from an end of what can be measured.
    static void in_the_middle(const Cell& cell, FindingId finding, Answers& answers) {
        if (!cell.known || cell.answer.kind() != Answer::Kind::number) return;
        const double middle = std::floor((cell.low + cell.high) / 2);
        if (cell.holds(middle)) answers.set_number(finding, middle);
    }
    // The number of a threshold itself, where another of its cell would do for the diagram but not for the goal.
    void at_the_threshold(const Goal& goal, Answers& answers) const {
        const auto* number = std::get_if<NumberIs>(&goal);
        if (number == nullptr || !number->exactly) return;
        const FindingId f = findings_[number->level];
        if (answers.state(f) == Answers::State::known &&
            space_.levels()[number->level].cells[number->cell].holds(answers.answer(f).number()))
            answers.set_number(f, *number->exactly);
    }
    // Everything that would be filled in as absent is, unless the goal would be lost: that stays "not sure", explicitly.
    void deny(Answers& answers, GoalId goal) {
        Answers all = answers;
        review_detail::fill_in_absent(all);
        for (FindingId f{0}; f < rules_.document().findings.size(); ++f) {
            if (answers.state(f) != Answers::State::not_asked || all.state(f) == Answers::State::not_asked) continue;
            (void)answers.try_set(f, all.answer(f));
            const std::uint32_t level = space_.level_of(rules_.document().findings[f].id.value);
            if (level != npos && diagram_.at(*analysis_.patterns(goal), pattern_of(space_, answers)) == 0) answers.set_unknown(f);
        }
    }

    [[nodiscard]] bool covered(const Obligation& o, const std::vector<std::size_t>& times) {
        const auto all_hit = [&](const GoalSet& goals) {
            return std::all_of(goals.begin(), goals.end(), [&](GoalId g) { return already_[g] || times[g] > 0; });
        };
        const std::vector<GoalSet>& alternatives = *alternatives_[static_cast<std::size_t>(&o - all_.data())];
        return std::any_of(alternatives.begin(), alternatives.end(), all_hit);
    }
    // Drops each person without whom everything is covered all the same, then numbers and names the rest.
    void thin_out() {
        std::vector<std::size_t> times(already_.size());
        const auto count = [&](const Found& f, int by) {
            for (std::size_t g = 0; g < times.size(); ++g)
                if (f.hits[g]) times[g] += static_cast<std::size_t>(by);
        };
        for (const Found& f : found_) count(f, 1);
        std::vector<const Obligation*> wanted;
        for (const Obligation* o : open_)
            if (covered(*o, times)) wanted.push_back(o);
        std::erase_if(found_, [&](const Found& f) {
            count(f, -1);
            const bool needed =
                std::any_of(wanted.begin(), wanted.end(), [&](const Obligation* o) { return !covered(*o, times); });
            if (needed) count(f, 1);
            return !needed;
        });
        std::fill(times.begin(), times.end(), std::size_t{0});
        for (const Found& f : found_) {
            std::vector<const Obligation*> fresh;
            for (const Obligation* o : open_)
                if (!covered(*o, times)) fresh.push_back(o);
            count(f, 1);
            std::erase_if(fresh, [&](const Obligation* o) { return !covered(*o, times); });
            out_.cases.push_back(named(f, fresh));
        }
    }
    [[nodiscard]] GeneratedCase named(const Found& f, const std::vector<const Obligation*>& fresh) const {
        GeneratedCase out;
        for (const Obligation* o : fresh) out.covers.push_back(name(*o));
        Case& c = out.person;
        c.id.value = "generated-" + std::to_string(out_.cases.size() + 1);
        c.title = fresh.empty() ? "one of the two people needed for: " + name(*f.obligation) : out.covers.front();
        if (fresh.size() > 1) c.title += " and " + std::to_string(fresh.size() - 1) + " more";
        c.unmentioned = options_.denied ? Unmentioned::as_absent : Unmentioned::as_unknown;
        // What the reading fills in by itself need not be written.
        const Answers& said = f.answers;
        for (FindingId i{0}; i < rules_.document().findings.size(); ++i) {
            if (said.state(i) == Answers::State::not_asked) continue;
            if (options_.denied) {
                Answers without = said;
                without.clear(i);
                review_detail::fill_in_absent(without);
                if (without.state(i) == said.state(i) && without.state(i) == Answers::State::known &&
                    without.answer(i) == said.answer(i))
                    continue;
            }
            c.answers.emplace_back(i, said.answer(i));
        }
        return out;
    }

    Analysis& analysis_;
    const GenerateOptions& options_;
    const std::vector<Obligation>& all_;
    RuleSet rules_;
    const PatternSpace& space_;
    Diagram& diagram_;
    std::vector<FindingId> findings_;  // by level
    std::vector<const Obligation*> open_;
    std::vector<const std::vector<GoalSet>*> alternatives_;  // by obligation: those that count
    std::vector<bool> already_;                              // by goal: hit by the cases that there are
    std::vector<Found> found_;
    GeneratedCases out_;
    std::size_t next_number_ = std::numeric_limits<std::size_t>::max() / 2;  // past every case that there is
};

}  // namespace coverage_detail

TRIAGE_BODY GeneratedCases generate_cases(const RuleSet& rules, const std::vector<Case>& cases, const GenerateOptions& options) {
    coverage_detail::Analysis analysis(rules, options.pathway, options.budget);
    (void)analysis.judge(run_cases(rules, cases), cases);
    return coverage_detail::Generator(analysis, options).run();
}

TRIAGE_BODY std::string cases_text(const RuleSet& rules, const GeneratedCases& generated) {
    std::string out =
        "# People whom no test case covers yet, drafted by `triage generate`. Each is one answer sheet that nobody has judged.\n"
        "# Under `expect:` a clinician writes what the result must be, for instance\n"
        "#   disposition: {at_least: …, at_most: …}, raised: […], not_raised: […], advised: […], withheld: […]\n"
        "# Delete a person who cannot exist. `triage test` refuses the file while an `expect:` is empty.\n\n"
        "format: triage-cases/1\nruleset: " +
        rules.id() + "\ncases:\n";
    const std::vector<Finding>& findings = rules.document().findings;
    for (const GeneratedCase& g : generated.cases) {
        out += "  - id: " + g.person.id.value + "\n    title: " + json_string(g.person.title) + "\n";
        for (std::size_t i = 1; i < g.covers.size(); ++i) out += "    # also: " + visible(g.covers[i]) + "\n";
        out += g.person.answers.empty() ? "    answers: {}\n" : "    answers:\n";
        for (const auto& [f, answer] : g.person.answers)
            out += "      " + findings[f].id.value + ": " +
                   (answer.kind() == Answer::Kind::number ? answer.text() : "\"" + answer.text() + "\"") + "\n";
        out += g.person.unmentioned == Unmentioned::as_absent ? "    unmentioned: \"no\"\n" : "    unmentioned: unknown\n";
        out += "    expect:  # blank: to be filled in by a clinician\n\n";
    }
    return out;
}

}  // namespace triage
