// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iostream>
#include <unordered_set>

#include <triage/load.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Assesses many people, one JSON object per line.
A bad row is reported in its place.
  triage batch people.ndjson -o results.ndjson)";

constexpr Flag full{"full", Takes::nothing, {}, "whole assessments"};

static std::string batch_row(const triage::BatchRow& row, std::size_t line, const Call& call) {
    triage::JsonWriter json;
    json.open('{').text_or_null("id", row.id);
    if (!row.answers) {
        json.number("line", line).text("error", row.error).close('}');
        return json.str() + "\n";
    }
    triage::AssessOptions options = assess_options(call);
    options.id = row.id;
    if (!call.has(full)) options.largest_change = 0;
    const triage::Assessment result = triage::assess(*row.answers, options);
    if (call.has(full)) return triage::render_json(result, false);
    json.text("disposition", result.disposition.id).text("leading", result.leading.outcome).open("raised", '[');
    for (const triage::AssessedOutcome& o : result.raised) json.text(o.outcome);
    json.close(']').open("unsure", '[');
    for (const triage::AssessedOutcome& o : result.unsure) json.text(o.pathway);
    json.close(']').close('}');
    return json.str() + "\n";
}

static int run(const Call& call) {
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    const std::string& path = call.inputs[0];
    std::ifstream file;
    if (path != "-") {
        file.open(path, std::ios::binary);
        if (!file) throw Failure("cannot read " + path);
    }
    std::istream& in = path == "-" ? std::cin : file;
    const std::size_t most = triage::LoadOptions{}.bytes_per_file;
    std::string text, out;
    std::size_t line = 0, rejected = 0, shared = 0;
    std::unordered_set<std::size_t> ids;  // their hashes: a batch may be long
    std::string first_shared;
    while (std::getline(in, text)) {
        ++line;
        if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
        const triage::BatchRow row =
            text.size() > most ? triage::BatchRow{{}, "the row is too long", std::nullopt} : triage::read_row(rules, text);
        rejected += row.answers ? 0 : 1;
        if (!row.id.empty() && !ids.insert(std::hash<std::string>{}(row.id)).second && ++shared == 1)
            first_shared = "\"" + triage::visible(row.id) + "\" in line " + std::to_string(line);
        out += batch_row(row, line, call);
        if (!call.has(flag::output)) {
            write_output(call, out);
            out.clear();
        }
    }
    if (in.bad()) throw Failure("cannot read " + path);
    const int code = !call.has(flag::output) ? done : deliver(call, out);
    // Two rows of one id are two people to us, and perhaps one to whoever reads the result.
    if (shared != 0)
        std::cerr << "triage: " << triage::counted(shared, "row has", "rows have") << " the id of an earlier row, first "
                  << first_shared << "; each was assessed by itself\n";
    if (rejected != 0) std::cerr << "triage: " << triage::counted(rejected, "row was", "rows were") << " rejected\n";
    return code != done ? code : rejected == 0 ? done : found;
}

const Verb verbs::batch{"batch", "IN.ndjson|-", "ndjson", {full, flag::rules}, Result::personal, run, help};

}  // namespace cli
