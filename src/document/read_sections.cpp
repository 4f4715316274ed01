// SPDX-License-Identifier: Apache-2.0
#include "read_sections.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <triage/model/names.hpp>

#include "fields.hpp"
#include "read_condition.hpp"
#include "read_plan.hpp"

namespace triage::document {

namespace {

class Sections {
public:
    Sections(RuleDocument& document, Problems& problems) : doc_(document), problems_(problems) {}

    std::vector<Text> read(const Node& root, bool top) {
        const Fields fields(root, top ? language::rule_set : language::included_file, problems_);
        if (!fields.is_map()) return {};
        if (fields.get("format") != nullptr && fields.text("format").value != language::rules_format)
            problems_.error(fields.get("format")->at, "wrong-format",
                            "the format is \"" + fields.text("format").value + "\", not \"" + language::rules_format + "\"",
                            std::string("this program reads ") + language::rules_format);
        std::vector<Text> includes;
        if (top) {
            doc_.id = fields.text("id");
            doc_.version = fields.text("version");
            doc_.title = fields.text("title");
            doc_.language = fields.text("language");
            doc_.scope = fields.text("scope");
            doc_.otherwise = fields.text("otherwise");
            includes = fields.texts("include");
        }
        fields.each("dispositions", [&](const Fields& f) { disposition(f); });
        fields.each("sources", [&](const Fields& f) {
            doc_.sources.push_back({f.text("id"), f.text("cite"), f.flag("judgement")});
        });
        fields.each("conditions", [&](const Fields& f) { doc_.conditions.push_back({f.text("id"), f.text("label")}); });
        fields.each("findings", [&](const Fields& f) { finding(f); });
        fields.each("implies", [&](const Fields& f) { implication(f); });
        fields.each_named("criteria", [&](const Text& id, const Fields& f) {
            doc_.criteria.push_back({id, f.text("title"), condition(f, "if"), f.texts("sources")});
        });
        fields.each_named("scores", [&](const Text& id, const Fields& f) { score(id, f); });
        fields.each("pathways", [&](const Fields& f) { pathway(f); });
        fields.each("outcomes", [&](const Fields& f) { outcome(f); });
        fields.each("advice", [&](const Fields& f) { advice(f); });
        fields.each("safety", [&](const Fields& f) { safety(f); });
        fields.each("assume", [&](const Fields& f) { doc_.assume.push_back({f.at(), condition(f, "when"), f.text("because")}); });
        fields.each("plans", [&](const Fields& f) { doc_.plans.push_back(read_plan(f, problems_)); });
        return includes;
    }

private:
    [[nodiscard]] Condition condition(const Fields& fields, std::string_view key) {
        return read_condition(fields, key, problems_);
    }

    void disposition(const Fields& f) {
        Disposition d;
        d.id = f.text("id");
        d.label = f.text("label");
        d.within_hours = f.number("within_hours");
        d.red_flag_floor = f.flag("red_flag_floor");
        d.at_home = f.flag("at_home");
        doc_.dispositions.push_back(std::move(d));
    }
    void finding(const Fields& f) {
        Finding out;
        out.id = f.text("id");
        constexpr std::size_t not_said = 3;
        const std::size_t type = f.word("type", not_said);
        // Without a type (reported) the other keys say what is meant, so that one mistake is one message.
        if (type != not_said)
            out.type = static_cast<FindingType>(type);
        else if (f.get("options") != nullptr)
            out.type = FindingType::choice;
        else if (f.get("min") != nullptr || f.get("max") != nullptr || f.get("unit") != nullptr)
            out.type = FindingType::number;
        out.red_flag = f.flag("red_flag");
        const Polarity not_read = out.red_flag ? Polarity::worrying : Polarity::context;  // reported: no second message about it
        out.polarity = static_cast<Polarity>(f.word("polarity", static_cast<std::size_t>(not_read)));
        out.examiner = f.flag("examiner");
        out.group = f.text("group");
        if (out.group.value.empty()) out.group.value = "general";
        out.ask = f.text("ask");
        out.clinical = f.text("clinical");
        out.why = f.text("why");
        out.unit = f.text("unit");
        out.review = f.text("review");
        out.options = f.texts("options");
        check_keys_of_type(f, out, type != not_said);
        out.min = f.number("min").value_or(Number{0, f.at()});
        out.max = f.number("max").value_or(Number{out.min.value + 1, f.at()});
        if (out.type == FindingType::choice && f.get("options") != nullptr && out.options.empty())
            problems_.error(f.get("options")->at, "wrong-type", "a choice needs at least one option");
        doc_.findings.push_back(std::move(out));
    }
    /// Reports keys that another type of finding has, and, where the type was said, those that this one lacks.
    void check_keys_of_type(const Fields& f, const Finding& finding, bool type_said) {
        const std::string_view type = language::finding.find("type")->words[static_cast<std::size_t>(finding.type)].name;
        for (const language::Key& key : language::finding.keys) {
            const Node* value = f.get(key.name);
            if (!key.only_where.key.empty() && key.only_where.word != type && value != nullptr)
                problems_.error(value->at, "unknown-key", "\"" + std::string(key.name) + "\" does not fit a finding of this type",
                                key.hint);
            if (!key.needed_where.key.empty() && key.needed_where.word == type && type_said && value == nullptr)
                problems_.error(f.at(), "missing-key", "finding \"" + finding.id.value + "\" needs the key \"" + key.name + "\"");
        }
    }
    void implication(const Fields& f) {
        Implication out;
        out.at = f.at();
        out.when = condition(f, "when");
        const Node* set = f.get("set");
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
                one.number = decimal(value.value);
                one.flag = value.value == "true" || value.value == "false";
            }
            out.sets.push_back(std::move(one));
        }
        doc_.implies.push_back(std::move(out));
    }
    void score(const Text& id, const Fields& f) {
        Score out{id, f.text("title"), f.texts("sources"), {}};
        f.each("items", [&](const Fields& item) {
            const Number points = item.number("points", {1, item.at()});
            out.items.push_back({item.at(), points, condition(item, "if"), item.text("because")});
        });
        f.refuse_empty("items", "a score needs at least one item");
        doc_.scores.push_back(std::move(out));
    }

    [[nodiscard]] Branch branch(const Fields& f, std::string_view key) {
        Branch out;
        const Node* node = f.get(key);
        if (node == nullptr) return out;
        out.at = node->at;
        if (node->kind == Node::Kind::scalar) {
            for (std::size_t i = 0; i < language::branch_words.size(); ++i)
                if (node->value == language::branch_words[i].name) {
                    out.kind = static_cast<Branch::Kind>(i);
                    return out;
                }
            out.kind = Branch::Kind::outcome;
            out.outcome = read_id(*node, key, problems_);
            return out;
        }
        if (node->kind == Node::Kind::map && node->find("floor") != nullptr) {
            out.kind = Branch::Kind::floor;
            out.outcome = Fields(*node, language::floor_branch, problems_).text("floor");
            return out;
        }
        if (node->kind == Node::Kind::map && node->find("steps") != nullptr) {
            out.kind = Branch::Kind::steps;
            out.steps = steps(Fields(*node, language::nested_steps, problems_));
            return out;
        }
        problems_.error(node->at, "wrong-type", std::string("\"") + std::string(key) + "\" cannot be " + kind_text(*node),
                        "write next, clear, an outcome id, {floor: outcome} or {steps: […]}");
        return out;
    }
    [[nodiscard]] std::vector<Step> steps(const Fields& list) {
        std::vector<Step> out;
        list.each("steps", [&](const Fields& f) {
            Step step;
            step.id = f.text("id");
            step.when = condition(f, "if");
            step.because = f.text("because");
            step.sources = f.texts("sources");
            step.then = branch(f, "then");
            step.otherwise = branch(f, "else");
            step.unknown = branch(f, "unknown");
            step.review = f.text("review");
            out.push_back(std::move(step));
        });
        list.refuse_empty("steps", "a list of steps needs at least one step");
        return out;
    }
    void pathway(const Fields& f) {
        Pathway out;
        out.id = f.text("id");
        out.title = f.text("title");
        out.condition = f.text("condition");
        out.red_flag = f.flag("red_flag");
        if (f.get("unsure") != nullptr) out.unsure = f.text("unsure");
        out.withhold = f.texts("withhold");
        out.steps = steps(f);
        out.review = f.text("review");
        doc_.pathways.push_back(std::move(out));
    }

    [[nodiscard]] std::vector<Remark> remarks(const Fields& f, std::string_view key) {
        std::vector<Remark> out;
        f.each(key, [&](const Fields& remark) { out.push_back({condition(remark, "if"), remark.text("text")}); });
        return out;
    }
    void outcome(const Fields& f) {
        Outcome out;
        out.id = f.text("id");
        out.condition = f.text("condition");
        out.disposition = f.text("disposition");
        out.title = f.text("title");
        out.say = f.text("say");
        out.clinician = f.text("clinician");
        out.tests = f.texts("tests");
        out.advise = f.texts("advise");
        out.sources = f.texts("sources");
        out.speaks_for = remarks(f, "speaks_for");
        out.speaks_against = remarks(f, "speaks_against");
        out.review = f.text("review");
        if (const auto net = f.map("safety_net"))
            out.safety_net = SafetyNet{net->at(),
                                       net->text("uncertainty"),
                                       net->text("get_help"),
                                       net->text("time_course"),
                                       net->texts("watch_for"),
                                       net->number("recheck_days")};
        doc_.outcomes.push_back(std::move(out));
    }
    void advice(const Fields& f) {
        Advice out;
        out.id = f.text("id");
        out.kind = static_cast<AdviceKind>(f.word("kind", 0));
        out.say = f.text("say");
        out.sources = f.texts("sources");
        if (f.get("withhold_when") != nullptr) out.withhold_when = condition(f, "withhold_when");
        out.review = f.text("review");
        doc_.advice.push_back(std::move(out));
    }
    void safety(const Fields& f) {
        SafetyProperty out;
        out.id = f.text("id");
        out.hazard = f.text("hazard");
        out.when = condition(f, "when");
        using Require = SafetyProperty::Require;
        if (const auto require = f.map("require")) {
            if (const auto level = require->map("disposition")) {
                out.require = Require::disposition_at_least;
                out.target = level->text("at_least");
            } else if (require->get("raised") != nullptr) {
                out.require = Require::raised;
                out.target = require->text("raised");
            } else if (require->get("withheld") != nullptr) {
                out.require = Require::withheld;
                out.target = require->text("withheld");
            } else if (require->get("not_at_home") != nullptr && !require->flag("not_at_home")) {
                problems_.error(require->at(), "wrong-type", "not_at_home can only be required to be true",
                                language::safety_demand.one_key_hint);
            }
        }
        doc_.safety.push_back(std::move(out));
    }

    RuleDocument& doc_;
    Problems& problems_;
};

}  // namespace

std::vector<Text> read_sections(const Node& root, bool top, RuleDocument& document, Problems& problems) {
    return Sections(document, problems).read(root, top);
}

}  // namespace triage::document
