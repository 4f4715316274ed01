// SPDX-License-Identifier: Apache-2.0
// Conditions as a clinician would say them, each name a link to where it is explained.
// Refuses to simplify: every part of a condition is there, in its order; long ones become lists.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/references.hpp>
#include <triage/review/packet/html.hpp>

namespace triage::packet_detail {

/// What a question is called: its clinical text, else the question, else its id.
[[nodiscard]] inline std::string name_of(const Finding& f) {
    return !f.clinical.value.empty() ? f.clinical.value : !f.ask.value.empty() ? f.ask.value : spaced(f.id.value);
}

/// Where a named criteria or score is explained; empty: nowhere, and its name alone is shown.
struct Places {
    std::string pathway{};                           ///< of the pathway whose conditions are said; empty: they stand outside
    std::map<std::string, std::string> elsewhere{};  ///< for those: the first pathway that explains each
    [[nodiscard]] std::string of(const std::string& id) const {
        const auto it = pathway.empty() ? elsewhere.find(id) : elsewhere.end();
        const std::string& where = it != elsewhere.end() ? it->second : pathway;
        return where.empty() ? "" : "c-" + where + "-" + id;
    }
};

class Words {
public:
    Words(const RuleDocument& document, Places places) : doc_(document), places_(std::move(places)) {}

    /// Behind "If": one line, or a line with a list.
    [[nodiscard]] std::string condition(const Condition& c) const {
        using Form = Condition::Form;
        switch (c.form) {
            case Form::finding: return finding(c.name.value);
            case Form::choice: {
                std::vector<std::string> options;
                for (const Text& o : c.options) options.push_back("“" + html_text(spaced(o.value)) + "”");
                return finding(c.name.value) + " is " + joined(options, " or ");
            }
            case Form::number: return finding(c.name.value) + " is " + range(c);
            case Form::criteria: {
                const Criteria* named = item_of(doc_.criteria, c.name.value);
                return "“" + named_link(c.name.value, named != nullptr ? named->title.value : c.name.value) + "” holds";
            }
            case Form::score: {
                const Score* named = item_of(doc_.scores, c.name.value);
                return "“" + named_link(c.name.value, named != nullptr ? named->title.value : c.name.value) + "” is at least " +
                       html_text(c.at_least ? shortest(c.at_least->value) : "");
            }
            case Form::negate: return opposite(c.items);
            case Form::unless: return "it is <b>not known</b> that " + list(c.items, "all of these hold:", " and ");
            case Form::all: return list(c.items, "<b>all</b> of these:", " <b>and</b> ");
            case Form::any: return list(c.items, "<b>any</b> of these:", " <b>or</b> ");
            case Form::at_least:
                return "<b>at least " + html_text(c.at_least ? shortest(c.at_least->value) : "") +
                       "</b> of these:" + items(c.items);
        }
        return {};
    }

private:
    [[nodiscard]] std::string finding(const std::string& id) const {
        const Finding* f = item_of(doc_.findings, id);
        return f == nullptr ? code(id) : link("q-" + id, name_of(*f));
    }
    [[nodiscard]] std::string named_link(const std::string& id, const std::string& title) const {
        const std::string to = places_.of(id);
        return to.empty() ? html_text(title) : link(to, title);
    }
    [[nodiscard]] std::string range(const Condition& c) const {
        std::vector<std::string> ends;
        const auto end = [&](const char* words, const std::optional<Number>& n) {
            if (n) ends.push_back(words + shortest(n->value));
        };
        end("at least ", c.at_least);
        end("above ", c.above);
        end("at most ", c.at_most);
        end("below ", c.below);
        const Finding* f = item_of(doc_.findings, c.name.value);
        return html_text(joined(ends, " and ") + (f == nullptr || f->unit.value.empty() ? "" : " " + spaced(f->unit.value)));
    }
    [[nodiscard]] std::string opposite(const std::vector<Condition>& inner) const {
        if (inner.size() == 1 && inner[0].form == Condition::Form::any && inner[0].items.size() > 1)
            return "<b>none</b> of these:" + items(inner[0].items);
        if (inner.size() == 1 && inner[0].form == Condition::Form::all && inner[0].items.size() > 1)
            return "<b>not all</b> of these:" + items(inner[0].items);
        return "<b>not:</b> " + list(inner, "all of these:", " and ");
    }
    [[nodiscard]] static bool is_leaf(const Condition& c) {
        if (c.form == Condition::Form::negate) return c.items.size() == 1 && is_leaf(c.items[0]);
        return c.items.empty() && c.options.size() < 4;
    }
    [[nodiscard]] std::string list(const std::vector<Condition>& all, const char* many, const char* between) const {
        if (all.size() == 1) return condition(all[0]);
        if (all.size() == 2 && is_leaf(all[0]) && is_leaf(all[1])) return condition(all[0]) + between + condition(all[1]);
        return many + items(all);
    }
    [[nodiscard]] std::string items(const std::vector<Condition>& all) const {
        std::string out;
        for (const Condition& c : all) out += "<li>" + condition(c) + "</li>";
        return "<ul>" + out + "</ul>";
    }

    const RuleDocument& doc_;
    Places places_;
};

}  // namespace triage::packet_detail
