// SPDX-License-Identifier: Apache-2.0
// The nouns of coverage: a test goal, which one person can hit, and a test obligation, which some goals together cover.
// Does not know how a goal is hit: the walk judges that (hits.hpp), and the diagram who could (goal_sets.hpp).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <triage/model/kleene.hpp>
#include <triage/review/coverage/coverage.hpp>

namespace triage::coverage_detail {

struct StepReached {
    StepId step;
    auto operator<=>(const StepReached&) const = default;
};
struct BranchTaken {
    StepId step;
    Kleene value = Kleene::unknown;
    auto operator<=>(const BranchTaken&) const = default;
};
/// Of some pathway, raised or as its unsure outcome; or of none, leading as `otherwise`.
struct OutcomeStands {
    enum class As : std::uint8_t { raised, unsure, otherwise };
    OutcomeId outcome;
    As as = As::raised;
    auto operator<=>(const OutcomeStands&) const = default;
};
/// Given, or offered by an outcome that stands but withheld.
struct AdviceIs {
    AdviceId advice;
    bool given = false;
    auto operator<=>(const AdviceIs&) const = default;
};
struct CriteriaIs {
    SharedId criteria;
    Kleene value = Kleene::unknown;
    auto operator<=>(const CriteriaIs&) const = default;
};
/// On one side of the cut-off, with exactly these points: as many at least, or, below it, at most.
struct ScoreIs {
    SharedId shared;
    bool reached = false;
    int points = 0;
    auto operator<=>(const ScoreIs&) const = default;
};
/// A threshold itself, or any number of the cell next to it.
struct NumberIs {
    ClauseId clause;
    std::uint32_t level = npos, cell = npos;
    std::optional<double> exactly;
    auto operator<=>(const NumberIs&) const = default;
};
/// MC/DC: with this value of one mention the step takes `then`, or does not; with the toggled value it would be the other way.
struct MentionDecides {
    enum class Value : std::uint8_t { not_yes, yes, no, unknown };
    StepId step;
    NodeId mention;
    Value value = Value::yes;
    bool then = false;

    [[nodiscard]] bool holds(Kleene now) const {
        switch (value) {
            case Value::not_yes: return now != Kleene::yes;
            case Value::yes: return now == Kleene::yes;
            case Value::no: return now == Kleene::no;
            case Value::unknown: return now == Kleene::unknown;
        }
        return false;
    }
    [[nodiscard]] Kleene toggled() const {
        return value == Value::not_yes ? Kleene::yes : value == Value::no ? Kleene::unknown : Kleene::no;
    }
    auto operator<=>(const MentionDecides&) const = default;
};

using Goal = std::variant<StepReached, BranchTaken, OutcomeStands, AdviceIs, CriteriaIs, ScoreIs, NumberIs, MentionDecides>;

/// A goal, how many cases hit it, and which one did last.
struct GoalHits {
    Goal goal;
    std::size_t cases = 0, last = static_cast<std::size_t>(-1);
};

using GoalId = Id<struct GoalTag>;
/// Goals that must all be hit, if not by the same person.
using GoalSet = std::vector<GoalId>;

struct Obligation {
    CoverageKind kind = CoverageKind::step;
    Mark at;
    std::string what;
    std::vector<PathwayId> pathways;
    std::vector<StepId> steps;          ///< those that mention or hold it
    std::vector<GoalSet> alternatives;  ///< any one of them covers it
    std::vector<GoalSet> weaker;        ///< count where every alternative is proved impossible
};

}  // namespace triage::coverage_detail
