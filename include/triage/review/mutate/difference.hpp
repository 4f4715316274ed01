// SPDX-License-Identifier: Apache-2.0
// What tells two rule sets apart, over every answer pattern: disposition, raised outcomes, advice given.
// Refuses to count what no case could see: reasons and texts are not compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <triage/review/cases.hpp>
#include <triage/review/diagram/comparison.hpp>
#include <triage/review/diagram/patterns.hpp>

namespace triage::review_detail {

/// A person for whom two rule sets differ.
struct Difference {
    enum class What : std::uint8_t { milder, graver, raised, advice };
    What what = What::milder;
    Answers answers;      ///< of the first rule set
    Answers written;      ///< those of them that a case has to mention
    bool absent = false;  ///< what it does not mention is absent; else unknown
    std::string subject;  ///< raised, advice: which
    bool gained = false;  ///< raised, advice: the second rule set has it
};

class DifferenceFinder {
public:
    DifferenceFinder(Diagram& diagram, const PatternSpace& space, Decision& before)
        : diagram_(diagram), space_(space), before_(before), compared_(before) {}

    /// The smallest person for whom the second rule set is milder; else graver; else raises something no longer or as well;
    /// else gives other advice. Nothing: no answer pattern tells them apart, those apart that need a fraction where only whole
    /// numbers make sense. Both have the same pathways, outcomes and advice.
    [[nodiscard]] std::optional<Difference> run(Decision& after) {
        compared_.with(after);
        if (!compared_.same_endings()) {
            const RankMoves& moves = compared_.rank_moves();
            if (auto found = person(moves.milder, Difference::What::milder, {}, false)) return found;
            if (auto found = person(moves.graver, Difference::What::graver, {}, false)) return found;
            for (const bool gained : {false, true})
                if (auto found = raises(gained)) return found;
        }
        return advice();
    }

private:
    // What is raised as well (`gained`), or no longer.
    [[nodiscard]] std::optional<Difference> raises(bool gained) {
        const auto differs = [&](const BeforeAfter& raised, const std::string& id) {
            return person(gained ? raised.gained() : raised.lost(), Difference::What::raised, id, gained);
        };
        for (const Outcome& o : before_.rules().document.outcomes)
            if (auto found = differs(compared_.stands(o.id.value, true), o.id.value)) return found;
        for (const Pathway& p : before_.rules().document.pathways)
            if (auto found = differs(compared_.raises(p.id.value), p.id.value)) return found;
        return std::nullopt;
    }
    [[nodiscard]] std::optional<Difference> advice() {
        for (const Advice& a : before_.rules().document.advice) {
            const GainedLost withheld = compared_.withheld(a.id.value);
            if (diagram_.empty(withheld.gained) && diagram_.empty(withheld.lost)) continue;
            const std::string& id = a.id.value;
            if (auto found = person(compared_.given_now(id, withheld), Difference::What::advice, id, true)) return found;
            if (auto found = person(compared_.given_no_longer(id, withheld), Difference::What::advice, id, false)) return found;
        }
        return std::nullopt;
    }
    // The person whom a case describes with the fewest answers, in either reading of what it does not mention.
    [[nodiscard]] std::optional<Difference> person(const Function& set, Difference::What what, const std::string& subject,
                                                   bool gained) {
        if (diagram_.empty(set)) return std::nullopt;
        const RuleSet& rules = before_.rule_set();
        Answers absent{rules};
        fill_in_absent(absent);
        const Pattern usual = pattern_of(space_, absent);
        std::optional<Difference> best;
        std::size_t fewest = 0;
        for (const bool from_absent : {true, false}) {
            const std::optional<Pattern> pattern =
                from_absent ? cheapest(diagram_, set,
                                       [&](std::uint32_t level, std::uint32_t value) {
                                           const Cell& cell = space_.levels()[level].cells[value];
                                           if (value == usual[level]) return Cost{0, 0};
                                           return Cost{cell.fraction ? cost_of_fraction : 1, cell.known ? 0U : 1U};
                                       })
                            : smallest_pattern(diagram_, space_, before_.rules(), set);
            if (has_fraction(space_, *pattern)) return std::nullopt;
            Answers answers = answers_of(space_, *pattern, rules), written{rules};
            std::size_t count = 0;
            for (std::uint32_t l = 0; l < pattern->size(); ++l) {
                const Cell& cell = space_.levels()[l].cells[(*pattern)[l]];
                if (from_absent ? (*pattern)[l] == usual[l] : !cell.known) continue;
                (void)written.try_set(space_.levels()[l].finding, cell.answer);
                ++count;
            }
            if (from_absent) {  // findings without a level are absent too, and usual values are the usual ones
                answers = written;
                fill_in_absent(answers);
            }
            if (best && count >= fewest) continue;
            best.emplace(Difference{what, std::move(answers), std::move(written), from_absent, subject, gained});
            fewest = count;
        }
        return best;
    }

    Diagram& diagram_;
    const PatternSpace& space_;
    Decision& before_;
    DecisionComparison compared_;
};

}  // namespace triage::review_detail
