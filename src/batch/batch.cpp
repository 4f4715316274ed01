// SPDX-License-Identifier: Apache-2.0
#include <triage/batch.hpp>

#include <algorithm>
#include <bit>
#include <utility>

#include <triage/explain/render/render.hpp>
#include <triage/load.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/people.hpp>

#include "rows.hpp"

namespace triage {

struct BatchAssessor::Work {
    RuleSet rules;
    BatchOptions options;
    People people;
    PeopleWalk walk;
    batch::PlainRows plain;
    // What is written for each site, and for `otherwise` at the end: the disposition and what leads; an item of a list.
    std::vector<std::string> leads, item;
    // Of each site: an earlier one that is the same outcome of the same pathway; npos: none.
    std::vector<std::vector<std::uint32_t>> same_as;

    // One row of the piece at hand. What was read carefully keeps its own texts.
    struct Row {
        std::string_view id;
        bool has_id = false;
        std::size_t line = 0;
        std::string own_id, error;
        std::vector<std::uint32_t> sites;
    };
    std::vector<Row> block;
    std::size_t count = 0;  // of rows in it
    std::vector<Standing> leading;

    Work(RuleSet r, BatchOptions o)
        : rules(std::move(r)),
          options(std::move(o)),
          people(PeopleProgram(rules)),
          walk(people.program()),
          plain(people.program()),
          block(People::block),
          leading(People::block) {
        const Rules& c = rules.compiled();
        const bool csv = options.output == BatchOptions::Output::csv;
        const auto add = [&](Rank rank, OutcomeId outcome) {
            const std::string level = c.disposition(rank).id.value, id = c.document.outcomes[outcome].id.value;
            leads.push_back(csv ? "," + level + "," + id + ","
                                : ", \"disposition\": \"" + level + "\", \"leading\": \"" + id + "\", \"raised\": [");
        };
        for (const Site& p : c.program.sites) {
            add(p.rank, p.outcome);
            const std::string& id = p.raised ? c.document.outcomes[p.outcome].id.value : c.document.pathways[p.pathway].id.value;
            item.push_back(csv ? id : "\"" + id + "\"");
            same_as.emplace_back();
            for (std::uint32_t k = 0; k + 1 < same_as.size(); ++k) {
                const Site& q = c.program.sites[k];
                if (q.pathway == p.pathway && q.outcome == p.outcome && q.raised == p.raised) same_as.back().push_back(k);
            }
        }
        add(c.otherwise_rank, c.otherwise);
    }

    /// Lines with their ends, and bytes behind them that may be read. They stay where they are until their block is walked.
    void lines(std::string_view rows, std::size_t& line, BatchPiece& out);
    void block_of(BatchPiece& out);
    [[nodiscard]] BatchRow careful(std::string_view line) const {
        if (line.size() > options.limits.bytes_per_file) return {{}, "the row is too long", {}, {}};
        return read_row(rules, line, options.limits);
    }
    void write(const Row& row, std::string& text, const Standing& standing);
    void write_error(const Row& row, std::string& text) const;
    void whole(std::string_view line, std::size_t number, BatchPiece& out);
    static void note(BatchPiece& out, const Row& row) {
        ++out.rows;
        const std::string_view id = row.has_id ? row.id : std::string_view(row.own_id);
        if (!id.empty()) out.ids.push_back({hash_of(id), row.line});
    }
};

void BatchAssessor::Work::write_error(const Row& row, std::string& text) const {
    if (options.output == BatchOptions::Output::csv) {
        text += csv_field(row.own_id) + ",,,,," + csv_field("line " + std::to_string(row.line) + ": " + row.error) + "\n";
        return;
    }
    JsonWriter json;
    json.open('{').text_or_null("id", row.own_id).number("line", row.line).text("error", row.error).close('}');
    text += json.str();
    text += '\n';
}

void BatchAssessor::Work::write(const Row& row, std::string& text, const Standing& standing) {
    const bool csv = options.output == BatchOptions::Output::csv;
    if (csv) {
        text += csv_field(row.has_id ? std::string(row.id) : row.own_id);
    } else if (row.has_id) {
        text += "{\"id\": \"";
        text += row.id;
        text += '"';
    } else {
        JsonWriter json;
        json.open('{').text_or_null("id", row.own_id);
        text += json.str();
    }
    const std::vector<Site>& sites = rules.compiled().program.sites;
    std::size_t first = leads.size() - 1;  // `otherwise`
    if (standing.pathway != npos)
        for (const std::uint32_t p : row.sites)
            if (sites[p].pathway == standing.pathway && sites[p].outcome == standing.outcome &&
                sites[p].raised == standing.raised) {
                first = p;
                break;
            }
    text += leads[first];
    for (const bool raised : {true, false}) {
        bool any = false;
        for (const std::uint32_t p : row.sites) {
            if (sites[p].raised != raised) continue;
            // An outcome that a pathway meets twice stands once.
            const auto here = [&](std::uint32_t k) {
                return std::find(row.sites.begin(), row.sites.end(), k) != row.sites.end();
            };
            if (!same_as[p].empty() && std::any_of(same_as[p].begin(), same_as[p].end(), here)) continue;
            if (std::exchange(any, true)) text += csv ? " " : ", ";
            text += item[p];
        }
        text += csv ? "," : raised ? "], \"unsure\": [" : "]}";
    }
    text += '\n';
}

void BatchAssessor::Work::block_of(BatchPiece& out) {
    if (count == 0) return;
    walk.take(people, 0);
    walk.run(0, count);
    walk.leading(0, count, leading.data());
    for (std::size_t i = 0; i < count; ++i) block[i].sites.clear();
    const std::size_t sites = rules.compiled().program.sites.size();
    for (std::uint32_t p = 0; p < sites; ++p)
        for (std::size_t word = 0; 64 * word < count; ++word) {
            std::uint64_t people_there = walk.stands(p, word);
            if (count - 64 * word < 64) people_there &= (std::uint64_t{1} << (count - 64 * word)) - 1;
            for (; people_there != 0; people_there &= people_there - 1)
                block[64 * word + static_cast<std::size_t>(std::countr_zero(people_there))].sites.push_back(p);
        }
    for (std::size_t i = 0; i < count; ++i) {
        note(out, block[i]);
        if (!block[i].error.empty()) {
            write_error(block[i], out.text);
            continue;
        }
        ++out.by_rank[leading[i].rank];
        write(block[i], out.text, leading[i]);
    }
    people.resize(0);
    people.resize(People::block);
    count = 0;
}

void BatchAssessor::Work::whole(std::string_view line, std::size_t number, BatchPiece& out) {
    const BatchRow read = careful(line);
    Row row;
    row.own_id = read.id;
    row.line = number;
    row.error = read.error;
    note(out, row);
    if (!read.answers) {
        write_error(row, out.text);
        out.rejected.append(line).append("\n");
        ++out.bad;
        return;
    }
    AssessOptions assessing = options.assess;
    assessing.id = read.id;
    const Assessment result = assess(*read.answers, assessing);
    ++out.by_rank[static_cast<std::size_t>(result.disposition.rank)];
    out.text += render_json(result, false);
}

BatchAssessor::BatchAssessor(RuleSet rules, BatchOptions options)
    : work_(std::make_unique<Work>(std::move(rules), std::move(options))) {}
BatchAssessor::~BatchAssessor() = default;
BatchAssessor::BatchAssessor(BatchAssessor&&) noexcept = default;
BatchAssessor& BatchAssessor::operator=(BatchAssessor&&) noexcept = default;

void BatchAssessor::Work::lines(std::string_view rows, std::size_t& line, BatchPiece& out) {
    const bool full = options.output == BatchOptions::Output::full;
    for (std::size_t from = 0; from < rows.size(); ++line, ++out.lines) {
        Row& row = block[count];
        row.id = {};
        row.line = line;
        row.own_id.clear();
        row.error.clear();
        const auto length = full ? std::nullopt : plain.read(rows.data() + from, people, count, row.id);
        const std::string_view text = rows.substr(from, length ? *length : rows.find('\n', from) - from);
        from += text.size() + 1;
        if (!length || text.size() > options.limits.bytes_per_file) {
            if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            if (full) {
                whole(text, line, out);
                continue;
            }
            people.forget(count);
            row.id = {};
            const BatchRow read = careful(text);
            row.own_id = read.id;
            row.error = read.error;
            if (read.answers) people.set(count, *read.answers);
            if (!row.error.empty()) {
                out.rejected.append(text).append("\n");
                ++out.bad;
            }
        }
        row.has_id = !row.id.empty();
        if (++count == People::block) block_of(out);
    }
}

void BatchAssessor::run(std::string_view rows, std::size_t line, BatchPiece& out) {
    Work& w = *work_;
    out.clear();
    out.by_rank.resize(w.rules.document().dispositions.size());
    w.people.resize(0);
    w.people.resize(People::block);
    // The last lines where they have a line end and bytes behind them that may be read.
    std::size_t here = 0;
    if (rows.size() > batch::PlainRows::padding) here = rows.rfind('\n', rows.size() - batch::PlainRows::padding - 1) + 1;
    std::string last(rows.substr(here));
    if (!last.empty() && last.back() != '\n') last += '\n';
    const std::size_t size = last.size();
    last.append(batch::PlainRows::padding, '\n');
    w.lines(rows.substr(0, here), line, out);
    w.lines(std::string_view(last).substr(0, size), line, out);
    w.block_of(out);
}

}  // namespace triage
