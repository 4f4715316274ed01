// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "check/flow.hpp"
#include "check/warnings.hpp"

namespace triage::check_detail {

namespace {

class Paths {
public:
    Paths(const Rules& rules, Conditions& conditions, Report& report) : rules_(rules), conditions_(conditions), report_(report) {}

    void pathway(std::uint32_t p) {
        const auto visit = [this](const StepFacts& here) {
            step(here);
            return true;
        };
        gravest_written_.resize(rules_.steps.size());
        gravest_written(rules_, rules_.pathways[p].first_step, gravest_written_);
        kept_open_.assign(rules_.findings.size(), false);
        keeps_open(rules_.pathways[p].first_step);
        Flow<decltype(visit)>(rules_, conditions_, visit).run(rules_.pathways[p].first_step);
    }

private:
    void step(const StepFacts& here) {
        settled(here);
        order(here);
        examiner_floor(here);
        guard(here);
    }
    // With the work used up nothing is narrowed any more, so nothing is sure.
    void warn(Mark at, const char* code, std::string message, std::string hint) {
        if (!conditions_.exhausted()) report_.warn(at, code, std::move(message), std::move(hint));
    }
    [[nodiscard]] const CompiledStep& of(const StepFacts& here) const { return rules_.steps[here.step]; }
    [[nodiscard]] Mark at(const CompiledStep& s, Kleene value) const {
        const Mark mark = written_branch(s, value).at;
        return mark.line != 0 ? mark : s.written->id.at;
    }

    // ---- settled-finding, dead-branch
    void settled(const StepFacts& here) {
        const CompiledStep& s = of(here);
        KleeneSet values{};
        for (const Kleene value : branch_order)
            if (here.after[index_of(value)].possible) values.add(value);
        if (values.empty()) return;  // the steps before contradict each other
        std::string whole;
        if (values.only(Kleene::yes)) whole = "; with it the whole condition is settled, and only \"then\" can ever be taken";
        if (values.only(Kleene::no)) whole = "; with it the whole condition is settled, and \"then\" can never be taken";
        std::vector<std::uint32_t> mentions;
        settled_mentions(s.node, here.before, mentions);
        for (const std::uint32_t node : mentions) {
            const Condition& c = *rules_.written[node];
            const bool yes = conditions_.can_be(node, here.before).only(Kleene::yes);
            warn(c.at, "settled-finding",
                 quoted(c.name.value) +
                     (c.form == Condition::Form::finding ? (yes ? " is always yes here" : " is always no here")
                                                         : (yes ? " always meets this here" : " never meets this here")) +
                     ": every path that comes to step " + quoted(s.written->id.value) + " has settled it" + whole,
                 "take it out of this condition, or ask it before the step that settles it");
        }
        if (!mentions.empty() && !whole.empty()) return;
        if (!values.has(Kleene::yes)) dead(here, Kleene::yes);
        if (!values.has(Kleene::no) && written_branch(s, Kleene::no).at.line != 0) dead(here, Kleene::no);
    }
    void dead(const StepFacts& here, Kleene value) {
        const CompiledStep& s = of(here);
        warn(at(s, value), "dead-branch",
             std::string("\"") + branch_key(value) + "\" of step " + quoted(s.written->id.value) +
                 " can never be taken: whoever comes here has given answers that make the condition " +
                 (value == Kleene::yes ? "false or unknown" : "true or unknown"),
             "look at the steps before it: one of them takes everybody for whom this was meant");
    }
    // Mentions in this condition itself; what stands in a criteria or score is judged as a whole, it is shared.
    void settled_mentions(std::uint32_t node, const Facts& facts, std::vector<std::uint32_t>& out) {
        const Node& n = rules_.nodes[node];
        if (n.op == Node::Op::clause || n.op == Node::Op::shared) {
            const KleeneSet value = conditions_.can_be(node, facts);
            if (value.only(Kleene::yes) || value.only(Kleene::no)) out.push_back(node);
            return;
        }
        for (std::uint32_t i = 0; i < n.count; ++i) settled_mentions(n.first + i, facts, out);
    }

    // ---- milder-before-graver
    void order(const StepFacts& here) {
        const CompiledStep& s = of(here);
        for (const Kleene value : branch_order) {
            const CompiledBranch& b = s.branches[index_of(value)];
            const Facts& after = here.after[index_of(value)];
            if (b.kind != Branch::Kind::outcome || !after.possible) continue;
            const Rank rank = rules_.outcomes[b.target].rank;
            Graver worst{npos, npos, std::max<int>(rank, after.floor)};
            for (const std::uint32_t next : here.following) {
                const Graver found = gravest_from(rules_, conditions_, next, after, worst.rank, gravest_written_);
                if (found.step != npos) worst = found;
            }
            if (worst.step == npos) continue;
            const std::string& graver_step = rules_.steps[worst.step].written->id.value;
            warn(at(s, value), "milder-before-graver",
                 std::string("\"") + branch_key(value) + "\" ends at " + outcome(b.target) +
                     ", but the same person could still come to " + outcome(worst.outcome) + " at step " + quoted(graver_step) +
                     ", which is then never looked at",
                 "put step " + quoted(graver_step) + " in front: within a pathway the gravest comes first");
        }
    }
    [[nodiscard]] std::string outcome(std::uint32_t o) const {
        return quoted(rules_.document.outcomes[o].id.value) + " (" + rules_.disposition(rules_.outcomes[o].rank).id.value + ")";
    }

    // ---- examiner-floor
    void examiner_floor(const StepFacts& here) {
        const CompiledStep& s = of(here);
        const CompiledBranch& b = s.branches[index_of(Kleene::unknown)];
        if (b.kind != Branch::Kind::floor && b.kind != Branch::Kind::outcome) return;
        const KleeneSet value = conditions_.can_be(s.node, denied(s.node, here.before));
        if (!value.has(Kleene::unknown)) return;
        for (const Kleene known : {Kleene::yes, Kleene::no}) {
            const Branch::Kind kind = s.branches[index_of(known)].kind;
            if (value.has(known) && kind != Branch::Kind::floor && kind != Branch::Kind::outcome) return;
        }
        warn(at(s, Kleene::unknown), "examiner-floor",
             "only an examiner can settle step " + quoted(s.written->id.value) + ", so everybody at home, all denied, gets " +
                 outcome(b.target),
             "leave \"unknown\" out here: what only an examiner can find does not hold up a person at home");
    }
    // A person at home who answers everything and denies what is worrying.
    [[nodiscard]] Facts denied(std::uint32_t node, Facts facts) const {
        for (const std::uint32_t f : mentioned(node)) {
            const Finding& finding = rules_.document.findings[f];
            Cells cells = conditions_.cells(f, facts);
            if (finding.examiner)
                cells.known = 0;
            else
                cells.unknown = false;
            if (!finding.examiner && finding.type == FindingType::yes_no && finding.polarity == Polarity::worrying)
                cells.known &= 1U;
            conditions_.restrict(f, cells, facts);
        }
        return facts;
    }

    // ---- floor-not-guarded
    void guard(const StepFacts& here) {
        const CompiledStep& s = of(here);
        const Branch::Kind unsure = s.branches[index_of(Kleene::unknown)].kind;
        if (unsure != Branch::Kind::next && unsure != Branch::Kind::clear) return;
        std::uint32_t floor = npos;
        for (const Kleene known : {Kleene::yes, Kleene::no}) {
            const CompiledBranch& b = s.branches[index_of(known)];
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::steps)
                return;  // an open step keeps the pathway unsure
            if (b.kind == Branch::Kind::floor) floor = b.target;
        }
        if (floor == npos || here.before.floor >= rules_.outcomes[floor].rank) return;
        const std::vector<std::uint32_t> asked = mentioned(s.node);
        for (const std::uint32_t f : asked) {
            if (kept_open_[f] || rules_.document.findings[f].examiner) continue;
            Facts alone = here.after[index_of(Kleene::unknown)];
            for (const std::uint32_t other : asked) {
                if (other == f || rules_.document.findings[other].examiner) continue;
                Cells cells = conditions_.cells(other, alone);
                cells.unknown = false;
                conditions_.restrict(other, cells, alone);
            }
            if (!conditions_.narrow(s.node, KleeneSet{Kleene::unknown}, alone).possible) continue;
            warn(s.written->id.at, "floor-not-guarded",
                 "\"not sure\" about " + quoted(rules_.document.findings[f].id.value) + " skips the floor " + outcome(floor) +
                     " of step " + quoted(s.written->id.value) + " without a trace: the pathway can still be cleared",
                 "write unknown: {floor: …} with an outcome that asks for the missing answer");
            return;
        }
    }
    // The findings that a condition mentions, criteria and scores included, each once.
    [[nodiscard]] std::vector<std::uint32_t> mentioned(std::uint32_t node) const {
        std::vector<bool> seen_shared(rules_.shared.size());
        std::vector<std::uint32_t> out;
        collect(node, seen_shared, out);
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
        return out;
    }
    void collect(std::uint32_t node, std::vector<bool>& seen_shared, std::vector<std::uint32_t>& out) const {
        const Node& n = rules_.nodes[node];
        if (n.op == Node::Op::clause) {
            out.push_back(rules_.clauses[n.first].finding);
        } else if (n.op != Node::Op::shared) {
            for (std::uint32_t i = 0; i < n.count; ++i) collect(n.first + i, seen_shared, out);
        } else if (!seen_shared[n.first]) {
            seen_shared[n.first] = true;
            const SharedCondition& s = rules_.shared[n.first];
            if (!s.is_score) return collect(s.node, seen_shared, out);
            for (const CompiledScoreItem& item : rules_.scores[s.score]) collect(item.node, seen_shared, out);
        }
    }
    // Notes the findings whose "not sure" can keep the pathway unsure. True where some branch leads to an outcome.
    bool keeps_open(std::uint32_t step) {
        bool leads = false;
        for (; step != npos; step = rules_.steps[step].next) {
            bool own = false;
            for (const CompiledBranch& b : rules_.steps[step].branches)
                own = b.kind == Branch::Kind::outcome || (b.kind == Branch::Kind::steps && keeps_open(b.target)) || own;
            if (own)
                for (const std::uint32_t f : mentioned(rules_.steps[step].node)) kept_open_[f] = true;
            leads |= own;
        }
        return leads;
    }

    const Rules& rules_;
    Conditions& conditions_;
    Report& report_;
    std::vector<bool> kept_open_;
    std::vector<int> gravest_written_;
};

}  // namespace

void report_paths(const Rules& rules, Conditions& conditions, Report& report) {
    Paths paths(rules, conditions, report);
    for (std::uint32_t p = 0; p < rules.pathways.size() && !conditions.exhausted(); ++p) paths.pathway(p);
}

}  // namespace triage::check_detail
