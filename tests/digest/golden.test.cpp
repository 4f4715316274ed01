// SPDX-License-Identifier: Apache-2.0
// Golden digests of a rule set that uses every form, key and word of the language, and the proof that it does.
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <triage/load.hpp>
#include <triage/model/fields.hpp>
#include <triage/model/words.hpp>
#include <triage/review/sign_off.hpp>

#include "../src/document/fields.hpp"
#include "../src/document/tree.hpp"
#include "../src/language/shapes.hpp"
#include "catch.hpp"
#include "load/broken_file.hpp"

using namespace triage;
using language::Key;
using language::Kind;
using language::Shape;
using Names = std::set<std::string>;

namespace {

const std::string path = triage::testing::source_path("tests/good/every_form.yaml");

const RuleDocument& every_form() {
    static const RuleSet rules = load(path).value();
    return rules.document();
}

// ---- words

/// Each word of an enum; it must lead back to its value, so that no two values share one.
template <class Enum>
void add_words(const std::string& of, Names& out) {
    for (unsigned i = 0; word(static_cast<Enum>(i)) != nullptr; ++i) {
        CHECK(from_word<Enum>(word(static_cast<Enum>(i))) == static_cast<Enum>(i));
        out.insert(of + " " + word(static_cast<Enum>(i)));
    }
    CHECK_FALSE(from_word<Enum>(""));
}

Names words_of_the_language() {
    Names out;
    add_words<Condition::Form>("condition", out);
    add_words<FindingType>("finding", out);
    add_words<Polarity>("polarity", out);
    add_words<Branch::Kind>("branch", out);
    add_words<AdviceKind>("advice", out);
    add_words<SafetyProperty::Require>("safety", out);
    add_words<PlanRule::Kind>("plan rule", out);
    add_words<Hazard::Severity>("severity", out);
    add_words<Hazard::Likelihood>("likelihood", out);
    return out;
}

/// The words that a document uses.
class UsedWords {
public:
    template <class T>
    void operator()(Use, const char*, const T& value, bool applies = true) {
        if (applies) use(value);
    }
    void operator()(Use, const char*, const Number&, const char*, const Number&, bool) {}
    void operator()(Use, const char*, SafetyProperty::Require require, const char*, const Text&) { add("safety", require); }

    Names words;

private:
    void add(const std::string& of, auto value) { words.insert(of + " " + word(value)); }
    void use(FindingType type) { add("finding", type); }
    void use(Polarity polarity) { add("polarity", polarity); }
    void use(AdviceKind kind) { add("advice", kind); }
    void use(PlanRule::Kind kind) { add("plan rule", kind); }
    void use(Hazard::Severity severity) { add("severity", severity); }
    void use(Hazard::Likelihood likelihood) { add("likelihood", likelihood); }
    void use(const Condition& c) {
        add("condition", c.form);
        for (const Condition& item : c.items) use(item);
    }
    void use(const Branch& b) {
        add("branch", b.kind);
        use(b.steps);
    }
    template <class T>
    void use(const std::optional<T>& value) {
        if (value) use(*value);
    }
    template <class T>
    void use(const std::vector<T>& all) {
        for (const T& one : all) use(one);
    }
    void use(const Text&) {}
    void use(const Number&) {}
    void use(bool) {}
    void use(const Implication::Set&) {}
    template <class T>
    void use(const T& x) {
        describe(x, *this);
    }
};

// ---- keys

/// Every key that a shape and those below it have, as "finding.ask"; and those of a tree that is read by them.
class Keys {
public:
    Names described, used;

    void describe(const Shape& s) {
        if (!shapes_.insert(s.name).second) return;
        for (const Key& key : s.keys) {
            described.insert(std::string(s.name) + "." + key.name);
            if (key.shape != nullptr) describe(*key.shape);
        }
    }
    void describe_all() {
        for (const Shape* s : {&language::rule_set, &language::floor_branch, &language::nested_steps}) describe(*s);
        for (const auto& forms : {language::condition_forms, language::range_forms})
            for (const language::ConditionForm& form : forms) describe(form.shape);
    }
    void use(const Shape& s, const document::Node& map) {
        for (const document::Entry& entry : map.entries) {
            const Key* key = s.find(entry.key.value);
            REQUIRE(key != nullptr);
            used.insert(std::string(s.name) + "." + key->name);
            use(*key, entry.value);
        }
    }

private:
    void use(const Key& key, const document::Node& value) {
        if (key.kind == Kind::map) use(*key.shape, value);
        if (key.kind == Kind::maps || key.kind == Kind::options)
            for (const document::Node& item : value.items)
                if (item.kind == document::Node::Kind::map) use(*key.shape, item);
        if (key.kind == Kind::named_maps)
            for (const document::Entry& entry : value.entries) use(*key.shape, entry.value);
        if (key.kind == Kind::condition) condition(value);
        if (key.kind == Kind::conditions)
            for (const document::Node& item : value.items) condition(item);
        if (key.kind == Kind::branch && value.kind == document::Node::Kind::map)
            use(value.find("floor") != nullptr ? language::floor_branch : language::nested_steps, value);
    }
    void condition(const document::Node& node) {
        if (node.kind != document::Node::Kind::map) return;
        for (const language::ConditionForm& form : language::condition_forms)
            if (node.find(word(form.form)) != nullptr) return use(form.shape, node);
        const document::Node& ends = node.entries[0].value;
        if (ends.kind != document::Node::Kind::map) return;
        const Condition::Form form =
            document::is_number(ends.entries[0].value) ? Condition::Form::number : Condition::Form::order;
        for (const language::ConditionForm& range : language::range_forms)
            if (range.form == form) use(range.shape, ends);
    }

    Names shapes_;
};

/// The keys that `describe` names.
struct FieldNames {
    Names names;
    template <class T>
    void operator()(Use, const char* key, const T&, bool = true) {
        names.insert(key);
    }
    void operator()(Use, const char* low, const Number&, const char* high, const Number&, bool) { names.insert({low, high}); }
    void operator()(Use, const char* key, SafetyProperty::Require, const char*, const Text&) { names.insert(key); }
};

Names keys_of(const Shape& s) {
    Names out;
    for (const Key& key : s.keys) out.insert(key.name);
    return out;
}

template <class T>
void same_fields(const Shape& s) {
    INFO(s.what);
    FieldNames fields;
    const T x{};
    describe(x, fields);
    if (s.find("id") == nullptr) fields.names.erase("id");  // the key of the map around
    CHECK(fields.names == keys_of(s));
}

Names without(Names all, const Names& some) {
    for (const std::string& one : some) all.erase(one);
    return all;
}

}  // namespace

TEST_CASE("each word of the language has one value, and the golden rule set uses it", "[digest][golden]") {
    UsedWords used;
    describe_sections(every_form(), used);
    CHECK(without(words_of_the_language(), used.words) == Names{});
}

TEST_CASE("the golden rule set uses every key of the language", "[digest][golden]") {
    const std::string text = triage::testing::read_bytes(path);
    const std::vector<SourceFile> files{{"every_form.yaml", text}};
    Problems problems(files, 1);
    const auto root = document::parse_yaml(text, 0, {}, problems);
    REQUIRE(root);
    Keys keys;
    keys.describe_all();
    keys.use(language::rule_set, *root);
    CHECK(without(keys.described, keys.used) == Names{});
}

TEST_CASE("what is read and signed of a map is every key that the language describes", "[digest][golden]") {
    same_fields<Disposition>(language::disposition);
    same_fields<Source>(language::source);
    same_fields<MedicalCondition>(language::medical_condition);
    same_fields<Finding>(language::finding);
    same_fields<Option>(language::option);
    same_fields<Group>(language::group);
    same_fields<Implication>(language::implication);
    same_fields<Criteria>(language::criteria);
    same_fields<Score>(language::score);
    same_fields<ScoreItem>(language::score_item);
    same_fields<Pathway>(language::pathway);
    same_fields<Step>(language::step);
    same_fields<Outcome>(language::outcome);
    same_fields<Remark>(language::remark);
    same_fields<SafetyNet>(language::safety_net);
    same_fields<Advice>(language::advice);
    same_fields<SafetyProperty>(language::safety_property);
    same_fields<Hazard>(language::hazard);
    same_fields<Assumption>(language::assumption);
    same_fields<Plan>(language::plan);
    same_fields<EntryCriterion>(language::entry_criterion);
    same_fields<PlanStage>(language::stage);
    same_fields<PlanSession>(language::session);
    same_fields<PlanRule>(language::plan_rule);
    FieldNames of_document;
    describe_identity(every_form(), of_document);
    describe_sections(every_form(), of_document);
    CHECK(without(keys_of(language::rule_set), of_document.names) == Names{"format", "include"});
}

// Signatures are these digests. Where one of them changes, every signature under such a rule is void: say so in the changelog.
TEST_CASE("the digests of the golden rule set are the same in every release", "[digest][golden]") {
    CHECK(every_form().digest == "sha256:72648420ba4002d5ecab6c818b15cf47d0c116910d23a5001684fa4e61457736");
    CHECK(pathway_digest(every_form(), "clot") == "sha256:e96a44a31551a63491be4bf38c64caf5abc39f4ef9542f833f72c11aef2e8f28");
    CHECK(pathway_digest(every_form(), "strain") == "sha256:60e6508fc10ba950c2eed809c30dae2ab5407140472989213217564fd2ba3bab");
    CHECK(pathway_digest(every_form(), "nothing").empty());
    CHECK(frame_digest(every_form()) == "sha256:09aa3f7c0eacde25ee9150be16d1ea0b0ef680816169301a73149e599882fceb");
}
