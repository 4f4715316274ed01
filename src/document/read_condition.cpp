// SPDX-License-Identifier: Apache-2.0
#include "read.hpp"

#include <string>

namespace triage::document {

namespace {

using language::Key;
using language::Kind;

void wrong(Mark at, const std::string& message, Problems& problems) {
    std::string hint = "a condition is a finding id, {finding: option}, {finding: {at_least: 50}}";
    for (const language::ConditionForm& form : language::condition_forms)
        hint += (&form == &language::condition_forms.back() ? " or " : ", ") + std::string(form.example);
    problems.error(at, "wrong-type", message, hint);
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
    const Fields range(value, language::range, problems);
    c.at_least = range.number("at_least");
    c.at_most = range.number("at_most");
    c.above = range.number("above");
    c.below = range.number("below");
    const auto given = [&](const char* key) { return range.get(key) != nullptr && is_number(*range.get(key)); };
    bool twice = false;
    for (const auto& [inclusive, open] : language::range_ends) twice = twice || (given(inclusive) && given(open));
    if (twice)
        problems.error(value.at, "wrong-type", "this range sets the same bound twice", "use at_least or above, at_most or below");
}

void read_form(const Node& node, const language::ConditionForm& form, Condition& c, Problems& problems) {
    c.form = form.form;
    const Fields f(node, form.shape, problems);
    for (const Key& key : form.shape.keys) {
        const Node* value = f.get(key.name);
        if (key.kind == Kind::name) {
            c.name = f.text(key.name);
        } else if (key.kind == Kind::number) {
            c.at_least = f.number(key.name, {1, node.at});
        } else if (key.kind == Kind::condition && value != nullptr) {
            c.items.push_back(read_condition(*value, problems));
        } else if (key.kind == Kind::conditions && value != nullptr) {
            for (const Node& item : read_list(*value, key.name, problems)) c.items.push_back(read_condition(item, problems));
            f.refuse_empty(key.name, "the list of \"" + std::string(key.name) + "\" is empty", "name at least one condition");
        }
    }
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
    for (const language::ConditionForm& form : language::condition_forms) {
        if (node.find(word(form.form)) == nullptr) continue;
        read_form(node, form, c, problems);
        return c;
    }
    if (node.entries.size() == 1)
        read_finding(node.entries[0].key, node.entries[0].value, c, problems);
    else
        wrong(node.at, "this condition has " + std::to_string(node.entries.size()) + " keys", problems);
    return c;
}

Condition read_condition(const Fields& fields, std::string_view key, Problems& problems) {
    if (const Node* node = fields.get(key)) return read_condition(*node, problems);
    Condition c;
    c.at = c.name.at = fields.at();
    c.form = Condition::Form::all;  // without items
    return c;
}

}  // namespace triage::document
