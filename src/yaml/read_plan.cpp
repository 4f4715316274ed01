// SPDX-License-Identifier: Apache-2.0
#include "read_plan.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "fields.hpp"
#include "read_condition.hpp"

namespace triage::yaml {

namespace {

class PlanReader {
public:
    explicit PlanReader(Problems& problems) : problems_(problems) {}

    void read(const Node& node, RuleDocument& document) {
        const Fields f(node, "a plan",
                       {"!id", "!title", "!conditions", "say", "entry", "!stages", "rules", "progression", "afterwards", "sources",
                        "review"},
                       problems_);
        if (!f.is_map()) return;
        Plan plan;
        plan.id = f.id("id");
        plan.title = f.text("title");
        plan.conditions = f.ids("conditions");
        plan.say = f.text("say");
        plan.progression = f.text("progression");
        plan.afterwards = f.texts("afterwards");
        plan.sources = f.ids("sources");
        plan.review = f.text("review");
        each(f, "entry", [&](const Node& n) {
            const Fields e(n, "an entry criterion", {"!if", "!text", "sources"}, problems_);
            if (e.is_map() && e.get("if") != nullptr)
                plan.entry.push_back({read_condition(*e.get("if"), problems_), e.text("text"), e.ids("sources")});
        });
        each(f, "stages", [&](const Node& n) { stage(n, plan); });
        each(f, "rules", [&](const Node& n) {
            const Fields r(n, "a rule of a plan", {"!kind", "!text"}, problems_);
            if (r.is_map()) plan.rules.push_back({static_cast<PlanRule::Kind>(r.word("kind", {"hold", "step_back", "stop"}, 0)), r.text("text")});
        });
        document.plans.push_back(std::move(plan));
    }

private:
    template <class Read>
    void each(const Fields& f, const char* key, Read&& read) {
        if (const Node* list = f.get(key))
            for (const Node& item : read_list(*list, key, problems_)) read(item);
    }
    /// A whole number in a range, or a report and the lower bound.
    Number whole(const Fields& f, const char* key, double least, double most) {
        const auto number = f.number(key);
        if (!number) return {least, f.at()};
        return checked(*number, key, least, most);
    }
    Number checked(Number number, const char* key, double least, double most) {
        if (number.value >= least && number.value <= most && std::floor(number.value) == number.value) return number;
        problems_.error(number.at, "number-out-of-range", std::string("\"") + key + "\" must be a whole number from " +
                                                              std::to_string(static_cast<int>(least)) + " to " +
                                                              std::to_string(static_cast<int>(most)));
        return {least, number.at};
    }
    void stage(const Node& node, Plan& plan) {
        const Fields f(node, "a stage", {"!id", "!title", "!weeks", "needs_entry", "grow_percent", "!sessions", "strength", "advance"}, problems_);
        if (!f.is_map()) return;
        PlanStage stage;
        stage.id = f.id("id");
        stage.title = f.text("title");
        stage.weeks = whole(f, "weeks", 1, 52);
        stage.needs_entry = f.boolean("needs_entry");
        if (f.get("grow_percent") != nullptr) stage.grow_percent = whole(f, "grow_percent", 1, 100);
        stage.strength = f.texts("strength");
        stage.advance = f.text("advance");
        each(f, "sessions", [&](const Node& n) {
            const Fields s(n, "a session", {"!days", "!activity", "!minutes", "!intensity"}, problems_);
            if (!s.is_map()) return;
            PlanSession session;
            session.at = n.at;
            session.activity = s.text("activity");
            session.intensity = s.text("intensity");
            session.minutes = whole(s, "minutes", 1, 600);
            if (const Node* days = s.get("days"))
                for (const Node& day : read_list(*days, "days", problems_))
                    if (const auto number = read_number(day, "days", problems_)) session.days.push_back(checked(*number, "days", 1, 7));
            stage.sessions.push_back(std::move(session));
        });
        plan.stages.push_back(std::move(stage));
    }

    Problems& problems_;
};

}  // namespace

void read_plan(const Node& node, RuleDocument& document, Problems& problems) { PlanReader(problems).read(node, document); }

}  // namespace triage::yaml
