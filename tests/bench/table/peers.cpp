// SPDX-License-Identifier: Apache-2.0
// Other rule engines with the same rules, on people who have answered every question: what each of them can say exactly. Where
// every pathway ends is compared, not only what leads.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <triage/text/json_writer.hpp>
#include <triage/walk/walk.hpp>

#include "clock.hpp"
#include "languages.hpp"
#include "people.hpp"
#include "process.hpp"
#include "table.hpp"

namespace bench {

namespace {

constexpr std::size_t people_count = 500;

// The people, as the findings by name and as the walk takes them; and for each pathway the outcome that it raises, or -1.
struct Forms {
    const triage::RuleSet& rules = triage::testing::shipped_rules();
    std::vector<triage::testing::AnyPeople::Drawn> drawn = forms(people_count, true);
    std::vector<triage::Answers> answers;
    std::vector<std::vector<long>> ends;

    Forms() {
        for (const auto& person : drawn) {
            answers.push_back(triage::testing::answers_of(rules, person));
            const triage::Trace trace = triage::walk_plainly(rules.compiled(), answers.back().bits());
            ends.emplace_back();
            for (std::uint32_t p = 0; p < trace.pathway_count; ++p)
                ends.back().push_back(trace.ends[p].ending == triage::Ending::raised ? long{trace.ends[p].outcome} : -1);
        }
    }

    // `value(finding, answer)` for each answer of a person.
    template <class Value>
    void each_answer(std::size_t person, Value&& value) const {
        for (const auto& [f, answer] : drawn[person]) value(rules.document().findings[f], answer);
    }
};

// Where each pathway ends, as one list in a language.
std::string list_of(const triage::Rules& rules, const Language& language) {
    const Translator translator(rules, language);
    std::string out;
    for (const triage::CompiledPathway& p : rules.pathways) out += (out.empty() ? "[" : ", ") + translator.ends(p.first_step);
    return out + "]";
}

std::string as_json(const Forms& people) {
    const triage::Rules& rules = people.rules.compiled();
    triage::JsonWriter json;
    json.open('{').text("zen", list_of(rules, Zen())).open("people", '[');
    for (std::size_t i = 0; i < people.answers.size(); ++i) {
        json.open('{');
        people.each_answer(i, [&](const triage::Finding& finding, const triage::Answer& answer) {
            const std::string& id = finding.id.value;
            if (finding.type == triage::FindingType::number)
                json.number(id, answer.number());
            else if (finding.type == triage::FindingType::yes_no)
                json.boolean(id, answer.is_yes());
            else
                json.text(id, answer.text());
        });
        json.close('}');
    }
    json.close(']').open("ends", '[');
    for (const std::vector<long>& one : people.ends) {
        json.open('[');
        for (const long end : one) json.number(static_cast<double>(end));
        json.close(']');
    }
    json.close(']').close('}');
    std::string out = json.str();
    out.insert(1, "\"json_logic\": " + list_of(rules, JsonLogic()) + ", ");
    return out;
}

// A number in one line of flat JSON; nothing where there is no such key.
std::optional<double> number_in(const std::string& line, const std::string& key) {
    const std::size_t at = line.find("\"" + key + "\":");
    if (at == std::string::npos) return std::nullopt;
    return std::stod(line.substr(at + key.size() + 3));
}

struct Peer {
    const char *package, *script, *border;
};
constexpr Peer packages[] = {
    {"json-logic-js", "json-logic-js.mjs", "JavaScript itself"},
    {"@gorules/zen-engine", "zen-engine.mjs", "an empty decision"},
};

// A peer is held to what its rules take. What it takes to cross the border into it is said beside, in seconds a person.
Row compared(const std::string& peer, double ours, double whole, double border, const std::string& how) {
    std::string note = how;
    if (border > 0) note = "not counted: " + how + ", " + std::to_string(static_cast<int>(border * 1e6)) + " us";
    return {"peers", "every question answered", ours, "ns", peer, (whole - border) * 1e9, std::nullopt, note};
}

void node_peers(Table& table, const Forms& people, double ours) {
    const std::string node = find_program("node"), data = scratch() + "/peers.json", out = scratch() + "/peer.json";
    write_whole(data, as_json(people));
    for (const Peer& peer : packages) {
        const std::string folder = std::string(TRIAGE_BENCH_PEERS) + "/node_modules/" + peer.package;
        if (node.empty() || read_whole(folder + "/package.json").empty()) {
            table.skip("peers", peer.package, node.empty() ? "node is not installed" : "the package is not installed");
            continue;
        }
        run_program({node, std::string(TRIAGE_SOURCE_DIR) + "/tests/bench/peers/" + peer.script, TRIAGE_BENCH_PEERS, data}, out);
        const std::string line = read_whole(out);
        agree(!number_in(line, "differs"), std::string(peer.package) + " and the plain walk: " + line);
        const double whole = number_in(line, "whole").value(), border = number_in(line, "border").value();
        const std::string version = line.substr(12, line.find('"', 12) - 12);
        table.add(compared(std::string(peer.package) + " " + version, ours, whole * 1e-6, border * 1e-6, peer.border));
    }
}

// CLIPS: a rule for each way to an outcome, a fact for a person, a line for each end.
std::string clips_template(const triage::Rules& rules) {
    std::string out = "(deftemplate person";
    for (const triage::Finding& f : rules.document.findings) out += " (slot " + f.id.value + ")";
    return out + ")\n";
}

std::string clips_rules(const triage::Rules& rules) {
    const Clips language;
    const Translator translator(rules, language);
    std::string out = clips_template(rules);
    for (triage::PathwayId p{0}; p < rules.pathways.size(); ++p) {
        const triage::StepId first = rules.pathways[p].first_step;
        std::string pattern = "(person";
        for (const std::string& id : translator.findings(first))
            pattern.append(" (").append(id).append(" ?").append(id).append(")");
        Translator::Ways ways;
        translator.ways(first, {}, ways);
        for (std::size_t w = 0; w < ways.size(); ++w)
            out += "(defrule p" + std::to_string(p) + "-" + std::to_string(w) + " " + pattern + ") (test " +
                   language.all(ways[w].first) + ") => (printout t " + std::to_string(p) + " \" \" " +
                   std::to_string(ways[w].second) + " crlf))\n";
    }
    return out;
}

std::string clips_people(const Forms& people) {
    std::string out;
    for (std::size_t i = 0; i < people.answers.size(); ++i) {
        out += "(reset)\n(printout t \"somebody\" crlf)\n(assert (person";
        people.each_answer(i, [&](const triage::Finding& finding, const triage::Answer& answer) {
            out += " (" + finding.id.value + " " + answer.text() + ")";
        });
        out += "))\n(run)\n";
    }
    return out;
}

// Where every pathway ends, from what the rules print.
std::vector<std::vector<long>> clips_ends(const std::string& printed, std::size_t pathways) {
    std::vector<std::vector<long>> out;
    std::istringstream in(printed);
    for (std::string line; std::getline(in, line);) {
        if (line == "somebody") out.emplace_back(pathways, -1);
        std::istringstream words(line);
        std::size_t pathway = 0;
        long outcome = 0;
        if (!out.empty() && words >> pathway >> outcome && pathway < pathways) out.back()[pathway] = outcome;
    }
    return out;
}

void clips(Table& table, const Forms& people, double ours) {
    const std::string program = find_program("clips");
    if (program.empty()) return table.skip("peers", "CLIPS", "clips is not installed");
    const triage::Rules& rules = people.rules.compiled();
    const auto file = [](const std::string& name, const std::string& text) {
        write_whole(scratch() + "/" + name, text);
        return scratch() + "/" + name;
    };
    // With the rules or without any, with the people or without, so that what is not asked for can be taken away.
    const std::string whole = file("rules.clp", clips_rules(rules)), empty = file("template.clp", clips_template(rules)),
                      facts = file("people.clp", clips_people(people)), out = scratch() + "/clips.txt";
    const auto script = [&](const std::string& name, const std::string& loaded, bool with_people) {
        return file(name, "(load* \"" + loaded + "\")\n" + (with_people ? "(batch* \"" + facts + "\")\n" : "") + "(exit)\n");
    };
    const std::string all = script("all.clp", whole, true), no_people = script("no_people.clp", whole, false),
                      no_rules = script("no_rules.clp", empty, true), nothing = script("nothing.clp", empty, false);
    run_program({program, "-f2", all}, out);
    agree(clips_ends(read_whole(out), rules.pathways.size()) == people.ends, "CLIPS and the plain walk");
    const auto seconds = [&](const std::string& with, const std::string& without) {
        std::vector<double> each(3);
        for (double& one : each) one = run_program({program, "-f2", with}) - run_program({program, "-f2", without});
        return median(std::move(each)) / people_count;
    };
    table.add(compared("CLIPS", ours, seconds(all, no_people), seconds(no_rules, nothing), "reading the facts without any rule"));
}

}  // namespace

void peers(Table& table) {
    const Forms people;
    const double ours = take_turns({[&] {
                            for (int r = 0; r < 16; ++r)
                                for (const triage::Answers& a : people.answers) keep(triage::walk(a));
                        }})[0] /
                        (16 * people_count) * 1e9;
    node_peers(table, people, ours);
    clips(table, people, ours);
    table.skip("peers", "json-rules-engine",
               "its conditions have no sums: scores and \"k of these\" would be code beside the rules");
}

}  // namespace bench
