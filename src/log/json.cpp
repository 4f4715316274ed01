// SPDX-License-Identifier: Apache-2.0
// The log as JSON, schema triage.log/1.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

#include "../document/fields.hpp"
#include "exchange.hpp"

namespace triage {

namespace {

using namespace log;

constexpr const char* schema = "triage.log/1";

/// Only what reads back as the same text is written as a number.
bool is_number(const std::string& value) {
    const auto number = number_of(value);
    return number && shortest(*number) == value;
}

class Reader {
public:
    Reader(const RuleSet* rules, const std::string& name) : rules_(rules), problems_(name) {}

    std::vector<LogEntry> run(std::string_view text) {
        std::string why;
        const auto root = document::parse_json(text, LoadOptions{}, &why);
        if (!root) problems_.end({}, why);
        if (!keys(*root, std::array{"schema", "entries"})) problems_.end();
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
    /// Exactly these keys, so that nothing that a newer version wrote is dropped.
    bool keys(const document::Node& node, std::span<const char* const> wanted) {
        bool all = true;
        const auto wrong = [&](Mark at, const std::string& why) {
            problems_.add(place(at), why);
            all = false;
        };
        if (node.kind != document::Node::Kind::map) {
            wrong(node.at, "this must be an object");
            return false;
        }
        for (const char* key : wanted)
            if (node.find(key) == nullptr) wrong(node.at, "\"" + std::string(key) + "\" is missing");
        for (const auto& [key, value] : node.entries)
            if (std::find(wanted.begin(), wanted.end(), key.value) == wanted.end())
                wrong(key.at, "unknown key \"" + key.value + "\"");
        return all;
    }
    static bool is(const document::Node& node, bool quoted) {
        return node.kind == document::Node::Kind::scalar && node.quoted == quoted;
    }
    std::optional<LogEntry> entry(const document::Node& map) {
        if (!keys(map, entry_keys)) return std::nullopt;
        Incoming reading(rules_, problems_);
        const auto text = [&](const char* key) {
            const document::Node& node = *map.find(key);
            if (!is(node, true)) reading.wrong(place(node.at), "\"" + std::string(key) + "\" must be a text");
            return node.value;
        };
        const auto id = [&](const char* key) {
            const document::Node& node = *map.find(key);
            // A double holds every id exactly; `log_json` writes a million as 1e+06.
            const double number = is(node, false) ? number_of(node.value).value_or(0) : 0;
            const bool good = number >= 1 && number <= static_cast<double>(largest_id) && std::floor(number) == number;
            if (!good) reading.wrong(place(node.at), "\"" + std::string(key) + "\" is not the number of an entry");
            return good ? static_cast<std::int64_t>(number) : 0;
        };
        LogEntry& e = reading.entry;
        e.id = id("id");
        reading.date(text("date"), place(map.find("date")->at));
        e.ruleset = text("ruleset");
        e.version = text("version");
        const document::Node& reassessed = *map.find("reassessed");
        e.reassessed = reassessed.value == "true";
        if (!is(reassessed, false) || (!e.reassessed && reassessed.value != "false"))
            reading.wrong(place(reassessed.at), "reassessed must be true or false");
        if (map.find("replaces")->kind != document::Node::Kind::null) e.replaces = id("replaces");
        e.note = text("note");
        const document::Node& answers = *map.find("answers");
        if (answers.kind != document::Node::Kind::map) reading.wrong(place(answers.at), "answers must be an object");
        for (const auto& [finding, value] : answers.entries) {
            const auto number = value.quoted ? std::nullopt : number_of(value.value);
            if (value.kind != document::Node::Kind::scalar || (!value.quoted && !number))
                reading.wrong(place(value.at), "the answer to " + finding.value + " must be a text or a number");
            else
                reading.answer({finding.value, number ? shortest(*number) : value.value}, place(finding.at), place(value.at));
        }
        return reading.take(place(map.at));
    }

    const RuleSet* rules_;
    Refusals problems_;
};

std::vector<LogEntry> read_either(const RuleSet* rules, std::string_view text, const std::string& name) {
    if (text.size() > most_log_bytes)
        throw LogError(LogError::Kind::input, name + " has more than " + std::to_string(most_log_bytes) + " bytes");
    text = without_mark(text);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' ? Reader(rules, name).run(text) : read_csv(rules, text, name);
}

}  // namespace

std::string log_json(const std::vector<LogEntry>& entries) {
    JsonWriter json(true);
    json.open('{').text("schema", schema).objects("entries", entries, [&](const LogEntry& e) {
        json.number("id", e.id).text("date", format_date(e.date)).text("ruleset", e.ruleset);
        json.text("version", e.version).boolean("reassessed", e.reassessed).key("replaces");
        e.replaces == 0 ? json.null() : json.number(static_cast<double>(e.replaces));
        json.text("note", e.note).open("answers", '{');
        for (const LogAnswer& a : e.answers)
            is_number(a.value) ? json.number(a.finding, *number_of(a.value)) : json.text(a.finding, a.value);
        json.close('}');
    });
    json.close('}');
    return json.str() + "\n";
}

std::vector<LogEntry> read_log(const RuleSet& rules, std::string_view text, const std::string& name) {
    return read_either(&rules, text, name);
}
std::vector<LogEntry> read_log(std::string_view text, const std::string& name) { return read_either(nullptr, text, name); }

}  // namespace triage
