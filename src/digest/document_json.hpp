// SPDX-License-Identifier: Apache-2.0
// How the pieces of a document are written as canonical JSON: what is empty or false is left out, lists keep their order.
// Refuses to know which pieces belong to a digest: the canonical form and the meaning of a pathway each say that themselves.
#pragma once

#include <optional>
#include <vector>

#include <triage/explain/render/json.hpp>
#include <triage/model/document.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

class DocumentJson {
protected:
    void text(const char* key, const Text& t) {
        if (!t.value.empty()) json_.key(key).text(t.value);
    }
    void flag(const char* key, bool value) {
        if (value) json_.key(key).boolean(true);
    }
    void texts(const char* key, const std::vector<Text>& all) {
        if (all.empty()) return;
        json_.key(key).open('[');
        for (const Text& t : all) json_.text(t.value);
        json_.close(']');
    }
    template <class Items, class Write>
    void list(const char* key, const Items& items, Write&& write) {
        if (items.empty()) return;
        json_.key(key).open('[');
        for (const auto& item : items) {
            json_.open('{');
            write(item);
            json_.close('}');
        }
        json_.close(']');
    }
    void dispositions(const std::vector<Disposition>& all) {
        list("dispositions", all, [&](const Disposition& d) {
            text("id", d.id);
            text("label", d.label);
            if (d.has_within_hours) json_.key("within_hours").number(d.within_hours.value);
            flag("red_flag_floor", d.red_flag_floor);
            flag("at_home", d.at_home);
        });
    }
    void bounds(const Condition& c) {
        const auto bound = [&](const char* name, const std::optional<Number>& n) {
            if (n) json_.key(name).number(n->value);
        };
        bound("at_least", c.at_least);
        bound("at_most", c.at_most);
        bound("above", c.above);
        bound("below", c.below);
    }
    void sessions(const PlanStage& s) {
        list("sessions", s.sessions, [&](const PlanSession& session) {
            json_.key("days").open('[');
            for (const Number& day : session.days) json_.number(day.value);
            json_.close(']');
            text("activity", session.activity);
            json_.key("minutes").number(session.minutes.value);
            text("intensity", session.intensity);
        });
    }
    void safety_net(const std::optional<SafetyNet>& net) {
        if (!net) return;
        json_.key("safety_net").open('{');
        text("uncertainty", net->uncertainty);
        texts("watch_for", net->watch_for);
        text("get_help", net->get_help);
        text("time_course", net->time_course);
        if (net->recheck_days) json_.key("recheck_days").number(net->recheck_days->value);
        json_.close('}');
    }

    JsonWriter json_;
};

}  // namespace triage
