// SPDX-License-Identifier: Apache-2.0
// A condition as it is written in a rule file, and the smallest part in which two conditions differ.
// Refuses to judge whether two conditions mean the same: the diagram does.
#pragma once

#include <string>
#include <vector>

#include <triage/model/document.hpp>
#include <triage/model/phrasing.hpp>
#include <triage/model/words.hpp>
#include <triage/text/text.hpp>

namespace triage::diff_detail {

/// As in a rule file, in one line.
struct RuleFilePhrasing {
    [[nodiscard]] static std::string map(const std::string& members) { return "{" + members + "}"; }
    [[nodiscard]] static std::string list(const std::vector<std::string>& all) { return "[" + joined(all) + "]"; }
    [[nodiscard]] static std::string members(const std::vector<Bound>& bounds) {
        std::vector<std::string> out;
        for (const Bound& b : bounds) out.push_back(b.word + ": " + b.value);
        return joined(out);
    }

    [[nodiscard]] std::string finding(const Condition& c) const { return c.name.value; }
    [[nodiscard]] std::string one_of(const Condition& c, const std::vector<std::string>& options) const {
        return map(c.name.value + ": " + (options.size() == 1 ? options[0] : list(options)));
    }
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        return map(c.name.value + ": " + map(members(bounds)));
    }
    [[nodiscard]] std::string named(const Condition& c, const std::vector<Bound>& bounds) const {
        return map(std::string(word(c.form)) + ": " + c.name.value + (bounds.empty() ? "" : ", " + members(bounds)));
    }
    [[nodiscard]] std::string list(const Condition& c, const std::string&) const {
        std::vector<std::string> items;
        for (const Condition& item : c.items) items.push_back(in_words(item, *this));
        return map((c.at_least ? members(bounds_of(c)) + ", " : "") + word(c.form) + ": " + list(items));
    }
    [[nodiscard]] std::string negation(const Condition& c) const {
        return map(std::string(word(c.form)) + ": " + (c.items.empty() ? "" : in_words(c.items[0], *this)));
    }
};

/// `{any: [calf_swelling, {age_years: {at_least: 50}}]}`
[[nodiscard]] inline std::string condition_text(const Condition& c) { return in_words(c, RuleFilePhrasing{}); }

/// What differs: the smallest part on each side, in words, and where it stands.
struct ConditionDifference {
    std::string old_text, new_text;
    Mark old_at, new_at;
    std::vector<std::string> findings;  ///< that it mentions
};

/// The findings that a condition mentions by itself.
inline void add_findings(const Condition& c, std::vector<std::string>& out) {
    if (names_finding(c.form)) out.push_back(c.name.value);
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
