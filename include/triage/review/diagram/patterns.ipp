// SPDX-License-Identifier: Apache-2.0
// The bodies of patterns.hpp.
#pragma once

#include <triage/header_only.hpp>
#include <triage/review/diagram/patterns.hpp>

namespace triage {

TRIAGE_BODY bool is_abnormal(const Finding& finding, const Answer& answer) {
    const auto value = value_of(finding, answer);
    return value && finding.type == FindingType::yes_no &&
           finding.polarity == (value->option == 1 ? Polarity::worrying : Polarity::reassuring);
}

TRIAGE_BODY bool has_fraction(const PatternSpace& space, const Pattern& pattern) {
    for (std::size_t l = 0; l < pattern.size(); ++l)
        if (space.levels()[l].cells[pattern[l]].fraction) return true;
    return false;
}

TRIAGE_BODY Function fractions(Diagram& diagram, const PatternSpace& space) {
    Function out = diagram.none();
    for (std::uint32_t l = 0; l < space.levels().size(); ++l) {
        std::vector<std::uint32_t> chosen;
        for (const Cell& cell : space.levels()[l].cells) chosen.push_back(cell.fraction ? 1 : 0);
        out |= diagram.choose(l, chosen);
    }
    return out;
}

TRIAGE_BODY std::optional<Pattern> smallest_pattern(const Diagram& diagram, const PatternSpace& space, const Rules& rules,
                                                    const Function& set) {
    std::vector<const Finding*> findings;
    for (const Level& level : space.levels()) {
        const FindingId f = rules.finding_names.find(level.finding);
        findings.push_back(f == npos ? nullptr : &rules.document.findings[f]);
    }
    return cheapest(diagram, set, [&](std::uint32_t level, std::uint32_t value) {
        const Cell& cell = space.levels()[level].cells[value];
        if (!cell.known) return Cost{0, 0};
        return Cost{cell.fraction ? cost_of_fraction : 1,
                    findings[level] != nullptr && is_abnormal(*findings[level], cell.answer) ? 1U : 0U};
    });
}

TRIAGE_BODY Answers answers_of(const PatternSpace& space, const Pattern& pattern, const RuleSet& rules) {
    Answers out{rules};
    for (std::size_t l = 0; l < pattern.size(); ++l) {
        const Level& level = space.levels()[l];
        const FindingId f = rules.compiled().finding_names.find(level.finding);
        if (f != npos && level.cells[pattern[l]].known) (void)out.try_set(f, level.cells[pattern[l]].answer);
    }
    return out;
}

TRIAGE_BODY Pattern pattern_of(const PatternSpace& space, const Answers& answers) {
    const Rules& rules = answers.rules().compiled();
    Pattern out;
    for (const Level& level : space.levels()) {
        const FindingId f = rules.finding_names.find(level.finding);
        const bool known = f != npos && answers.state(f) == Answers::State::known;
        out.push_back(known ? level.cell_of(answers.answer(f)) : level.unknown_cell());
    }
    return out;
}

}  // namespace triage
