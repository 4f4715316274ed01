// SPDX-License-Identifier: Apache-2.0
// The fields of every struct of a document, listed once: readers fill them, digests and comparisons go through them.
// Refuses to know what a visitor does: it says of each field its key in the rule file and what the field is for.
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include <triage/model/document.hpp>

namespace triage {

/// What a field is for. Those from `disposition` on hold the ids of others.
enum class Use : std::uint8_t {
    id,       ///< the name of its struct
    logic,    ///< decides something
    wording,  ///< read by people
    source,   ///< what rules rest on
    other,
    note,  ///< changes no meaning, so that no signature covers it
    disposition,
    outcome,
    advice,
    withheld,
    sources,
    condition,  ///< a medical condition
};

template <class T, class Of>
concept Like = std::same_as<std::remove_const_t<T>, Of>;

// describe(x, visit) calls visit(use, key, member) for each field of x, which may be const. A further argument `false` says
// that this x has no use for the field.
// Invariant: the order of the lines is part of every digest; moving one voids all signatures.
//
//     describe(finding, visit);  // visit(Use::id, "id", finding.id), visit(Use::logic, "type", finding.type), …

void describe(Like<Disposition> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "label", x.label);
    visit(Use::wording, "within_hours", x.within_hours);
    visit(Use::logic, "at_home", x.at_home);
    visit(Use::other, "red_flag_floor", x.red_flag_floor);
}

void describe(Like<Source> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::source, "cite", x.cite);
    visit(Use::source, "judgement", x.judgement);
}

void describe(Like<MedicalCondition> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "label", x.label);
}

void describe(Like<Option> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "label", x.label);
    visit(Use::note, "renamed_from", x.renamed_from);
}

void describe(Like<Group> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "title", x.title);
    visit(Use::wording, "ask", x.ask);
}

void describe(Like<Finding> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::logic, "type", x.type);
    visit(Use::logic, "options", x.options);
    visit(Use::logic, "ordered", x.ordered);
    visit(Use::logic, "min", x.min, "max", x.max, x.type == FindingType::number);
    visit(Use::other, "whole", x.whole);
    visit(Use::logic, "examiner", x.examiner);
    visit(Use::logic, "parts", x.parts);
    visit(Use::other, "polarity", x.polarity, x.type == FindingType::yes_no);
    visit(Use::other, "red_flag", x.red_flag);
    visit(Use::other, "absent", x.absent);
    visit(Use::other, "usual", x.usual);
    visit(Use::other, "fixed", x.fixed);
    visit(Use::wording, "ask", x.ask);
    visit(Use::wording, "clinical", x.clinical);
    visit(Use::wording, "why", x.why);
    visit(Use::wording, "note", x.note);
    visit(Use::wording, "check", x.check);
    visit(Use::wording, "unit", x.unit);
    visit(Use::note, "group", x.group);
    visit(Use::note, "review", x.review);
    visit(Use::note, "renamed_from", x.renamed_from);
}

void describe(Like<Implication> auto& x, auto& visit) {
    visit(Use::logic, "when", x.when);
    visit(Use::logic, "set", x.sets);
}

void describe(Like<Criteria> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::logic, "if", x.when);
    visit(Use::wording, "title", x.title);
    visit(Use::sources, "sources", x.sources);
}

void describe(Like<ScoreItem> auto& x, auto& visit) {
    visit(Use::logic, "points", x.points);
    visit(Use::logic, "if", x.when);
    visit(Use::wording, "because", x.because);
}

void describe(Like<Score> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "title", x.title);
    visit(Use::sources, "sources", x.sources);
    visit(Use::logic, "items", x.items);
}

void describe(Like<Step> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::logic, "if", x.when);
    visit(Use::wording, "because", x.because);
    visit(Use::sources, "sources", x.sources);
    visit(Use::note, "review", x.review);
    visit(Use::logic, "then", x.then);
    visit(Use::logic, "else", x.otherwise);
    visit(Use::logic, "unknown", x.unknown);
    visit(Use::note, "hazards", x.hazards);
}

void describe(Like<Pathway> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "title", x.title);
    visit(Use::condition, "condition", x.condition);
    visit(Use::outcome, "unsure", x.unsure);
    visit(Use::other, "red_flag", x.red_flag);
    visit(Use::withheld, "withhold", x.withhold);
    visit(Use::note, "review", x.review);
    visit(Use::note, "hazards", x.hazards);
    visit(Use::logic, "steps", x.steps);
}

void describe(Like<Remark> auto& x, auto& visit) {
    visit(Use::logic, "if", x.when);
    visit(Use::wording, "text", x.text);
}

void describe(Like<SafetyNet> auto& x, auto& visit) {
    visit(Use::wording, "uncertainty", x.uncertainty);
    visit(Use::wording, "watch_for", x.watch_for);
    visit(Use::wording, "get_help", x.get_help);
    visit(Use::wording, "time_course", x.time_course);
    visit(Use::wording, "recheck_days", x.recheck_days);
}

void describe(Like<Outcome> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::disposition, "disposition", x.disposition);
    visit(Use::advice, "advise", x.advise);
    visit(Use::condition, "condition", x.condition);
    visit(Use::wording, "title", x.title);
    visit(Use::wording, "say", x.say);
    visit(Use::wording, "clinician", x.clinician);
    visit(Use::wording, "tests", x.tests);
    visit(Use::sources, "sources", x.sources);
    visit(Use::note, "review", x.review);
    visit(Use::wording, "speaks_for", x.speaks_for);
    visit(Use::wording, "speaks_against", x.speaks_against);
    visit(Use::wording, "safety_net", x.safety_net);
}

void describe(Like<Advice> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::logic, "kind", x.kind);
    visit(Use::logic, "when", x.when);
    visit(Use::logic, "withhold_when", x.withhold_when);
    visit(Use::wording, "say", x.say);
    visit(Use::sources, "sources", x.sources);
    visit(Use::note, "review", x.review);
}

void describe(Like<Assumption> auto& x, auto& visit) {
    visit(Use::logic, "when", x.when);
    visit(Use::wording, "because", x.because);
}

void describe(Like<SafetyProperty> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::other, "when", x.when);
    visit(Use::other, "require", x.require, "target", x.target);
    visit(Use::other, "hazard", x.hazard);
    visit(Use::note, "hazards", x.hazards);
}

void describe(Like<Hazard> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "harm", x.harm);
    visit(Use::wording, "causes", x.causes);
    visit(Use::wording, "severity", x.severity);
    visit(Use::wording, "likelihood", x.likelihood);
    visit(Use::wording, "residual_likelihood", x.residual_likelihood);
    visit(Use::wording, "controls", x.controls);
    visit(Use::wording, "residual", x.residual);
    visit(Use::wording, "owner", x.owner);
    visit(Use::wording, "review_by", x.review_by);
    visit(Use::sources, "sources", x.sources);
}

void describe(Like<EntryCriterion> auto& x, auto& visit) {
    visit(Use::other, "if", x.when);
    visit(Use::wording, "text", x.text);
    visit(Use::sources, "sources", x.sources);
}

void describe(Like<PlanSession> auto& x, auto& visit) {
    visit(Use::other, "days", x.days);
    visit(Use::wording, "activity", x.activity);
    visit(Use::other, "minutes", x.minutes);
    visit(Use::wording, "intensity", x.intensity);
}

void describe(Like<PlanStage> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "title", x.title);
    visit(Use::wording, "advance", x.advance);
    visit(Use::wording, "strength", x.strength);
    visit(Use::other, "weeks", x.weeks);
    visit(Use::other, "needs_entry", x.needs_entry);
    visit(Use::other, "grow_percent", x.grow_percent);
    visit(Use::other, "sessions", x.sessions);
}

void describe(Like<PlanRule> auto& x, auto& visit) {
    visit(Use::wording, "kind", x.kind);
    visit(Use::wording, "text", x.text);
}

void describe(Like<Plan> auto& x, auto& visit) {
    visit(Use::id, "id", x.id);
    visit(Use::wording, "title", x.title);
    visit(Use::wording, "say", x.say);
    visit(Use::wording, "progression", x.progression);
    visit(Use::note, "review", x.review);
    visit(Use::sources, "sources", x.sources);
    visit(Use::other, "conditions", x.conditions);
    visit(Use::wording, "afterwards", x.afterwards);
    visit(Use::other, "entry", x.entry);
    visit(Use::other, "stages", x.stages);
    visit(Use::wording, "rules", x.rules);
}

/// The ends of what a condition counts.
void describe_ends(Like<Condition> auto& x, auto& visit) {
    const auto ends = [&](auto& of) {
        visit(Use::logic, "at_least", of.at_least);
        visit(Use::logic, "at_most", of.at_most);
        visit(Use::logic, "above", of.above);
        visit(Use::logic, "below", of.below);
    };
    if (x.form == Condition::Form::order)
        ends(x.order);
    else
        ends(x);
}

/// What stands at the top of the first file.
void describe_identity(Like<RuleDocument> auto& x, auto& visit) {
    visit(Use::other, "id", x.id);
    visit(Use::note, "version", x.version);
    visit(Use::other, "language", x.language);
    visit(Use::wording, "title", x.title);
    visit(Use::wording, "scope", x.scope);
    visit(Use::outcome, "otherwise", x.otherwise);
}

/// The sections, which may stand in any file.
void describe_sections(Like<RuleDocument> auto& x, auto& visit) {
    visit(Use::logic, "dispositions", x.dispositions);
    visit(Use::source, "sources", x.sources);
    visit(Use::wording, "conditions", x.conditions);
    visit(Use::other, "groups", x.groups);
    visit(Use::logic, "findings", x.findings);
    visit(Use::logic, "criteria", x.criteria);
    visit(Use::logic, "scores", x.scores);
    visit(Use::logic, "implies", x.implies);
    visit(Use::logic, "pathways", x.pathways);
    visit(Use::logic, "outcomes", x.outcomes);
    visit(Use::logic, "advice", x.advice);
    visit(Use::logic, "assume", x.assume);
    visit(Use::other, "safety", x.safety);
    visit(Use::other, "hazards", x.hazards);
    visit(Use::other, "plans", x.plans);
}

}  // namespace triage
