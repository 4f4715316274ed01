// SPDX-License-Identifier: Apache-2.0
// The bodies of vacuous.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <triage/header_only.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/vacuous.hpp>

namespace triage {

namespace review_detail {

/// Collects what the rules write, without asking whether anybody comes there.
class WrittenCanHappen {
public:
    explicit WrittenCanHappen(const Rules& rules) : rules_(rules), stands_(rules.outcomes.size()), seen_(rules.shared.size()) {
        out_.raised.resize(rules.outcomes.size());
        out_.pathways.resize(rules.pathways.size());
        out_.dispositions.resize(rules.document.dispositions.size());
        out_.advised.resize(rules.advice.size());
        out_.withheld.resize(rules.advice.size());
        out_.reasons.resize(rules.findings.size());
    }
    [[nodiscard]] CanHappen run() {
        stands_[rules_.otherwise] = true;
        out_.dispositions[rules_.otherwise_rank] = true;
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p) {
            pathway_ = p;
            if (rules_.pathways[p].unsure != npos) stand(rules_.pathways[p].unsure, false);
            each_step(rules_, rules_.pathways[p].first_step, [&](StepId s) { step(s); });
        }
        for (OutcomeId o{0}; o < stands_.size(); ++o)
            for (const AdviceId a : rules_.outcomes[o].advice)
                if (stands_[o]) out_.advised[a] = true;
        for (AdviceId a{0}; a < rules_.advice.size(); ++a)
            out_.withheld[a] = rules_.document.advice[a].kind == AdviceKind::action &&
                               (rules_.advice[a].withhold_when != npos || !rules_.advice[a].withheld_by.empty());
        return std::move(out_);
    }

private:
    void stand(OutcomeId outcome, bool raised) {
        stands_[outcome] = true;
        out_.dispositions[rules_.outcomes[outcome].rank] = true;
        if (!raised) return;
        out_.raised[outcome] = true;
        out_.pathways[pathway_] = true;
    }
    void step(StepId step) {
        read(rules_.steps[step].node);
        for (const Kleene value : {Kleene::no, Kleene::yes, Kleene::unknown}) {
            const CompiledBranch& b = rules_.steps[step].branches[static_cast<std::size_t>(value)];
            if (b.kind == Branch::Kind::outcome) stand(b.outcome(), true);
            if (b.kind == Branch::Kind::floor) stand(b.outcome(), value != Kleene::unknown);
        }
    }
    void read(NodeId node) {
        each_read(rules_, node, seen_, [&](NodeId read) {
            const Node& n = rules_.nodes[read];
            if (n.op == Node::Op::clause) out_.reasons[rules_.clauses[n.clause()].finding] = true;
        });
    }

    const Rules& rules_;
    PathwayId pathway_;
    std::vector<bool> stands_, seen_;
    CanHappen out_;
};

}  // namespace review_detail

TRIAGE_BODY CanHappen can_happen(const RuleSet& rules) { return review_detail::WrittenCanHappen(rules.compiled()).run(); }

TRIAGE_BODY CanHappen exactly_can_happen(Decision& decision, const CanHappen& written) {
    Diagram& diagram = decision.diagram();
    CanHappen out = written;
    out.exact = true;
    for (Rank rank = 0; rank < out.dispositions.size(); ++rank) out.dispositions[rank] = !diagram.empty(decision.disposed(rank));
    out.raised.assign(out.raised.size(), false);
    for (PathwayId p{0}; p < out.pathways.size(); ++p) {
        out.pathways[p] = false;
        for (const StandingSet& s : decision.pathways()[p].standings)
            if (s.standing.raised && !diagram.empty(s.patterns)) out.raised[s.standing.outcome] = out.pathways[p] = true;
    }
    for (AdviceId a{0}; a < out.advised.size(); ++a) {
        out.advised[a] = out.advised[a] && decision.can_be_given(a);
        out.withheld[a] = out.withheld[a] && !diagram.empty(decision.withheld(a));
    }
    return out;
}

TRIAGE_BODY std::vector<VacuousExpectation> vacuous_expectations(const RuleSet& rules, const CanHappen& can, const Case& one) {
    const Rules& r = rules.compiled();
    const Expectation& e = one.expect;
    std::vector<VacuousExpectation> out;
    const std::string file = one.at.substr(0, one.at.rfind(':'));
    const std::string nothing = can.exact ? "no answer pattern " : "nothing in these rules ";
    const auto add = [&](const Text& where, const std::string& text) {
        out.push_back({where.at.line == 0 ? one.at : file + ":" + std::to_string(where.at.line), text});
    };
    const auto is_raised = [&](const std::string& id) {
        for (OutcomeId o{0}; o < can.raised.size(); ++o)
            if (can.raised[o] && (r.document.outcomes[o].id.value == id || r.document.outcomes[o].condition.value == id))
                return true;
        const PathwayId p = r.pathway_names.find(id);
        return p != npos && can.pathways[p];
    };
    const std::size_t levels = r.document.dispositions.size();
    const auto rank = [&](const Text& id, std::size_t otherwise) {
        const std::uint32_t d = r.disposition_names.find(id.value);
        return d == npos ? otherwise : levels - 1 - d;
    };
    const std::size_t least = rank(e.at_least, 0), most = rank(e.at_most, levels - 1);
    bool some = false;
    for (std::size_t level = least; level <= most && level < levels; ++level) some = some || can.dispositions[level];
    if (!some)
        add(e.at_least.value.empty() ? e.at_most : e.at_least,
            "disposition: " + nothing + (can.exact ? "reaches " : "leads to ") +
                (e.at_most.value.empty()    ? "at least " + e.at_least.value
                 : e.at_least.value.empty() ? "at most " + e.at_most.value
                                            : e.at_least.value + " to " + e.at_most.value));
    if (!e.conditions.empty() &&
        std::none_of(e.conditions.begin(), e.conditions.end(), [&](const Text& c) { return is_raised(c.value); })) {
        std::string names;
        for (const Text& c : e.conditions) names += (names.empty() ? "" : ", ") + c.value;
        add(e.conditions.front(), "conditions: " + nothing + "raises one of these: " + names);
    }
    for (const Text& id : e.raised)
        if (!is_raised(id.value)) add(id, "raised: " + nothing + "raises \"" + id.value + "\"");
    for (const Text& id : e.not_raised)
        if (!is_raised(id.value)) add(id, "not_raised: " + nothing + "raises \"" + id.value + "\", so this cannot fail");
    const auto advice = [&](const char* key, const std::vector<Text>& ids, const std::vector<bool>& happens, const char* verb) {
        for (const Text& id : ids)
            if (const AdviceId a = r.advice_names.find(id.value); a != npos && !happens[a])
                add(id, std::string(key) + ": " + nothing + verb + " \"" + id.value + "\"");
    };
    advice("advised", e.advised, can.advised, can.exact ? "is given" : "gives");
    advice("withheld", e.withheld, can.withheld, can.exact ? "is refused" : "withholds");
    for (const Text& id : e.because)
        if (const FindingId f = r.finding_names.find(id.value); f != npos && !can.reasons[f])
            add(id, "because: no step reads \"" + id.value + "\", so it is never a reason");
    const bool lists = !e.conditions.empty() || !e.raised.empty() || !e.not_raised.empty() || !e.advised.empty() ||
                       !e.withheld.empty() || !e.because.empty();
    if (!lists && least == 0 && most + 1 == levels) {
        const Text& where = !e.at_least.value.empty() ? e.at_least : e.at_most;
        add(where, "it expects nothing that could fail: at least the mildest level and at most the gravest always hold");
    }
    return out;
}

}  // namespace triage
