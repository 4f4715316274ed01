// SPDX-License-Identifier: Apache-2.0
// Names: every id of a document, and the finding of what an id means.
// Refuses ids that nobody defined or that two define, and claims that name no source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/model/date.hpp>
#include <triage/model/document.hpp>
#include <triage/model/names.hpp>
#include <triage/model/references.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

class Names {
public:
    Names(Rules& rules, Problems& problems) : rules_(rules), doc_(rules.document), problems_(problems) {}

    /// Enters all ids, so that the sections can name each other.
    void enter() {
        index(rules_.finding_names, doc_.findings, "finding");
        index(rules_.pathway_names, doc_.pathways, "pathway");
        index(rules_.outcome_names, doc_.outcomes, "outcome");
        index(rules_.advice_names, doc_.advice, "advice");
        index(rules_.condition_names, doc_.conditions, "condition");
        index(rules_.disposition_names, doc_.dispositions, "disposition");
        index(source_names_, doc_.sources, "source");
        NameIndex<> safety, plans, groups;
        index(groups, doc_.groups, "group");
        if (!doc_.groups.empty())  // without the section, a group is a mere name
            for (const Finding& f : doc_.findings) resolve(f.group, "group", groups);
        index(plans, doc_.plans, "plan");
        index(criteria_, doc_.criteria, "criteria");
        index(scores_, doc_.scores, "score");
        index(safety, doc_.safety, "safety property");
        NameIndex<> hazards;
        index(hazards, doc_.hazards, "hazard");
        const auto hazard_names = [&](const std::vector<Text>& names) {
            for (const Text& name : names) resolve(name, "hazard", hazards);
        };
        for (const SafetyProperty& s : doc_.safety) hazard_names(s.hazards);
        for (const Pathway& p : doc_.pathways) {
            hazard_names(p.hazards);
            each_step(p.steps, [&](const Step& s) { hazard_names(s.hazards); });
        }
        for (const Hazard& h : doc_.hazards) {
            sources(h.sources, h.id.at, "hazard \"" + h.id.value + "\"");
            if (!h.review_by.value.empty() && !parse_date(h.review_by.value))
                problems_.error(h.review_by.at, "bad-date", "\"" + h.review_by.value + "\" is not a date",
                                "write YYYY-MM-DD, for instance 2027-05-03");
            if (h.residual.value.find_first_not_of(" -–—") == std::string::npos && !h.residual.value.empty())
                problems_.error(h.residual.at, "missing-key", "the residual risk of hazard \"" + h.id.value + "\" is a dash",
                                "say what risk remains: there always is one");
        }
    }

    template <class Position>
    Position resolve(const Text& name, const std::string& kind, const NameIndex<Position>& known) {
        const Position found = known.find(name.value);
        if (found == npos) problems_.unknown_id(name, kind, known);
        return found;
    }
    [[nodiscard]] SharedId criteria(const Text& name) { return resolve(name, "criteria", criteria_); }
    [[nodiscard]] bool is_criteria(const std::string& name) const { return criteria_.find(name) != npos; }
    [[nodiscard]] ScoreId score(const Text& name) { return resolve(name, "score", scores_); }
    void sources(const std::vector<Text>& list, Mark at, const std::string& what) {
        if (list.empty())
            problems_.error(at, "missing-source", what + " has no source",
                            "add sources: [id], with an id of the sources section; a judgement is a source too");
        for (const Text& source : list) resolve(source, "source", source_names_);
    }
    void duplicate(const Text& id, const char* kind, Mark first) {
        problems_.error(id.at, "duplicate-id", std::string(kind) + " \"" + id.value + "\" is defined twice",
                        "first defined at " + place(doc_, first));
    }

private:
    template <class Position, class Items>
    void index(NameIndex<Position>& index, const Items& items, const char* kind) {
        for (std::size_t i = 0; i < items.size(); ++i) index.add(items[i].id.value, i);
        index.sort();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::uint32_t first = index.find(items[i].id.value);
            if (first != i && !items[i].id.value.empty()) duplicate(items[i].id, kind, items[first].id.at);
        }
    }

    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    NameIndex<> source_names_;
    NameIndex<SharedId> criteria_;
    NameIndex<ScoreId> scores_;
};

}  // namespace triage::compile_detail
