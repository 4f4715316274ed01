// SPDX-License-Identifier: Apache-2.0
// A ProofReport as text for a terminal, and as JSON.
// Refuses to call patterns patients, and to hide what was not proved.
#pragma once

#include <cstddef>
#include <string>

#include <triage/explain/render/json.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/review/prove/proof_report.hpp>
#include <triage/text/json_writer.hpp>

namespace triage {

namespace review_detail {

inline constexpr const char* patterns_note =
    "Patterns count combinations of answers that the rules can tell apart, not patients: most of them nobody ever gives.";

[[nodiscard]] inline const char* verdict_name(Verdict verdict) {
    constexpr const char* names[] = {"proved", "violated", "not proved", "vacuous"};
    return names[static_cast<std::size_t>(verdict)];
}
inline constexpr const char* vacuous_assumption = "no answer pattern meets this assumption, so it leaves nobody out";
[[nodiscard]] inline const char* kind_name(Unreachable::Kind kind) {
    constexpr const char* names[] = {"step", "branch", "outcome", "advice", "criteria", "condition", "finding"};
    return names[static_cast<std::size_t>(kind)];
}

/// How much of the rules a property was asked about: "over all 81 patterns, covers 2 of 4 findings". The exact number of all
/// patterns stands above the properties.
[[nodiscard]] inline std::string extent_text(const ProvedProperty& p, const BigCount& all) {
    const bool whole = p.patterns == all, small = short_count(all) == all.text();
    return "over " +
           (!whole  ? patterns_text(p.patterns)
            : small ? "all " + patterns_text(all)
                    : "all patterns, " + short_count(all)) +
           (p.covers.of == 0
                ? ""
                : ", covers " + std::to_string(p.covers.count) + " of " + std::to_string(p.covers.of) + " " + p.covers.what);
}

/// "calf_swelling: yes, age_years: 34", or "nothing answered".
[[nodiscard]] inline std::string answers_line(const Counterexample& c) {
    std::string out;
    for (const auto& [finding, answer] : c.answers) out += (out.empty() ? "" : ", ") + finding + ": " + answer;
    return out.empty() ? "nothing answered" : out;
}
/// What is wrong, in one sentence.
[[nodiscard]] inline std::string counterexample_sentence(const Counterexample& c) {
    if (c.finding.empty()) return c.disposition + ", expected " + c.expected;
    return c.disposition + ", but with " + c.finding + ": " + c.other_answer + " it is " + c.other_disposition;
}
[[nodiscard]] inline std::string list_of(const std::vector<std::string>& all, std::size_t most = 8) {
    std::string out;
    for (std::size_t i = 0; i < all.size() && i < most; ++i) out += (i == 0 ? "" : ", ") + all[i];
    return all.size() <= most ? out : out + " and " + std::to_string(all.size() - most) + " more";
}

}  // namespace review_detail

/// The report for a terminal: violations first, then what was not proved, then one line for each property.
[[nodiscard]] inline std::string render_text(const ProofReport& report) {
    using namespace review_detail;
    std::string out = report.ruleset + " " + report.version + " (" + report.review + "): " + count_text(report.patterns) +
                      " answer patterns of " + std::to_string(report.findings) + " findings\n" + patterns_note + "\n\n";
    std::size_t counts[4] = {};  // by verdict
    for (const AssumptionReport& a : report.assumptions) {
        counts[static_cast<std::size_t>(Verdict::vacuous)] += a.vacuous ? 1U : 0U;
        out += (a.vacuous ? "VACUOUS     " : "assumed ") + a.at + ": " +
               (a.vacuous            ? vacuous_assumption
                : !a.why_not.empty() ? "not counted, " + a.why_not
                                     : "leaves out " + patterns_text(a.excluded)) +
               ": " + visible(a.because) + "\n";
    }
    if (!report.assumptions.empty()) out += "\n";
    for (const ProvedProperty& p : report.properties) {
        ++counts[static_cast<std::size_t>(p.verdict)];
        if (p.verdict == Verdict::proved) {
            out += "PROVED      " + p.id + ": " + visible(p.text) + ", " + extent_text(p, report.patterns) + "\n";
            continue;
        }
        out += (p.verdict == Verdict::violated  ? "VIOLATED    "
                : p.verdict == Verdict::vacuous ? "VACUOUS     "
                                                : "NOT PROVED  ") +
               p.id + ": " + visible(p.text) + "\n";
        if (!p.hazard.empty()) out += "    hazard: " + visible(p.hazard) + " (" + p.at + ")\n";
        if (!p.why_not.empty()) out += "    " + visible(p.why_not) + "\n";
        for (const Counterexample& c : p.counterexamples) {
            out += "    " + c.at + " (" + c.rule + "): " + counterexample_sentence(c) + "\n";
            out += "      smallest person: " + answers_line(c) + "; " + patterns_text(c.patterns) + " like this\n";
            if (!c.also.empty()) out += "      the same rule also for: " + list_of(c.also) + "\n";
            out += "      as a case:\n";
            for (std::size_t from = 0; from < c.test_case.size();) {
                const std::size_t end = c.test_case.find('\n', from);
                out += "      " + c.test_case.substr(from, end - from) + "\n";
                from = end + 1;
            }
        }
    }
    for (const bool fault : {true, false}) {
        bool any = false;
        for (const Unreachable& u : report.unreachable) {
            if (u.fault != fault) continue;
            if (!any) out += fault ? "\nUnreachable:\n" : "\nWorth knowing:\n";
            any = true;
            out += "  " + u.at + ": " + kind_name(u.kind) + " " + u.id + ": " + u.text +
                   (u.swallowed_by.empty() ? "" : "; most of them end at " + u.swallowed_by) + "\n";
        }
    }
    out += "\n" + std::to_string(counts[0]) + " proved, " + std::to_string(counts[1]) + " violated, " +
           std::to_string(counts[2]) + " not proved";
    return out + (counts[3] == 0 ? "" : ", " + std::to_string(counts[3]) + " vacuous") + "\n";
}

/// The report as JSON, schema triage.proof/1. Counts are texts of digits: they do not fit a JSON number.
[[nodiscard]] inline std::string render_json(const ProofReport& report) {
    using namespace review_detail;
    JsonWriter json(true);
    json.open('{').key("schema").text("triage.proof/1").key("ruleset").open('{').key("id").text(report.ruleset);
    json.key("version").text(report.version).key("digest").text(report.digest).key("review").text(report.review).close('}');
    json.key("patterns").text(report.patterns.digits()).key("findings").number(static_cast<double>(report.findings));
    json.key("assumptions").open('[');
    for (const AssumptionReport& a : report.assumptions)
        json.open('{')
            .key("because")
            .text(a.because)
            .key("at")
            .text(a.at)
            .key("excluded")
            .text(a.excluded.digits())
            .key("vacuous")
            .boolean(a.vacuous)
            .close('}');
    json.close(']').key("properties").open('[');
    for (const ProvedProperty& p : report.properties) {
        json.open('{').key("id").text(p.id).key("text").text(p.text).key("built_in").boolean(p.built_in);
        if (!p.hazard.empty()) json.key("hazard").text(p.hazard).key("at").text(p.at);
        json.key("verdict").text(verdict_name(p.verdict)).key("patterns").text(p.patterns.digits());
        if (p.covers.of != 0) {
            json.key("covers").open('{').key("count").number(static_cast<double>(p.covers.count));
            json.key("of").number(static_cast<double>(p.covers.of)).key("what").text(p.covers.what).close('}');
        }
        if (!p.why_not.empty()) json.key("why_not").text(p.why_not);
        json.key("counterexamples").open('[');
        for (const Counterexample& c : p.counterexamples) {
            json.open('{').key("answers").open('{');
            for (const auto& [finding, answer] : c.answers) json.key(finding).text(answer);
            json.close('}').key("disposition").text(c.disposition).key("expected").text(c.expected);
            if (!c.finding.empty())
                json.key("finding")
                    .text(c.finding)
                    .key("other_answer")
                    .text(c.other_answer)
                    .key("other_disposition")
                    .text(c.other_disposition);
            json.key("at").text(c.at).key("rule").text(c.rule).key("also").texts(c.also);
            json.key("patterns").text(c.patterns.digits()).key("case").text(c.test_case).close('}');
        }
        json.close(']').close('}');
    }
    json.close(']').key("unreachable").open('[');
    for (const Unreachable& u : report.unreachable) {
        json.open('{')
            .key("kind")
            .text(kind_name(u.kind))
            .key("fault")
            .boolean(u.fault)
            .key("id")
            .text(u.id)
            .key("at")
            .text(u.at);
        json.key("text").text(u.text);
        if (!u.swallowed_by.empty()) json.key("swallowed_by").text(u.swallowed_by);
        json.close('}');
    }
    json.close(']')
        .key("nodes")
        .number(static_cast<double>(report.nodes))
        .key("budget")
        .number(static_cast<double>(report.budget));
    return json.close('}').str() + "\n";
}

}  // namespace triage
