// SPDX-License-Identifier: Apache-2.0
// Expectations of cases that say nothing (cases.hpp): nobody could ever meet them, or nobody could ever fail them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <triage/header_only.hpp>
#include <triage/model/traversal.hpp>
#include <triage/review/cases.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/text/text.hpp>

namespace triage {

TRIAGE_BODY CanHappen can_happen(const RuleSet& rule_set) {
    const Rules& rules = rule_set.compiled();
    CanHappen out;
    out.raised.resize(rules.outcomes.size());
    out.pathways.resize(rules.pathways.size());
    out.dispositions.resize(rules.document.dispositions.size());
    out.advised.resize(rules.advice.size());
    out.reasons.resize(rules.findings.size());
    const auto stand = [&](OutcomeId outcome) {
        out.dispositions[rules.outcomes[outcome].rank] = true;
        for (const AdviceId a : rules.outcomes[outcome].advice) out.advised[a] = true;
    };
    for (const AdviceId a : rules.outcomes[rules.otherwise].advice) out.advised[a] = true;
    out.dispositions[rules.otherwise_rank] = true;
    std::vector<bool> seen(rules.shared.size());
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        if (rules.pathways[p].unsure != npos) stand(rules.pathways[p].unsure);
        each_step(rules, rules.pathways[p].first_step, [&](StepId s) {
            each_read(rules, rules.steps[s].node, seen, [&](NodeId read) {
                const Node& n = rules.nodes[read];
                if (n.op == Node::Op::clause) out.reasons[rules.clauses[n.clause()].finding] = true;
            });
            for (const Kleene value : {Kleene::no, Kleene::yes, Kleene::unknown}) {
                const CompiledBranch& b = rules.steps[s].branches[value];
                const bool floor = b.kind == Branch::Kind::floor;
                if (b.kind != Branch::Kind::outcome && !floor) continue;
                stand(b.outcome());
                if (!floor || value != Kleene::unknown) out.raised[b.outcome()] = out.pathways[p] = true;
            }
        });
    }
    for (AdviceId a{0}; a < rules.advice.size(); ++a) out.withheld.push_back(rules.can_be_withheld(a));
    return out;
}

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
    const std::size_t least = r.rank_of(e.at_least.value).value_or(0);
    const std::size_t most = r.rank_of(e.at_most.value).value_or(static_cast<Rank>(levels - 1));
    bool some = false;
    for (std::size_t level = least; level <= most && level < levels; ++level) some = some || can.dispositions[level];
    if (!some)
        add(e.at_least.value.empty() ? e.at_most : e.at_least,
            "disposition: " + nothing + (can.exact ? "reaches " : "leads to ") +
                (e.at_most.value.empty()    ? "at least " + e.at_least.value
                 : e.at_least.value.empty() ? "at most " + e.at_most.value
                                            : e.at_least.value + " to " + e.at_most.value));
    if (!e.conditions.empty() &&
        std::none_of(e.conditions.begin(), e.conditions.end(), [&](const Text& c) { return is_raised(c.value); }))
        add(e.conditions.front(), "conditions: " + nothing + "raises one of these: " + joined(values_of(e.conditions)));
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
    if (!e.lists() && least == 0 && most + 1 == levels) {
        const Text& where = !e.at_least.value.empty() ? e.at_least : e.at_most;
        add(where, "it expects nothing that could fail: at least the mildest level and at most the gravest always hold");
    }
    return out;
}

}  // namespace triage
