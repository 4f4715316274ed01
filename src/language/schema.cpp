// SPDX-License-Identifier: Apache-2.0
// The tables of this room as JSON Schema. `if`, `then` and flat maps rather than `oneOf`: editors then name the one key
// that is wrong, and complete keys before the map is whole.
#include <triage/model/answer.hpp>
#include <triage/review/schema.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "json_tree.hpp"
#include "shapes.hpp"

namespace triage {

namespace language {

namespace {

constexpr const char* id_pattern = "^[a-z][a-z0-9_]*$";

Json object_of(std::string_view key, Json value) {
    Json out = Json::object();
    out.set(key, std::move(value));
    return out;
}
Json type(std::string_view name) { return object_of("type", Json::text(name)); }
Json types(std::initializer_list<std::string_view> names) { return object_of("type", Json::texts(names)); }
Json ref(std::string_view name) { return object_of("$ref", Json::text("#/definitions/" + std::string(name))); }
/// What no value of the language is: editors show the message, where that of `false` or `not` cannot be chosen.
Json never(const char* message) {
    return type("null").set("errorMessage", Json::text(message)).set("doNotSuggest", Json::boolean(true));
}
Json key_names(const std::vector<std::string_view>& names) {
    Json out = Json::array();
    for (const std::string_view name : names) out.add(Json::text(name));
    return out;
}

class Writer {
public:
    /// The schema of a file that is one of some maps: `top`, or another whose keys `top` has all.
    [[nodiscard]] std::string run(const char* title, const Shape& top, const Shape* other) {
        Json out = Json::object();
        out.set("$schema", Json::text("http://json-schema.org/draft-07/schema#"));
        out.set("title", Json::text(title));
        out.set("$comment", Json::text("made by `triage schema` from the tables in src/language; do not edit"));
        out.merge(map(top, other));
        Json all = Json::object();
        for (std::size_t i = 0; i < names_.size(); ++i) all.set(names_[i], definitions_[i]);
        out.set("definitions", std::move(all));
        return out.print() + "\n";
    }

private:
    /// A reference to a definition, which `make` is called for once.
    template <class Make>
    Json defined(const char* name, Make&& make) {
        if (std::find(names_.begin(), names_.end(), name) == names_.end()) {
            const std::size_t place = names_.size();
            names_.emplace_back(name);
            definitions_.push_back(Json::object());  // so that it may refer to itself
            Json made = make();
            definitions_[place] = std::move(made);
        }
        return ref(name);
    }
    Json shape(const Shape& s) {
        return defined(s.name, [&] { return map(s, nullptr); });
    }

    // ---- values
    /// Numbers too: `version: 1` is a text to the loader.
    static Json text(std::span<const Word> usual = {}) {
        Json out = types({"string", "number"}).set("minLength", Json::number(1)), names = Json::array();
        for (const Word& word : usual) names.add(Json::text(word.name));
        return usual.empty() ? out : out.set("examples", std::move(names));
    }
    Json id() {
        return defined("id", [] {
            Json out = type("string");
            out.set("pattern", Json::text(id_pattern));
            return out.set("patternErrorMessage",
                           Json::text("ids are lower-case letters, digits and underscores, beginning with a letter"));
        });
    }
    static Json number(const Range* range) {
        if (range == nullptr) return type("number");
        Json out = type(range->whole ? "integer" : "number");
        if (range->least > -1e300) out.set(range->open ? "exclusiveMinimum" : "minimum", Json::number(range->least));
        if (range->most < 1e300) out.set("maximum", Json::number(range->most));
        return out;
    }
    static Json list(Json item, const Key& key) {
        Json out = key.nullable ? types({"array", "null"}) : type("array");
        out.set("items", std::move(item));
        if (key.least_items != 0) out.set("minItems", Json::number(static_cast<double>(key.least_items)));
        if (key.most_items != 0) out.set("maxItems", Json::number(static_cast<double>(key.most_items)));
        return out;
    }
    static Json words(std::span<const Word> all) {
        Json names = Json::array(), helps = Json::array();
        for (const Word& word : all) {
            names.add(Json::text(word.name));
            helps.add(Json::text(word.help));
        }
        return object_of("enum", std::move(names)).set("enumDescriptions", std::move(helps));
    }
    Json value(const Key& key) {
        switch (key.kind) {
            case Kind::text: return text(key.words);
            case Kind::id:
            case Kind::name: return id();
            case Kind::word:
            case Kind::format: return words(key.words);
            case Kind::flag: return type("boolean");
            case Kind::only_true: return object_of("const", Json::boolean(true));
            case Kind::number: return number(key.range);
            case Kind::texts: return list(text(), key);
            case Kind::ids:
            case Kind::names: return list(id(), key);
            case Kind::numbers: return list(number(key.range), key);
            case Kind::map: return shape(*key.shape);
            case Kind::maps: return list(shape(*key.shape), key);
            case Kind::named_maps: return named(key);
            case Kind::condition: return condition();
            case Kind::conditions: return list(condition(), key);
            case Kind::branch: return branch();
            case Kind::answers: return answers(true);
            case Kind::implied: return answers(false);
        }
        return Json::object();
    }
    Json named(const Key& key) {
        Json out = key.nullable ? types({"object", "null"}) : type("object");
        out.set("propertyNames", id());
        return out.set("additionalProperties", shape(*key.shape));
    }
    Json answers(bool nullable) {
        Json out = nullable ? types({"object", "null"}) : type("object");
        out.set("propertyNames", id());
        return out.set("additionalProperties", defined("answer", [] {
                           return types({"string", "number", "boolean"}).set("examples", Json::texts({"yes", "no", "unknown"}));
                       }));
    }

    // ---- maps
    /// The value of a key with its help. Draft-07 ignores what stands beside a `$ref`: hence `allOf`.
    Json property(const Key& key) {
        std::string help = key.help;
        if (key.range != nullptr && key.range->message == nullptr)
            help += ", " + shortest(key.range->least) + " to " + shortest(key.range->most);
        Json out = object_of("description", Json::text(help)), what = value(key);
        if (!what.has("$ref")) return out.merge(what);
        return out.merge(type_of(key.kind)).set("allOf", Json::array().add(std::move(what)));
    }
    /// Said beside the `$ref` again: editors complete `key: ` or a new line by it.
    static Json type_of(Kind kind) {
        if (kind == Kind::map) return type("object");
        return kind == Kind::condition || kind == Kind::branch ? types({"string", "object"}) : type("string");
    }
    static Json required_keys(const Shape& s, std::string_view except = {}) {
        Json out = Json::array();
        for (const Key& key : s.keys)
            if (key.need != Need::optional && key.name != except) out.add(Json::text(key.name));
        return out;
    }
    Json map(const Shape& s, const Shape* other) {
        Json properties = Json::object(), rules = Json::array();
        for (const Key& key : s.keys) properties.set(key.name, property(key));
        Json out = type("object");
        out.set("properties", std::move(properties)).set("additionalProperties", Json::boolean(false));
        if (other != nullptr)
            rules.add(only_with(s, *other));
        else if (Json needed = required_keys(s); !needed.empty())
            out.set("required", std::move(needed));
        if (s.one_key_hint != nullptr) out.set("minProperties", Json::number(1)).set("maxProperties", Json::number(1));
        dependent(s, rules);
        if (!rules.empty()) out.set("allOf", std::move(rules));
        return out;
    }
    /// With one key that `other` does not have, it is an `s`, and needs all that an `s` needs.
    static Json only_with(const Shape& s, const Shape& other) {
        Json any = Json::array();
        for (const Key& key : s.keys)
            if (other.find(key.name) == nullptr) any.add(object_of("required", Json::texts({key.name})));
        return object_of("if", object_of("anyOf", std::move(any))).set("then", object_of("required", required_keys(s)));
    }
    /// Keys that depend on what another key says: one rule for each such word.
    static void dependent(const Shape& s, Json& rules) {
        for (const Key& by : s.keys)
            for (const std::string_view word : said_of(s, by)) {
                Json needed = Json::array(), refused = Json::object();
                for (const Key& key : s.keys) {
                    if (key.needed_where.key == by.name && key.needed_where.word == word) needed.add(Json::text(key.name));
                    if (key.only_where.key == by.name && key.only_where.word != word) refused.set(key.name, never(key.hint));
                }
                Json is = object_of("const", by.kind == Kind::flag ? Json::boolean(word == "true") : Json::text(word));
                Json when = object_of("properties", object_of(by.name, std::move(is)));
                when.set("required", Json::texts({by.name}));
                Json then = Json::object();
                if (!needed.empty()) then.set("required", std::move(needed));
                if (!refused.empty()) then.set("properties", std::move(refused));
                rules.add(object_of("if", std::move(when)).set("then", std::move(then)));
            }
    }
    /// The words of `by` that other keys of the map depend on.
    static std::vector<std::string_view> said_of(const Shape& s, const Key& by) {
        std::vector<std::string_view> out;
        for (const Key& key : s.keys)
            for (const Where& where : {key.needed_where, key.only_where})
                if (where.key == by.name && std::find(out.begin(), out.end(), where.word) == out.end()) out.push_back(where.word);
        return out;
    }

    // ---- conditions and branches
    Json condition() {
        return defined("condition", [this] {
            Json properties = Json::object(), rules = Json::array(), none = Json::object();
            std::vector<std::string_view> before;
            for (const ConditionForm& form : condition_forms) {
                const char* const by = word(form.form);
                std::vector<std::string_view> names;
                for (const Key& key : form.shape.keys) {
                    properties.set(key.name, property(key));
                    none.set(key.name, Json::boolean(false));
                    names.emplace_back(key.name);
                }
                Json when = object_of("required", Json::texts({by}));
                Json only = object_of("enum", key_names(names));
                only.set("errorMessage", Json::text("this cannot be in one condition with \"" + std::string(by) + "\""));
                Json then = object_of("propertyNames", std::move(only));
                if (Json others = required_keys(form.shape, by); !others.empty()) then.set("required", std::move(others));
                rules.add(object_of("if", std::move(when)).set("then", std::move(then)));
                before.emplace_back(by);
            }
            Json forms = Json::array();
            for (const std::string_view by : before) forms.add(object_of("required", Json::texts({by})));
            rules.add(object_of("if", type("object").set("not", object_of("anyOf", std::move(forms))))
                          .set("then", object_of("maxProperties", Json::number(1)).set("properties", std::move(none))));
            Json out = types({"string", "object"});
            out.set("pattern", Json::text(id_pattern))
                .set("patternErrorMessage", Json::text("a condition that is one word is a finding id"));
            out.set("properties", std::move(properties)).set("propertyNames", id());
            out.set("additionalProperties", finding_test()).set("minProperties", Json::number(1));
            return out.set("allOf", std::move(rules));
        });
    }
    /// {finding: option}, {finding: [options]}, {finding: {at_least: 50}}
    Json finding_test() {
        return defined("finding_test", [this] {
            Json properties = Json::object(), twice = Json::object();
            for (const Key& key : range.keys) properties.set(key.name, property(key));
            for (const auto& [inclusive, open] : range_ends)
                twice.set(open, object_of("properties", object_of(inclusive, never("this range sets the same bound twice"))));
            Json out = object_of("description", Json::text("an option, a list of options, or a range of numbers"));
            out.set("type", Json::texts({"string", "array", "object"})).set("pattern", Json::text(id_pattern));
            out.set("items", id()).set("minItems", Json::number(1));
            out.set("properties", std::move(properties))
                .set("additionalProperties", Json::boolean(false))
                .set("minProperties", Json::number(1));
            return out.set("dependencies", std::move(twice));
        });
    }
    Json branch() {
        return defined("branch", [this] {
            Json properties = Json::object(), names = Json::array();
            for (const Shape* s : {&floor_branch, &nested_steps})
                for (const Key& key : s->keys) properties.set(key.name, property(key));
            for (const Word& word : branch_words) names.add(Json::text(word.name));
            Json out = types({"string", "object"});
            out.set("pattern", Json::text(id_pattern))
                .set("patternErrorMessage", Json::text("write next, clear, or an outcome id"));
            out.set("examples", std::move(names)).set("properties", std::move(properties));
            out.set("additionalProperties", Json::boolean(false));
            return out.set("minProperties", Json::number(1)).set("maxProperties", Json::number(1));
        });
    }

    std::vector<std::string> names_;
    std::vector<Json> definitions_;
};

}  // namespace

}  // namespace language

std::string rules_schema() {
    return language::Writer().run(language::rules_format, language::rule_set, &language::included_file);
}

std::string cases_schema() { return language::Writer().run(language::cases_format, language::case_file, nullptr); }

}  // namespace triage
