// SPDX-License-Identifier: Apache-2.0
// A condition in words, once: one fold; a phrasing supplies the words of its reader.
// Refuses to simplify: every part of the condition is said, in its order.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <triage/model/document.hpp>
#include <triage/model/words.hpp>
#include <triage/text/text.hpp>

namespace triage {

/// One end of what counts: `at_least`, `≥`, `50`.
struct Bound {
    std::string word;  ///< as it is written
    const char* sign;
    std::string value;
};

/// The ends that a condition gives: at most one below and one above.
[[nodiscard]] inline std::vector<Bound> bounds_of(const Condition& c) {
    std::vector<Bound> out;
    const auto bound = [&](const char* word, const char* sign, const std::optional<Number>& number,
                           const std::optional<Text>& option) {
        if (number || option) out.push_back({word, sign, number ? shortest(number->value) : option->value});
    };
    bound("at_least", "≥", c.at_least, c.order.at_least);
    bound("above", ">", c.above, c.order.above);
    bound("at_most", "≤", c.at_most, c.order.at_most);
    bound("below", "<", c.below, c.order.below);
    return out;
}

struct PlainPhrasing;

/// What a phrasing says of a condition. A `Phrasing` has
///
///     finding(c)             a yes/no finding
///     one_of(c, options)     the answer is one of these options
///     range(c, bounds)       the answer is within these bounds
///     named(c, bounds)       a criteria; a score that reaches its bound
///     list(c, quantity)      as many of its items: "all", "any", "at least 2"
///     negation(c)            `not` or `unless` of its one item
///
/// A new condition form is a case here; every phrasing then has it.
template <class Phrasing = PlainPhrasing>
[[nodiscard]] std::string in_words(const Condition& c, const Phrasing& say = {}) {
    switch (c.form) {
        case Condition::Form::finding: return say.finding(c);
        case Condition::Form::choice: return say.one_of(c, values_of(c.options));
        case Condition::Form::number:
        case Condition::Form::order: return say.range(c, bounds_of(c));
        case Condition::Form::criteria:
        case Condition::Form::score: return say.named(c, bounds_of(c));
        case Condition::Form::all: return say.list(c, "all");
        case Condition::Form::any: return say.list(c, "any");
        case Condition::Form::at_least: return say.list(c, "at least " + (c.at_least ? shortest(c.at_least->value) : "0"));
        case Condition::Form::negate:
        case Condition::Form::unless: return say.negation(c);
    }
    return {};
}

/// In one line, by ids.
///
///     in_words(condition);  // any of calf_swelling, (all of onset is sudden or hours, age_years at least 50)
struct PlainPhrasing {
    bool as_written = false;  ///< `onset: sudden, hours` and `age_years at_least 50`

    [[nodiscard]] std::string finding(const Condition& c) const { return c.name.value; }
    [[nodiscard]] std::string one_of(const Condition& c, const std::vector<std::string>& options) const {
        return c.name.value + (as_written ? ": " + joined(options) : " is " + joined(options, " or "));
    }
    [[nodiscard]] std::string range(const Condition& c, const std::vector<Bound>& bounds) const {
        std::string out = c.name.value;
        for (const Bound& b : bounds) out += " " + (as_written ? b.word : spaced(b.word)) + " " + b.value;
        return out;
    }
    [[nodiscard]] std::string named(const Condition& c, const std::vector<Bound>& bounds) const {
        return std::string(word(c.form)) + " " + range(c, bounds);
    }
    [[nodiscard]] std::string list(const Condition& c, const std::string& quantity) const { return quantity + " of " + items(c); }
    [[nodiscard]] std::string negation(const Condition& c) const {
        if (c.form != Condition::Form::unless) return std::string(word(c.form)) + " " + items(c);
        const Condition& inner = c.items.at(0);  // `unless: {not: …}` would deny three times
        if (inner.form == Condition::Form::negate && inner.items.at(0).form == Condition::Form::finding)
            return inner.items[0].name.value + " is not denied";
        return "unless it is known that " + items(c);
    }

private:
    [[nodiscard]] std::string items(const Condition& c) const {
        std::vector<std::string> out;
        for (const Condition& item : c.items) {
            const std::string text = in_words(item, *this);
            out.push_back(item.items.size() > 1 ? "(" + text + ")" : text);
        }
        return joined(out);
    }
};

}  // namespace triage
