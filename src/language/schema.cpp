// SPDX-License-Identifier: Apache-2.0
// The tables of this room as JSON Schema. `if`, `then` and flat maps rather than `oneOf`: editors then name the one key
// that is wrong, and complete keys before the map is whole.
#include <triage/model/answer.hpp>
#include <triage/review/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "json_tree.hpp"
#include "shapes.hpp"

namespace triage {

namespace language {

namespace {

constexpr const char* id_pattern = "^[a-z][a-z0-9_]*$";

Json texts(std::initializer_list<std::string_view> all) {
    Json out = Json::array();
    for (const std::string_view one : all) out.add(one);
    return out;
}
Json type(std::string_view name) { return Json::object({{"type", name}}); }
Json types(std::initializer_list<std::string_view> names) { return Json::object({{"type", texts(names)}}); }
Json ref(std::string_view name) { return Json::object({{"$ref", "#/definitions/" + std::string(name)}}); }
Json required(Json names) { return Json::object({{"required", std::move(names)}}); }
Json rule(Json when, Json then) { return Json::object({{"if", std::move(when)}, {"then", std::move(then)}}); }
/// What no value of the language is: editors show the message, where that of `false` or `not` cannot be chosen.
Json never(const char* message) { return Json::object({{"type", "null"}, {"errorMessage", message}, {"doNotSuggest", true}}); }
/// The names of keys or words.
Json names(const auto& all) {
    Json out = Json::array();
    for (const auto& one : all) out.add(one.name);
    return out;
}

/// Takes away what only editors know, and names what is `required` among the properties, as strict validators want it. No
/// key of the language has the name of one of these words.
void make_plain(Json& schema) {
    constexpr std::string_view of_editors[] = {"enumDescriptions", "errorMessage", "patternErrorMessage", "doNotSuggest"};
    schema.erase(of_editors);
    for (Json& child : schema.children()) make_plain(child);
    const Json* needed = schema.find("required");
    if (needed == nullptr) return;
    Json properties = schema.find("properties") != nullptr ? *schema.find("properties") : Json::object();
    for (const std::string& name : needed->texts())
        if (!properties.has(name)) properties.set(name, true);
    schema.set("properties", std::move(properties));
}

class Writer {
public:
    /// The schema of a file that is one of some maps: `top`, or another whose keys `top` has all.
    [[nodiscard]] std::string run(const char* title, const Shape& top, const Shape* other, SchemaFor readers) {
        Json out = Json::object({{"$schema", "http://json-schema.org/draft-07/schema#"},
                                 {"title", title},
                                 {"$comment", "made by `triage schema` from the tables in src/language; do not edit"}});
        out.merge(map(top, other));
        out.set("definitions", std::move(definitions_));
        if (readers == SchemaFor::validators) make_plain(out);
        return out.print() + "\n";
    }

private:
    /// A reference to a definition, which `make` is called for once.
    template <class Make>
    Json defined(const char* name, Make&& make) {
        if (!definitions_.has(name)) {
            definitions_.set(name, Json::object());  // so that it may refer to itself
            definitions_.set(name, make());
        }
        return ref(name);
    }
    Json shape(const Shape& s) {
        return defined(s.name, [&] { return map(s, nullptr); });
    }

    // ---- values
    /// Numbers too: `version: 1` is a text to the loader.
    static Json text(std::span<const Word> usual = {}) {
        Json out = types({"string", "number"}).set("minLength", 1.0);
        return usual.empty() ? out : out.set("examples", names(usual));
    }
    Json id() {
        return defined("id", [] {
            return Json::object(
                {{"type", "string"},
                 {"pattern", id_pattern},
                 {"patternErrorMessage", "ids are lower-case letters, digits and underscores, beginning with a letter"}});
        });
    }
    static Json number(const Range* range) {
        if (range == nullptr) return type("number");
        Json out = type(range->whole ? "integer" : "number");
        if (range->least > -1e300) out.set(range->open ? "exclusiveMinimum" : "minimum", range->least);
        if (range->most < 1e300) out.set("maximum", range->most);
        return out;
    }
    static Json list(Json item, const Key& key) {
        Json out = key.nullable ? types({"array", "null"}) : type("array");
        out.set("items", std::move(item));
        if (key.least_items != 0) out.set("minItems", static_cast<double>(key.least_items));
        if (key.most_items != 0) out.set("maxItems", static_cast<double>(key.most_items));
        return out;
    }
    static Json words(std::span<const Word> all) {
        Json helps = Json::array();
        for (const Word& word : all) helps.add(word.help);
        return Json::object({{"enum", names(all)}, {"enumDescriptions", std::move(helps)}});
    }
    /// A map from ids.
    Json by_id(Json item, bool nullable) {
        Json out = nullable ? types({"object", "null"}) : type("object");
        return out.set("propertyNames", id()).set("additionalProperties", std::move(item));
    }
    Json answer() {
        return defined("answer", [] {
            return types({"string", "number", "boolean"}).set("examples", texts({"yes", "no", "unknown"}));
        });
    }
    Json value(const Key& key) {
        switch (key.kind) {
            case Kind::text: return text(key.words);
            case Kind::id:
            case Kind::name: return id();
            case Kind::word:
            case Kind::format: return words(key.words);
            case Kind::flag: return type("boolean");
            case Kind::only_true: return Json::object({{"const", true}});
            case Kind::number: return number(key.range);
            case Kind::texts: return list(text(), key);
            case Kind::ids:
            case Kind::names: return list(id(), key);
            case Kind::numbers: return list(number(key.range), key);
            case Kind::map: return shape(*key.shape);
            case Kind::maps: return list(shape(*key.shape), key);
            case Kind::named_maps: return by_id(shape(*key.shape), key.nullable);
            case Kind::options: return list(Json::object({{"anyOf", Json::array().add(id()).add(shape(*key.shape))}}), key);
            case Kind::condition: return condition();
            case Kind::conditions: return list(condition(), key);
            case Kind::branch: return branch();
            case Kind::answers: return by_id(answer(), true);
            case Kind::implied: return by_id(answer(), false);
        }
        return Json::object();
    }

    // ---- maps
    /// The value of a key with its help. Draft-07 ignores what stands beside a `$ref`: hence `allOf`.
    Json property(const Key& key) {
        std::string help = key.help;
        if (key.range != nullptr && key.range->message == nullptr)
            help += ", " + shortest(key.range->least) + " to " + shortest(key.range->most);
        Json out = Json::object({{"description", help}}), what = value(key);
        if (!what.has("$ref")) return out.merge(what);
        return out.merge(type_of(key.kind)).set("allOf", Json::array().add(std::move(what)));
    }
    void add_properties(Json& to, std::span<const Key> keys) {
        for (const Key& key : keys) to.set(key.name, property(key));
    }
    /// Said beside the `$ref` again: editors complete `key: ` or a new line by it.
    static Json type_of(Kind kind) {
        if (kind == Kind::map) return type("object");
        return kind == Kind::condition || kind == Kind::branch ? types({"string", "object"}) : type("string");
    }
    static Json required_keys(const Shape& s, std::string_view except = {}) {
        Json out = Json::array();
        for (const Key& key : s.keys)
            if (key.need != Need::optional && key.name != except) out.add(key.name);
        return out;
    }
    Json map(const Shape& s, const Shape* other) {
        Json properties = Json::object(), rules = Json::array();
        add_properties(properties, s.keys);
        Json out = type("object").set("properties", std::move(properties)).set("additionalProperties", false);
        if (other != nullptr)
            rules.add(only_with(s, *other));
        else if (Json needed = required_keys(s); !needed.empty())
            out.set("required", std::move(needed));
        if (s.one_key_hint != nullptr) out.set("minProperties", 1.0).set("maxProperties", 1.0);
        dependent(s, rules);
        if (!rules.empty()) out.set("allOf", std::move(rules));
        return out;
    }
    /// With one key that `other` does not have, it is an `s`, and needs all that an `s` needs.
    static Json only_with(const Shape& s, const Shape& other) {
        Json any = Json::array();
        for (const Key& key : s.keys)
            if (other.find(key.name) == nullptr) any.add(required(texts({key.name})));
        return rule(Json::object({{"anyOf", std::move(any)}}), required(required_keys(s)));
    }
    /// Keys that depend on what another key says: one rule for each such word.
    static void dependent(const Shape& s, Json& rules) {
        for (const Key& by : s.keys)
            for (const std::string_view word : said_of(s, by)) {
                Json needed = Json::array(), refused = Json::object(), then = Json::object();
                for (const Key& key : s.keys) {
                    if (key.needed_where.key == by.name && key.needed_where.word == word) needed.add(key.name);
                    if (key.only_where.key == by.name && key.only_where.word != word) refused.set(key.name, never(key.hint));
                }
                const Json is = Json::object({{"const", by.kind == Kind::flag ? Json(word == "true") : Json(word)}});
                if (!needed.empty()) then.set("required", std::move(needed));
                if (!refused.empty()) then.set("properties", std::move(refused));
                rules.add(rule(Json::object({{"properties", Json::object({{by.name, is}})}, {"required", texts({by.name})}}),
                               std::move(then)));
            }
    }
    /// The words of `by` that other keys of the map depend on.
    static std::vector<std::string_view> said_of(const Shape& s, const Key& by) {
        std::vector<std::string_view> out;
        for (const Key& key : s.keys)
            for (const Where& where : {key.needed_where, key.only_where})
                if (where.key == by.name) add_once(out, where.word);
        return out;
    }

    // ---- conditions and branches
    Json condition() {
        return defined("condition", [this] {
            Json properties = Json::object(), rules = Json::array(), none = Json::object(), forms = Json::array();
            for (const ConditionForm& form : condition_forms) {
                const char* const by = word(form.form);
                add_properties(properties, form.shape.keys);
                for (const Key& key : form.shape.keys) none.set(key.name, false);
                Json then = Json::object(
                    {{"propertyNames",
                      Json::object({{"enum", names(form.shape.keys)},
                                    {"errorMessage", "this cannot be in one condition with \"" + std::string(by) + "\""}})}});
                if (Json others = required_keys(form.shape, by); !others.empty()) then.set("required", std::move(others));
                rules.add(rule(required(texts({by})), std::move(then)));
                forms.add(required(texts({by})));
            }
            rules.add(rule(type("object").set("not", Json::object({{"anyOf", std::move(forms)}})),
                           Json::object({{"maxProperties", 1.0}, {"properties", std::move(none)}})));
            return Json::object({{"type", texts({"string", "object"})},
                                 {"pattern", id_pattern},
                                 {"patternErrorMessage", "a condition that is one word is a finding id"},
                                 {"properties", std::move(properties)},
                                 {"propertyNames", id()},
                                 {"additionalProperties", finding_test()},
                                 {"minProperties", 1.0},
                                 {"allOf", std::move(rules)}});
        });
    }
    /// {finding: option}, {finding: [options]}, {finding: {at_least: 50}}
    Json finding_test() {
        return defined("finding_test", [this] {
            Json properties = Json::object(), twice = Json::object();
            for (const Key& key : range_forms.front().shape.keys) {
                Json kinds = Json::array();
                for (const ConditionForm& form : range_forms) kinds.add(property(*form.shape.find(key.name)));
                properties.set(key.name, Json::object({{"anyOf", std::move(kinds)}}));
            }
            for (const auto& [inclusive, open] : range_ends)
                twice.set(
                    open,
                    Json::object({{"properties", Json::object({{inclusive, never("this range sets the same bound twice")}})}}));
            return Json::object({{"description", "an option, a list of options, or a range of numbers"},
                                 {"type", texts({"string", "array", "object"})},
                                 {"pattern", id_pattern},
                                 {"items", id()},
                                 {"minItems", 1.0},
                                 {"properties", std::move(properties)},
                                 {"additionalProperties", false},
                                 {"minProperties", 1.0},
                                 {"dependencies", std::move(twice)}});
        });
    }
    Json branch() {
        return defined("branch", [this] {
            Json properties = Json::object();
            for (const Shape* s : {&floor_branch, &nested_steps}) add_properties(properties, s->keys);
            return Json::object({{"type", texts({"string", "object"})},
                                 {"pattern", id_pattern},
                                 {"patternErrorMessage", "write next, clear, or an outcome id"},
                                 {"examples", names(branch_words)},
                                 {"properties", std::move(properties)},
                                 {"additionalProperties", false},
                                 {"minProperties", 1.0},
                                 {"maxProperties", 1.0}});
        });
    }

    Json definitions_ = Json::object();
};

}  // namespace

}  // namespace language

std::string rules_schema(SchemaFor readers) {
    return language::Writer().run(language::rules_format, language::rule_set, &language::included_file, readers);
}

std::string cases_schema(SchemaFor readers) {
    return language::Writer().run(language::cases_format, language::case_file, nullptr, readers);
}

}  // namespace triage
