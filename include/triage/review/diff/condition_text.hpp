// SPDX-License-Identifier: Apache-2.0
// A condition as it is written in a rule file, and the smallest part in which two conditions differ.
// Refuses to judge whether two conditions mean the same: the diagram does.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/document.hpp>
#include <triage/text/text.hpp>

namespace triage::diff_detail {

[[nodiscard]] inline std::string condition_text(const Condition& c);

[[nodiscard]] inline std::string items_text(const std::vector<Condition>& items) {
    std::string out;
    for (const Condition& item : items) out += (out.empty() ? "" : ", ") + condition_text(item);
    return "[" + out + "]";
}

/// `{any: [calf_swelling, {age_years: {at_least: 50}}]}`
[[nodiscard]] inline std::string condition_text(const Condition& c) {
    switch (c.form) {
        case Condition::Form::finding: return c.name.value;
        case Condition::Form::choice: {
            const std::vector<std::string> options = values_of(c.options);
            return "{" + c.name.value + ": " + (options.size() == 1 ? options[0] : "[" + joined(options) + "]") + "}";
        }
        case Condition::Form::number: {
            std::vector<std::string> ends;
            const auto end = [&](const char* name, const std::optional<Number>& n) {
                if (n) ends.push_back(std::string(name) + ": " + shortest(n->value));
            };
            end("at_least", c.at_least), end("above", c.above), end("at_most", c.at_most), end("below", c.below);
            return "{" + c.name.value + ": {" + joined(ends) + "}}";
        }
        case Condition::Form::all: return "{all: " + items_text(c.items) + "}";
        case Condition::Form::any: return "{any: " + items_text(c.items) + "}";
        case Condition::Form::negate: return "{not: " + (c.items.empty() ? "" : condition_text(c.items[0])) + "}";
        case Condition::Form::unless: return "{unless: " + (c.items.empty() ? "" : condition_text(c.items[0])) + "}";
        case Condition::Form::at_least:
            return "{at_least: " + shortest(c.at_least ? c.at_least->value : 0) + ", of: " + items_text(c.items) + "}";
        case Condition::Form::score:
            return "{score: " + c.name.value + ", at_least: " + shortest(c.at_least ? c.at_least->value : 0) + "}";
        case Condition::Form::criteria: return "{criteria: " + c.name.value + "}";
    }
    return {};
}

/// What differs: the smallest part on each side, in words, and where it stands.
struct ConditionDifference {
    std::string old_text, new_text;
    Mark old_at, new_at;
    std::vector<std::string> findings;  ///< that it mentions
};

/// The findings that a condition mentions by itself.
inline void add_findings(const Condition& c, std::vector<std::string>& out) {
    if (c.form == Condition::Form::finding || c.form == Condition::Form::choice || c.form == Condition::Form::number)
        out.push_back(c.name.value);
    for (const Condition& item : c.items) add_findings(item, out);
}

/// Of two conditions whose texts differ. Complexity: their size times their depth.
[[nodiscard]] inline ConditionDifference difference(const Condition& before, const Condition& after) {
    ConditionDifference whole{condition_text(before), condition_text(after), before.at, after.at, {}};
    add_findings(before, whole.findings), add_findings(after, whole.findings);
    if (before.form != after.form || before.items.empty() || after.items.empty()) return whole;
    if (before.form == Condition::Form::at_least && before.at_least->value != after.at_least->value) return whole;
    const auto missing_in = [](const std::vector<Condition>& items, const std::vector<Condition>& others) {
        std::vector<const Condition*> out;
        for (const Condition& item : items) {
            bool found = false;
            for (const Condition& other : others) found = found || condition_text(item) == condition_text(other);
            if (!found) out.push_back(&item);
        }
        return out;
    };
    const auto removed = missing_in(before.items, after.items), added = missing_in(after.items, before.items);
    if (removed.size() == 1 && added.size() == 1) return difference(*removed[0], *added[0]);
    if (removed.size() + added.size() != 1) return whole;
    const char* list = before.form == Condition::Form::all ? "all" : before.form == Condition::Form::any ? "any" : "of";
    const std::string none = "{" + std::string(list) + ": […]}";
    const Condition& one = removed.empty() ? *added[0] : *removed[0];
    const std::string with = "{" + std::string(list) + ": […, " + condition_text(one) + "]}";
    ConditionDifference out = removed.empty() ? ConditionDifference{none, with, before.at, one.at, {}}
                                              : ConditionDifference{with, none, one.at, after.at, {}};
    add_findings(one, out.findings);
    return out;
}

}  // namespace triage::diff_detail
