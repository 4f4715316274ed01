// SPDX-License-Identifier: Apache-2.0
// Whom a changed step is about, as the object of "Everybody …": by groups of answers, or by the condition as it is written.
// Refuses to simplify a condition: every part of it is said, in its order.
#pragma once

#include <string>
#include <vector>

#include <triage/model/phrasing.hpp>
#include <triage/model/references.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/review/diff/literals.hpp>

namespace triage::diff_detail {

/// "with calf swelling and age at least 60 years; or with fever"
[[nodiscard]] inline std::string who_text(const std::vector<std::vector<Literal>>& any_of) {
    std::string out;
    for (const std::vector<Literal>& all : any_of) {
        if (!out.empty()) out += "; or ";
        bool after_with = false;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string& text = all[i].text;
            if (i != 0) out += i + 1 == all.size() ? " and " : ", ";
            const bool says_with = text.rfind("with", 0) == 0;
            if (!says_with && !after_with) out += "with ";
            out += text;
            after_with = !says_with || text.rfind("with ", 0) == 0;
        }
    }
    return out;
}

/// By short names, in one line.
struct ShortPhrasing {
    const RuleDocument& document;

    [[nodiscard]] std::string finding(const Condition& c) const { return name(c); }
    [[nodiscard]] std::string one_of(const Condition& c, const std::vector<std::string>& options) const {
        std::vector<std::string> labels;
        const Finding* f = item_of(document.findings, c.name.value);
        for (const std::string& o : options) labels.push_back(f == nullptr ? spaced(o) : label_of(*f, o));
        return name(c) + ": " + joined(labels, " or ");
    }
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        return name(c) + " " + ends(bounds);
    }
    [[nodiscard]] std::string named(const Condition& c, const std::vector<Bound>& bounds) const {
        const bool score = c.form == Condition::Form::score;
        return "“" + (score ? title_of(document.scores, c.name.value) : title_of(document.criteria, c.name.value)) + "”" +
               (score ? " " + ends(bounds) : "");
    }
    [[nodiscard]] std::string list(const Condition& c, const std::string& quantity) const {
        if (c.form == Condition::Form::at_least) return quantity + " of (" + items(c, ", ") + ")";
        if (c.form == Condition::Form::any) return items(c, " or ");
        std::vector<std::string> held;
        std::string except;  // beside something that is held
        for (const Condition& item : c.items)
            if (item.form == Condition::Form::unless)
                except += ", except when it is known that (" + items(item, " and ") + ")";
            else
                held.push_back(part_of(c, item));
        return held.empty() ? items(c, " and ") : joined(held, " and ") + except;
    }
    [[nodiscard]] std::string negation(const Condition& c) const {
        return (c.form == Condition::Form::negate ? "not (" : "it is false or not known that (") + items(c, " and ") + ")";
    }

private:
    [[nodiscard]] std::string name(const Condition& c) const {
        const Finding* f = item_of(document.findings, c.name.value);
        return f == nullptr ? spaced(c.name.value) : short_name(*f);
    }
    template <class Item>
    [[nodiscard]] static std::string title_of(const std::vector<Item>& all, const std::string& id) {
        const Item* named = item_of(all, id);
        return named == nullptr || named->title.value.empty() ? spaced(id) : named->title.value;
    }
    [[nodiscard]] static std::string ends(const std::vector<Bound>& bounds) {
        std::vector<std::string> out;
        for (const Bound& b : bounds) out.push_back(spaced(b.word) + " " + b.value);
        return joined(out, " and ");
    }
    [[nodiscard]] std::string items(const Condition& c, const char* between) const {
        std::vector<std::string> out;
        for (const Condition& item : c.items) out.push_back(part_of(c, item));
        return joined(out, between);
    }
    [[nodiscard]] std::string part_of(const Condition& c, const Condition& item) const {
        const std::string text = in_words(item, *this);
        return item.items.size() > 1 && c.items.size() > 1 ? "(" + text + ")" : text;
    }
};

}  // namespace triage::diff_detail
