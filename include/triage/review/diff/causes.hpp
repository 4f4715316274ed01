// SPDX-License-Identifier: Apache-2.0
// Which written changes a pathway depends on: its own steps, and the criteria, scores, findings and implications behind them.
// Refuses to prove a cause: it lists what changed among everything that the pathway reads.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/diff/written_changes.hpp>

namespace triage::diff_detail {

/// What one pathway reads, as "section.id".
class Reads {
public:
    Reads(const Rules& rules, const std::string& pathway, std::set<std::string>& out)
        : rules_(rules), out_(out), seen_(rules.shared.size()) {
        const PathwayId p = rules.pathway_names.find(pathway);
        if (p == npos) return;
        out_.insert("pathways." + pathway);
        each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
            condition(rules.steps[step].node);
            for (const CompiledBranch& b : rules.steps[step].branches)
                if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor) outcome(b.outcome());
        });
        if (rules.pathways[p].unsure != npos) outcome(rules.pathways[p].unsure);
    }

private:
    void outcome(OutcomeId o) { out_.insert("outcomes." + rules_.document.outcomes[o].id.value); }
    void condition(NodeId node) {
        each_read(rules_, node, seen_, [&](NodeId read) {
            const Node& n = rules_.nodes[read];
            if (n.op == Node::Op::clause) return finding(rules_.clauses[n.first].finding);
            const SharedCondition& s = rules_.shared[n.first];
            out_.insert(s.is_score ? "scores." + rules_.document.scores[s.score].id.value
                                   : "criteria." + rules_.document.criteria[n.first].id.value);
        });
    }
    void finding(FindingId f) {
        if (!out_.insert("findings." + rules_.document.findings[f].id.value).second) return;
        for (const CompiledImplication& i : rules_.implications)
            if (i.finding == f) condition(i.node);
    }

    const Rules& rules_;
    std::set<std::string>& out_;
    std::vector<bool> seen_;
};

/// The places in `written` of the changes of logic that a pathway can be moved by, its own first.
[[nodiscard]] inline std::vector<std::size_t> causes_of(const Rules& before, const Rules& after, const std::string& pathway,
                                                        const std::vector<LocatedChange>& written) {
    std::set<std::string> reads;
    Reads(before, pathway, reads);
    Reads(after, pathway, reads);
    std::vector<std::size_t> own, others;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const LocatedChange& c = written[i];
        if (c.change.kind != WrittenKind::logic) continue;
        const std::string id = c.section == "implies" ? c.id.substr(0, c.id.find(' ')) : c.id;
        if (reads.count((c.section == "implies" ? "findings" : c.section) + "." + id) == 0) continue;
        if (c.section == "outcomes" && c.change.where != "outcomes." + id + ".disposition") continue;
        if (c.section == "pathways" && c.change.where == "pathways." + id + ".withhold") continue;
        (c.section == "pathways" ? own : others).push_back(i);
    }
    own.insert(own.end(), others.begin(), others.end());
    return own;
}

}  // namespace triage::diff_detail
