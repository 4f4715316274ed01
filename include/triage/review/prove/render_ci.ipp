// SPDX-License-Identifier: Apache-2.0
// The bodies of render_ci.hpp.
#pragma once

#include <cstddef>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/prove/render_ci.hpp>
#include <triage/review/prove/words.hpp>
#include <triage/text/escape.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

namespace triage {

namespace review_detail {

/// `file:line` in its parts.
[[nodiscard]] inline std::pair<std::string, int> parts_of(const std::string& at) {
    const std::size_t colon = at.rfind(':');
    if (colon == std::string::npos) return {at, 1};
    int line = 0;
    for (std::size_t i = colon + 1; i < at.size(); ++i) line = line * 10 + (at[i] - '0');
    return {at.substr(0, colon), line > 0 ? line : 1};
}

inline void sarif_result(JsonWriter& json, const std::string& rule, const char* level, const std::string& message,
                         const std::string& at) {
    json.open('{').text("ruleId", rule).text("level", level).key("message").open('{').text("text", message).close('}');
    if (!at.empty()) {
        const auto [file, line] = parts_of(at);
        json.key("locations").open('[').open('{').key("physicalLocation").open('{');
        json.key("artifactLocation").open('{').text("uri", file).close('}');
        json.key("region").open('{').number("startLine", line).close('}').close('}').close('}').close(']');
    }
    json.close('}');
}

[[nodiscard]] inline std::string counterexample_message(const ProvedProperty& p, const Counterexample& c) {
    return p.text + ": " + counterexample_sentence(c) + ". Smallest person: " + answers_line(c) + "." +
           (c.also.empty() ? "" : " The same rule also for: " + joined(c.also, ", ", 8) + ".");
}

}  // namespace review_detail

TRIAGE_BODY std::string render_sarif(const ProofReport& report, const std::string& tool_version) {
    using namespace review_detail;
    JsonWriter json(true);
    json.open('{')
        .text("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .text("version", "2.1.0")
        .key("runs")
        .open('[');
    json.open('{').key("tool").open('{').key("driver").open('{').text("name", "triage prove").text("version", tool_version);
    json.key("rules").open('[');
    for (const ProvedProperty& p : report.properties) {
        json.open('{').text("id", p.id).key("shortDescription").open('{').text("text", p.text).close('}');
        if (!p.hazard.empty()) json.key("fullDescription").open('{').text("text", p.hazard).close('}');
        json.close('}');
    }
    for (const AssumptionReport& a : report.assumptions)
        if (a.vacuous) {
            json.open('{').text("id", "assume").key("shortDescription").open('{');
            json.text("text", "an assumption leaves somebody out").close('}').close('}');
            break;
        }
    json.close(']').close('}').close('}').key("results").open('[');
    for (const ProvedProperty& p : report.properties) {
        for (const Counterexample& c : p.counterexamples) sarif_result(json, p.id, "error", counterexample_message(p, c), c.at);
        if (!p.why_not.empty()) sarif_result(json, p.id, "error", std::string(verdict_name(p.verdict)) + ": " + p.why_not, p.at);
    }
    for (const AssumptionReport& a : report.assumptions)
        if (a.vacuous)
            sarif_result(json, "assume", "error", std::string("vacuous: ") + vacuous_assumption + ": " + a.because, a.at);
    for (const Unreachable& u : report.unreachable)
        sarif_result(json, "nothing_unreachable", u.fault ? "error" : "note",
                     std::string(kind_name(u.kind)) + " " + u.id + ": " + u.text, u.at);
    return json.close(']').close('}').close(']').close('}').str() + "\n";
}

TRIAGE_BODY std::string render_junit(const ProofReport& report) {
    using namespace review_detail;
    std::size_t failures = 0, errors = 0;
    std::string cases;
    for (const ProvedProperty& p : report.properties) {
        cases += "    <testcase classname=\"" + html_text(report.ruleset) + "\" name=\"" + html_text(p.id) + "\"";
        if (p.verdict == Verdict::proved) {
            cases += "/>\n";
            continue;
        }
        std::string text;
        for (const Counterexample& c : p.counterexamples) text += c.at + ": " + counterexample_message(p, c) + "\n" + c.test_case;
        if (p.id == "nothing_unreachable")
            for (const Unreachable& u : report.unreachable)
                if (u.fault) text += u.at + ": " + kind_name(u.kind) + " " + u.id + ": " + u.text + "\n";
        if (p.verdict == Verdict::vacuous) text += p.at + ": " + p.text + "\n";
        const bool error = p.verdict == Verdict::not_proved;
        ++(error ? errors : failures);
        const char* tag = error ? "error" : "failure";
        const std::string message =
            p.verdict == Verdict::violated ? p.text : std::string(verdict_name(p.verdict)) + ": " + p.why_not;
        cases += std::string(">\n      <") + tag + " message=\"" + html_text(message) + "\">" + html_text(text) + "</" + tag +
                 ">\n    </testcase>\n";
    }
    std::size_t tests = report.properties.size();
    for (const AssumptionReport& a : report.assumptions) {
        if (!a.vacuous) continue;
        ++tests;
        ++failures;
        cases += "    <testcase classname=\"" + html_text(report.ruleset) + "\" name=\"assume " + html_text(a.at) +
                 "\">\n      <failure message=\"vacuous: " + vacuous_assumption + "\">" + html_text(a.because) +
                 "</failure>\n    </testcase>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"triage prove " +
           html_text(report.ruleset) + "\" tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) +
           "\" errors=\"" + std::to_string(errors) + "\">\n" + cases + "  </testsuite>\n</testsuites>\n";
}

}  // namespace triage
