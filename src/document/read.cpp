// SPDX-License-Identifier: Apache-2.0
#include "fields.hpp"

#include <algorithm>
#include <cctype>
#include <concepts>
#include <optional>
#include <string>
#include <utility>

#include <triage/model/fields.hpp>
#include <triage/model/words.hpp>

namespace triage::document {

namespace {

using language::Key;
using language::Kind;

void wrong(Mark at, const std::string& message, Problems& problems) {
    std::string hint = "a condition is a finding id, {finding: option}";
    for (const language::ConditionForm& form : language::range_forms) hint += ", " + std::string(form.example);
    for (const language::ConditionForm& form : language::condition_forms)
        hint += (&form == &language::condition_forms.back() ? " or " : ", ") + std::string(form.example);
    problems.error(at, "wrong-type", message, hint);
}

Condition read_condition(const Node& node, Problems& problems);

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
            for (const Node& item : read_list(value, key.name, problems)) c.items.push_back(read_condition(item, problems));
            f.refuse_empty(key.name, "the list of \"" + std::string(key.name) + "\" is empty", "name at least one condition");
        }
    }
}

/// Whether one of the words of an enum stands behind a key.
template <class Enum>
bool says(const Fields& f, std::string_view key) {
    const Node* node = f.get(key);
    return node != nullptr && from_word<Enum>(node->value).has_value();
}

/// Fills what it visits from the keys of one map.
class Reader {
public:
    /// `name`: the id, where it is a key of the map around.
    Reader(const Fields& fields, Problems& problems, const Text* name = nullptr)
        : fields_(fields), problems_(problems), name_(name) {}

    void operator()(Use use, const char* key, Text& text) const {
        text = use == Use::id && name_ != nullptr ? *name_ : fields_.text(key);
    }
    void operator()(Use, const char* key, std::vector<Text>& all) const { all = fields_.texts(key); }
    void operator()(Use, const char* key, bool& value) const { value = fields_.flag(key); }
    void operator()(Use, const char* key, Number& n) const { n = fields_.number(key, {n.value, fields_.at()}); }
    void operator()(Use, const char* key, std::optional<Number>& n) const { n = fields_.number(key); }
    void operator()(Use, const char* key, std::optional<Text>& text) const {
        if (fields_.get(key) != nullptr) text = fields_.text(key);
    }
    void operator()(Use, const char* key, std::vector<Number>& all) const { all = fields_.numbers(key); }
    template <class Enum>
    void operator()(Use, const char* key, Enum& value, bool = true) const {
        value = fields_.word<Enum>(key).value_or(value);
    }
    /// Where it is missing, which was reported, one that is always true.
    void operator()(Use, const char* key, Condition& c) const {
        c.at = c.name.at = fields_.at();
        c.form = Condition::Form::all;  // without items
        if (const Node* node = fields_.get(key)) c = read_condition(*node, problems_);
    }
    void operator()(Use, const char* key, std::optional<Condition>& c) const {
        if (const Node* node = fields_.get(key)) c = read_condition(*node, problems_);
    }
    template <class X>
    void operator()(Use, const char* key, std::vector<X>& all) const {
        if constexpr (std::same_as<X, Criteria> || std::same_as<X, Score> || std::same_as<X, Group>)
            fields_.each_named(key, [&](const Text& id, const Fields& f) { all.push_back(read<X>(f, &id)); });
        else
            fields_.each(key, [&](const Fields& f) { all.push_back(read<X>(f)); });
    }
    void operator()(Use, const char* key, std::vector<Option>& all) const {
        fields_.each_option(
            key,
            [&](const Text& id) {
                all.push_back({id, {{}, id.at}});
            },
            [&](const Fields& f) { all.push_back(read<Option>(f)); });
    }
    void operator()(Use, const char* key, std::optional<SafetyNet>& net) const {
        if (const auto fields = fields_.map(key)) net = read<SafetyNet>(*fields);
    }
    void operator()(Use use, const char* low, Number& min, const char* high, Number& max, bool) const {
        (*this)(use, low, min);
        max = fields_.number(high).value_or(Number{min.value + 1, fields_.at()});
    }
    void operator()(Use, const char* key, std::vector<Implication::Set>& all) const {
        const Node* set = fields_.get(key);
        if (set == nullptr) return;
        if (set->kind != Node::Kind::map) {
            problems_.error(set->at, "wrong-type", std::string("\"set\" must be a map, but this is ") + kind_text(*set),
                            "write set: {finding: \"no\"}");
            return;
        }
        for (const auto& [finding, value] : set->entries) {
            Implication::Set one{finding, {value.value, value.at}, std::nullopt};
            if (value.kind != Node::Kind::scalar) {
                (void)read_text(value, finding.value, problems_);
                continue;
            }
            if (!value.quoted) {
                one.number = number_of(value.value);
                one.flag = value.value == "true" || value.value == "false";
            }
            all.push_back(std::move(one));
        }
    }
    void operator()(Use, const char* key, Branch& out) const {
        const Node* node = fields_.get(key);
        if (node == nullptr) return;
        out.at = node->at;
        const auto kind = node->kind == Node::Kind::scalar ? from_word<Branch::Kind>(node->value) : std::nullopt;
        if (kind == Branch::Kind::next || kind == Branch::Kind::clear) {
            out.kind = *kind;
        } else if (node->kind == Node::Kind::scalar) {
            out.kind = Branch::Kind::outcome;
            out.outcome = read_id(*node, key, problems_);
        } else if (node->kind == Node::Kind::map && node->find(word(Branch::Kind::floor)) != nullptr) {
            out.kind = Branch::Kind::floor;
            out.outcome = Fields(*node, language::floor_branch, problems_).text(word(out.kind));
        } else if (node->kind == Node::Kind::map && node->find(word(Branch::Kind::steps)) != nullptr) {
            out.kind = Branch::Kind::steps;
            const Fields nested(*node, language::nested_steps, problems_);
            Reader(nested, problems_)(Use::logic, word(out.kind), out.steps);
            finish(out, nested);
        } else {
            problems_.error(node->at, "wrong-type", std::string("\"") + key + "\" cannot be " + kind_text(*node),
                            "write next, clear, an outcome id, {floor: outcome} or {steps: […]}");
        }
    }
    void operator()(Use, const char* key, SafetyProperty::Require& require, const char*, Text& target) const {
        using Require = SafetyProperty::Require;
        const auto demand = fields_.map(key);
        if (!demand) return;
        if (const auto level = demand->map(word(Require::disposition_at_least))) {
            require = Require::disposition_at_least;
            target = level->text("at_least");
            return;
        }
        for (const Require named : {Require::raised, Require::withheld})
            if (demand->get(word(named)) != nullptr) {
                require = named;
                target = demand->text(word(named));
                return;
            }
        const char* never = word(Require::not_at_home);
        if (demand->get(never) != nullptr && !demand->flag(never))
            problems_.error(demand->at(), "wrong-type", "not_at_home can only be required to be true",
                            language::safety_demand.one_key_hint);
    }

private:
    template <class X>
    [[nodiscard]] X read(const Fields& f, const Text* name = nullptr) const {
        X x;
        if constexpr (requires { x.at; }) x.at = f.at();
        const Reader reader(f, problems_, name);
        if constexpr (std::same_as<X, Finding>) guess_type(x, f);
        describe(x, reader);
        finish(x, f);
        return x;
    }

    // What keys alone do not say.
    void finish(const auto&, const Fields&) const {}
    void finish(const Score&, const Fields& f) const { f.refuse_empty("items", "a score needs at least one item"); }
    void finish(const Pathway&, const Fields& f) const { f.refuse_empty("steps", "a list of steps needs at least one step"); }
    void finish(const Branch&, const Fields& f) const { f.refuse_empty("steps", "a list of steps needs at least one step"); }
    /// Without a type (reported) the other keys say what is meant, so that one mistake is one message.
    static void guess_type(Finding& out, const Fields& f) {
        if (f.get("options") != nullptr)
            out.type = FindingType::choice;
        else if (f.get("min") != nullptr || f.get("max") != nullptr || f.get("unit") != nullptr)
            out.type = FindingType::number;
    }
    void finish(Finding& out, const Fields& f) const {
        if (out.red_flag && !says<Polarity>(f, "polarity")) out.polarity = Polarity::worrying;  // reported once
        if (out.group.value.empty()) out.group.value = "general";
        check_keys_of_type(f, out, says<FindingType>(f, "type"));
        f.refuse_empty("check", "the list of \"check\" is empty",
                       "say in one to three steps how to find it out, or leave it out");
        f.refuse_empty("parts", "the list of \"parts\" is empty", "name the findings that it is asked in, or leave it out");
        if (out.type == FindingType::choice && f.get("options") != nullptr && out.options.empty())
            problems_.error(f.get("options")->at, "wrong-type", "a choice needs at least one option");
    }
    /// Reports keys that another type of finding has, and, where the type was said, those that this one lacks.
    void check_keys_of_type(const Fields& f, const Finding& finding, bool type_said) const {
        const std::string_view type = word(finding.type);
        for (const language::Key& key : language::finding.keys) {
            const Node* value = f.get(key.name);
            if (!key.only_where.key.empty() && key.only_where.word != type && value != nullptr)
                problems_.error(value->at, "unknown-key",
                                "\"" + std::string(key.name) + "\" is not allowed for a finding of this type", key.hint);
            if (!key.needed_where.key.empty() && key.needed_where.word == type && type_said && value == nullptr)
                problems_.error(f.at(), "missing-key", "finding \"" + finding.id.value + "\" needs the key \"" + key.name + "\"");
        }
    }

    const Fields& fields_;
    Problems& problems_;
    const Text* name_;
};

/// Whether the value of an end is of the kind that a form of range has.
bool fits(const Node& value, const language::ConditionForm& form) {
    const bool numbers = form.shape.keys.front().kind == Kind::number;
    const bool word = !value.value.empty() && std::isalpha(static_cast<unsigned char>(value.value.front())) != 0;
    return numbers ? is_number(value) : value.kind == Node::Kind::scalar && word;
}

/// By its first value; the usual form where that fits none.
const language::ConditionForm& range_form(const Node& map) {
    const auto it =
        std::ranges::find_if(language::range_forms, [&](const auto& form) { return fits(map.entries.front().value, form); });
    return it == language::range_forms.end() ? language::range_forms.front() : *it;
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
    const language::ConditionForm& form = range_form(value);
    const Fields range(value, form.shape, problems);
    c.form = form.form;
    const Reader reader(range, problems);
    describe_ends(c, reader);
    const auto given = [&](const char* key) { return range.get(key) != nullptr && fits(*range.get(key), form); };
    bool twice = false;
    for (const auto& [inclusive, open] : language::range_ends) twice = twice || (given(inclusive) && given(open));
    if (twice)
        problems.error(value.at, "wrong-type", "this range sets the same bound twice", "use at_least or above, at_most or below");
}

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

}  // namespace

std::vector<Text> read_sections(const Node& root, bool top, RuleDocument& document, Problems& problems) {
    const Fields fields(root, top ? language::rule_set : language::included_file, problems);
    fields.check_format(language::rules_format, std::string("this program reads ") + language::rules_format);
    const Reader reader(fields, problems);
    if (top) describe_identity(document, reader);
    describe_sections(document, reader);
    return top ? fields.texts("include") : std::vector<Text>();
}

}  // namespace triage::document
