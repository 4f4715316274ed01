// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <triage/review.hpp>

#include "sign_off.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Makes the packet that a clinician reads, and records the sign-off.
It holds every pathway as a picture and in words, questions, outcomes, proofs, cases and doubts.
Rules that are not fit to sign say so first, and exit 1.
With --sign: adds a sign-off to RULES/review.yaml. Each part that is signed is named with the code that its packet prints.
  triage review rules/lower_leg_pain -o review.html
  triage review my_rules --pathway dvt -o dvt.html
  triage review my_rules --changed -o changed.html
  triage review my_rules --hazards --format csv -o hazards.csv
  triage review my_rules --sign --who "Dr A. Example" --role "Emergency physician" --pathway dvt=8f1e78819a40c2d3)";

constexpr Flag sign{"sign", Takes::nothing, "", "record a sign-off"};
constexpr Flag changed{"changed", Takes::nothing, {}, "only what is unsigned, or changed since it was signed"};
constexpr Flag hazards{"hazards", Takes::nothing, {}, "the hazard matrix alone; csv and json are always of it"};
constexpr Flag questions{"questions", Takes::nothing, {}, "only the authors' open questions, as a file for --replies"};
constexpr Flag mutation{"mutation", Takes::nothing, {}, "work out the mutation figures; takes minutes"};

static void draw(const triage::RuleSet& rules, triage::PacketParts& parts) {
    try {
        for (const triage::Pathway& p : rules.document().pathways)
            if (!parts.only || triage::contains(*parts.only, p.id.value))
                parts.pictures.push_back({p.id.value, svg_of(triage::graph_dot(rules, {.pathway = p.id.value})),
                                          svg_of(triage::graph_dot(rules, {.pathway = p.id.value, .narrow = true}))});
    } catch (const Failure&) {
        parts.pictures.clear();
        parts.no_pictures = "they need Graphviz (dot), which was not found.";
        std::cerr << "triage: no pictures in the packet: Graphviz (dot) was not found\n";
    }
}

static std::vector<triage::PacketFigure> coverage_of(const LoadedCases& loaded, const Call& call) {
    const triage::CoverageReport report =
        triage::coverage(loaded.rules, loaded.cases, within_budget<triage::CoverageOptions>(call));
    std::vector<triage::PacketFigure> out;
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const triage::CoverageTotal& t = report.totals[k];
        std::string value = std::to_string(t.covered) + " of " + std::to_string(t.whole());
        if (t.whole() != 0) value += " (" + triage::share_text(t.covered, t.whole()) + ")";
        if (t.impossible != 0) value += "; " + std::to_string(t.impossible) + " more proved impossible";
        out.push_back({triage::coverage_kind_words[k].text, value});
    }
    return out;
}

static std::vector<triage::PacketFigure> usefulness_of(const LoadedCases& loaded, const Call& call) {
    std::vector<triage::PacketFigure> out;
    auto wanted = within_budget<triage::NotSureOptions>(call);
    for (const double probability : {0.02, 0.05}) {
        wanted.probability = probability;
        const triage::NotSureReport r = triage::not_sure(loaded.rules, loaded.cases, wanted);
        if (r.cases == 0) return out;
        char value[128];
        std::snprintf(value, sizeof value, "%.1f %% of %zu cases; with checks %.1f %%; sent in today or at once: %.1f %%",
                      100 * r.home, r.cases, 100 * r.checked, 100 * r.graver);
        out.push_back({triage::shortest(100 * probability) + " % not sure", value});
    }
    return out;
}

static std::vector<triage::PacketFigure> mutation_of(const LoadedCases& loaded, const Call& call) {
    const triage::MutationReport report = triage::mutate(loaded.rules, loaded.cases, within_budget<triage::MutateOptions>(call));
    using Status = triage::MutantResult::Status;
    const auto share = [](const triage::MutationReport::Score& s) {
        return std::to_string(s.noticed) + " of " + std::to_string(s.whole) + " (" + triage::share_text(s.noticed, s.whole) + ")";
    };
    return {{"Changes tried", std::to_string(report.results.size())},
            {"Refused by the loader", std::to_string(report.count(Status::refused))},
            {"Proved to change nothing", std::to_string(report.count(Status::equivalent))},
            {"Undecided", std::to_string(report.count(Status::undecided))},
            {"Noticed by the cases, of the others", share(report.score(false))},
            {"Of these on red-flag pathways", share(report.score(true))}};
}

// What is not signed as it stands, and what changed since it was.
static void only_changed(const triage::RuleSet& rules, triage::PacketParts& parts) {
    using State = triage::Signature::State;
    parts.words = triage::words_to_read(rules);
    parts.only.emplace();
    triage::KeptRules kept(rules);
    for (const triage::Signature& s : triage::signatures(rules.document(), parts.sign_offs)) {
        if (s.state == State::holds || triage::contains(parts.words->parts, s.pathway)) continue;
        parts.only->push_back(s.pathway);
        if (s.state == State::none) continue;
        const triage::RuleSet* read = kept.of(s.read);
        parts.changed_parts.push_back({s.pathway, {}, read != nullptr});
        if (read != nullptr) parts.changed_parts.back().changes = triage::changed_since(*read, rules, s.pathway);
    }
}

static int packet(const Call& call) {
    const LoadedCases loaded = load_cases(call, true);
    const triage::RuleSet& rules = loaded.rules;
    triage::PacketParts parts;
    parts.rules_path = call.inputs[0];
    parts.sign_offs = triage::sign_offs_of(rules);
    if (call.has(flag::signed_pathway)) parts.only.emplace();
    for (const std::string& id : call.all(flag::signed_pathway)) parts.only->push_back(known_pathway(rules, id));
    if (call.has(changed)) {
        if (parts.only) throw Failure("--changed chooses the pathways itself: leave out --pathway");
        only_changed(rules, parts);
        if (parts.only->empty() && parts.words->parts.empty())
            throw Failure("nothing is unsigned, and nothing changed since it was signed");
    }
    draw(rules, parts);
    parts.proof = triage::prove(rules, within_budget<triage::ProveOptions>(call));
    parts.cases = loaded.cases;
    if (!parts.cases.empty()) {
        parts.case_report = triage::run_cases(rules, parts.cases);
        if (!parts.only) {
            parts.usefulness = usefulness_of(loaded, call);
            parts.coverage = coverage_of(loaded, call);
            if (call.has(mutation)) parts.mutation = mutation_of(loaded, call);
        }
    }
    if (call.has(flag::since)) {
        const triage::RuleSet old = load_rules(call.text(flag::since));
        parts.changes = {call.text(flag::since),
                         triage::report_of(triage::diff(old, rules, within_budget<triage::DiffOptions>(call))),
                         old.version() == rules.version() && old.digest() != rules.digest()};
    }
    write_output(call, triage::render_packet(rules, parts));
    remember_shown(rules);
    const std::vector<triage::Unfit> faults = triage::unfit(rules, parts);
    if (faults.empty()) return done;
    std::cerr << "triage: these rules are not fit to sign, and the packet says so first:\n" << fault_lines(faults);
    return found;
}

static int show_hazards(const Call& call) {
    const LoadedCases loaded = load_cases(call, true);
    triage::PacketParts parts;
    parts.sign_offs = triage::sign_offs_of(loaded.rules);
    parts.proof = triage::prove(loaded.rules, within_budget<triage::ProveOptions>(call));
    parts.cases = loaded.cases;
    parts.case_report = triage::run_cases(loaded.rules, parts.cases);
    std::optional<triage::MutationReport> mutants;
    if (call.has(mutation)) mutants = triage::mutate(loaded.rules, loaded.cases, within_budget<triage::MutateOptions>(call));
    const triage::HazardMatrix matrix = triage::hazard_matrix(loaded.rules, parts, today(), mutants ? &*mutants : nullptr);
    const std::string format = call.format();
    write_output(call, format == "csv"    ? triage::render_hazards_csv(matrix)
                       : format == "json" ? triage::render_hazards_json(matrix)
                                          : triage::render_hazards_html(loaded.rules, matrix));
    return done;
}

static int show_questions(const Call& call) {
    const triage::RuleSet rules = load_rules(call.inputs[0]);
    std::vector<std::string> parts;
    for (const std::string& id : call.all(flag::signed_pathway)) parts.push_back(known_pathway(rules, id));
    if (parts.empty()) {
        for (const triage::Pathway& p : rules.document().pathways) parts.push_back(p.id.value);
        parts.emplace_back();
    }
    write_output(call, replies_to_fill_in(rules, parts));
    return done;
}

static int run(const Call& call) {
    if (call.has(sign)) return sign_rules(call);
    for (const Flag* f :
         {&flag::who, &flag::role, &flag::signed_on, &flag::frame, &flag::all, &flag::words, &flag::reply, &flag::replies})
        if (call.has(*f)) throw Failure("--" + std::string(f->name) + " belongs to triage review --sign");
    if (call.has(questions)) return show_questions(call);
    return call.has(hazards) || call.format() != "html" ? show_hazards(call) : packet(call);
}

const std::vector<Flag> flags{flag::since, mutation,    hazards,       changed,         flag::signed_pathway, questions,
                              sign,        flag::who,   flag::role,    flag::signed_on, flag::frame,          flag::all,
                              flag::words, flag::reply, flag::replies, flag::budget,    flag::rules};
const Verb verbs::review{"review", "RULES [CASES...]", "html|csv|json", flags, Result::about_rules, run, help};

}  // namespace cli
