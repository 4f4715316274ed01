// SPDX-License-Identifier: Apache-2.0
// The bodies of render.hpp.
#pragma once

#include <cstddef>

#include <triage/explain/render/json.hpp>
#include <triage/header_only.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/review/prove/render.hpp>
#include <triage/review/prove/words.hpp>

namespace triage {

TRIAGE_BODY std::string render_text(const ProofReport& report) {
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

TRIAGE_BODY std::string render_json(const ProofReport& report) {
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
