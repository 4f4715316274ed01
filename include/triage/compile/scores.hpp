// SPDX-License-Identifier: Apache-2.0
// Compiles criteria and scores.
// Refuses scores too large to hold, and points that a worrying answer would take off.
#pragma once

#include <cstddef>
#include <string>

#include <triage/compile/conditions.hpp>
#include <triage/compile/dependencies.hpp>
#include <triage/compile/names.hpp>
#include <triage/compile/problems.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

class ScoresCompiler {
public:
    ScoresCompiler(Rules& rules, Problems& problems, const LoadOptions& limits, Names& names)
        : rules_(rules), doc_(rules.document), problems_(problems), limits_(limits), names_(names) {}

    void add(ConditionCompiler& conditions) {
        for (std::size_t i = 0; i < doc_.criteria.size(); ++i) {
            const Criteria& c = doc_.criteria[i];
            names_.sources(c.sources, c.id.at, "criteria \"" + c.id.value + "\"");
            const NodeId node = conditions.add(c.when);
            rules_.shared[i].node = node;
        }
        rules_.scores.resize(doc_.scores.size());
        for (std::size_t i = 0; i < doc_.scores.size(); ++i) {
            const Score& score = doc_.scores[i];
            names_.sources(score.sources, score.id.at, "score \"" + score.id.value + "\"");
            double span = 0;
            for (const ScoreItem& item : score.items) {
                span += std::abs(item.points.value);
                if (item.points.value == 0)
                    problems_.error(item.points.at, "number-out-of-range", "an item with 0 points has no effect",
                                    "give it points, or remove it");
                const NodeId node = conditions.add(item.when);
                rules_.scores[i].push_back({static_cast<int>(item.points.value), node});
            }
            if (span > static_cast<double>(format_limits::score_span))
                problems_.error(score.id.at, "score-too-large",
                                "the points of a score add up to at most " + std::to_string(format_limits::score_span));
            if (score.items.size() > limits_.items_per_condition)
                problems_.error(score.id.at, "too-many-items",
                                "a score has at most " + std::to_string(limits_.items_per_condition) + " items");
        }
    }
    /// Once it is known what the items depend on.
    void check_negative_points(const Dependencies& dependencies) {
        for (std::size_t i = 0; i < doc_.scores.size(); ++i)
            for (std::size_t k = 0; k < doc_.scores[i].items.size(); ++k) {
                if (rules_.scores[i][k].points >= 0) continue;
                const FindingId f = dependencies.worrying_yes(rules_.scores[i][k].node);
                if (f == npos) continue;
                problems_.error(doc_.scores[i].items[k].points.at, "negative-points-on-worrying",
                                "a \"yes\" to the worrying finding \"" + doc_.findings[f].id.value + "\" would lower the score",
                                "use negative points only for reassuring or context findings");
            }
    }

private:
    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    const LoadOptions& limits_;
    Names& names_;
};

}  // namespace triage::compile_detail
