// SPDX-License-Identifier: Apache-2.0
// The log as CSV: RFC 4180, UTF-8, CRLF. Findings of odd names cannot clash with the fixed columns: those go by position.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <set>

#include "entry.hpp"
#include "exchange.hpp"

namespace triage {

namespace {

constexpr const char* fixed[] = {"id", "date", "ruleset", "version", "reassessed", "replaces", "note"};
constexpr std::size_t fixed_count = std::size(fixed);

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

struct Record {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
    throw LogError(LogError::Kind::input, where + why + "; nothing was imported");
}

std::vector<Record> records(std::string_view text, const std::string& name) {
    std::vector<Record> out;
    std::size_t line = 1;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);  // spreadsheets like to add one
    for (std::size_t i = 0; i < text.size();) {
        Record record{line, {}};
        for (bool more = true; more;) {
            std::string value;
            if (i < text.size() && text[i] == '"') {
                const std::size_t opened = line;
                for (++i;; ++i) {
                    if (i >= text.size()) refuse(name + ":" + std::to_string(opened) + ": ", "a quote is not closed");
                    if (text[i] == '"' && (i + 1 >= text.size() || text[i + 1] != '"')) break;
                    if (text[i] == '"') ++i;
                    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
                    if (text[i] == '\n') ++line;
                    value += text[i];
                }
                ++i;
                if (i < text.size() && text[i] != ',' && text[i] != '\r' && text[i] != '\n')
                    refuse(name + ":" + std::to_string(line) + ": ", "something follows a closing quote");
            } else {
                while (i < text.size() && text[i] != ',' && text[i] != '\r' && text[i] != '\n') value += text[i++];
            }
            record.cells.push_back(std::move(value));
            more = i < text.size() && text[i] == ',';
            if (more) ++i;
        }
        if (i < text.size() && text[i] == '\r') ++i;
        if (i < text.size() && text[i] == '\n') ++i;
        ++line;
        if (record.cells.size() > 1 || !record.cells[0].empty()) out.push_back(std::move(record));
    }
    return out;
}

}  // namespace

std::string log_csv(const std::vector<LogEntry>& entries) {
    std::set<std::string> findings;
    for (const LogEntry& e : entries)
        for (const LogAnswer& a : e.answers) findings.insert(a.finding);
    std::string out;
    for (const char* column : fixed) out += (out.empty() ? "" : ",") + std::string(column);
    for (const std::string& f : findings) out += "," + cell(f);
    out += "\r\n";
    for (const LogEntry& e : entries) {
        out += std::to_string(e.id) + "," + format_date(e.date) + "," + cell(e.ruleset) + "," + cell(e.version) + "," +
               (e.reassessed ? "yes" : "no") + "," + (e.replaces == 0 ? "" : std::to_string(e.replaces)) + "," + cell(e.note);
        for (const std::string& f : findings) {
            const auto a = std::find_if(e.answers.begin(), e.answers.end(), [&](const LogAnswer& x) { return x.finding == f; });
            out += "," + (a == e.answers.end() ? std::string() : cell(a->value));
        }
        out += "\r\n";
    }
    return out;
}

namespace log {

std::int64_t read_id(std::string_view text, const std::string& where) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id < 1 || id > largest_id)
        refuse(where, "\"" + std::string(text) + "\" is not the number of an entry");
    return id;
}

Date read_date(std::string_view text, const std::string& where) {
    const auto date = parse_date(text);
    if (!date) refuse(where, "\"" + std::string(text) + "\" is not a date (YYYY-MM-DD)");
    return *date;
}

std::vector<LogEntry> read_csv(std::string_view text, const std::string& name) {
    const std::vector<Record> all = records(text, name);
    const std::string top = name + ":1: ";
    if (all.empty()) refuse(top, "this is empty");
    const std::vector<std::string>& head = all[0].cells;
    for (std::size_t c = 0; c < fixed_count; ++c)
        if (c >= head.size() || head[c] != fixed[c])
            refuse(top, "column " + std::to_string(c + 1) + " must be \"" + fixed[c] + "\"");
    std::vector<LogEntry> out;
    for (std::size_t r = 1; r < all.size(); ++r) {
        const std::vector<std::string>& cells = all[r].cells;
        const std::string where = name + ":" + std::to_string(all[r].line) + ": ";
        if (cells.size() != head.size())
            refuse(where,
                   "there are " + std::to_string(cells.size()) + " columns, but " + std::to_string(head.size()) + " headings");
        LogEntry e;
        e.id = read_id(cells[0], where);
        e.date = read_date(cells[1], where);
        e.ruleset = cells[2];
        e.version = cells[3];
        if (cells[4] != "yes" && cells[4] != "no") refuse(where, "reassessed must be yes or no");
        e.reassessed = cells[4] == "yes";
        e.replaces = cells[5].empty() ? 0 : read_id(cells[5], where);
        e.note = cells[6];
        for (std::size_t c = fixed_count; c < cells.size(); ++c)
            if (!cells[c].empty()) e.answers.push_back({head[c], cells[c]});
        try {
            check_entry(e);
        } catch (const LogError& error) {
            refuse(where, error.what());
        }
        out.push_back(kept(std::move(e)));
    }
    return out;
}

}  // namespace log

}  // namespace triage
