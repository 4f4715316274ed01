// SPDX-License-Identifier: Apache-2.0
// At an equal disposition: who is given other advice, and from whom other advice is withheld.
// Refuses to work out a piece of advice that nothing changed for: outcomes, levels and reasons to withhold are compared first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diff/endings.hpp>
#include <triage/review/diff/example.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage::diff_detail {

/// Records who gains and who loses something, each with an example that the walk confirms. Nothing when nobody does.
/// `has(answers)`: whether a person has it.
template <class Has>
void gain_or_loss(Diagram& diagram, const PatternSpace& space, RuleSide& before, RuleSide& after, GainLoss::What what,
                  const std::string& id, const Function& gained, const Function& lost, std::vector<GainLoss>& out, Has&& has) {
    if (diagram.empty(gained) && diagram.empty(lost)) return;
    GainLoss g{what, id, diagram.count(gained), diagram.count(lost), {}, {}};
    const auto same_level = [&](const Replayed& r) {
        return disposition_id(before.rules(), r.old_trace) == disposition_id(after.rules(), r.new_trace);
    };
    if (!diagram.empty(gained))
        g.gained_example = example_of(diagram, space, before, after, gained, "gains " + id,
                                      [&](const Replayed& r) { return same_level(r) && !has(r.before) && has(r.after); });
    if (!diagram.empty(lost))
        g.lost_example = example_of(diagram, space, before, after, lost, "loses " + id,
                                    [&](const Replayed& r) { return same_level(r) && has(r.before) && !has(r.after); });
    out.push_back(std::move(g));
}

class AdviceComparison {
public:
    /// `moved`: the patterns whose disposition differs; they are left out.
    AdviceComparison(Diagram& diagram, const PatternSpace& space, RuleSide& before, RuleSide& after, const Function& moved,
                     RuleDiff& out)
        : diagram_(diagram), space_(space), old_(before), new_(after), moved_(moved), out_(out) {}

    void run() {
        std::vector<std::string> ids;
        for (const Advice& a : new_.document().advice) ids.push_back(a.id.value);
        for (const Advice& a : old_.document().advice)
            if (new_.compiled().advice_names.find(a.id.value) == npos) ids.push_back(a.id.value);
        for (const std::string& id : ids) advice(id);
    }

private:
    using ByLevel = std::vector<Function>;  // by `Ladders`: patterns with that disposition on both sides

    void advice(const std::string& id) {
        ByLevel among(levels(), diagram_.none());
        listed_otherwise(id, among);
        const bool withheld_otherwise = !same_reasons(id);
        if (!withheld_otherwise && std::all_of(among.begin(), among.end(), [&](const Function& f) { return diagram_.empty(f); }))
            return;
        const Function was_withheld = withheld(old_, id), is_withheld = withheld(new_, id);
        const Function changed = differ(was_withheld, is_withheld) - moved_;
        for (RuleSide* side : {&old_, &new_})
            for (std::uint32_t o = 0; o < side->compiled().outcomes.size(); ++o)
                if (lists(*side, o, id))
                    for (const std::uint32_t level : {level_of(*side, o), side->ladder(side->compiled().otherwise_rank)})
                        if (level == level_of(*side, o) || o == side->compiled().otherwise)
                            among[level] |= changed & new_.disposed(level);
        const Function before = listed(old_, id, among) - was_withheld, after = listed(new_, id, among) - is_withheld;
        const Function gained = after - before, lost = before - after;
        AssessOptions options;
        options.largest_change = 0;
        gain_or_loss(diagram_, space_, old_, new_, GainLoss::What::advised, id, gained, lost, out_.advice,
                     [&](const Answers& answers) {
                         const Assessment a = assess(answers, options);
                         return std::any_of(a.advice.begin(), a.advice.end(), [&](const AdviceItem& i) { return i.id == id; });
                     });
        // Who loses a piece of advice because it is withheld now has been counted already, and the other way round.
        gain_or_loss(diagram_, space_, old_, new_, GainLoss::What::withheld, id, (changed & is_withheld) - was_withheld - lost,
                     (changed & was_withheld) - is_withheld - gained, out_.advice, [&](const Answers& answers) {
                         const Assessment a = assess(answers, options);
                         return std::any_of(a.withheld.begin(), a.withheld.end(),
                                            [&](const WithheldAdvice& w) { return w.id == id; });
                     });
    }

    [[nodiscard]] std::size_t levels() const { return old_.document().dispositions.size() + new_.document().dispositions.size(); }
    [[nodiscard]] static std::uint32_t level_of(const RuleSide& side, std::uint32_t outcome) {
        return side.ladder(side.compiled().outcomes[outcome].rank);
    }
    [[nodiscard]] Function differ(const Function& a, const Function& b) { return a == b ? diagram_.none() : (a - b) | (b - a); }
    [[nodiscard]] Function withheld(RuleSide& side, const std::string& id) {
        const std::uint32_t a = side.compiled().advice_names.find(id);
        return a == npos ? diagram_.none() : side.decision().withheld(a);
    }
    // Whether the same is read, and says the same, to decide that the advice is withheld. False is no proof of a difference.
    [[nodiscard]] bool same_reasons(const std::string& id) {
        const std::uint32_t a = old_.compiled().advice_names.find(id), b = new_.compiled().advice_names.find(id);
        if (a == npos || b == npos || old_.document().advice[a].kind != new_.document().advice[b].kind) return false;
        const CompiledAdvice &was = old_.compiled().advice[a], &is = new_.compiled().advice[b];
        if (was.withheld_by.size() != is.withheld_by.size() || (was.withhold_when == npos) != (is.withhold_when == npos))
            return false;
        for (std::size_t i = 0; i < was.withheld_by.size(); ++i) {
            const PathwayDecision &p = old_.decision().pathways()[was.withheld_by[i]],
                                  &q = new_.decision().pathways()[is.withheld_by[i]];
            if (!(p.raised == q.raised && p.unsure == q.unsure && p.floors == q.floors)) return false;
        }
        return was.withhold_when == npos ||
               old_.decision().conditions().is(was.withhold_when, no) == new_.decision().conditions().is(is.withhold_when, no);
    }
    // Whether an outcome of this side lists the advice.
    [[nodiscard]] static bool lists(const RuleSide& side, std::uint32_t outcome, const std::string& id) {
        const std::uint32_t a = side.compiled().advice_names.find(id);
        if (a == npos || outcome == npos) return false;
        const std::vector<AdviceId>& all = side.compiled().outcomes[outcome].advice;
        return std::find(all.begin(), all.end(), a) != all.end();
    }
    // Where the outcomes that list the advice may be reported to others than before.
    void listed_otherwise(const std::string& id, ByLevel& out) {
        const auto add = [&](std::uint32_t level, const Function& set) { out[level] |= set; };
        const auto look = [&](RuleSide& here, RuleSide& there) {
            for (std::uint32_t o = 0; o < here.compiled().outcomes.size(); ++o) {
                if (!lists(here, o, id)) continue;
                const std::uint32_t other = there.compiled().outcome_names.find(here.document().outcomes[o].id.value);
                const bool same = lists(there, other, id) && level_of(here, o) == level_of(there, other);
                add(level_of(here, o), same ? reported_otherwise(here.document().outcomes[o].id.value)
                                            : at(level_of(here, o), here.decision().stands(o)));
                if (o != here.compiled().otherwise) continue;
                const bool same_otherwise = same && other == there.compiled().otherwise;
                const Function leads = here.decision().otherwise_leads();
                const std::uint32_t level = here.ladder(here.compiled().otherwise_rank);
                add(level, at(level, same_otherwise ? differ(leads, there.decision().otherwise_leads()) : leads));
            }
        };
        look(new_, old_);
        look(old_, new_);
    }
    // Of a set, the patterns at a level on both sides.
    [[nodiscard]] Function at(std::uint32_t level, const Function& set) {
        return diagram_.empty(set) ? set : new_.at_level(set - moved_, level);
    }
    // Where an outcome that both sides have at one level stands for others than before, at that level. Kept: many pieces of
    // advice ask for it.
    [[nodiscard]] const Function& reported_otherwise(const std::string& name) {
        const auto known = reported_.find(name);
        if (known != reported_.end()) return known->second;
        const std::uint32_t is = new_.compiled().outcome_names.find(name), was = old_.compiled().outcome_names.find(name);
        return reported_.emplace(name, at(level_of(new_, is), differ(old_.decision().stands(was), new_.decision().stands(is))))
            .first->second;
    }
    // Of `among`, the patterns for which an outcome that lists the advice is reported.
    [[nodiscard]] Function listed(RuleSide& side, const std::string& id, const ByLevel& among) {
        Function out = diagram_.none();
        for (std::uint32_t o = 0; o < side.compiled().outcomes.size(); ++o) {
            if (!lists(side, o, id)) continue;
            const Function& here = among[level_of(side, o)];
            if (!diagram_.empty(here)) out |= here & side.decision().stands(o);
            const Function& others = among[side.ladder(side.compiled().otherwise_rank)];
            if (o == side.compiled().otherwise && !diagram_.empty(others)) out |= others & side.decision().otherwise_leads();
        }
        return out;
    }

    Diagram& diagram_;
    const PatternSpace& space_;
    RuleSide &old_, &new_;
    const Function& moved_;
    RuleDiff& out_;
    std::map<std::string, Function> reported_;
};

}  // namespace triage::diff_detail
