// SPDX-License-Identifier: Apache-2.0
// People and results on their way into and out of a header that `triage export cpp` wrote.
// Refuses to know any one header: its types are parameters.
#pragma once

#include <cstddef>
#include <cstdint>

#include <triage/model/value.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage::testing {

/// A person as the header takes them, by its own functions.
template <class Exported, class ExportedFinding>
Exported exported_answers(const Answers& answers) {
    Exported out;
    const RuleDocument& doc = answers.rules().document();
    for (FindingId f{0}; f < doc.findings.size(); ++f) {
        if (answers.state(f) != Answers::State::known) continue;
        const Value value = *value_of(doc.findings[f], answers.answer(f));
        const auto finding = static_cast<ExportedFinding>(std::uint32_t{f});
        if (doc.findings[f].type == FindingType::number)
            out.set_number(finding, value.number);
        else if (doc.findings[f].type == FindingType::yes_no)
            out.set(finding, value.option == 1);
        else
            out.set_option(finding, value.option);
    }
    return out;
}

template <class Result>
Trace as_trace(const Result& r, std::size_t pathways) {
    const auto id = [](int position) { return position < 0 ? npos : static_cast<std::uint32_t>(position); };
    Trace out;
    out.disposition = r.rank;
    out.leading.pathway = r.pathway < 0 ? PathwayId{} : PathwayId{id(r.pathway)};
    out.leading.outcome = OutcomeId{id(r.outcome)};
    out.leading.rank = r.rank;
    out.leading.raised = r.raised;
    out.contradicts = r.contradicts;
    out.pathway_count = static_cast<std::uint32_t>(pathways);
    for (std::size_t p = 0; p < pathways; ++p) {
        out.ends[p] = PathwayEnd{};
        if (r.ends[p].outcome >= 0) out.ends[p].outcome = OutcomeId{id(r.ends[p].outcome)};
        out.ends[p].ending = static_cast<Ending>(r.ends[p].ending);
        out.ends[p].floors = r.ends[p].floors;
    }
    return out;
}

}  // namespace triage::testing
