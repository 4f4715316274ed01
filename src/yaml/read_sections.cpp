// SPDX-License-Identifier: Apache-2.0
#include "read_sections.hpp"

#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include <triage/model/names.hpp>

#include "fields.hpp"
#include "read_condition.hpp"
#include "read_plan.hpp"

namespace triage::yaml {

namespace {

class Sections {
public:
    Sections(RuleDocument& document, Problems& problems) : doc_(document), problems_(problems) {}

    std::vector<Text> read(const Node& root, bool top) {
        const Fields fields = top ? Fields(root, "a rule set",
                                           {"!format", "!id", "!version", "!title", "language", "scope", "include",
                                            "!otherwise", "dispositions", "sources", "conditions", "findings", "implies",
                                            "criteria", "scores", "pathways", "outcomes", "advice", "safety", "assume", "plans"},
                                           problems_)
                                  : Fields(root, "an included file",
                                           {"format", "dispositions", "sources", "conditions", "findings", "implies",
                                            "criteria", "scores", "pathways", "outcomes", "advice", "safety", "assume", "plans"},
                                           problems_);
        if (!fields.is_map()) return {};
        if (fields.get("format") != nullptr && fields.text("format").value != rules_format)
            problems_.error(fields.get("format")->at, "wrong-format",
                            "the format is \"" + fields.text("format").value + "\", not \"" + rules_format + "\"",
                            std::string("this program reads ") + rules_format);
        std::vector<Text> includes;
        if (top) {
            doc_.id = fields.id("id");
            doc_.version = fields.text("version");
            doc_.title = fields.text("title");
            doc_.language = fields.text("language");
            doc_.scope = fields.text("scope");
            doc_.otherwise = fields.id("otherwise");
            includes = fields.texts("include");
        }
        each(fields, "dispositions", [&](const Node& n) { disposition(n); });
        each(fields, "sources", [&](const Node& n) { source(n); });
        each(fields, "conditions", [&](const Node& n) { medical_condition(n); });
        each(fields, "findings", [&](const Node& n) { finding(n); });
        each(fields, "implies", [&](const Node& n) { implication(n); });
        each_named(fields, "criteria", [&](const Text& id, const Node& n) { criteria(id, n); });
        each_named(fields, "scores", [&](const Text& id, const Node& n) { score(id, n); });
        each(fields, "pathways", [&](const Node& n) { pathway(n); });
        each(fields, "outcomes", [&](const Node& n) { outcome(n); });
        each(fields, "advice", [&](const Node& n) { advice(n); });
        each(fields, "safety", [&](const Node& n) { safety(n); });
        each(fields, "assume", [&](const Node& n) { assumption(n); });
        each(fields, "plans", [&](const Node& n) { read_plan(n, doc_, problems_); });
        return includes;
    }

private:
    template <class Read>
    void each(const Fields& fields, std::string_view section, Read&& read) {
        if (const Node* node = fields.get(section); node != nullptr && node->kind != Node::Kind::null)
            for (const Node& item : read_list(*node, section, problems_)) read(item);
    }
    template <class Read>
    void each_named(const Fields& fields, std::string_view section, Read&& read) {
        const Node* node = fields.get(section);
        if (node == nullptr || node->kind == Node::Kind::null) return;
        if (node->kind != Node::Kind::map) {
            problems_.error(node->at, "wrong-type", "\"" + std::string(section) + "\" must be a map from ids, but this is " + kind_text(*node),
                            "write the id as a key: my_id: {title: …}");
            return;
        }
        for (const auto& [id, value] : node->entries) {
            if (!is_id(id)) continue;
            read(id, value);
        }
    }
    bool is_id(const Text& id) {
        if (is_snake_case(id.value)) return true;
        problems_.error(id.at, "bad-id", "\"" + id.value + "\" cannot be an id",
                        "ids are lower-case letters, digits and underscores, beginning with a letter");
        return false;
    }
    [[nodiscard]] Condition condition(const Fields& fields, std::string_view key) {
        const Node* node = fields.get(key);
        if (node != nullptr) return read_condition(*node, problems_);
        Condition c;
        c.at = c.name.at = fields.at();
        c.form = Condition::Form::all;  // empty and always true; the missing key was reported
        return c;
    }

    void disposition(const Node& node) {
        const Fields f(node, "a disposition", {"!id", "!label", "within_hours", "red_flag_floor", "at_home"}, problems_);
        if (!f.is_map()) return;
        Disposition d;
        d.id = f.id("id");
        d.label = f.text("label");
        if (const auto hours = f.number("within_hours")) {
            d.within_hours = *hours;
            d.has_within_hours = true;
            if (hours->value < 0) problems_.error(hours->at, "number-out-of-range", "within_hours may not be negative");
        }
        d.red_flag_floor = f.boolean("red_flag_floor");
        d.at_home = f.boolean("at_home");
        doc_.dispositions.push_back(std::move(d));
    }
    void source(const Node& node) {
        const Fields f(node, "a source", {"!id", "!cite", "judgement"}, problems_);
        if (f.is_map()) doc_.sources.push_back({f.id("id"), f.text("cite"), f.boolean("judgement")});
    }
    void medical_condition(const Node& node) {
        const Fields f(node, "a condition", {"!id", "!label"}, problems_);
        if (f.is_map()) doc_.conditions.push_back({f.id("id"), f.text("label")});
    }
    void finding(const Node& node) {
        const Fields f(node, "a finding",
                       {"!id", "!type", "polarity", "group", "!ask", "clinical", "why", "red_flag", "examiner", "options",
                        "unit", "min", "max", "review"},
                       problems_);
        if (!f.is_map()) return;
        Finding out;
        out.id = f.id("id");
        constexpr std::size_t not_said = 3;
        const std::size_t type = f.word("type", {"yes_no", "choice", "number"}, not_said);
        // Without a type (reported) the other keys say what is meant, so that one mistake is one message.
        if (type != not_said) out.type = static_cast<FindingType>(type);
        else if (f.get("options") != nullptr) out.type = FindingType::choice;
        else if (f.get("min") != nullptr || f.get("max") != nullptr || f.get("unit") != nullptr) out.type = FindingType::number;
        out.red_flag = f.boolean("red_flag");
        const Polarity not_read = out.red_flag ? Polarity::worrying : Polarity::context;  // reported: no second message about it
        out.polarity = static_cast<Polarity>(f.word("polarity", {"worrying", "reassuring", "context"}, static_cast<std::size_t>(not_read)));
        out.examiner = f.boolean("examiner");
        out.group = f.text("group");
        if (out.group.value.empty()) out.group.value = "general";
        out.ask = f.text("ask");
        out.clinical = f.text("clinical");
        out.why = f.text("why");
        out.unit = f.text("unit");
        out.review = f.text("review");
        out.options = f.texts("options");
        const auto misplaced = [&](const char* key, bool allowed, const char* hint) {
            if (!allowed && f.get(key) != nullptr)
                problems_.error(f.get(key)->at, "unknown-key", "\"" + std::string(key) + "\" does not fit a finding of this type", hint);
        };
        const auto needed = [&](const char* key, bool wanted) {
            if (wanted && type != not_said && f.get(key) == nullptr)
                problems_.error(f.at(), "missing-key", "finding \"" + out.id.value + "\" needs the key \"" + key + "\"");
        };
        const bool number = out.type == FindingType::number;
        misplaced("options", out.type == FindingType::choice, "only type: choice has options");
        needed("options", out.type == FindingType::choice);
        misplaced("polarity", out.type == FindingType::yes_no, "only type: yes_no has a polarity");
        needed("polarity", out.type == FindingType::yes_no);
        misplaced("unit", number, "only type: number has a unit");
        misplaced("min", number, "only type: number has a range");
        misplaced("max", number, "only type: number has a range");
        needed("min", number);
        needed("max", number);
        out.min = f.number("min").value_or(Number{0, f.at()});
        out.max = f.number("max").value_or(Number{out.min.value + 1, f.at()});
        if (out.type == FindingType::choice && f.get("options") != nullptr && out.options.empty())
            problems_.error(f.get("options")->at, "wrong-type", "a choice needs at least one option");
        doc_.findings.push_back(std::move(out));
    }
    void implication(const Node& node) {
        const Fields f(node, "an implication", {"!when", "!set"}, problems_);
        if (!f.is_map()) return;
        Implication out;
        out.at = node.at;
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
                if (value.value == "true") one.value.value = "yes";
                if (value.value == "false") one.value.value = "no";
            }
            out.sets.push_back(std::move(one));
        }
        doc_.implies.push_back(std::move(out));
    }
    void criteria(const Text& id, const Node& node) {
        const Fields f(node, "criteria \"" + id.value + "\"", {"!title", "!if", "sources"}, problems_);
        if (f.is_map()) doc_.criteria.push_back({id, f.text("title"), condition(f, "if"), f.ids("sources")});
    }
    void score(const Text& id, const Node& node) {
        const Fields f(node, "score \"" + id.value + "\"", {"!title", "sources", "!items"}, problems_);
        if (!f.is_map()) return;
        Score out{id, f.text("title"), f.ids("sources"), {}};
        each(f, "items", [&](const Node& n) {
            const Fields item(n, "a score item", {"!points", "!if", "!because"}, problems_);
            if (!item.is_map()) return;
            const auto points = item.number("points");
            const bool whole = points && std::floor(points->value) == points->value && std::abs(points->value) <= 1000;
            if (points && !whole)
                problems_.error(points->at, "wrong-type", "points must be a whole number from -1000 to 1000");
            out.items.push_back({n.at, whole ? *points : Number{1, n.at}, condition(item, "if"), item.text("because")});
        });
        if (f.get("items") != nullptr && f.get("items")->kind == Node::Kind::sequence && f.get("items")->items.empty())
            problems_.error(f.get("items")->at, "wrong-type", "a score needs at least one item");
        doc_.scores.push_back(std::move(out));
    }

    [[nodiscard]] Branch branch(const Fields& f, std::string_view key) {
        Branch out;
        const Node* node = f.get(key);
        if (node == nullptr) return out;
        out.at = node->at;
        if (node->kind == Node::Kind::scalar) {
            if (node->value == "next") return out;
            if (node->value == "clear") {
                out.kind = Branch::Kind::clear;
                return out;
            }
            out.kind = Branch::Kind::outcome;
            out.outcome = read_id(*node, key, problems_);
            return out;
        }
        if (node->kind == Node::Kind::map && node->find("floor") != nullptr) {
            const Fields floor(*node, "a floor", {"floor"}, problems_);
            out.kind = Branch::Kind::floor;
            out.outcome = floor.id("floor");
            return out;
        }
        if (node->kind == Node::Kind::map && node->find("steps") != nullptr) {
            const Fields nested(*node, "a nested list", {"steps"}, problems_);
            out.kind = Branch::Kind::steps;
            out.steps = steps(*node->find("steps"));
            return out;
        }
        problems_.error(node->at, "wrong-type", std::string("\"") + std::string(key) + "\" cannot be " + kind_text(*node),
                        "write next, clear, an outcome id, {floor: outcome} or {steps: […]}");
        return out;
    }
    [[nodiscard]] std::vector<Step> steps(const Node& node) {
        std::vector<Step> out;
        for (const Node& item : read_list(node, "steps", problems_)) {
            const Fields f(item, "a step", {"!id", "!if", "!because", "sources", "!then", "else", "unknown", "review"}, problems_);
            if (!f.is_map()) continue;
            Step step;
            step.id = f.id("id");
            step.when = condition(f, "if");
            step.because = f.text("because");
            step.sources = f.ids("sources");
            step.then = branch(f, "then");
            step.otherwise = branch(f, "else");
            step.unknown = branch(f, "unknown");
            step.review = f.text("review");
            out.push_back(std::move(step));
        }
        if (node.kind == Node::Kind::sequence && node.items.empty())
            problems_.error(node.at, "wrong-type", "a list of steps needs at least one step");
        return out;
    }
    void pathway(const Node& node) {
        const Fields f(node, "a pathway",
                       {"!id", "!title", "!condition", "red_flag", "unsure", "withhold", "!steps", "review"}, problems_);
        if (!f.is_map()) return;
        Pathway out;
        out.id = f.id("id");
        out.title = f.text("title");
        out.condition = f.id("condition");
        out.red_flag = f.boolean("red_flag");
        if (f.get("unsure") != nullptr) out.unsure = f.id("unsure");
        out.withhold = f.ids("withhold");
        if (const Node* list = f.get("steps")) out.steps = steps(*list);
        out.review = f.text("review");
        doc_.pathways.push_back(std::move(out));
    }

    [[nodiscard]] std::vector<Remark> remarks(const Fields& f, std::string_view key) {
        std::vector<Remark> out;
        each(f, key, [&](const Node& n) {
            const Fields remark(n, "a remark", {"!if", "!text"}, problems_);
            if (remark.is_map()) out.push_back({condition(remark, "if"), remark.text("text")});
        });
        return out;
    }
    void outcome(const Node& node) {
        const Fields f(node, "an outcome",
                       {"!id", "!condition", "!disposition", "!title", "!say", "clinician", "tests", "advise", "speaks_for",
                        "speaks_against", "safety_net", "sources", "review"},
                       problems_);
        if (!f.is_map()) return;
        Outcome out;
        out.id = f.id("id");
        out.condition = f.id("condition");
        out.disposition = f.id("disposition");
        out.title = f.text("title");
        out.say = f.text("say");
        out.clinician = f.text("clinician");
        out.tests = f.texts("tests");
        out.advise = f.ids("advise");
        out.sources = f.ids("sources");
        out.speaks_for = remarks(f, "speaks_for");
        out.speaks_against = remarks(f, "speaks_against");
        out.review = f.text("review");
        if (const Node* net = f.get("safety_net")) {
            const Fields n(*net, "a safety_net", {"uncertainty", "watch_for", "get_help", "time_course", "recheck_days"}, problems_);
            SafetyNet safety{net->at, n.text("uncertainty"), n.text("get_help"), n.text("time_course"), n.texts("watch_for"),
                             n.number("recheck_days")};
            if (safety.recheck_days && safety.recheck_days->value <= 0)
                problems_.error(safety.recheck_days->at, "number-out-of-range", "recheck_days must be above 0");
            out.safety_net = std::move(safety);
        }
        doc_.outcomes.push_back(std::move(out));
    }
    void advice(const Node& node) {
        const Fields f(node, "advice", {"!id", "!kind", "!say", "sources", "withhold_when", "review"}, problems_);
        if (!f.is_map()) return;
        Advice out;
        out.id = f.id("id");
        out.kind = static_cast<AdviceKind>(f.word("kind", {"do", "avoid", "seek_help"}, 0));
        out.say = f.text("say");
        out.sources = f.ids("sources");
        if (f.get("withhold_when") != nullptr) out.withhold_when = condition(f, "withhold_when");
        out.review = f.text("review");
        doc_.advice.push_back(std::move(out));
    }
    void safety(const Node& node) {
        const Fields f(node, "a safety property", {"!id", "!hazard", "!when", "!require"}, problems_);
        if (!f.is_map()) return;
        SafetyProperty out;
        out.id = f.id("id");
        out.hazard = f.text("hazard");
        out.when = condition(f, "when");
        using Require = SafetyProperty::Require;
        if (const Node* require = f.get("require")) {
            const Fields r(*require, "require", {"disposition", "raised", "withheld", "not_at_home"}, problems_);
            const char* hint = "write {disposition: {at_least: …}}, {raised: pathway}, {withheld: advice} or {not_at_home: true}";
            if (r.is_map() && require->entries.size() != 1)
                problems_.error(require->at, "wrong-type", "\"require\" holds exactly one demand", hint);
            if (const Node* d = r.get("disposition")) {
                const Fields level(*d, "disposition", {"!at_least"}, problems_);
                out.require = Require::disposition_at_least;
                out.target = level.id("at_least");
            } else if (r.get("raised") != nullptr) {
                out.require = Require::raised;
                out.target = r.id("raised");
            } else if (r.get("withheld") != nullptr) {
                out.require = Require::withheld;
                out.target = r.id("withheld");
            } else if (r.get("not_at_home") != nullptr && !r.boolean("not_at_home")) {
                problems_.error(require->at, "wrong-type", "not_at_home can only be required to be true", hint);
            }
        }
        doc_.safety.push_back(std::move(out));
    }
    void assumption(const Node& node) {
        const Fields f(node, "an assumption", {"!when", "!because"}, problems_);
        if (f.is_map()) doc_.assume.push_back({node.at, condition(f, "when"), f.text("because")});
    }

    RuleDocument& doc_;
    Problems& problems_;
};

}  // namespace

std::vector<Text> read_sections(const Node& root, bool top, RuleDocument& document, Problems& problems) {
    return Sections(document, problems).read(root, top);
}

}  // namespace triage::yaml
