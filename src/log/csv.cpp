// SPDX-License-Identifier: Apache-2.0
// The log as CSV: RFC 4180, UTF-8, CRLF. Findings of odd names cannot clash with the fixed columns: those go by position.
#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <set>
#include <string_view>

#include "exchange.hpp"

namespace triage {

namespace {

using namespace log;

constexpr std::size_t fixed_count = entry_keys.size() - 1;  // a column each; the answers have more

/// Whether a sheet would work the text out as a formula, or the text is one that `cell` has kept from that.
bool like_a_formula(std::string_view text) {
    const std::size_t at = text.find_first_not_of('\'');
    return at != std::string_view::npos && std::string_view("=+-@\t\r").find(text[at]) != std::string_view::npos &&
           !number_of(text);
}

/// What like_a_formula says begins with one ' more, which `unkept` takes away again.
std::string cell(std::string text) {
    if (like_a_formula(text)) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos && trimmed(text) == text) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

std::string unkept(const std::string& text) {
    return text.size() > 1 && text[0] == '\'' && like_a_formula(text.substr(1)) ? text.substr(1) : text;
}

struct Cell {
    std::string text;
    Place at;
    bool quoted = false;
    /// Blanks around it are the sheet's; those within quotes are its own.
    [[nodiscard]] std::string own() const { return unkept(quoted ? text : std::string(trimmed(text))); }
};

struct Record {
    std::size_t line = 0;
    std::vector<Cell> cells;
};

std::vector<Record> records(std::string_view text, Refusals& problems) {
    std::vector<Record> out;
    std::size_t line = 1, line_start = 0;
    for (std::size_t i = 0; i < text.size();) {
        Record record{line, {}};
        for (bool more = true; more;) {
            Cell cell{{}, {line, i - line_start + 1}};
            cell.quoted = i < text.size() && text[i] == '"';
            if (cell.quoted) {
                for (++i;; ++i) {
                    if (i >= text.size()) problems.end({cell.at.line}, "a quote is not closed");
                    if (text[i] == '"' && (i + 1 >= text.size() || text[i + 1] != '"')) break;
                    if (text[i] == '"') ++i;
                    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
                    if (text[i] == '\n') {
                        ++line;
                        line_start = i + 1;
                    }
                    cell.text += text[i];
                }
                ++i;
                if (i < text.size() && text[i] != ',' && text[i] != '\r' && text[i] != '\n')
                    problems.end({line}, "there is text after a closing quote");
            } else {
                while (i < text.size() && text[i] != ',' && text[i] != '\r' && text[i] != '\n') cell.text += text[i++];
            }
            record.cells.push_back(std::move(cell));
            more = i < text.size() && text[i] == ',';
            if (more) ++i;
        }
        if (i < text.size() && text[i] == '\r') ++i;
        if (i < text.size() && text[i] == '\n') ++i;
        ++line;
        line_start = i;
        if (record.cells.size() > 1 || !record.cells[0].text.empty()) out.push_back(std::move(record));
    }
    return out;
}

/// A whole number from 1 up to the largest id.
std::optional<std::int64_t> read_id(std::string_view text) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id < 1 || id > largest_id) return std::nullopt;
    return id;
}

/// One row, where it can be read.
std::optional<LogEntry> read_row(const Record& row, const std::vector<Cell>& head, const RuleSet* rules, Refusals& problems) {
    if (row.cells.size() != head.size()) {
        problems.add({row.line}, "there are " + std::to_string(row.cells.size()) + " columns, but " +
                                     std::to_string(head.size()) + " headings");
        return std::nullopt;
    }
    Incoming reading(rules, problems);
    LogEntry& e = reading.entry;
    const auto text = [&](std::size_t c) { return unkept(std::string(trimmed(row.cells[c].text))); };
    const auto id = [&](std::size_t c) {
        const auto number = read_id(text(c));
        if (!number) reading.wrong(row.cells[c].at, "\"" + text(c) + "\" is not the number of an entry");
        return number.value_or(0);
    };
    e.id = id(0);
    reading.date(row.cells[1].text, row.cells[1].at);
    e.ruleset = text(2);
    e.version = row.cells[3].own();
    if (text(4) != "yes" && text(4) != "no") reading.wrong(row.cells[4].at, "reassessed must be yes or no");
    e.reassessed = text(4) == "yes";
    e.replaces = text(5).empty() ? 0 : id(5);
    e.note = unkept(row.cells[6].text);
    // A finding that is not there is a matter of the heading, and of one sentence.
    for (std::size_t c = fixed_count; c < row.cells.size(); ++c)
        if (!row.cells[c].own().empty())
            reading.answer({std::string(trimmed(head[c].text)), unkept(row.cells[c].text)}, head[c].at, row.cells[c].at);
    return reading.take({row.line});
}

}  // namespace

std::string log_csv(const std::vector<LogEntry>& entries) {
    std::set<std::string> findings;
    for (const LogEntry& e : entries)
        for (const LogAnswer& a : e.answers) findings.insert(a.finding);
    std::string out;
    for (std::size_t c = 0; c < fixed_count; ++c) out += (c == 0 ? "" : ",") + std::string(entry_keys[c]);
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

std::vector<LogEntry> log::read_csv(const RuleSet* rules, std::string_view text, const std::string& name) {
    Refusals problems(name);
    const std::vector<Record> all = records(text, problems);
    if (all.empty()) problems.end({1}, "the file is empty");
    const std::vector<Cell>& head = all[0].cells;
    if (head.size() == 1 && head[0].text.find_first_of(";\t") != std::string::npos)
        problems.end({1}, "the columns are separated by semicolons or tabs; save the sheet as CSV with commas");
    if (trimmed(head[0].text).starts_with("sep="))
        problems.end({1}, "the first line is one that only Excel reads; remove it, and save the sheet as CSV with commas");
    for (std::size_t c = 0; c < fixed_count; ++c)
        if (c >= head.size() || trimmed(head[c].text) != entry_keys[c])
            problems.end({1}, "column " + std::to_string(c + 1) + " must be \"" + entry_keys[c] + "\"");
    std::vector<LogEntry> out;
    for (std::size_t r = 1; r < all.size(); ++r)
        if (auto entry = read_row(all[r], head, rules, problems)) out.push_back(*std::move(entry));
    problems.end();
    return out;
}

}  // namespace triage
