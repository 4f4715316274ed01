// SPDX-License-Identifier: Apache-2.0
// Answer files and case files against a rule set.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/load.hpp>
#include <triage/text/text.hpp>

#include "../document/fields.hpp"
#include "files.hpp"

namespace triage {

namespace {

/// The answer that a node stands for; reports what cannot be one.
std::optional<Answer> read_answer(const Finding& finding, const document::Node& node, Problems& problems) {
    const std::string& id = finding.id.value;
    if (node.kind != document::Node::Kind::scalar) {
        problems.error(node.at, "wrong-type", "the answer to " + id + " cannot be " + document::kind_text(node),
                       "write unknown for \"not sure\"");
        return std::nullopt;
    }
    std::string hint;  // where it is no answer: what would be one
    if (finding.type == FindingType::yes_no) {
        if (!node.quoted && (node.value == "true" || node.value == "false")) return Answer(node.value == "true" ? yes : no);
        if (node.value == "absent" || node.value == "present")
            hint = "\"" + node.value + "\" would mean the opposite for some findings: answer \"yes\", \"no\" or \"unknown\"";
        else if (node.value != "yes" && node.value != "no" && node.value != "unknown")
            hint = "answer \"yes\", \"no\" or \"unknown\"";
    }
    if (finding.type == FindingType::number) {
        const auto number = number_of(node.value);
        if (number && !node.quoted) return Answer(*number);
        const std::string comma = comma_hint(node.value);
        if (!number && node.value != "unknown")
            hint = comma.empty() ? "write a plain number such as 34 or 8.5, without quotes, or \"unknown\"" : comma;
    }
    if (hint.empty()) return Answer(node.value);
    problems.error(node.at, "wrong-type", "\"" + node.value + "\" is not an answer to " + id, hint);
    return std::nullopt;
}

/// The id of a person: a text, or a number just as it is written.
std::string read_person(const document::Fields& fields, Problems& problems) {
    const document::Node* id = fields.get("id");
    if (id == nullptr) return {};
    const bool scalar = id->kind == document::Node::Kind::scalar;
    const bool flag = scalar && !id->quoted && (id->value == "true" || id->value == "false");
    if (scalar && !id->value.empty() && !flag) return id->value;
    problems.error(id->at, "wrong-type",
                   "an id must be a text or a number, but this is " + (flag     ? id->value
                                                                       : scalar ? std::string("empty")
                                                                                : kind_text(*id)),
                   "write a text in double quotes, or leave the id out");
    return {};
}

/// The root of an answer file. JSON is read as JSON: as YAML it would stumble over tabs. Its errors are reported by the YAML
/// reader, with places.
std::optional<document::Node> sheet_of(std::string_view text, const LoadOptions& options, Problems& problems) {
    std::optional<document::Node> root = document::parse_json(without_mark(text), options);
    return root ? root : document::parse_yaml(text, 0, options, problems);
}

/// The entries of a map of answers; what is no map is reported.
const std::vector<document::Entry>& answer_map(const document::Node& map, Problems& problems) {
    if (map.kind != document::Node::Kind::map && map.kind != document::Node::Kind::null)
        problems.error(map.at, "wrong-type", std::string("answers must be a map, but this is ") + document::kind_text(map),
                       "write one line per answer: finding: \"yes\"");
    return map.entries;
}

/// What a value stands for, whatever the finding says to it.
Answer stored_answer(const RuleSet& rules, const std::string& finding, const document::Node& value) {
    const FindingId f = rules.compiled().finding_names.find(finding);
    const bool yes_no = f != npos && rules.document().findings[f].type == FindingType::yes_no;
    if (!value.quoted && yes_no && (value.value == "true" || value.value == "false")) return value.value == "true" ? yes : no;
    const auto number = value.quoted ? std::nullopt : number_of(value.value);
    return number ? Answer(*number) : Answer(value.value);
}

/// The good entries of a map of answers, as a person's answers; `all`, where given, also gets them in their order.
Answers read_entries(const RuleSet& rules, const document::Node& map, Problems& problems,
                     std::vector<std::pair<FindingId, Answer>>* all = nullptr) {
    Answers out{rules};
    const std::vector<document::Entry>& entries = answer_map(map, problems);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& [key, value] = entries[i];
        const FindingId f = rules.compiled().finding_names.find(key.value);
        if (f == npos) {
            const std::string comma = document::split_number_hint(map, i);
            problems.error(key.at, "unknown-id", "no finding is called \"" + key.value + "\"",
                           comma.empty() ? problems.did_you_mean(key.value, rules.compiled().finding_names) : comma);
            continue;
        }
        const auto answer = read_answer(rules.document().findings[f], value, problems);
        if (!answer) continue;
        if (const auto problem = out.try_set(f, *answer))
            problems.error(value.at, problem->code, problem->message, problem->hint);
        else if (all != nullptr)
            all->emplace_back(f, *answer);
    }
    return out;
}

/// A number with a decimal comma is what keeps {"minutes": 20,5} from being JSON: what to write instead; else empty.
std::string comma_in_json(std::string_view text) {
    const auto skip = [&](std::size_t from, const char* these) {
        return std::min(text.find_first_not_of(these, from), text.size());
    };
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_text && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            in_text = !in_text;
        } else if (!in_text && text[i] == ':') {
            const std::size_t from = skip(i + 1, " \t"), whole = skip(from, "-0123456789");
            if (whole == from || whole == text.size() || text[whole] != ',') continue;
            const std::size_t end = skip(whole + 1, "0123456789");
            if (end == whole + 1) continue;
            return comma_hint(text.substr(from, end - from));
        }
    }
    return {};
}

struct CaseReader {
    const RuleSet& rules;
    const std::string& name;
    Problems& problems;

    std::vector<Case> read(const document::Node& root) {
        const document::Fields file(root, language::case_file, problems);
        file.check_format(language::cases_format);
        file.check_ruleset(rules.id(), "these cases");
        std::vector<Case> out;
        file.each("cases", [&](const document::Fields& f) { out.push_back(one(f)); });
        NameIndex<> seen;
        for (std::size_t i = 0; i < out.size(); ++i) seen.add(out[i].id.value, i);
        seen.sort();
        for (std::size_t i = 0; i < out.size(); ++i)
            if (seen.find(out[i].id.value) != i)
                problems.error(out[i].id.at, "duplicate-id", "case \"" + out[i].id.value + "\" appears twice in this file");
        return out;
    }
    Case one(const document::Fields& f) {
        Case c;
        c.id = f.text("id");
        c.title = f.text("title").value;
        if (const auto source = f.map("source")) {
            c.cite = source->text("cite").value;
            c.read = source->text("read").value;
        }
        c.presentation = f.text("presentation").value;
        c.diagnosis = f.text("diagnosis").value;
        c.information = f.text("information").value;
        c.note = f.text("note").value;
        if (const std::vector<Text> named = f.texts("hazards"); !named.empty()) {
            NameIndex<> hazards;
            for (std::size_t i = 0; i < rules.document().hazards.size(); ++i)
                hazards.add(rules.document().hazards[i].id.value, i);
            hazards.sort();
            for (const Text& h : named) c.hazards.push_back(known(h, "hazard", hazards));
        }
        c.published = !c.read.empty();
        c.unmentioned = f.word<Unmentioned>("unmentioned").value_or(c.unmentioned);
        c.at = name + ":" + std::to_string(c.id.at.line);
        if (const document::Node* answers = f.get("answers")) (void)read_entries(rules, *answers, problems, &c.answers);
        if (const auto expect = f.map("expect")) expectation(*expect, c.expect);
        return c;
    }
    void expectation(const document::Fields& f, Expectation& e) {
        const Rules& r = rules.compiled();
        if (const auto range = f.map("disposition")) {
            e.at_least = known(range->text("at_least"), "disposition", r.disposition_names);
            e.at_most = known(range->text("at_most"), "disposition", r.disposition_names);
            const std::uint32_t least = r.disposition_names.find(e.at_least.value),
                                most = r.disposition_names.find(e.at_most.value);
            if (least != npos && most != npos && least < most)  // dispositions stand from the gravest to the mildest
                problems.error(range->at(), "empty-range", "at_least is graver than at_most, so no disposition is in this range",
                               "swap them");
        }
        const auto list = [&](const char* key, const char* kind, const auto& names, std::vector<Text>& into) {
            for (const Text& t : f.texts(key)) into.push_back(known(t, kind, names));
        };
        list("conditions", "condition", r.condition_names, e.conditions);
        list("raised", "outcome", r.outcome_names, e.raised);
        list("not_raised", "outcome", r.outcome_names, e.not_raised);
        list("advised", "advice", r.advice_names, e.advised);
        list("withheld", "advice", r.advice_names, e.withheld);
        list("because", "finding", r.finding_names, e.because);
    }
    template <class Position>
    Text known(const Text& id, const std::string& kind, const NameIndex<Position>& names) {
        // `raised` and `not_raised` may name a pathway or an outcome.
        const bool pathway = kind == "outcome" && rules.compiled().pathway_names.find(id.value) != npos;
        if (names.find(id.value) == npos && !pathway) problems.unknown_id(id, kind, names);
        return id;
    }
};

}  // namespace

Loaded<AnswerSheet> read_answers(const RuleSet& rules, std::string_view text, const std::string& name,
                                 const LoadOptions& options) {
    return document::loaded<AnswerSheet>(text, name, options, [&](Problems& problems) {
        AnswerSheet sheet{{}, Answers{rules}};
        const auto root = sheet_of(text, options, problems);
        if (!root) return sheet;
        const document::Node* entries = root->find("answers");
        if (entries != nullptr) sheet.id = read_person(document::Fields(*root, language::answer_file, problems), problems);
        sheet.answers = read_entries(rules, entries != nullptr ? *entries : *root, problems);
        return sheet;
    });
}

Loaded<Restored> restore(const RuleSet& rules, std::string_view text, const std::string& name, const LoadOptions& options) {
    return document::loaded<Restored>(text, name, options, [&](Problems& problems) {
        Restored out{Answers{rules}, {}, {}, {}, {}, {}, false};
        const auto root = sheet_of(text, options, problems);
        if (!root) return out;
        const document::Node* entries = root->find("answers");
        if (entries != nullptr) {
            const document::Fields sheet(*root, language::answer_file, problems);
            out.id = read_person(sheet, problems);
            if (const auto given_to = sheet.map("ruleset")) {
                out.ruleset = given_to->text("id").value;
                out.version = given_to->text("version").value;
                out.digest = given_to->text("digest").value;
                out.same_rules = !out.digest.empty() && out.digest == rules.digest();
            }
        }
        for (const auto& [finding, value] : answer_map(entries != nullptr ? *entries : *root, problems)) {
            // What is no scalar is no answer to anything; an empty word is refused with the right sentence.
            const bool scalar = value.kind == document::Node::Kind::scalar;
            if (auto lost =
                    restore_answer(out.answers, finding.value, scalar ? stored_answer(rules, finding.value, value) : Answer("")))
                out.lost.push_back(*std::move(lost));
        }
        return out;
    });
}

Loaded<AnswerSheet> load_answers(const RuleSet& rules, const std::string& path, const LoadOptions& options) {
    const files::Content content = files::read(path, options.bytes_per_file);
    if (!content.text) return {std::nullopt, {files::unreadable(path, content)}};
    return read_answers(rules, *content.text, path, options);
}

BatchRow read_row(const RuleSet& rules, std::string_view line, const LoadOptions& options) {
    BatchRow row;
    const auto answers = document::loaded<Answers>(line, {}, options, [&](Problems& problems) {
        std::string why;
        const auto root = document::parse_json(line, options, &why);
        if (!root) {
            problems.error({}, "wrong-type", why, comma_in_json(line));
            return Answers{rules};
        }
        row.id = read_person(document::Fields(*root, language::batch_row, problems), problems);
        const document::Node* entries = root->find("answers");
        return entries != nullptr ? read_entries(rules, *entries, problems) : Answers{rules};
    });
    row.diagnostics = answers.diagnostics();
    for (const Diagnostic& d : row.diagnostics)
        row.error += (row.error.empty() ? "" : "; ") + d.message + (d.hint.empty() ? "" : " (" + d.hint + ")");
    if (answers.ok()) row.answers = answers.value();
    return row;
}

Loaded<std::vector<Case>> read_cases(const RuleSet& rules, std::string_view text, const std::string& name,
                                     const LoadOptions& options) {
    return document::loaded<std::vector<Case>>(text, name, options, [&](Problems& problems) {
        const auto root = document::parse_yaml(text, 0, options, problems);
        return root ? CaseReader{rules, name, problems}.read(*root) : std::vector<Case>();
    });
}

Loaded<std::vector<Case>> load_cases(const RuleSet& rules, const std::string& path, const LoadOptions& options) {
    const files::Content content = files::read(path, options.bytes_per_file);
    if (!content.text) return {std::nullopt, {files::unreadable(path, content)}};
    return read_cases(rules, *content.text, path, options);
}

}  // namespace triage
