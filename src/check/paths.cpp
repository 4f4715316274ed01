// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/traversal.hpp>
#include <triage/model/words.hpp>

#include "check/report.hpp"

namespace triage::check_detail {

namespace {

const Branch& written_branch(const CompiledStep& s, Kleene value) {
    return value == Kleene::yes ? s.written->then : value == Kleene::no ? s.written->otherwise : s.written->unknown;
}
// Ranks as numbers of a diagram, where 0 is "none".
std::uint32_t number_of(Rank rank) { return 1U + rank; }

class Paths {
public:
    Paths(Decision& decision, const PatternSpace& space, Report& report)
        : decision_(decision), space_(space), report_(report), gravest_(rules_.steps.size()) {}

    void pathway(PathwayId p) {
        const PathwayDecision& ends = decision_.pathways()[p];
        cleared_ = !ends.raised - ends.unsure;
        promised_ = diagram_.none();
        kept_open_.assign(rules_.findings.size(), false);
        keeps_open(rules_.pathways[p].first_step);
        list(rules_.pathways[p].first_step);
        std::fill(gravest_.begin(), gravest_.end(), std::nullopt);
    }

private:
    // Those who meet a step, in the order of the walk: a step that nobody reaches ends its list.
    void list(StepId step) {
        for (; step != npos && !diagram_.empty(decision_.reach(step).come); step = rules_.steps[step].next) {
            const CompiledStep& s = rules_.steps[step];
            following_.push_back(s.next);
            settled(s, decision_.reach(step));
            order(s, decision_.reach(step));
            examiner_floor(s, decision_.reach(step).come);
            guard(s, decision_.reach(step));
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = s.branches[value];
                if (b.kind == Branch::Kind::floor) promise(decision_.reach(step).taken[value], b.outcome());
                if (b.kind == Branch::Kind::steps) list(b.steps());
            }
            following_.pop_back();
        }
    }
    void promise(const Function& who, OutcomeId outcome) {
        const std::uint32_t promised = number_of(rules_.outcomes[outcome].rank);
        promised_ = diagram_.maximum(promised_, diagram_.map(who, [&](std::uint32_t in) { return in * promised; }));
    }
    [[nodiscard]] static Mark at(const CompiledStep& s, Kleene value) {
        const Mark mark = written_branch(s, value).at;
        return mark.line != 0 ? mark : s.written->id.at;
    }
    [[nodiscard]] std::string outcome(OutcomeId o) const {
        return quoted(rules_.document.outcomes[o].id.value) + " (" + rules_.disposition(rules_.outcomes[o].rank).id.value + ")";
    }
    // The numbers of these people; 0 for all others.
    [[nodiscard]] Function where(const Function& who, const Function& numbers) {
        return diagram_.combine_where(who, numbers, [](std::uint32_t, std::uint32_t number) { return number; });
    }
    // What a condition is for some of these people.
    [[nodiscard]] KleeneSet values(const Function& who, NodeId node) {
        KleeneSet out{};
        for (const Kleene value : {yes, no, unknown})
            if (!diagram_.empty(who & decision_.conditions().is(node, value))) out.add(value);
        return out;
    }

    // ---- settled-finding, dead-branch
    void settled(const CompiledStep& s, const StepReach& reach) {
        KleeneSet taken{};
        for (const Kleene value : {yes, no, unknown})
            if (!diagram_.empty(reach.taken[value])) taken.add(value);
        std::string whole;
        if (taken.only(Kleene::yes)) whole = "; with it the whole condition is settled, and only \"then\" can ever be taken";
        if (taken.only(Kleene::no)) whole = "; with it the whole condition is settled, and \"then\" can never be taken";
        const bool mentions = settled_mentions(s, s.node, reach.come, whole);
        if (mentions && !whole.empty()) return;
        if (!taken.has(Kleene::yes)) dead(s, Kleene::yes);
        if (!taken.has(Kleene::no) && written_branch(s, Kleene::no).at.line != 0) dead(s, Kleene::no);
    }
    void dead(const CompiledStep& s, Kleene value) {
        report_.warn(at(s, value), "dead-branch",
                     std::string("\"") + branch_key(value) + "\" of step " + quoted(s.written->id.value) +
                         " can never be taken: everyone who reaches the step has given answers that make the condition " +
                         (value == Kleene::yes ? "false or unknown" : "true or unknown"),
                     "look at the steps before it: one of them takes everyone for whom this was meant");
    }
    // Mentions in this condition itself; what stands in a criteria or score is judged as a whole, it is shared.
    [[nodiscard]] bool settled_mentions(const CompiledStep& s, NodeId node, const Function& come, const std::string& whole) {
        const Node& n = rules_.nodes[node];
        bool found = false;
        if (n.op != Node::Op::clause && n.op != Node::Op::shared) {
            for (std::uint32_t i = 0; i < n.count; ++i) found = settled_mentions(s, n.child(i), come, whole) || found;
            return found;
        }
        const KleeneSet value = values(come, node);
        const bool yes = value.only(Kleene::yes);
        if (!yes && !value.only(Kleene::no)) return false;
        const Condition& c = *rules_.written[node];
        report_.warn(c.at, "settled-finding",
                     quoted(c.name.value) +
                         (c.form == Condition::Form::finding ? (yes ? " is always yes here" : " is always no here")
                                                             : (yes ? " always meets this here" : " never meets this here")) +
                         ": it is already decided on every path to step " + quoted(s.written->id.value) + whole,
                     "take it out of this condition, or ask it before the step that settles it");
        return true;
    }

    // ---- milder-before-graver
    void order(const CompiledStep& s, const StepReach& reach) {
        for (const Kleene value : {yes, no, unknown}) {
            const CompiledBranch& b = s.branches[value];
            if (b.kind != Branch::Kind::outcome) continue;
            std::uint32_t worst = 0;
            for (const StepId next : following_)
                if (next != npos)
                    worst = std::max(worst, worst_lost(next, reach.taken[value], number_of(rules_.outcomes[b.target].rank)));
            if (worst == 0) continue;
            const std::uint32_t end = ends_ - 1 - worst % ends_;
            const CompiledStep& graver = rules_.steps[end / 3];
            report_.warn(at(s, value), "milder-before-graver",
                         std::string("\"") + branch_key(value) + "\" ends at " + outcome(b.outcome()) +
                             ", but the same person could still reach " + outcome(graver.branches[end % 3].outcome()) +
                             " at step " + quoted(graver.written->id.value) + ", which is then never looked at",
                         "put step " + quoted(graver.written->id.value) + " in front: within a pathway the gravest comes first");
        }
    }
    // The worst end that some of these people would meet from a step on, graver than `rank` and what they were promised.
    [[nodiscard]] std::uint32_t worst_lost(StepId step, const Function& who, std::uint32_t rank) {
        const Function met = where(who, gravest(step));
        const Function lost = diagram_.combine(met, promised_, [&](std::uint32_t end, std::uint32_t promised) {
            return end / ends_ > std::max(rank, promised) ? end : 0;
        });
        return diagram_.numbers(lost).back();
    }
    // For every pattern the gravest outcome or floor that it would meet from this step on; 0: none. A graver end is a greater
    // number, and of equals the one at the earlier step.
    [[nodiscard]] const Function& gravest(StepId first) {
        std::vector<StepId> list;
        for (StepId step = first; step != npos && !gravest_[step]; step = rules_.steps[step].next) list.push_back(step);
        for (; !list.empty(); list.pop_back()) {
            const CompiledStep& s = rules_.steps[list.back()];
            Function out = diagram_.none();
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = s.branches[value];
                const bool on = b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor;
                Function then = on && s.next != npos ? *gravest_[s.next] : diagram_.none();
                if (b.kind == Branch::Kind::steps) then = gravest(b.steps());
                if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor) {
                    const std::uint32_t end = 3 * list.back() + static_cast<std::uint32_t>(value);
                    const std::uint32_t rank = number_of(rules_.outcomes[b.target].rank);
                    then = diagram_.maximum(then, diagram_.constant(rank * ends_ + ends_ - 1 - end));
                }
                out = diagram_.maximum(out, where(decision_.conditions().is(s.node, value), then));
            }
            gravest_[list.back()] = std::move(out);
        }
        return *gravest_[first];
    }

    // ---- examiner-floor
    void examiner_floor(const CompiledStep& s, const Function& come) {
        const CompiledBranch& b = s.branches[Kleene::unknown];
        if (b.kind != Branch::Kind::floor && b.kind != Branch::Kind::outcome) return;
        Function denied = come;
        for (const FindingId f : findings_of(rules_, s.node)) denied &= denies(f);
        const KleeneSet value = values(denied, s.node);
        if (!value.has(Kleene::unknown)) return;
        for (const Kleene known : {Kleene::yes, Kleene::no}) {
            const Branch::Kind kind = s.branches[known].kind;
            if (value.has(known) && kind != Branch::Kind::floor && kind != Branch::Kind::outcome) return;
        }
        report_.warn(at(s, Kleene::unknown), "examiner-floor",
                     "only an examiner can settle step " + quoted(s.written->id.value) +
                         ", so everyone at home, all denied, gets " + outcome(b.outcome()),
                     "leave \"unknown\" out here: what only an examiner can find does not hold up a person at home");
    }
    // The answers of a person at home, who answers everything but an examiner's findings and denies what is worrying.
    [[nodiscard]] Function denies(FindingId f) {
        const Finding& finding = rules_.document.findings[f];
        const std::uint32_t level = space_.level_of(finding.id.value);
        const Level& cells = space_.levels()[level];
        std::vector<std::uint32_t> allowed(cells.cells.size(), finding.examiner ? 0 : 1);
        allowed[cells.unknown_cell()] = finding.examiner ? 1 : 0;
        if (!finding.examiner && finding.type == FindingType::yes_no && finding.polarity == Polarity::worrying)
            allowed[cells.cell_of(answer_of(finding, {1, 0}))] = 0;
        return diagram_.choose(level, allowed);
    }

    // ---- floor-not-guarded
    void guard(const CompiledStep& s, const StepReach& reach) {
        const Branch::Kind unsure = s.branches[Kleene::unknown].kind;
        if (unsure != Branch::Kind::next && unsure != Branch::Kind::clear) return;
        OutcomeId floor;
        for (const Kleene known : {Kleene::yes, Kleene::no}) {
            const CompiledBranch& b = s.branches[known];
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::steps)
                return;  // an open step keeps the pathway unsure
            if (b.kind == Branch::Kind::floor && (floor == npos || rules_.outcomes[b.target].rank > rules_.outcomes[floor].rank))
                floor = b.outcome();
        }
        if (floor == npos) return;
        const std::uint32_t rank = number_of(rules_.outcomes[floor].rank);
        const Function kept = diagram_.map(promised_, [&](std::uint32_t promised) { return promised >= rank ? 1U : 0U; });
        const Function skipped = (reach.taken[Kleene::unknown] & cleared_) - kept;
        const std::vector<FindingId> asked = findings_of(rules_, s.node);
        for (const FindingId f : asked) {
            if (kept_open_[f] || rules_.document.findings[f].examiner) continue;
            Function alone = skipped & decision_.conditions().stays_unknown(f);
            for (const FindingId other : asked)
                if (other != f && !rules_.document.findings[other].examiner && !diagram_.empty(alone))
                    alone -= decision_.conditions().stays_unknown(other);
            if (diagram_.empty(alone)) continue;
            report_.warn(s.written->id.at, "floor-not-guarded",
                         "\"not sure\" about " + quoted(rules_.document.findings[f].id.value) + " skips the floor " +
                             outcome(floor) + " of step " + quoted(s.written->id.value) +
                             " without a trace: the pathway can still be cleared",
                         "write unknown: {floor: …} with an outcome that asks for the missing answer");
            return;
        }
    }
    // Notes the findings whose "not sure" can keep the pathway unsure. True where some branch leads to an outcome.
    bool keeps_open(StepId step) {
        bool leads = false;
        for (; step != npos; step = rules_.steps[step].next) {
            bool own = false;
            for (const CompiledBranch& b : rules_.steps[step].branches)
                own = b.kind == Branch::Kind::outcome || (b.kind == Branch::Kind::steps && keeps_open(b.steps())) || own;
            if (own)
                for (const FindingId f : findings_of(rules_, rules_.steps[step].node)) kept_open_[f] = true;
            leads |= own;
        }
        return leads;
    }

    Decision& decision_;
    const Rules& rules_ = decision_.rules();
    Diagram& diagram_ = decision_.diagram();
    const PatternSpace& space_;
    Report& report_;
    Function cleared_, promised_;  // of this pathway; by the number of the gravest floor that was met so far
    const std::uint32_t ends_ = 3 * static_cast<std::uint32_t>(rules_.steps.size());  // how many branches there are
    std::vector<std::optional<Function>> gravest_;                                    // by step
    std::vector<StepId> following_;  // the next step of this list and of each around it, outermost first
    std::vector<bool> kept_open_;
};

}  // namespace

void report_paths(Decision& decision, const PatternSpace& space, Report& report) {
    Paths paths(decision, space, report);
    for (PathwayId p{0}; p < decision.rules().pathways.size(); ++p) paths.pathway(p);
}

}  // namespace triage::check_detail
