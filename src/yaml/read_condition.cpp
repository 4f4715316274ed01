// SPDX-License-Identifier: Apache-2.0
#include "read_condition.hpp"

#include <cmath>
#include <string>
#include <string_view>

#include "fields.hpp"

namespace triage::yaml {

namespace {

constexpr const char* forms =
    "a condition is a finding id, {finding: option}, {finding: {at_least: 50}}, {all: […]}, {any: […]}, {not: …}, "
    "{unless: …}, {at_least: 2, of: […]}, {score: id, at_least: 2} or {criteria: id}";

void wrong(Mark at, const std::string& message, Problems& problems) { problems.error(at, "wrong-type", message, forms); }

void read_items(const Node& node, std::string_view key, Condition& c, Problems& problems) {
    for (const Node& item : read_list(node, key, problems)) c.items.push_back(read_condition(item, problems));
    if (node.kind == Node::Kind::sequence && node.items.empty())
        problems.error(node.at, "wrong-type", "the list of \"" + std::string(key) + "\" is empty", "name at least one condition");
}

std::optional<Number> whole(const Node& node, std::string_view key, Problems& problems) {
    const auto number = read_number(node, key, problems);
    if (number && (std::floor(number->value) != number->value || std::abs(number->value) > 1e6)) {
        problems.error(node.at, "wrong-type", "\"" + std::string(key) + "\" must be a whole number");
        return std::nullopt;
    }
    return number;
}

// {finding: option}, {finding: [options]} or {finding: {at_least: 50, below: 60}}
void read_finding(const Text& name, const Node& value, Condition& c, Problems& problems) {
    c.name = name;
    if (value.kind == Node::Kind::scalar) {
        c.form = Condition::Form::choice;
        c.options.push_back({value.value, value.at});
        return;
    }
    if (value.kind == Node::Kind::sequence) {
        c.form = Condition::Form::choice;
        for (const Node& item : value.items) c.options.push_back(read_text(item, name.value, problems));
        if (value.items.empty()) {
            c.name.value.clear();
            wrong(value.at, "the list of options is empty", problems);
        }
        return;
    }
    if (value.kind != Node::Kind::map || value.entries.empty()) {
        c.name.value.clear();  // reported: the compiler passes over it
        return wrong(value.at, "\"" + name.value + "\" needs an option, a list of options or a range", problems);
    }
    c.form = Condition::Form::number;
    const Fields range(value, "a range", {"at_least", "at_most", "above", "below"}, problems);
    c.at_least = range.number("at_least");
    c.at_most = range.number("at_most");
    c.above = range.number("above");
    c.below = range.number("below");
    if ((c.at_least && c.above) || (c.at_most && c.below))
        problems.error(value.at, "wrong-type", "this range has the same end twice", "use at_least or above, at_most or below");
}

}  // namespace

Condition read_condition(const Node& node, Problems& problems) {
    Condition c;
    c.at = node.at;
    c.name.at = node.at;
    if (node.kind == Node::Kind::scalar) {
        c.name.value = node.value;
        if (node.value.empty()) wrong(node.at, "this condition is empty", problems);
        return c;
    }
    if (node.kind != Node::Kind::map || node.entries.empty()) {
        wrong(node.at, std::string("a condition cannot be ") + kind_text(node), problems);
        return c;
    }
    const auto& [first_key, first_value] = node.entries[0];
    using Form = Condition::Form;
    const auto only = [&](std::initializer_list<std::string_view> keys) { (void)Fields(node, "this condition", keys, problems); };
    if (node.find("all") != nullptr) {
        c.form = Form::all;
        only({"all"});
        read_items(*node.find("all"), "all", c, problems);
    } else if (node.find("any") != nullptr) {
        c.form = Form::any;
        only({"any"});
        read_items(*node.find("any"), "any", c, problems);
    } else if (node.find("not") != nullptr || node.find("unless") != nullptr) {
        const bool negated = node.find("not") != nullptr;
        c.form = negated ? Form::negate : Form::unless;
        negated ? only({"not"}) : only({"unless"});
        c.items.push_back(read_condition(*node.find(negated ? "not" : "unless"), problems));
    } else if (node.find("of") != nullptr) {
        c.form = Form::at_least;
        only({"!at_least", "of"});
        if (const Node* k = node.find("at_least")) c.at_least = whole(*k, "at_least", problems);
        if (!c.at_least) c.at_least = Number{1, node.at};  // already reported
        read_items(*node.find("of"), "of", c, problems);
    } else if (node.find("score") != nullptr) {
        c.form = Form::score;
        only({"score", "!at_least"});
        c.name = read_text(*node.find("score"), "score", problems);
        if (const Node* k = node.find("at_least")) c.at_least = whole(*k, "at_least", problems);
        if (!c.at_least) c.at_least = Number{1, node.at};
    } else if (node.find("criteria") != nullptr) {
        c.form = Form::criteria;
        only({"criteria"});
        c.name = read_text(*node.find("criteria"), "criteria", problems);
    } else if (node.entries.size() == 1) {
        read_finding(first_key, first_value, c, problems);
    } else {
        wrong(node.at, "this condition has " + std::to_string(node.entries.size()) + " keys", problems);
    }
    return c;
}

}  // namespace triage::yaml
