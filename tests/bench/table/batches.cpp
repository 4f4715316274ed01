// SPDX-License-Identifier: Apache-2.0
// Rows of JSON: a batch against a pass of simdjson over all values of the same rows, against jq, and two threads against one.
#include <fcntl.h>
#include <sched.h>
#include <simdjson.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <triage/batch.hpp>

#include "clock.hpp"
#include "people.hpp"
#include "process.hpp"
#include "table.hpp"

namespace bench {

namespace {

constexpr std::size_t row_count = 20'000;

// Rows as text, in pieces of about 1 MB as the program hands them over, and where each person ends by the plain walk.
struct Rows {
    std::vector<std::string> pieces;  // each with room behind it that simdjson may read
    std::vector<std::string> ends;    // how each result line begins
    std::size_t bytes = 0;

    Rows() {
        const triage::RuleSet& rules = triage::testing::shipped_rules();
        const auto& findings = rules.document().findings;
        std::string piece;
        std::size_t number = 0;
        for (const auto& drawn : forms(row_count, false)) {
            const std::string id = "p-" + std::to_string(++number);
            piece += "{\"id\": \"" + id + "\", \"answers\": {";
            for (const auto& [f, answer] : drawn) {
                const bool digits = answer.kind() == triage::Answer::Kind::number;
                piece += (piece.back() == '{' ? "\"" : ", \"") + findings[f].id.value + "\": " + (digits ? "" : "\"") +
                         answer.text() + (digits ? "" : "\"");
            }
            piece += "}}\n";
            const triage::Answers answers = triage::testing::answers_of(rules, drawn);
            const triage::Trace trace = triage::walk_plainly(rules.compiled(), answers.bits());
            ends.push_back("{\"id\": \"" + id + "\", \"disposition\": \"" + level(trace.disposition) + "\", \"leading\": \"" +
                           rules.document().outcomes[trace.leading.outcome].id.value + "\"");
            if (piece.size() > 1'000'000) take(piece);
        }
        take(piece);
    }

private:
    void take(std::string& piece) {
        bytes += piece.size();
        piece.reserve(piece.size() + simdjson::SIMDJSON_PADDING);
        pieces.push_back(std::move(piece));
        piece.clear();
    }
};

template <class Each>
void each_line(std::string_view text, Each&& each) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        each(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
}

void check(const Rows& rows, std::string_view results, std::size_t& at, const std::string& who) {
    each_line(results, [&](std::string_view line) {
        agree(at < rows.ends.size() && line.substr(0, rows.ends[at].size()) == rows.ends[at],
              who + " and the plain walk, row " + std::to_string(at + 1));
        ++at;
    });
}

// What any reader has to do: each key, each text unescaped, each number. The sum keeps it honest. Behind the rows there is
// room that simdjson may read.
std::size_t read_values(std::string_view rows, simdjson::ondemand::parser& parser) {
    namespace json = simdjson::ondemand;
    std::size_t sum = 0;
    each_line(rows, [&](std::string_view line) {
        const auto room = static_cast<std::size_t>(rows.data() + rows.size() - line.data()) + simdjson::SIMDJSON_PADDING;
        json::document document = parser.iterate(simdjson::padded_string_view(line.data(), line.size(), room));
        for (auto field : document.get_object()) {
            sum += std::string_view(field.unescaped_key()).size();
            json::value value = field.value();
            if (value.type() == json::json_type::string) {
                sum += std::string_view(value.get_string()).size();
                continue;
            }
            for (auto answer : value.get_object()) {
                sum += std::string_view(answer.unescaped_key()).size();
                json::value said = answer.value();
                if (said.type() == json::json_type::string)
                    sum += std::string_view(said.get_string()).size();
                else
                    sum += static_cast<std::size_t>(double(said.get_double()));
            }
        }
    });
    return sum;
}

// Hands over whole lines of a file, through one buffer that is used again: a fresh page costs more than reading it does.
template <class Each>
void each_piece(const std::string& path, std::vector<char>& buffer, Each&& each) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw std::runtime_error("cannot read " + path);
    std::size_t have = 0;
    const std::size_t room = buffer.size() - simdjson::SIMDJSON_PADDING;
    for (;;) {
        const ssize_t got = read(file, buffer.data() + have, room - have);
        if (got <= 0) break;
        have += static_cast<std::size_t>(got);
        const std::size_t end = std::string_view(buffer.data(), have).rfind('\n') + 1;
        each(std::string_view(buffer.data(), end));
        std::memmove(buffer.data(), buffer.data() + end, have - end);
        have -= end;
    }
    close(file);
}

void assess_all(const Rows& rows, std::size_t from, std::size_t step) {
    triage::BatchAssessor batch{triage::testing::shipped_rules()};
    for (std::size_t p = from; p < rows.pieces.size(); p += step) keep(batch.run(rows.pieces[p], 1));
}

struct Taken {
    double processor = 0, wall = 0;  // seconds
};

// The whole batch by a thread on each of these processors.
Taken by_threads(const Rows& rows, const std::vector<std::size_t>& processors) {
    const auto begin = std::chrono::steady_clock::now();
    Taken out;
    out.processor = seconds_for([&] {
        std::vector<std::thread> workers;
        for (std::size_t t = 0; t < processors.size(); ++t)
            workers.emplace_back([&rows, &processors, t] {
                cpu_set_t one;
                CPU_ZERO(&one);
                CPU_SET(processors[t], &one);
                sched_setaffinity(0, sizeof one, &one);
                assess_all(rows, t, processors.size());
            });
        for (std::thread& worker : workers) worker.join();
    });
    out.wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return out;
}

// The processors that this program may use; all that there are, though it was pinned.
std::vector<std::size_t> processors_here() {
    cpu_set_t pinned, all;
    sched_getaffinity(0, sizeof pinned, &pinned);
    std::memset(&all, 0xFF, sizeof all);
    sched_setaffinity(0, sizeof all, &all);  // the kernel leaves out what is not there
    sched_getaffinity(0, sizeof all, &all);
    sched_setaffinity(0, sizeof pinned, &pinned);
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < CPU_SETSIZE; ++i)
        if (CPU_ISSET(i, &all)) out.push_back(i);
    return out;
}

void two_threads(Table& table, const Rows& rows) {
    const std::string what = "two threads together";
    const std::vector<std::size_t> all = processors_here();
    if (all.size() < 2) return table.skip("batch", what, "one processor here");
    std::vector<double> one, two, one_wall, two_wall;
    for (int r = 0; r < 9; ++r) {
        const Taken a = by_threads(rows, {all[1]}), b = by_threads(rows, {all[0], all[1]});
        one.push_back(a.processor);
        two.push_back(b.processor);
        one_wall.push_back(a.wall);
        two_wall.push_back(b.wall);
    }
    char note[80];
    std::snprintf(note, sizeof note, "by the wall clock %.1f times as fast, the best of 9",
                  quantile(one_wall, 0) / quantile(two_wall, 0));
    table.add({"batch", what, median(two) * 1e6 / row_count, "us a row", "one thread", median(one) * 1e6 / row_count,
               std::nullopt, note});
}

}  // namespace

void batches(Table& table) {
    const Rows rows;
    simdjson::ondemand::parser parser;
    triage::BatchAssessor batch{triage::testing::shipped_rules()};
    std::size_t checked = 0;
    for (const std::string& piece : rows.pieces) check(rows, batch.run(piece, 1).text, checked, "a batch");
    agree(checked == row_count, "a batch has a result for each row");

    const std::string in = scratch() + "/rows.ndjson", out = scratch() + "/results.ndjson";
    std::string all;
    for (const std::string& piece : rows.pieces) all += piece;
    write_whole(in, all);
    std::vector<char> buffer(1U << 20U);
    const std::vector<double> seconds =
        take_turns({
                       [&] { each_piece(in, buffer, [&](std::string_view piece) { keep(batch.run(piece, 1)); }); },
                       [&] { each_piece(in, buffer, [&](std::string_view piece) { keep(read_values(piece, parser)); }); },
                       [&] {
                           for (const std::string& piece : rows.pieces) keep(batch.run(piece, 1));
                       },
                       [&] {
                           for (const std::string& piece : rows.pieces) keep(read_values(piece, parser));
                       },
                   },
                   9);
    const auto per_row = [&](std::size_t i) { return seconds[i] * 1e6 / row_count; };
    table.add({"batch", "from a file", per_row(0), "us a row", "simdjson, all values", per_row(1),
               ratio_at_most(1.2, "at most 1.2 x"),
               std::to_string(rows.bytes / row_count) + " bytes a row, " +
                   std::to_string(static_cast<int>(static_cast<double>(rows.bytes) / seconds[0] / 1e6)) + " MB/s"});
    table.add({"batch", "from memory", per_row(2), "us a row", "simdjson, all values", per_row(3)});

    const std::string jq = find_program("jq");
    const std::vector<std::string> triage{TRIAGE_CLI, "batch", in, "--jobs", "1"};
    run_program(triage, out);
    checked = 0;
    check(rows, read_whole(out), checked, "triage batch");
    agree(checked == row_count, "triage batch has a result for each row");
    if (jq.empty())
        table.skip("batch", "the program against jq", "jq is not installed");
    else {
        std::vector<double> ours, theirs;
        for (int r = 0; r < 3; ++r) {
            ours.push_back(run_program(triage));
            theirs.push_back(run_program({jq, "-c", ".id", in}));
        }
        const double jq_row = median(theirs) * 1e6 / row_count;
        table.add(
            {"batch", "from a file", per_row(0), "us a row", "jq -c .id", jq_row, std::nullopt, "without start and loading"});
        table.add({"batch", "triage batch, the whole process", median(ours) * 1e6 / row_count, "us a row", "jq -c .id", jq_row,
                   ratio_at_most(1.0 / 15, "at most 1/15")});
    }
    two_threads(table, rows);
}

}  // namespace bench
