// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <triage/review.hpp>

#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Makes the packet that a clinician reads, and records the sign-off.
It holds every pathway as a picture and in words, questions, outcomes, proofs, cases and doubts.
With --sign: adds a sign-off to RULES/review.yaml; refuses while a safety property or a case fails.
  triage review rules/lower_leg_pain -o review.html
  triage review my_rules --sign --who "Dr A. Example" --role "Emergency physician" --pathway dvt)";

constexpr Flag sign{"sign", Takes::nothing, "", "record a sign-off"};
constexpr Flag who{"who", Takes::text, "NAME", "--sign: who signs"};
constexpr Flag role{"role", Takes::text, "ROLE", "--sign: the signer's role"};
constexpr Flag signed_on{"date", Takes::day, "DAY", "--sign: YYYY-MM-DD (default: today)"};
constexpr Flag signed_pathway{"pathway", Takes::text, "ID", "--sign: this pathway alone; one option for each", 0, true};
constexpr Flag frame{"frame", Takes::nothing, "", "--sign: sign the shared parts"};
constexpr Flag mutation{"mutation", Takes::nothing, {}, "work out the mutation figures; takes minutes"};
constexpr Flag since{"since", Takes::input, "OLD", "say which people changed since these rules"};

static void draw(const triage::RuleSet& rules, triage::PacketParts& parts) {
    try {
        for (const triage::Pathway& p : rules.document().pathways)
            parts.pictures.push_back({p.id.value, svg_of(triage::graph_dot(rules, {.pathway = p.id.value}))});
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

static int packet(const Call& call) {
    const LoadedCases loaded = load_cases(call, true);
    const triage::RuleSet& rules = loaded.rules;
    triage::PacketParts parts;
    parts.rules_path = call.inputs[0];
    parts.sign_offs = triage::sign_offs_of(rules);
    draw(rules, parts);
    parts.proof = triage::prove(rules, within_budget<triage::ProveOptions>(call));
    parts.cases = loaded.cases;
    if (!parts.cases.empty()) {
        parts.case_report = triage::run_cases(rules, parts.cases);
        parts.usefulness = usefulness_of(loaded, call);
        parts.coverage = coverage_of(loaded, call);
        if (call.has(mutation)) parts.mutation = mutation_of(loaded, call);
    }
    if (call.has(since)) {
        const triage::RuleSet old = load_rules(call.text(since));
        parts.changes = {call.text(since), triage::report_of(triage::diff(old, rules, within_budget<triage::DiffOptions>(call)))};
    }
    write_output(call, triage::render_packet(rules, parts));
    return done;
}

// What keeps a sign-off from being recorded, one line each.
static std::string refusals(const triage::RuleSet& rules, const std::vector<triage::Case>& cases, const Call& call) {
    std::string out;
    const triage::ProofReport proof = triage::prove(rules, within_budget<triage::ProveOptions>(call));
    for (const triage::AssumptionReport& a : proof.assumptions)
        if (a.vacuous) out += "  an assumption is vacuous: " + triage::visible(a.because) + " (" + a.at + ")\n";
    for (const triage::ProvedProperty& p : proof.properties) {
        if (p.verdict == triage::Verdict::vacuous) out += "  safety property " + p.id + " is vacuous (" + p.at + ")\n";
        if (p.verdict == triage::Verdict::not_proved) std::cerr << "triage: not proved within the budget: " << p.id << "\n";
        if (p.verdict == triage::Verdict::violated && p.id != "nothing_unreachable")
            out += "  safety property " + p.id + " is violated: " + triage::visible(p.text) +
                   (p.at.empty() ? "" : " (" + p.at + ")") + "\n";
    }
    for (const triage::CaseResult& r : triage::run_cases(rules, cases).results) {
        if (r.verdict() == triage::CaseVerdict::vacuous)
            out += "  case " + r.id + " is vacuous (" + r.vacuous[0].at + "): " + triage::visible(r.vacuous[0].text) + "\n";
        if (r.verdict() == triage::CaseVerdict::failed)
            out += "  case " + r.id + " fails (" + r.at + "): " + triage::visible(r.failures[0]) + "\n";
    }
    return out;
}

static void one_line(const std::string& text, const char* option) {
    if (text.find_first_not_of(' ') == std::string::npos) throw Failure(std::string("triage review --sign needs ") + option);
    if (triage::visible(text) != text) throw Failure(std::string(option) + " holds a character that cannot be shown");
}

/// Records a sign-off beside the rules.
static int sign_rules(const Call& call) {
    const std::filesystem::path given = call.inputs[0];
    const std::filesystem::path named = given.filename() == "ruleset.yaml" ? given.parent_path() : given;
    const std::filesystem::path folder = named.empty() ? std::filesystem::path(".") : named;
    if (given.empty() || call.inputs.size() > 1 || !std::filesystem::is_directory(folder))
        throw Failure("a sign-off is kept in a rule folder: triage review FOLDER --sign");
    one_line(call.text(who), "--who");
    one_line(call.text(role), "--role");
    const triage::Date date = call.day(signed_on).value_or(today());
    if (triage::days_from_civil(date) > triage::days_from_civil(today())) throw Failure("--date: nobody signs in the future");
    const triage::RuleSet rules = load_rules(folder.string());
    const std::vector<triage::Case> cases = load_cases(rules, folder.string(), {}, true);
    for (const std::string& id : call.all(signed_pathway)) (void)known_pathway(rules, id);
    const std::string refused = refusals(rules, cases, call);
    if (!refused.empty()) {
        std::cerr << "triage: nothing is signed:\n" << refused;
        return found;
    }
    const triage::SignOff one = triage::sign_off(rules, call.text(who), call.text(role), triage::format_date(date),
                                                 call.all(signed_pathway), call.has(frame));
    std::vector<triage::SignOff> all = triage::sign_offs_of(rules);
    const std::size_t before = all.size();
    all.push_back(one);
    const std::filesystem::path file = folder / triage::review_file;
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    in.close();
    // Comments in the file stay where the entry can just be added; where the list is written in another way it is rewritten.
    if (!text.empty() && text.back() != '\n') text += '\n';
    text += triage::render_sign_off(one);
    const auto extended = triage::read_sign_offs(rules, text);
    if (!extended.ok() || extended.value().size() != before + 1 ||
        triage::render_sign_offs(rules.id(), extended.value()) != triage::render_sign_offs(rules.id(), all))
        text = triage::render_sign_offs(rules.id(), all);
    write_public(file.string(), text);
    std::cout << "signed by " << one.who.value << " on " << one.date.value << ": "
              << triage::counted(one.pathways.size(), "pathway") << (one.frame.value.empty() ? "" : " and the frame") << "; "
              << file.string() << "\n"
              << rules.id() << " " << rules.version()
              << " is now: " << triage::review_status(triage::signatures(rules.document(), all)) << "\n";
    return done;
}

static int run(const Call& call) {
    if (call.has(sign)) return sign_rules(call);
    if (call.has(who) || call.has(role) || call.has(signed_on) || call.has(frame) || call.has(signed_pathway))
        throw Failure("--who, --role, --date, --pathway and --frame belong to triage review --sign");
    return packet(call);
}

const std::vector<Flag> flags{since, mutation, sign, who, role, signed_on, signed_pathway, frame, flag::budget, flag::rules};
const Verb verbs::review{"review", "RULES [CASES...]", "html", flags, Result::personal, run, help};

}  // namespace cli
