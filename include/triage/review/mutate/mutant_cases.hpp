// SPDX-License-Identifier: Apache-2.0
// Whether the cases notice a mutation: runs them against the mutated rules, quickly.
// Refuses to take a shortcut that could change the answer: a case whose walk stays the same in every end has the same
// verdict, and any other is run whole.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/review/cases.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage::review_detail {

/// The answers of a person, given to a mutant: it has the same findings.
[[nodiscard]] inline Answers same_answers(const RuleSet& mutant, const Answers& from) {
    Answers out{mutant};
    for (FindingId f{0}; f < mutant.document().findings.size(); ++f)
        if (from.state(f) != Answers::State::not_asked) (void)out.try_set(f, from.answer(f));
    return out;
}

class MutantCases {
public:
    MutantCases(const RuleSet& rules, const std::vector<Case>& cases) : rules_(rules) {
        for (const Case& one : cases) add(one);
        own_ = cases_.size();
    }

    /// A further case; what only such a case notices, the given ones do not.
    void add(const Case& one) {
        // A case that fails already notices nothing.
        if (!run_case(rules_, one).failures.empty()) return;
        const std::size_t number = cases_.size();
        cases_.push_back(one);
        const std::size_t first = readings_.size();
        Answers answers = mentioned_in(rules_, one);
        if (one.unmentioned != Unmentioned::as_absent) read(number, answers);
        if (one.unmentioned != Unmentioned::as_unknown) {
            fill_in_absent(answers);
            read(number, answers);
        }
        if (one.expect.because.empty() && one.expect.advised.empty() && one.expect.withheld.empty()) return;
        beyond_the_walk_.push_back({number, {}});
        for (std::size_t r = first; r < readings_.size(); ++r) beyond_the_walk_.back().readings.push_back(r);
    }

    struct Notice {
        std::string by;    ///< id of the case; empty: none
        bool own = false;  ///< one of the given cases
    };

    /// A case that passes with the rules and fails with the mutant; a given one rather than a further one.
    [[nodiscard]] Notice noticed_by(const RuleSet& mutant, const Mutation& mutation) {
        const bool same_bits = mutation.local && mutant.compiled().clauses == rules_.compiled().clauses;
        // What is changed can be seen in these pathways only; else in any.
        std::vector<PathwayId> seen_in;
        for (const std::string& id : mutation.pathways)
            if (mutation.local && mutation.only_pathways) seen_in.push_back(rules_.compiled().pathway_names.find(id));
        Notice found;
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const Reading& r = readings_[order_[i]];
            const bool own = r.number < own_;
            if (!own && !found.by.empty()) continue;
            if (same_bits && !seen_in.empty() && same_in(seen_in, mutant, r)) continue;
            const Trace now = same_bits ? walk(mutant.compiled(), r.answers.bits()) : walk(same_answers(mutant, r.answers));
            if (same(now, r.trace) || !fails(mutant, r.number)) continue;
            found = {cases_[r.number].id.value, own};
            // Mutations stand in the order of the rules, so what noticed one is likely to notice the next.
            std::rotate(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(i),
                        order_.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            if (own) return found;
        }
        for (const BeyondTheWalk& c : beyond_the_walk_) {
            // A pathway that is cleared gives no reason and withholds nothing, as long as it is cleared without a floor: that of
            // another end was found above.
            const auto clear = [&](PathwayId p) {
                return std::all_of(c.readings.begin(), c.readings.end(), [&](std::size_t r) {
                    const PathwayEnd& end = readings_[r].trace.ends[p];
                    return end.ending == Ending::cleared && !end.floors;
                });
            };
            if ((c.number >= own_ && !found.by.empty()) ||
                (!seen_in.empty() && std::all_of(seen_in.begin(), seen_in.end(), clear)) || !fails(mutant, c.number))
                continue;
            found = {cases_[c.number].id.value, c.number < own_};
            if (found.own) return found;
        }
        return found;
    }

private:
    struct Reading {
        std::size_t number;  // of the case
        Answers answers;
        Trace trace;
    };

    struct BeyondTheWalk {  // a case that expects more than a walk says
        std::size_t number;
        std::vector<std::size_t> readings;
    };

    // Whether these pathways end as before, and no floor stands.
    [[nodiscard]] static bool same_in(const std::vector<PathwayId>& pathways, const RuleSet& mutant, const Reading& r) {
        Evaluator evaluator(mutant.compiled(), r.answers.bits());
        return std::all_of(pathways.begin(), pathways.end(), [&](PathwayId p) {
            const PathwayEnd end = walk_pathway(mutant.compiled(), evaluator, p, NoVisitor{}), &was = r.trace.ends[p];
            return end.outcome == was.outcome && end.ending == was.ending && !end.floors && !was.floors;
        });
    }
    void read(std::size_t number, const Answers& answers) {
        order_.push_back(readings_.size());
        readings_.push_back({number, answers, walk(answers)});
    }
    [[nodiscard]] bool fails(const RuleSet& mutant, std::size_t number) const {
        return !run_case(mutant, cases_[number]).failures.empty();
    }
    [[nodiscard]] static bool same(const Trace& a, const Trace& b) {
        if (a.disposition != b.disposition || a.contradicts != b.contradicts || a.leading.pathway != b.leading.pathway ||
            a.leading.outcome != b.leading.outcome || a.leading.raised != b.leading.raised || a.pathway_count != b.pathway_count)
            return false;
        for (std::uint32_t p = 0; p < a.pathway_count; ++p)
            if (a.ends[p].outcome != b.ends[p].outcome || a.ends[p].ending != b.ends[p].ending ||
                a.ends[p].floors != b.ends[p].floors)
                return false;
        return true;
    }

    RuleSet rules_;
    std::vector<Case> cases_;
    std::vector<Reading> readings_;
    std::vector<std::size_t> order_;
    std::vector<BeyondTheWalk> beyond_the_walk_;
    std::size_t own_ = 0;  // the first so many cases were given
};

}  // namespace triage::review_detail
