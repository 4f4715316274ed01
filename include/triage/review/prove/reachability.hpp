// SPDX-License-Identifier: Apache-2.0
// What in the rules no answer pattern reaches, exactly: steps, branches, outcomes, advice, criteria, findings.
// Refuses to call a defensive `unknown` branch a fault: it may be there for a question that is added later.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/traversal.hpp>
#include <triage/model/words.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/prove/proof_report.hpp>

namespace triage::review_detail {

class Reachability {
public:
    Reachability(Decision& decision, const PatternSpace& space)
        : decision_(decision), space_(space), diagram_(decision.diagram()), rules_(decision.rules()), doc_(rules_.document) {}

    [[nodiscard]] std::vector<Unreachable> run() {
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p) {
            order_.clear();
            steps(p, rules_.pathways[p].first_step);
        }
        criteria();
        outcomes();
        advice();
        findings();
        return std::move(out_);
    }

private:
    using Kind = Unreachable::Kind;

    void add(Kind kind, bool fault, const std::string& id, Mark at, const std::string& text, std::string swallowed_by = {}) {
        out_.push_back({kind, fault, id, place(doc_, at), text, std::move(swallowed_by)});
    }

    void steps(PathwayId pathway, StepId step) {
        for (; step != npos; step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            const std::string id = doc_.pathways[pathway].id.value + "." + s.written->id.value;
            const StepReach& reach = decision_.reach(step);
            const bool come_to = !diagram_.empty(reach.come);
            if (!come_to) {
                add(Kind::step, true, id, s.written->id.at, "no answer pattern reaches this step", swallower(s.node, yes));
                continue;
            }
            for (const Kleene value : {yes, no, unknown}) branch(s, id, value, reach);
            order_.push_back(step);
            for (const CompiledBranch& b : s.branches)
                if (b.kind == Branch::Kind::steps) steps(pathway, b.steps());
        }
    }

    void branch(const CompiledStep& s, const std::string& id, Kleene value, const StepReach& reach) {
        if (!diagram_.empty(reach.taken[value])) return;
        const std::string name = branch_key(value);
        const char* truth = value == yes ? "true" : value == no ? "false" : "unknown";
        const bool never = diagram_.empty(decision_.conditions().is(s.node, value));
        // A condition that is never true, or never false, makes its step needless. Never unknown is an ordinary thing, and
        // so is that nobody is left for an `else` which is not written.
        if (never)
            add(Kind::condition, value != unknown, id, s.written->id.at,
                std::string("this condition can never be ") + truth + ", so `" + name + "` is never taken");
        else
            add(Kind::branch, value == yes || (value == no && s.written->otherwise.at.line != 0), id, s.written->id.at,
                "`" + name + "` is never taken: nobody for whom the condition is " + truth + " gets this far",
                swallower(s.node, value));
    }

    // The earlier step of the pathway that takes most of those for whom a condition is this.
    [[nodiscard]] std::string swallower(NodeId node, Kleene value) {
        const Function wanted = decision_.conditions().is(node, value);
        BigCount most;
        StepId best;
        for (const StepId earlier : order_) {
            Function leaves = diagram_.none();
            for (const Kleene way : {no, yes, unknown}) {
                const Branch::Kind kind = rules_.steps[earlier].branches[way].kind;
                if (kind == Branch::Kind::outcome || kind == Branch::Kind::clear) leaves |= decision_.reach(earlier).taken[way];
            }
            const BigCount n = diagram_.count(leaves & wanted);
            if (most < n) most = n, best = earlier;
        }
        if (best == npos) return {};
        const Step& s = *rules_.steps[best].written;
        return s.id.value + " (" + place(doc_, s.id.at) + ")";
    }

    void criteria() {
        for (std::uint32_t c = 0; c < doc_.criteria.size(); ++c) {
            const NodeId node = rules_.shared[c].node;
            // Criteria that only texts use may read what has no level.
            const std::vector<FindingId> read = findings_of(rules_, node);
            if (!std::all_of(read.begin(), read.end(),
                             [&](FindingId f) { return space_.level_of(doc_.findings[f].id.value) != npos; }))
                continue;
            for (const Kleene value : {yes, no})
                if (diagram_.empty(decision_.conditions().is(node, value)))
                    add(Kind::criteria, true, doc_.criteria[c].id.value, doc_.criteria[c].id.at,
                        std::string("these criteria can never be ") + (value == yes ? "true" : "false"));
        }
    }

    void outcomes() {
        for (OutcomeId o{0}; o < doc_.outcomes.size(); ++o) {
            const bool stands = !diagram_.empty(decision_.stands(o)) || (o == rules_.otherwise && decision_.otherwise_can_lead());
            // Every rule set must have an `otherwise`, needed or not.
            if (!stands)
                add(Kind::outcome, o != rules_.otherwise, doc_.outcomes[o].id.value, doc_.outcomes[o].id.at,
                    "no answer pattern reaches this outcome");
        }
    }

    void advice() {
        for (AdviceId a{0}; a < doc_.advice.size(); ++a)
            if (!decision_.can_be_given(a))
                add(Kind::advice, true, doc_.advice[a].id.value, doc_.advice[a].id.at, "no answer pattern is given this advice");
    }

    void findings() {
        std::vector<bool> matters(space_.levels().size());
        const auto uses = [&](const Function& f) {
            for (const std::uint32_t level : diagram_.support(f)) matters[level] = true;
        };
        for (const PathwayDecision& p : decision_.pathways())
            for (const StandingSet& s : p.standings) uses(s.patterns);
        uses(decision_.contradicts());
        for (AdviceId a{0}; a < doc_.advice.size(); ++a) {
            // Who is withheld a piece of advice is a large set: it is made only where it could say more.
            bool could = false;
            for (const Function& reason : decision_.withholding(a))
                for (const std::uint32_t level : diagram_.support(reason)) could = could || !matters[level];
            if (could) uses(decision_.withheld(a));
        }
        for (const Finding& f : doc_.findings) {
            const std::uint32_t level = space_.level_of(f.id.value);
            if (level == npos || !matters[level])
                add(Kind::finding, false, f.id.value, f.id.at,
                    "no answer to this changes an outcome or advice" +
                        std::string(level == npos ? "" : ", although rules read it"));
        }
    }

    Decision& decision_;
    const PatternSpace& space_;
    Diagram& diagram_;
    const Rules& rules_;
    const RuleDocument& doc_;
    std::vector<StepId> order_;  // the steps of the pathway so far
    std::vector<Unreachable> out_;
};

}  // namespace triage::review_detail
