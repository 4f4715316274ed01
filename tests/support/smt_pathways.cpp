// SPDX-License-Identifier: Apache-2.0
// Pathways, dispositions and advice of the SMT-LIB text; findings and conditions stand in smt.cpp.
#include <algorithm>

#include "support/smt.hpp"

namespace triage::testing {

using Kind = Branch::Kind;

void SmtPerson::pathway(const Pathway& pathway) {
    SmtPathway out;
    std::vector<Term> reached;
    steps(pathway.steps, "true", "true", out, reached);
    out.raised = define(out.raised);
    out.floors = define(out.floors);
    out.unsure = define(smt_and({smt_or(reached), smt_not(out.raised)}));
    if (!pathway.unsure.value.empty()) out.standings.push_back({pathway.unsure.value, false, out.unsure});
    pathways.push_back(std::move(out));
}

// `come`: who comes to the first step of the list now; `can_come`: who can still come to it.
void SmtPerson::steps(const std::vector<Step>& list, Term come, Term can_come, SmtPathway& out, std::vector<Term>& reached) {
    for (const Step& step : list) {
        const SmtTruth is = truth(step.when);
        const Term is_unknown = smt_not(smt_or({is.yes, is.no}));
        out.steps.push_back({step.id.value, {}});
        const std::size_t written = out.steps.size() - 1;
        std::vector<Term> on, can_on;
        const auto branch = [&](const Branch& b, Kleene value, const Term& now, const Term& future) {
            const Term taken = define(smt_and({come, now})), can_take = define(smt_and({can_come, future}));
            out.steps[written].taken[static_cast<std::size_t>(value)] = taken;
            switch (b.kind) {
                case Kind::clear: return;
                case Kind::steps: return steps(b.steps, taken, can_take, out, reached);
                case Kind::outcome:
                    out.standings.push_back({b.outcome.value, true, taken});
                    out.raised = smt_or({out.raised, taken});
                    reached.push_back(can_take);
                    return;
                case Kind::floor:
                    out.standings.push_back({b.outcome.value, value != unknown, taken});
                    out.floors = smt_or({out.floors, taken});
                    break;
                case Kind::next: break;
            }
            on.push_back(taken);
            can_on.push_back(can_take);
        };
        branch(step.then, yes, is.yes, is.can_yes);
        branch(step.otherwise, no, is.no, is.can_no);
        branch(step.unknown, unknown, is_unknown, is.can_unknown);
        come = define(smt_or(on));
        can_come = define(smt_or(can_on));
    }
}

const Outcome& SmtPerson::outcome(const std::string& id) const {
    return *std::find_if(document_.outcomes.begin(), document_.outcomes.end(),
                         [&](const Outcome& o) { return o.id.value == id; });
}

std::size_t SmtPerson::rank(const std::string& disposition) const {
    std::size_t rank = document_.dispositions.size() - 1;  // the gravest stands first
    for (const Disposition& d : document_.dispositions) {
        if (d.id.value == disposition) break;
        --rank;
    }
    return rank;
}

Term SmtPerson::stands(const std::string& outcome) const {
    std::vector<Term> all;
    for (const SmtPathway& p : pathways)
        for (const SmtStanding& s : p.standings)
            if (s.outcome == outcome) all.push_back(s.term);
    return smt_or(all);
}

// The gravest of what stands; `otherwise`, at the mildest level that is not at home, where nothing stands, and in place
// of home for a person who contradicts an assumption.
void SmtPerson::dispositions() {
    const std::size_t levels = document_.dispositions.size();
    while (document_.dispositions[levels - 1 - otherwise_rank_].at_home) ++otherwise_rank_;
    for (std::size_t r = 0; r < levels; ++r) {
        std::vector<Term> all;
        for (const SmtPathway& p : pathways)
            for (const SmtStanding& s : p.standings)
                if (rank(outcome(s.outcome).disposition.value) >= r) all.push_back(s.term);
        stands_at_least_.push_back(define(smt_or(all)));
    }
    for (std::size_t r = 0; r < levels; ++r) {
        std::vector<Term> all{stands_at_least_[r]};
        if (r <= otherwise_rank_) all.insert(all.end(), {smt_not(stands_at_least_[0]), contradicts});
        at_least_.push_back(r == 0 ? "true" : define(smt_or(all)));
    }
}

// Listed by what stands at the reported disposition, and not withheld: a `do` is withheld beside a pathway that lists it
// under `withhold` and is not cleared or has met a floor, and while its own `withhold_when` is not known to be false, or its own
// `when` is not known to be true.
Term SmtPerson::given(const Advice& advice) {
    std::vector<Term> listed, withheld;
    for (const Outcome& o : document_.outcomes) {
        if (std::none_of(o.advise.begin(), o.advise.end(), [&](const Text& a) { return a.value == advice.id.value; })) continue;
        listed.push_back(smt_and({stands(o.id.value), disposed(rank(o.disposition.value))}));
        // `otherwise` leads: nothing stands, or nothing graver than home for who contradicts an assumption.
        if (o.id.value == document_.otherwise.value)
            listed.push_back(
                smt_and({smt_not(stands_at_least_[otherwise_rank_]), smt_or({smt_not(stands_at_least_[0]), contradicts})}));
    }
    if (advice.when) withheld.push_back(smt_not(truth(*advice.when).yes));
    if (advice.kind == AdviceKind::action) {
        for (std::size_t p = 0; p < pathways.size(); ++p)
            for (const Text& a : document_.pathways[p].withhold)
                if (a.value == advice.id.value)
                    withheld.insert(withheld.end(), {pathways[p].raised, pathways[p].unsure, pathways[p].floors});
        if (advice.withhold_when) withheld.push_back(smt_not(truth(*advice.withhold_when).no));
    }
    return define(smt_and({smt_or(listed), smt_not(smt_or(withheld))}));
}

}  // namespace triage::testing
