// SPDX-License-Identifier: Apache-2.0
// Conditions as a clinician would say them: by clinical terms, option labels and titles. The words of a packet and the boxes of a
// picture are this one text in two markups, so they cannot say different things.
// Refuses to simplify: every part of a condition is there, in its order. Refuses "or" and "and" whose reach is not seen: what
// is more than two short parts becomes a list, and a part inside another one stands in brackets.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/phrasing.hpp>
#include <triage/model/references.hpp>
#include <triage/model/value.hpp>
#include <triage/model/words.hpp>
#include <triage/text/text.hpp>

namespace triage {

/// What a question is called: its clinical text, else the question, else its id.
[[nodiscard]] inline std::string name_of(const Finding& f) {
    return !f.clinical.value.empty() ? f.clinical.value : !f.ask.value.empty() ? f.ask.value : spaced(f.id.value);
}

/// Whether no further answer changes it once it is known to be true or false. An exemption can be met later, and a criteria or a
/// score may have one.
[[nodiscard]] inline bool settled_once_known(const Condition& c) {
    if (c.form == Condition::Form::unless || c.form == Condition::Form::criteria || c.form == Condition::Form::score)
        return false;
    return std::all_of(c.items.begin(), c.items.end(), settled_once_known);
}

/// Lines of plain text: the items of a list stand below each other, each behind "• ", two blanks further in than the list.
struct PlainMarkup {
    [[nodiscard]] std::string text(std::string_view text) const {
        std::string out(text);
        for (char& c : out)
            if (c == '\n' || c == '\r') c = ' ';  // a line is an item
        return out;
    }
    [[nodiscard]] std::string finding(std::string_view, std::string_view name) const { return text(name); }
    [[nodiscard]] std::string named(std::string_view, std::string_view title) const { return text(title); }
    [[nodiscard]] std::string strong(std::string_view words) const { return std::string(words); }
    [[nodiscard]] std::string items(const std::vector<std::string>& all) const {
        std::string out;
        for (const std::string& item : all) {
            out += "\n• ";
            for (const char c : item) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
        }
        return out;
    }
};

/// A phrasing for `in_words`. A `Markup` has
///
///     text(t)             a text of a rule
///     finding(id, name)   what leads to a question
///     named(id, title)    what leads to a criteria or a score
///     strong(words)       words that change the meaning: any, not, …
///     items(all)          a list; nothing follows it
///
///     ConditionWords<PlainMarkup>(document).condition(c);  // any of these:\n• Calf swelling\n• Onset is “sudden”\n• …
template <class Markup>
class ConditionWords {
public:
    explicit ConditionWords(const RuleDocument& document, Markup markup = {}) : doc_(document), say_(std::move(markup)) {}

    /// After "If": one line, or a line with a list.
    [[nodiscard]] std::string condition(const Condition& c) const { return in_words(c, *this); }

    // What in_words asks of a phrasing.
    [[nodiscard]] std::string finding(const Condition& c) const {
        const Finding* f = item_of(doc_.findings, c.name.value);
        return f == nullptr ? say_.text(c.name.value) : say_.finding(c.name.value, name_of(*f));
    }
    [[nodiscard]] std::string one_of(const Condition& c, const std::vector<std::string>& options) const {
        std::vector<std::string> all;
        for (const std::string& o : options) all.push_back(option(c, o));
        return finding(c) + " is " + joined(all, " or ");
    }
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        const Finding* f = item_of(doc_.findings, c.name.value);
        std::vector<std::string> all;
        for (const Bound& b : bounds)
            all.push_back(spaced(b.word) + " " + (c.form == Condition::Form::order ? option(c, b.value) : b.value));
        return finding(c) + " is " + joined(all, " and ") +
               (f == nullptr || f->unit.value.empty() ? "" : " " + say_.text(spaced(f->unit.value)));
    }
    [[nodiscard]] std::string named(const Condition& c, const std::vector<Bound>& bounds) const {
        const bool score = c.form == Condition::Form::score;
        const std::string title = score ? title_of(doc_.scores, c.name.value) : title_of(doc_.criteria, c.name.value);
        std::string out = "“" + say_.named(c.name.value, title) + "” ";
        if (!score) return out + "holds";
        for (const Bound& b : bounds) out += "is " + spaced(b.word) + " " + b.value;
        return out;
    }
    [[nodiscard]] std::string list(const Condition& c, const std::string& quantity) const {
        if (alone(c)) return condition(c.items[0]);
        if (const std::string line = one_line(c); !line.empty()) return line;
        return say_.strong(quantity) + " of these:" + items(c);
    }
    [[nodiscard]] std::string negation(const Condition& c) const {
        const Condition& inner = inside(c.items.at(0));
        if (c.form == Condition::Form::negate) return opposite(inner);
        // Known or not, for good: `unless` is never unknown itself.
        if (inner.form == Condition::Form::unless) return known() + held(inside(inner.items.at(0)));
        if (denials(inner)) {
            const bool any = inner.form == Condition::Form::any;
            std::vector<std::string> out;
            for (const Condition& item : inner.items) out.push_back(finding(inside(inside(item).items[0])));
            return say_.strong(any ? "none" : "not all") + (any ? " of these is " : " of these are ") + say_.strong("denied") +
                   ":" + say_.items(out);
        }
        if (inner.form != Condition::Form::negate) return "it is " + say_.strong("false or not known") + " that " + held(inner);
        const Condition& claim = inside(inner.items.at(0));
        if (claim.form == Condition::Form::finding) return finding(claim) + " is " + say_.strong("not denied");
        return "it is " + say_.strong("true or not known") + " that " + held(claim);
    }

private:
    template <class Item>
    [[nodiscard]] static std::string title_of(const std::vector<Item>& all, const std::string& id) {
        const Item* item = item_of(all, id);
        return item != nullptr ? item->title.value : id;
    }
    [[nodiscard]] std::string option(const Condition& c, const std::string& id) const {
        const Finding* f = item_of(doc_.findings, c.name.value);
        return "“" + say_.text(f == nullptr ? spaced(id) : label_of(*f, id)) + "”";
    }
    [[nodiscard]] std::string known() const { return "it is " + say_.strong("known") + " that "; }

    /// `all` or `any` of one item: it says nothing itself.
    [[nodiscard]] static bool alone(const Condition& c) {
        return (c.form == Condition::Form::all || c.form == Condition::Form::any) && c.items.size() == 1;
    }
    [[nodiscard]] static const Condition& inside(const Condition& c) { return alone(c) ? inside(c.items[0]) : c; }

    /// `any` or `all` of findings that are denied.
    [[nodiscard]] static bool denials(const Condition& c) {
        if (c.form != Condition::Form::any && c.form != Condition::Form::all) return false;
        for (const Condition& item : c.items) {
            const Condition& denied = inside(item);
            if (denied.form != Condition::Form::negate || inside(denied.items.at(0)).form != Condition::Form::finding)
                return false;
        }
        return true;
    }
    /// An exemption, which an `all` says as one.
    [[nodiscard]] static bool exempts(const Condition& c) {
        const Condition& unless = inside(c);
        if (unless.form != Condition::Form::unless) return false;
        const Condition& inner = inside(unless.items.at(0));
        return inner.form != Condition::Form::negate && inner.form != Condition::Form::unless && !denials(inner);
    }
    [[nodiscard]] std::string exemption(const Condition& c) const {
        return say_.strong("except") + " when it is known that " + held(inside(inside(c).items.at(0)));
    }
    [[nodiscard]] static bool exempts_from_something(const Condition& c) {
        if (c.form != Condition::Form::all) return false;
        for (const Condition& item : c.items)
            if (!exempts(item)) return true;
        return false;
    }

    /// Short enough to stand beside another one in a line.
    [[nodiscard]] bool is_short(const Condition& c) const {
        if (c.form == Condition::Form::negate) return inside(c.items.at(0)).items.empty() && is_short(inside(c.items.at(0)));
        if (!c.items.empty() || c.options.size() > 3) return false;
        return !joins(c);
    }
    /// Whether its name has an "or" or an "and" of its own: "Failure to improve or recurrence".
    [[nodiscard]] bool joins(const Condition& c) const {
        const Finding* f = names_finding(c.form) ? item_of(doc_.findings, c.name.value) : nullptr;
        const std::string name = f == nullptr ? std::string() : name_of(*f);
        for (const char* joint : {" or ", " and ", ","})
            if (name.find(joint) != std::string::npos) return true;
        return false;
    }
    /// In brackets where it has an "or", an "and" or a "not" of its own.
    [[nodiscard]] std::string part(const Condition& c) const {
        const bool more = c.options.size() > 1 || bounds_of(c).size() > 1 || c.form == Condition::Form::negate || joins(c);
        return more ? "(" + condition(c) + ")" : condition(c);
    }
    /// Two short parts, or one and its exemption; otherwise empty.
    [[nodiscard]] std::string one_line(const Condition& c) const {
        if (c.items.size() != 2 || c.form == Condition::Form::at_least) return {};
        const Condition &first = inside(c.items[0]), &second = inside(c.items[1]);
        if (!is_short(first)) return {};
        const bool all = c.form == Condition::Form::all;
        if (all && exempts(second)) return condition(first) + ", " + exemption(second);
        return is_short(second) ? part(first) + " " + say_.strong(all ? "and" : "or") + " " + part(second) : std::string();
    }
    /// After "that": what is known, or not.
    [[nodiscard]] std::string held(const Condition& c) const {
        if (c.form != Condition::Form::all && c.form != Condition::Form::any && c.form != Condition::Form::at_least)
            return part(c);
        const bool exempt = c.items.size() == 2 && exempts(c.items[1]);
        if (const std::string line = exempt ? "" : one_line(c); !line.empty()) return "(" + line + ")";
        const std::string many = c.form == Condition::Form::all ? "all" : c.form == Condition::Form::any ? "any" : at_least(c);
        return say_.strong(many) + (many == "any" ? " of these holds:" : " of these hold:") + items(c);
    }
    [[nodiscard]] static std::string at_least(const Condition& c) {
        return "at least " + (c.at_least ? shortest(c.at_least->value) : "0");
    }
    [[nodiscard]] std::string opposite(const Condition& c) const {
        if (c.form == Condition::Form::any) return say_.strong("none") + " of these:" + items(c, false);
        if (c.form == Condition::Form::all) return say_.strong("not all") + " of these:" + items(c, false);
        if (c.form == Condition::Form::unless) return known() + held(inside(c.items.at(0)));
        return say_.strong("not:") + " " + part(c);
    }
    [[nodiscard]] std::string items(const Condition& c, bool as_exemptions = true) const {
        std::vector<std::string> out;
        const bool exemptions = as_exemptions && exempts_from_something(c);
        for (const Condition& item : c.items) out.push_back(exemptions && exempts(item) ? exemption(item) : condition(item));
        return say_.items(out);
    }

    const RuleDocument& doc_;
    Markup say_;
};

}  // namespace triage
