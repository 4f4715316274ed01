// SPDX-License-Identifier: Apache-2.0
// The steps that send somebody elsewhere than before, found by what they decide and not by how they are written: steps that one
// side alone has, changed conditions (through criteria, scores and implications too), changed branches, and changed outcomes.
// Refuses to match steps by anything but the ids of pathway and step, so a step that only stands elsewhere is none of them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/traversal.hpp>
#include <triage/model/words.hpp>
#include <triage/review/diff/endings.hpp>
#include <triage/review/diff/written_changes.hpp>

namespace triage::diff_detail {

/// A changed step with whom it concerns.
struct StepChange {
    std::string pathway;
    std::string where;            ///< "pathways.dvt.steps.vein_sign", "outcomes.dvt_soon"
    std::set<std::string> reads;  ///< the findings that tell whom it concerns: those of the change, of the whole condition else
    std::set<std::string> all;    ///< the findings of the whole condition
    Function differs;             ///< whom it sends elsewhere now, or by what a missing answer can still become
    Function come;                ///< who comes to it, on either side
    RuleSide* side = nullptr;     ///< that has it; the new one where both have
    const Step* step = nullptr;   ///< there; null for an outcome
    NodeId node{npos};
    std::string stated{};  ///< who, where that is no matter of findings
};

class ChangedSteps {
public:
    ChangedSteps(Diagram& diagram, RuleSide& before, RuleSide& after, const std::vector<LocatedChange>& written)
        : diagram_(diagram), before_(before), after_(after), written_(written) {}

    [[nodiscard]] std::vector<StepChange> of(const std::string& pathway) {
        std::vector<StepChange> out;
        const std::vector<StepId> old_steps = steps_of(before_, pathway), new_steps = steps_of(after_, pathway);
        for (const StepId is : new_steps) {
            const auto was = std::find_if(old_steps.begin(), old_steps.end(), [&](StepId s) {
                return step(before_, s).written->id.value == step(after_, is).written->id.value;
            });
            change(pathway, was == old_steps.end() ? StepId{npos} : *was, is, out);
        }
        for (const StepId was : old_steps)
            if (std::none_of(new_steps.begin(), new_steps.end(),
                             [&](StepId s) { return step(after_, s).written->id.value == step(before_, was).written->id.value; }))
                change(pathway, was, StepId{npos}, out);
        outcomes(pathway, out);
        return out;
    }

private:
    // Where a step sends somebody now, and where it still can.
    using Way = std::pair<std::string, std::set<std::string>>;

    [[nodiscard]] static const CompiledStep& step(const RuleSide& side, StepId s) { return side.compiled().steps[s]; }
    [[nodiscard]] static std::vector<StepId> steps_of(const RuleSide& side, const std::string& pathway) {
        std::vector<StepId> out;
        if (const PathwayId p = side.pathway(pathway); p != npos)
            each_step(side.compiled(), side.compiled().pathways[p].first_step, [&](StepId s) { out.push_back(s); });
        return out;
    }
    [[nodiscard]] Function ways(RuleSide& side, StepId s) {
        if (s == npos) return diagram_.constant(ways_.number({word(Branch::Kind::next), {word(Branch::Kind::next)}}));
        const CompiledStep& here = step(side, s);
        const auto target = [&](Kleene value) {
            const CompiledBranch& b = here.branches[value];
            const bool named = b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor;
            return std::string(word(b.kind)) + (named ? " " + side.document().outcomes[b.outcome()].id.value : "");
        };
        ConditionDiagrams& conditions = side.decision().conditions();
        return diagram_.combine(conditions.value(here.node, Reading::now), conditions.value(here.node, Reading::future),
                                [&](std::uint32_t now, std::uint32_t future) {
                                    Way way{target(KleeneSet::of_number(now).value()), {}};
                                    for (const Kleene value : {yes, no, unknown})
                                        if (KleeneSet::of_number(future).has(value)) way.second.insert(target(value));
                                    return ways_.number(way);
                                });
    }
    void change(const std::string& pathway, StepId was, StepId is, std::vector<StepChange>& out) {
        const Function before = ways(before_, was), after = ways(after_, is);
        if (before == after) return;
        RuleSide& side = is != npos ? after_ : before_;
        const CompiledStep& here = step(side, is != npos ? is : was);
        StepChange c{pathway,  "pathways." + pathway + ".steps." + here.written->id.value,
                     {},       {},
                     {},       diagram_.none(),
                     &side,    here.written,
                     here.node};
        c.differs = diagram_.combine(before, after, [](std::uint32_t x, std::uint32_t y) { return x != y ? 1U : 0U; });
        if (was != npos) c.come |= before_.decision().reach(was).come, add_reads(before_, was, c.all);
        if (is != npos) c.come |= after_.decision().reach(is).come, add_reads(after_, is, c.all);
        if (was != npos && is != npos && !same_condition(was, is)) changed_findings(pathway, c);
        if (c.reads.empty()) c.reads = c.all;
        out.push_back(std::move(c));
    }
    [[nodiscard]] bool same_condition(StepId was, StepId is) {
        return before_.decision().conditions().value(step(before_, was).node, Reading::now) ==
               after_.decision().conditions().value(step(after_, is).node, Reading::now);
    }
    static void add_reads(const RuleSide& side, StepId s, std::set<std::string>& out) {
        for (const FindingId f : findings_of(side.compiled(), step(side, s).node))
            out.insert(side.document().findings[f].id.value);
    }
    // What the change of a condition mentions: its own, or that of the criteria, scores and implications behind it.
    void changed_findings(const std::string& pathway, StepChange& c) const {
        for (const std::size_t i : causes_of(before_.compiled(), after_.compiled(), pathway, written_)) {
            const LocatedChange& w = written_[i];
            const bool own =
                w.section != "pathways" || w.change.where.find(".steps." + c.step->id.value + ".if") != std::string::npos;
            if (own) c.reads.insert(w.findings.begin(), w.findings.end());
        }
    }
    // Outcomes of the pathway at another level, and another one where the pathway stays open.
    void outcomes(const std::string& pathway, std::vector<StepChange>& out) {
        const PathwayId p = before_.pathway(pathway), q = after_.pathway(pathway);
        if (p == npos || q == npos) return;
        const PathwayDecision &was = before_.decision().pathways()[p], &is = after_.decision().pathways()[q];
        const auto add = [&](const std::string& where, std::string who, Function differs) {
            out.push_back({pathway,
                           where,
                           {},
                           {},
                           std::move(differs),
                           diagram_.everyone(),
                           &after_,
                           nullptr,
                           NodeId{npos},
                           std::move(who)});
        };
        for (const StandingSet& s : is.standings) {
            const Outcome& o = after_.document().outcomes[s.standing.outcome];
            const OutcomeId old = before_.compiled().outcome_names.find(o.id.value);
            if (old == npos || before_.document().outcomes[old].disposition.value == o.disposition.value) continue;
            Function differs = s.patterns;
            for (const StandingSet& t : was.standings)
                if (t.standing.outcome == old && t.standing.raised == s.standing.raised) differs |= t.patterns;
            add("outcomes." + o.id.value,
                std::string(s.standing.raised ? "for whom" : "for whom, for want of an answer,") + " the outcome “" +
                    o.title.value + "” stands",
                std::move(differs));
        }
        const OutcomeId open = before_.compiled().pathways[p].unsure, opens = after_.compiled().pathways[q].unsure;
        const auto id = [](const RuleSide& side, OutcomeId o) {
            return o == npos ? std::string() : side.document().outcomes[o].id.value;
        };
        if (id(before_, open) != id(after_, opens))
            add("pathways." + pathway + ".unsure",
                "for whom the pathway “" + after_.document().pathways[q].title.value + "” stays open for want of an answer",
                was.unsure | is.unsure);
    }

    Diagram& diagram_;
    RuleSide &before_, &after_;
    const std::vector<LocatedChange>& written_;
    Numbered<Way> ways_;
};

}  // namespace triage::diff_detail
