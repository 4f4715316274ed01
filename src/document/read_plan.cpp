// SPDX-License-Identifier: Apache-2.0
#include "read_plan.hpp"

#include <utility>

#include "read_condition.hpp"

namespace triage::document {

namespace {

PlanSession read_session(const Fields& f) {
    PlanSession session;
    session.at = f.at();
    session.activity = f.text("activity");
    session.intensity = f.text("intensity");
    session.minutes = f.number("minutes", {1, f.at()});
    session.days = f.numbers("days");
    return session;
}

PlanStage read_stage(const Fields& f) {
    PlanStage stage;
    stage.id = f.text("id");
    stage.title = f.text("title");
    stage.weeks = f.number("weeks", {1, f.at()});
    stage.needs_entry = f.flag("needs_entry");
    stage.grow_percent = f.number("grow_percent");
    stage.strength = f.texts("strength");
    stage.advance = f.text("advance");
    f.each("sessions", [&](const Fields& s) { stage.sessions.push_back(read_session(s)); });
    return stage;
}

}  // namespace

Plan read_plan(const Fields& f, Problems& problems) {
    Plan plan;
    plan.id = f.text("id");
    plan.title = f.text("title");
    plan.conditions = f.texts("conditions");
    plan.say = f.text("say");
    plan.progression = f.text("progression");
    plan.afterwards = f.texts("afterwards");
    plan.sources = f.texts("sources");
    plan.review = f.text("review");
    f.each("entry", [&](const Fields& e) {
        if (e.get("if") != nullptr) plan.entry.push_back({read_condition(e, "if", problems), e.text("text"), e.texts("sources")});
    });
    f.each("stages", [&](const Fields& s) { plan.stages.push_back(read_stage(s)); });
    f.each("rules", [&](const Fields& r) {
        plan.rules.push_back({static_cast<PlanRule::Kind>(r.word("kind", 0)), r.text("text")});
    });
    return plan;
}

}  // namespace triage::document
