// SPDX-License-Identifier: Apache-2.0
// triage review: the packet that a clinician reads, and the sign-off that follows.
#include <iostream>

#include <triage/review.hpp>
#include <triage/review/coverage/coverage.hpp>
#include <triage/review/diff/diff.hpp>
#include <triage/review/diff/render.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/packet/packet.hpp>
#include <triage/review/prove/prove.hpp>
#include <triage/review/report.hpp>
#include <triage/review/sign_off.hpp>

#include "cli.hpp"

namespace cli {

namespace {

void draw(const triage::RuleSet& rules, triage::PacketParts& parts) {
    try {
        for (const triage::Pathway& p : rules.document().pathways)
            parts.pictures.push_back({p.id.value, svg_of(triage::graph_dot(rules, {.pathway = p.id.value}))});
    } catch (const Failure&) {
        parts.pictures.clear();
        parts.no_pictures = "they need Graphviz (dot), which was not found.";
        std::cerr << "triage: no pictures in the packet: Graphviz (dot) was not found\n";
    }
}

std::vector<triage::PacketFigure> coverage_of(const LoadedCases& loaded, std::size_t budget) {
    triage::CoverageOptions limits;
    if (budget != 0) limits.budget = budget;
    const triage::CoverageReport report = triage::coverage(loaded.rules, loaded.cases, limits);
    std::vector<triage::PacketFigure> out;
    for (std::size_t k = 0; k < report.totals.size(); ++k) {
        const triage::CoverageTotal& t = report.totals[k];
        std::string value = std::to_string(t.covered) + " of " + std::to_string(t.whole());
        if (t.whole() != 0) value += " (" + triage::share_text(t.covered, t.whole()) + ")";
        if (t.impossible != 0) value += "; " + std::to_string(t.impossible) + " more proved impossible";
        out.push_back({triage::kind_text(k), value});
    }
    return out;
}

std::vector<triage::PacketFigure> mutation_of(const LoadedCases& loaded, std::size_t budget) {
    triage::MutateOptions limits;
    if (budget != 0) limits.budget = budget;
    const triage::MutationReport report = triage::mutate(loaded.rules, loaded.cases, limits);
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

int packet(const Options& options) {
    const LoadedCases loaded = load_cases(options, true);
    const triage::RuleSet& rules = loaded.rules;
    triage::PacketParts parts;
    parts.rules_path = loaded.path;
    parts.sign_offs = triage::sign_offs_of(rules);
    draw(rules, parts);
    triage::ProveOptions limits;
    if (options.budget != 0) limits.budget = options.budget;
    parts.proof = triage::prove(rules, limits);
    parts.cases = loaded.cases;
    if (!parts.cases.empty()) parts.case_report = triage::run_cases(rules, parts.cases);
    if (!parts.cases.empty()) parts.coverage = coverage_of(loaded, options.budget);
    if (!parts.cases.empty() && options.review.mutation) parts.mutation = mutation_of(loaded, options.budget);
    if (!options.review.since.empty()) {
        triage::DiffOptions compare;
        if (options.budget != 0) compare.budget = options.budget;
        parts.changes = {options.review.since, triage::report_of(triage::diff(load_rules(options.review.since), rules, compare))};
    }
    write_output(options, triage::render_packet(rules, parts));
    return done;
}

}  // namespace

int review_rules(const Options& options) {
    if (options.review.sign) return sign_rules(options);
    if (!options.review.who.empty() || !options.review.role.empty() || options.review.frame || !options.review.pathways.empty())
        throw Failure("--who, --role, --pathway and --frame belong to triage review --sign");
    return packet(options);
}

}  // namespace cli
