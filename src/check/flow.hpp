// SPDX-License-Identifier: Apache-2.0
// The flow of facts through the steps of a pathway: what is settled before each step and after each of its branches.
// Refuses to look between pathways: all are walked, so none settles anything for another.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "check/facts.hpp"

namespace triage::check_detail {

inline constexpr std::array<Kleene, 3> branch_order{Kleene::yes, Kleene::no, Kleene::unknown};

/// `then`, `else` or `unknown`, as it is written.
[[nodiscard]] inline const Branch& written_branch(const CompiledStep& s, Kleene value) {
    return value == Kleene::yes ? s.written->then : value == Kleene::no ? s.written->otherwise : s.written->unknown;
}
[[nodiscard]] inline const char* branch_key(Kleene value) {
    return value == Kleene::yes ? "then" : value == Kleene::no ? "else" : "unknown";
}
[[nodiscard]] inline std::size_t index_of(Kleene value) { return static_cast<std::size_t>(value); }

/// A step that somebody can come to.
struct StepFacts {
    std::uint32_t step = npos;
    Facts before;
    std::array<Facts, 3> after;            ///< by Kleene: of those who take that branch
    std::vector<std::uint32_t> following;  ///< steps that would come next, innermost list first
};

/// Calls `visit(const StepFacts&)` for each step that somebody can come to, in the order of the walk, until it says false
/// or the work is used up.
template <class Visit>
class Flow {
public:
    Flow(const Rules& rules, Conditions& conditions, Visit visit) : rules_(rules), conditions_(conditions), visit_(visit) {}

    void run(std::uint32_t first_step, Facts facts = {}) { list(first_step, std::move(facts)); }

private:
    void list(std::uint32_t step, Facts facts) {
        while (step != npos && facts.possible && !stopped_) {
            const CompiledStep& s = rules_.steps[step];
            StepFacts here{step, std::move(facts), {}, {}};
            for (const Kleene value : branch_order)
                here.after[index_of(value)] = conditions_.narrow(s.node, KleeneSet{value}, here.before);
            if (s.next != npos) here.following.push_back(s.next);
            here.following.insert(here.following.end(), enclosing_.rbegin(), enclosing_.rend());
            stopped_ = conditions_.exhausted() || !visit_(static_cast<const StepFacts&>(here));
            if (stopped_) return;
            Facts on;
            on.possible = false;
            for (const Kleene value : branch_order) {
                const CompiledBranch& b = s.branches[index_of(value)];
                Facts& after = here.after[index_of(value)];
                if (b.kind == Branch::Kind::floor) after.floor = std::max<int>(after.floor, rules_.outcomes[b.target].rank);
                if (b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor) on = join(std::move(on), after);
                if (b.kind == Branch::Kind::steps) {
                    if (s.next != npos) enclosing_.push_back(s.next);
                    list(b.target, std::move(after));
                    if (s.next != npos) enclosing_.pop_back();
                }
            }
            facts = std::move(on);
            step = s.next;
        }
    }

    const Rules& rules_;
    Conditions& conditions_;
    Visit visit_;
    std::vector<std::uint32_t> enclosing_;
    bool stopped_ = false;
};

/// Rank of the gravest outcome or floor of a step and all that follows it in its list, nested lists included; -1: none.
/// By step, filled for the list that begins at `first_step`.
inline int gravest_written(const Rules& rules, std::uint32_t first_step, std::vector<int>& by_step) {
    std::vector<std::uint32_t> list;
    for (std::uint32_t step = first_step; step != npos; step = rules.steps[step].next) list.push_back(step);
    int gravest = -1;
    for (std::size_t i = list.size(); i-- > 0;) {
        for (const CompiledBranch& b : rules.steps[list[i]].branches) {
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                gravest = std::max<int>(gravest, rules.outcomes[b.target].rank);
            if (b.kind == Branch::Kind::steps) gravest = std::max(gravest, gravest_written(rules, b.target, by_step));
        }
        by_step[list[i]] = gravest;
    }
    return gravest;
}

/// Gravest outcome or floor that somebody with these facts would come to from `first_step` on; `npos`: none above `rank`.
/// `written`: from `gravest_written`, where the search may end early.
struct Graver {
    std::uint32_t step = npos, outcome = npos;
    int rank = -1;
};
[[nodiscard]] inline Graver gravest_from(const Rules& rules, Conditions& conditions, std::uint32_t first_step, Facts facts,
                                         int rank, const std::vector<int>& written) {
    Graver found{npos, npos, rank};
    if (written[first_step] <= rank) return found;
    const auto look = [&](const StepFacts& here) {
        for (const Kleene value : branch_order) {
            const CompiledBranch& b = rules.steps[here.step].branches[index_of(value)];
            if (b.kind != Branch::Kind::outcome && b.kind != Branch::Kind::floor) continue;
            if (rules.outcomes[b.target].rank > found.rank && here.after[index_of(value)].possible)
                found = {here.step, b.target, rules.outcomes[b.target].rank};
        }
        return found.rank < written[first_step];
    };
    Flow<decltype(look)>(rules, conditions, look).run(first_step, std::move(facts));
    return found;
}

}  // namespace triage::check_detail
