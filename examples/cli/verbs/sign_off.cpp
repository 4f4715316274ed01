// SPDX-License-Identifier: Apache-2.0
// triage review --sign: records in the rule folder who has read what.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <triage/review/cases.hpp>
#include <triage/review/prove/prove.hpp>
#include <triage/review/sign_off.hpp>

#include "cli.hpp"

namespace cli {

namespace fs = std::filesystem;

namespace {

// What keeps a sign-off from being recorded, one line each.
std::string refusals(const triage::RuleSet& rules, const std::vector<triage::Case>& cases, const Options& options) {
    std::string out;
    triage::ProveOptions limits;
    if (options.budget != 0) limits.budget = options.budget;
    const triage::ProofReport proof = triage::prove(rules, limits);
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

void one_line(const std::string& text, const char* option) {
    if (text.find_first_not_of(' ') == std::string::npos) throw Failure(std::string("triage review --sign needs ") + option);
    if (triage::visible(text) != text) throw Failure(std::string(option) + " holds a character that cannot be shown");
}

}  // namespace

int sign_rules(const Options& options) {
    const std::string given = rules_path(options);
    const fs::path folder = fs::path(given).filename() == "ruleset.yaml" ? fs::path(given).parent_path() : fs::path(given);
    if (given.empty() || !fs::is_directory(folder.empty() ? "." : folder))
        throw Failure("a sign-off is kept in a rule folder: triage review FOLDER --sign");
    one_line(options.review.who, "--who");
    one_line(options.review.role, "--role");
    const triage::Date date = date_option(options.log.date, "date");
    if (triage::days_from_civil(date) > triage::days_from_civil(today())) throw Failure("--date: nobody signs in the future");
    Options whole = options;  // its cases too where the top file was named
    whole.rules = folder.empty() ? "." : folder.string();
    whole.inputs.clear();
    const LoadedCases loaded = load_cases(whole, true);
    const triage::RuleSet& rules = loaded.rules;
    for (const std::string& id : options.review.pathways) (void)known_pathway(rules, id);
    const std::string refused = refusals(rules, loaded.cases, options);
    if (!refused.empty()) {
        std::cerr << "triage: nothing is signed:\n" << refused;
        return found;
    }
    const triage::SignOff one = triage::sign_off(rules, options.review.who, options.review.role, triage::format_date(date),
                                                 options.review.pathways, options.review.frame);
    std::vector<triage::SignOff> all = triage::sign_offs_of(rules);
    const std::size_t before = all.size();
    all.push_back(one);
    const fs::path file = (folder.empty() ? fs::path(".") : folder) / triage::review_file;
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
    std::cout << "signed by " << one.who.value << " on " << one.date.value << ": " << one.pathways.size()
              << (one.pathways.size() == 1 ? " pathway" : " pathways") << (one.frame.value.empty() ? "" : " and the frame")
              << "; " << file.string() << "\n"
              << rules.id() << " " << rules.version()
              << " is now: " << triage::review_status(triage::signatures(rules.document(), all)) << "\n";
    return done;
}

}  // namespace cli
