// SPDX-License-Identifier: Apache-2.0
// The log as JSON, schema triage.log/1.
#include <triage/explain/render/json.hpp>

#include "../json/json.hpp"
#include "../yaml/fields.hpp"
#include "entry.hpp"
#include "exchange.hpp"

namespace triage {

namespace {

constexpr const char* schema = "triage.log/1";
constexpr std::size_t largest_import = 64U << 20U;

/// Only what reads back as the same text is written as a number.
bool is_number(const std::string& value) {
    const auto number = yaml::decimal(value);
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
                json.number(*yaml::decimal(a.value));
            else
                json.text(a.value);
        }
        json.close('}').close('}');
    }
    json.close(']').close('}');
    return json.str() + "\n";
}

std::vector<LogEntry> read_log(std::string_view text, const std::string& name) {
    if (text.size() > largest_import)
        throw LogError(LogError::Kind::input, name + ": this is larger than " + std::to_string(largest_import >> 20U) + " MiB");
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' ? log::read_json(text, name) : log::read_csv(text, name);
}

namespace log {

namespace {

class Reader {
public:
    explicit Reader(const std::string& name) : name_(name) {}

    std::vector<LogEntry> run(std::string_view text) {
        std::string why;
        const auto root = json::parse(text, 0, LoadOptions{}, &why);
        if (!root) refuse({}, why);
        keys(*root, {"schema", "entries"});
        const yaml::Node& found = scalar(*root, "schema", true);
        if (found.value != schema) refuse(found.at, "the schema is \"" + found.value + "\", not \"" + schema + "\"");
        const yaml::Node& list = *root->find("entries");
        if (list.kind != yaml::Node::Kind::sequence) refuse(list.at, "entries must be a list");
        std::vector<LogEntry> out;
        for (const yaml::Node& node : list.items) out.push_back(entry(node));
        return out;
    }

private:
    [[noreturn]] void refuse(Mark at, const std::string& why) const {
        throw LogError(LogError::Kind::input, place(at) + why + "; nothing was imported");
    }
    [[nodiscard]] std::string place(Mark at) const { return name_ + (at.line == 0 ? "" : ":" + std::to_string(at.line)) + ": "; }

    /// Exactly these keys, so that nothing that a newer version wrote is dropped.
    void keys(const yaml::Node& node, std::initializer_list<const char*> wanted) const {
        if (node.kind != yaml::Node::Kind::map) refuse(node.at, "this must be an object");
        for (const char* key : wanted)
            if (node.find(key) == nullptr) refuse(node.at, "\"" + std::string(key) + "\" is missing");
        for (const auto& [key, value] : node.entries) {
            bool known = false;
            for (const char* w : wanted) known = known || key.value == w;
            if (!known) refuse(key.at, "nobody knows the key \"" + key.value + "\"");
        }
    }
    [[nodiscard]] const yaml::Node& scalar(const yaml::Node& map, const char* key, bool quoted) const {
        const yaml::Node& node = *map.find(key);
        if (node.kind != yaml::Node::Kind::scalar || node.quoted != quoted)
            refuse(node.at, "\"" + std::string(key) + "\" must be " + (quoted ? "a text" : "a number, true or false"));
        return node;
    }
    [[nodiscard]] std::int64_t id(const yaml::Node& map, const char* key) const {
        const yaml::Node& node = scalar(map, key, false);
        // The tree holds a number in its shortest form, which for a million is 1e+06.
        const auto number = yaml::decimal(node.value);
        if (!number || !(*number >= 1 && *number <= static_cast<double>(largest_id)) ||
            *number != static_cast<double>(static_cast<std::int64_t>(*number)))
            refuse(node.at, "\"" + std::string(key) + "\" is not the number of an entry");
        return static_cast<std::int64_t>(*number);
    }
    [[nodiscard]] LogEntry entry(const yaml::Node& node) const {
        keys(node, {"id", "date", "ruleset", "version", "reassessed", "replaces", "note", "answers"});
        LogEntry e;
        e.id = id(node, "id");
        e.date = read_date(scalar(node, "date", true).value, place(node.at));
        e.ruleset = scalar(node, "ruleset", true).value;
        e.version = scalar(node, "version", true).value;
        const yaml::Node& reassessed = scalar(node, "reassessed", false);
        if (reassessed.value != "true" && reassessed.value != "false") refuse(reassessed.at, "reassessed must be true or false");
        e.reassessed = reassessed.value == "true";
        if (node.find("replaces")->kind != yaml::Node::Kind::null) e.replaces = id(node, "replaces");
        e.note = scalar(node, "note", true).value;
        const yaml::Node& answers = *node.find("answers");
        if (answers.kind != yaml::Node::Kind::map) refuse(answers.at, "answers must be an object");
        for (const auto& [finding, value] : answers.entries) {
            const bool bare_word = value.kind == yaml::Node::Kind::scalar && !value.quoted && !is_number(value.value);
            if (value.kind != yaml::Node::Kind::scalar || bare_word)
                refuse(value.at, "the answer to " + finding.value + " must be a text or a number");
            e.answers.push_back({finding.value, value.value});
        }
        try {
            check_entry(e);
        } catch (const LogError& error) {
            refuse(node.at, error.what());
        }
        return kept(std::move(e));
    }

    const std::string& name_;
};

}  // namespace

std::vector<LogEntry> read_json(std::string_view text, const std::string& name) { return Reader(name).run(text); }

}  // namespace log

}  // namespace triage
