// SPDX-License-Identifier: Apache-2.0
// The log as JSON, schema triage.log/1.
#include <cmath>

#include <triage/explain/render/render.hpp>
#include <triage/text/json_writer.hpp>

#include "../document/parse.hpp"
#include "../document/values.hpp"
#include "entry.hpp"
#include "exchange.hpp"
#include "unread.hpp"

namespace triage {

namespace {

constexpr const char* schema = "triage.log/1";
constexpr std::size_t largest_import = 64U << 20U;

/// Only what reads back as the same text is written as a number.
bool is_number(const std::string& value) {
    const auto number = document::decimal(value);
    return number && shortest(*number) == value;
}

}  // namespace

std::string log_json(const std::vector<LogEntry>& entries) {
    JsonWriter json(true);
    json.open('{').key("schema").text(schema).key("entries").open('[');
    for (const LogEntry& e : entries) {
        json.open('{').key("id").number(static_cast<double>(e.id)).key("date").text(format_date(e.date));
        json.key("ruleset")
            .text(e.ruleset)
            .key("version")
            .text(e.version)
            .key("reassessed")
            .boolean(e.reassessed)
            .key("replaces");
        e.replaces == 0 ? json.null() : json.number(static_cast<double>(e.replaces));
        json.key("note").text(e.note).key("answers").open('{');
        for (const LogAnswer& a : e.answers) {
            json.key(a.finding);
            if (is_number(a.value))
                json.number(*document::decimal(a.value));
            else
                json.text(a.value);
        }
        json.close('}').close('}');
    }
    json.close(']').close('}');
    return json.str() + "\n";
}

namespace {

std::vector<LogEntry> read_either(const RuleSet* rules, std::string_view text, const std::string& name) {
    if (text.size() > largest_import)
        throw LogError(LogError::Kind::input,
                       name + ": the file is larger than " + std::to_string(largest_import >> 20U) + " MiB");
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' ? log::read_json(rules, text, name)
                                                                 : log::read_csv(rules, text, name);
}

}  // namespace

std::vector<LogEntry> read_log(const RuleSet& rules, std::string_view text, const std::string& name) {
    return read_either(&rules, text, name);
}
std::vector<LogEntry> read_log(std::string_view text, const std::string& name) { return read_either(nullptr, text, name); }

namespace log {

namespace {

class Reader {
public:
    Reader(const RuleSet* rules, const std::string& name) : rules_(rules), problems_(name) {}

    std::vector<LogEntry> run(std::string_view text) {
        std::string why;
        const auto root = document::parse_json(text, 0, LoadOptions{}, &why);
        if (!root) problems_.end({}, why);
        if (!keys(*root, {"schema", "entries"})) problems_.end();
        const document::Node& found = *root->find("schema");
        if (!is(found, true)) problems_.end(place(found.at), "\"schema\" must be a text");
        if (found.value != schema)
            problems_.end(place(found.at), "the schema is \"" + found.value + "\", not \"" + schema + "\"");
        const document::Node& list = *root->find("entries");
        if (list.kind != document::Node::Kind::sequence) problems_.end(place(list.at), "entries must be a list");
        std::vector<LogEntry> out;
        for (const document::Node& node : list.items)
            if (auto e = entry(node)) out.push_back(*std::move(e));
        problems_.end();
        return out;
    }

private:
    static Place place(Mark at) { return {at.line, at.line == 0 ? 0 : at.column}; }
    bool wrong(const document::Node& node, const std::string& why) {
        problems_.add(place(node.at), why);
        good_ = false;
        return false;
    }
    /// Exactly these keys, so that nothing that a newer version wrote is dropped.
    bool keys(const document::Node& node, std::initializer_list<const char*> wanted) {
        if (node.kind != document::Node::Kind::map) return wrong(node, "this must be an object");
        bool all = true;
        for (const char* key : wanted)
            if (node.find(key) == nullptr) all = wrong(node, "\"" + std::string(key) + "\" is missing");
        for (const auto& [key, value] : node.entries) {
            bool known = false;
            for (const char* w : wanted) known = known || key.value == w;
            if (!known) {
                problems_.add(place(key.at), "unknown key \"" + key.value + "\"");
                all = good_ = false;
            }
        }
        return all;
    }
    static bool is(const document::Node& node, bool quoted) {
        return node.kind == document::Node::Kind::scalar && node.quoted == quoted;
    }
    std::string text(const document::Node& map, const char* key) {
        const document::Node& node = *map.find(key);
        if (!is(node, true)) wrong(node, "\"" + std::string(key) + "\" must be a text");
        return node.value;
    }
    std::int64_t id(const document::Node& map, const char* key) {
        const document::Node& node = *map.find(key);
        auto number = is(node, false) ? read_id(node.value) : std::nullopt;
        // `log_json` writes a million as 1e+06.
        if (const auto whole = document::decimal(node.value); !number && is(node, false) && whole && *whole >= 1 &&
                                                              *whole <= static_cast<double>(largest_id) &&
                                                              std::floor(*whole) == *whole)
            number = static_cast<std::int64_t>(*whole);
        if (!number) wrong(node, "\"" + std::string(key) + "\" is not the number of an entry");
        return number.value_or(0);
    }
    std::optional<LogEntry> entry(const document::Node& node) {
        good_ = true;
        if (!keys(node, {"id", "date", "ruleset", "version", "reassessed", "replaces", "note", "answers"})) return std::nullopt;
        LogEntry e;
        e.id = id(node, "id");
        const std::string day(trimmed(text(node, "date")));
        if (const auto date = parse_date(day))
            e.date = *date;
        else
            wrong(*node.find("date"), "\"" + day + "\" is not a date (YYYY-MM-DD)");
        e.ruleset = text(node, "ruleset");
        e.version = text(node, "version");
        const document::Node& reassessed = *node.find("reassessed");
        if (!is(reassessed, false) || (reassessed.value != "true" && reassessed.value != "false"))
            wrong(reassessed, "reassessed must be true or false");
        e.reassessed = reassessed.value == "true";
        if (node.find("replaces")->kind != document::Node::Kind::null) e.replaces = id(node, "replaces");
        e.note = text(node, "note");
        answers(*node.find("answers"), e);
        if (!good_) return std::nullopt;
        try {
            check_entry(e);
        } catch (const LogError& error) {
            wrong(node, error.what());
            return std::nullopt;
        }
        return kept(std::move(e));
    }
    void answers(const document::Node& map, LogEntry& e) {
        if (map.kind != document::Node::Kind::map) {
            wrong(map, "answers must be an object");
            return;
        }
        std::optional<Answers> trial;
        if (is_for(rules_, e)) trial.emplace(*rules_);
        for (const auto& [finding, value] : map.entries) {
            const auto number = value.quoted ? std::nullopt : document::decimal(value.value);
            if (value.kind != document::Node::Kind::scalar || (!value.quoted && !number)) {
                wrong(value, "the answer to " + finding.value + " must be a text or a number");
                continue;
            }
            LogAnswer answer{finding.value, number ? shortest(*number) : value.value};
            if (trial) {
                answer.value = trimmed(answer.value);
                const bool known = rules_->compiled().finding_names.find(finding.value) != npos;
                if (const auto why = take(*trial, answer)) {
                    problems_.add(place(known ? value.at : finding.at), *why);
                    good_ = false;
                }
            }
            e.answers.push_back(std::move(answer));
        }
    }

    const RuleSet* rules_;
    Refusals problems_;
    bool good_ = true;  // the entry at hand
};

}  // namespace

std::vector<LogEntry> read_json(const RuleSet* rules, std::string_view text, const std::string& name) {
    return Reader(rules, name).run(text);
}

}  // namespace log

}  // namespace triage
