// SPDX-License-Identifier: Apache-2.0
// The patterns that meet an aim: the exact set of people who would cover it.
// Refuses to count people who contradict an assumption of the rules: they are set apart.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <triage/review/coverage/items.hpp>
#include <triage/review/coverage/supposed_sets.hpp>

namespace triage::coverage_detail {

class AimSets {
public:
    AimSets(Decision& decision, const PatternSpace& space, const Reads& reads)
        : decision_(decision),
          diagram_(decision.diagram()),
          space_(space),
          rules_(decision.rules()),
          reads_(reads),
          supposed_(decision) {
        clashes_ = diagram_.none();
        for (const CompiledImplication& i : rules_.implications) implied(i);
    }

    /// The patterns that meet it, those apart who contradict an assumption; of advice that is given, some of them.
    [[nodiscard]] Function patterns(const Aim& aim) { return diagram_.without(all(aim), decision_.contradicts()); }
    /// Those of a set who say nothing that an implication of the rules denies; the whole set where there are none.
    [[nodiscard]] Function plausible(const Function& set) {
        const Function out = diagram_.without(set, clashes_);
        return diagram_.empty(out) ? set : out;
    }
    /// Sets the points of a score aim to those nearest to the cut-off that somebody can have who comes to a step that
    /// reads it.
    void nearest_points(Aim& aim, const std::vector<std::uint32_t>& steps) {
        const SharedCondition& s = rules_.shared[aim.subject];
        const std::uint32_t offset = this->offset(s.score);
        const int cut = s.at_least + static_cast<int>(offset);
        const Function here =
            diagram_.combine(come(steps), score(aim), [](std::uint32_t in, std::uint32_t x) { return in != 0 ? x + 1 : 0; });
        std::optional<int> nearest;
        for (const std::uint32_t x : diagram_.numbers(here)) {
            const int points = static_cast<int>(x) - 1;
            if (x == 0 || (aim.part == 0) != (points >= cut)) continue;
            if (!nearest || aim.part == 1) nearest = points;
        }
        if (nearest) aim.number = *nearest - static_cast<int>(offset);
    }

private:
    [[nodiscard]] const Function& come(std::uint32_t step) { return decision_.reach(step).come; }
    [[nodiscard]] Function come(const std::vector<std::uint32_t>& steps) {
        Function out = diagram_.none();
        for (const std::uint32_t s : steps) out = diagram_.either(out, come(s));
        return out;
    }
    [[nodiscard]] Function score(const Aim& aim) {
        const std::uint32_t s = rules_.shared[aim.subject].score;
        return decision_.conditions().points(s, aim.part != 0, offset(s));
    }
    // What the negative items of a score can take away, so that no sum with this offset is below 0.
    [[nodiscard]] std::uint32_t offset(std::uint32_t score) const {
        int down = 0;
        for (const CompiledScoreItem& item : rules_.scores[score]) down += item.points < 0 ? -item.points : 0;
        return static_cast<std::uint32_t>(down);
    }

    // The explicit answers to a finding that say something else than what follows from the others.
    void implied(const CompiledImplication& i) {
        const std::uint32_t level = space_.level_of(rules_.document.findings[i.finding].id.value);
        if (level == npos) return;
        const Answer follows = answer_of(rules_.document.findings[i.finding], {i.option, i.number});
        const std::uint32_t cell = space_.levels()[level].cell_of(follows);
        std::vector<std::uint32_t> other(space_.levels()[level].cells.size(), 1);
        other[cell] = other.back() = 0;
        clashes_ =
            diagram_.either(clashes_, diagram_.both(decision_.conditions().is(i.node, yes), diagram_.choose(level, other)));
    }

    [[nodiscard]] Function all(const Aim& aim) {
        switch (aim.kind) {
            case CoverageKind::step: return come(aim.subject);
            case CoverageKind::then_branch: return taken(aim.subject, yes);
            case CoverageKind::else_branch: return taken(aim.subject, no);
            case CoverageKind::unknown_branch: return taken(aim.subject, unknown);
            case CoverageKind::outcome: return aim.part == 2 ? decision_.otherwise_leads() : stands(aim.subject, aim.part == 0);
            case CoverageKind::advice:
                return aim.part == 0 ? some_given(aim.subject)
                                     : diagram_.both(offered(aim.subject), decision_.withheld(aim.subject));
            case CoverageKind::criteria: return criteria(aim);
            case CoverageKind::score: {
                const std::uint32_t wanted = static_cast<std::uint32_t>(
                    static_cast<int>(aim.number) + static_cast<int>(offset(rules_.shared[aim.subject].score)));
                return diagram_.both(come(readers(aim.subject)),
                                     diagram_.map(score(aim), [&](std::uint32_t x) { return x == wanted ? 1U : 0U; }));
            }
            case CoverageKind::number: {
                std::vector<std::uint32_t> in(space_.levels()[aim.level].cells.size());
                in[aim.cell] = 1;
                Function here = diagram_.none();
                for (const std::uint32_t s : reads_.order())
                    if (std::find(reads_.step(s).clauses.begin(), reads_.step(s).clauses.end(), aim.subject) !=
                        reads_.step(s).clauses.end())
                        here = diagram_.either(here, come(s));
                return diagram_.both(here, diagram_.choose(aim.level, in));
            }
            case CoverageKind::decision: return decides(aim);
        }
        return diagram_.none();
    }
    [[nodiscard]] const Function& taken(std::uint32_t step, Kleene value) {
        return decision_.reach(step).taken[static_cast<std::size_t>(value)];
    }
    [[nodiscard]] Function stands(std::uint32_t outcome, bool raised) {
        Function out = diagram_.none();
        for (const PathwayDecision& p : decision_.pathways())
            for (const StandingSet& s : p.standings)
                if (s.standing.outcome == outcome && s.standing.raised == raised) out = diagram_.either(out, s.patterns);
        return out;
    }
    // Some of those who are given a piece of advice, none only where nobody is: those of the first outcome that does.
    // All of them together would be a much larger diagram than anybody asks for.
    [[nodiscard]] Function some_given(std::uint32_t advice) {
        const Function allowed =
            diagram_.without(diagram_.without(diagram_.everyone(), decision_.withheld(advice)), decision_.contradicts());
        for (std::uint32_t o = 0; o < rules_.outcomes.size(); ++o) {
            const std::vector<AdviceId>& listed = rules_.outcomes[o].advice;
            if (std::find(listed.begin(), listed.end(), advice) == listed.end()) continue;
            const Function standing = diagram_.both(decision_.stands(o), allowed);
            Function given =
                diagram_.empty(standing) ? standing : diagram_.both(standing, decision_.disposed(rules_.outcomes[o].rank));
            if (o == rules_.otherwise && diagram_.empty(given)) given = diagram_.both(allowed, decision_.otherwise_leads());
            if (!diagram_.empty(given)) return given;
        }
        return diagram_.none();
    }
    [[nodiscard]] Function offered(std::uint32_t advice) {
        Function out = diagram_.none();
        for (std::uint32_t o = 0; o < rules_.outcomes.size(); ++o) {
            const std::vector<AdviceId>& listed = rules_.outcomes[o].advice;
            if (std::find(listed.begin(), listed.end(), advice) == listed.end()) continue;
            out = diagram_.either(out, decision_.stands(o));
            if (o == rules_.otherwise) out = diagram_.either(out, decision_.otherwise_leads());
        }
        return out;
    }
    [[nodiscard]] std::vector<std::uint32_t> readers(std::uint32_t shared) const {
        std::vector<std::uint32_t> out;
        for (const std::uint32_t s : reads_.order())
            if (std::find(reads_.step(s).shared.begin(), reads_.step(s).shared.end(), shared) != reads_.step(s).shared.end())
                out.push_back(s);
        return out;
    }
    [[nodiscard]] Function criteria(const Aim& aim) {
        const std::vector<std::uint32_t>& by_advice = reads_.by_advice();
        const bool always = std::find(by_advice.begin(), by_advice.end(), aim.subject) != by_advice.end();
        const Function is = decision_.conditions().is(rules_.shared[aim.subject].node, static_cast<Kleene>(aim.part));
        return always ? is : diagram_.both(is, come(readers(aim.subject)));
    }
    // Who comes to the step with the mention as it should be, and would go another way if it were the other.
    [[nodiscard]] Function decides(const Aim& aim) {
        const Function here = come(aim.subject);
        if (diagram_.empty(here)) return here;
        const auto is = static_cast<Shown::Is>(aim.part / 2U);
        const bool then = (aim.part & 1U) != 0;
        const std::uint32_t node = rules_.steps[aim.subject].node;
        Function out = here;
        for (const Kleene value : {yes, no, unknown})
            if (!Shown::holds(is, value)) out = diagram_.without(out, decision_.conditions().is(aim.mention, value));
        const Function now = decision_.conditions().is(node, yes);
        out = then ? diagram_.both(out, now) : diagram_.without(out, now);
        const Function other = supposed_.yes_with(node, aim.mention, Shown::instead[is]);
        return then ? diagram_.without(out, other) : diagram_.both(out, other);
    }

    Decision& decision_;
    Diagram& diagram_;
    const PatternSpace& space_;
    const Rules& rules_;
    const Reads& reads_;
    SupposedSets supposed_;
    Function clashes_;
};

}  // namespace triage::coverage_detail
