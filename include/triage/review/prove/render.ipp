// SPDX-License-Identifier: Apache-2.0
// What prove.hpp writes as text, JSON, SARIF and JUnit XML.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>

#include <triage/header_only.hpp>
#include <triage/review/prove/prove.hpp>
#include <triage/text/json_writer.hpp>
#include <triage/text/text.hpp>

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
                                     : "excludes " + patterns_text(a.excluded)) +
               ": " + visible(a.because) + "\n";
    }
    if (!report.assumptions.empty()) out += "\n";
    for (const ProvedProperty& p : report.properties) {
        ++counts[static_cast<std::size_t>(p.verdict)];
        if (p.verdict == Verdict::proved) {
            out += "PROVED      " + p.id + ": " + visible(p.text) + ", " + extent_text(p, report.patterns) + "\n";
            continue;
        }
        constexpr const char* words[] = {"", "VIOLATED    ", "NOT PROVED  ", "VACUOUS     "};
        out += words[static_cast<std::size_t>(p.verdict)] + p.id + ": " + visible(p.text) + "\n";
        if (!p.hazard.empty()) out += "    hazard: " + visible(p.hazard) + " (" + p.at + ")\n";
        if (!p.why_not.empty()) out += "    " + visible(p.why_not) + "\n";
        for (const Counterexample& c : p.counterexamples) {
            out += "    " + c.at + " (" + c.rule + "): " + counterexample_sentence(c) + "\n";
            if (!c.why.empty()) out += "      the step that was expected to answer: " + c.why + "\n";
            out += "      smallest person: " + answers_line(c) + "; " + patterns_text(c.patterns) + " like this\n";
            if (!c.also.empty()) out += "      the same rule also for: " + joined(c.also, ", ", 8) + "\n";
            out += "      as a case:\n" + indented(c.test_case, 6);
        }
    }
    for (const bool fault : {true, false}) {
        std::string all;
        for (const Unreachable& u : report.unreachable)
            if (u.fault == fault)
                all += "  " + u.at + ": " + unreachable_text(u) +
                       (u.swallowed_by.empty() ? "" : "; most patterns end earlier, at " + u.swallowed_by) + "\n";
        if (!all.empty()) out += (fault ? "\nUnreachable:\n" : "\nWorth knowing:\n") + all;
    }
    out += "\n" + std::to_string(counts[0]) + " proved, " + std::to_string(counts[1]) + " violated, " +
           std::to_string(counts[2]) + " not proved";
    return out + (counts[3] == 0 ? "" : ", " + std::to_string(counts[3]) + " vacuous") + "\n";
}

TRIAGE_BODY std::string render_json(const ProofReport& report) {
    using namespace review_detail;
    JsonWriter json(true);
    json.open('{').text("schema", "triage.proof/1").object("ruleset", [&] {
        json.text("id", report.ruleset)
            .text("version", report.version)
            .text("digest", report.digest)
            .text("review", report.review);
    });
    json.text("patterns", report.patterns.digits()).number("findings", report.findings);
    json.objects("assumptions", report.assumptions, [&](const AssumptionReport& a) {
        json.text("because", a.because).text("at", a.at).text("excluded", a.excluded.digits()).boolean("vacuous", a.vacuous);
    });
    json.objects("properties", report.properties, [&](const ProvedProperty& p) {
        json.text("id", p.id).text("text", p.text).boolean("built_in", p.built_in);
        if (!p.hazard.empty()) json.text("hazard", p.hazard).text("at", p.at);
        json.text("verdict", verdict_name(p.verdict)).text("patterns", p.patterns.digits());
        if (p.covers.of != 0)
            json.object("covers",
                        [&] { json.number("count", p.covers.count).number("of", p.covers.of).text("what", p.covers.what); });
        if (!p.why_not.empty()) json.text("why_not", p.why_not);
        json.objects("counterexamples", p.counterexamples, [&](const Counterexample& c) {
            json.object("answers", [&] {
                for (const auto& [finding, answer] : c.answers) json.text(finding, answer);
            });
            json.text("disposition", c.disposition).text("expected", c.expected);
            if (!c.finding.empty()) {
                json.text("finding", c.finding).text("other_answer", c.other_answer);
                json.text("other_disposition", c.other_disposition);
            }
            json.text("at", c.at).text("rule", c.rule).text("why", c.why).texts("also", c.also);
            json.text("patterns", c.patterns.digits()).text("case", c.test_case);
        });
    });
    json.objects("unreachable", report.unreachable, [&](const Unreachable& u) {
        json.text("kind", kind_name(u.kind)).boolean("fault", u.fault).text("id", u.id).text("at", u.at).text("text", u.text);
        if (!u.swallowed_by.empty()) json.text("swallowed_by", u.swallowed_by);
    });
    return json.number("nodes", report.nodes).number("budget", report.budget).close('}').str() + "\n";
}

namespace review_detail {

/// A text as content of an element of XML: with its lines.
[[nodiscard]] inline std::string xml_lines(const std::string& text) {
    std::string out;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        out += html_text(text.substr(from, end - from)) + (end < text.size() ? "\n" : "");
        from = end + 1;
    }
    return out;
}
/// The same as an attribute.
[[nodiscard]] inline std::string xml_attribute(const std::string& text) {
    std::string out;
    for (const char c : xml_lines(text)) out += c == '\n' ? std::string("&#10;") : std::string(1, c);
    return out;
}

/// `file:line` in its parts.
[[nodiscard]] inline std::pair<std::string, int> parts_of(const std::string& at) {
    const std::size_t colon = at.rfind(':');
    if (colon == std::string::npos) return {at, 1};
    int line = 0;
    for (std::size_t i = colon + 1; i < at.size(); ++i) line = line * 10 + (at[i] - '0');
    return {at.substr(0, colon), line > 0 ? line : 1};
}

/// A path as a URI (RFC 3986): relative, or with the scheme `file` where it begins at the root.
[[nodiscard]] inline std::string uri_of(const std::string& path) {
    std::string out = path.rfind('/', 0) == 0 ? "file://" : "";
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        const auto byte = static_cast<unsigned char>(c);
        const char* digits = "0123456789ABCDEF";
        out += plain ? std::string(1, c) : std::string{'%', digits[byte / 16], digits[byte % 16]};
    }
    return out;
}

inline void sarif_result(JsonWriter& json, const std::string& rule, const char* level, const std::string& message,
                         const std::string& at, const std::string& root) {
    json.open('{').text("ruleId", rule).text("level", level).object("message", [&] { json.text("text", message); });
    if (!at.empty()) {
        const std::pair<std::string, int> place = parts_of(at);
        json.key("locations").open('[').open('{').object("physicalLocation", [&] {
            json.object("artifactLocation", [&] { json.text("uri", uri_of(root + place.first)); });
            json.object("region", [&] { json.number("startLine", place.second); });
        });
        json.close('}').close(']');
    }
    json.close('}');
}

[[nodiscard]] inline std::string counterexample_message(const ProvedProperty& p, const Counterexample& c) {
    return p.text + ": " + counterexample_sentence(c) + ". Smallest person: " + answers_line(c) + "." +
           (c.also.empty() ? "" : " The same rule also for: " + joined(c.also, ", ", 8) + ".");
}

}  // namespace review_detail

TRIAGE_BODY std::string render_sarif(const ProofReport& report, const std::string& tool_version, const std::string& root) {
    using namespace review_detail;
    JsonWriter json(true);
    json.open('{').text("$schema", "https://json.schemastore.org/sarif-2.1.0.json").text("version", "2.1.0");
    json.key("runs").open('[').open('{').key("tool").open('{').key("driver").open('{');
    json.text("name", "triage prove").text("version", tool_version).key("rules").open('[');
    const auto rule = [&](const std::string& id, const std::string& text, const std::string& hazard) {
        json.open('{').text("id", id).object("shortDescription", [&] { json.text("text", text); });
        if (!hazard.empty()) json.object("fullDescription", [&] { json.text("text", hazard); });
        json.close('}');
    };
    for (const ProvedProperty& p : report.properties) rule(p.id, p.text, p.hazard);
    if (std::any_of(report.assumptions.begin(), report.assumptions.end(), [](const AssumptionReport& a) { return a.vacuous; }))
        rule("assume", "an assumption excludes someone", {});
    json.close(']').close('}').close('}').key("results").open('[');
    for (const ProvedProperty& p : report.properties) {
        for (const Counterexample& c : p.counterexamples)
            sarif_result(json, p.id, "error", counterexample_message(p, c), c.at, root);
        if (!p.why_not.empty())
            sarif_result(json, p.id, "error", std::string(verdict_name(p.verdict)) + ": " + p.why_not, p.at, root);
    }
    for (const AssumptionReport& a : report.assumptions)
        if (a.vacuous)
            sarif_result(json, "assume", "error", std::string("vacuous: ") + vacuous_assumption + ": " + a.because, a.at, root);
    for (const Unreachable& u : report.unreachable)
        sarif_result(json, "nothing_unreachable", u.fault ? "error" : "note", unreachable_text(u), u.at, root);
    return json.close(']').close('}').close(']').close('}').str() + "\n";
}

TRIAGE_BODY std::string render_junit(const ProofReport& report, const std::string& root) {
    using namespace review_detail;
    std::size_t failures = 0, errors = 0;
    std::string cases;
    const auto begin = [&](const std::string& name) {
        cases += "    <testcase classname=\"" + html_text(report.ruleset) + "\" name=\"" + html_text(name) + "\"";
    };
    for (const ProvedProperty& p : report.properties) {
        begin(p.id);
        if (p.verdict == Verdict::proved) {
            cases += "/>\n";
            continue;
        }
        std::string text;
        for (const Counterexample& c : p.counterexamples)
            text += root + c.at + ": " + counterexample_message(p, c) + "\n" + c.test_case;
        if (p.id == "nothing_unreachable")
            for (const Unreachable& u : report.unreachable)
                if (u.fault) text += root + u.at + ": " + unreachable_text(u) + "\n";
        if (p.verdict == Verdict::vacuous) text += root + p.at + ": " + p.text + "\n";
        const bool error = p.verdict == Verdict::not_proved;
        ++(error ? errors : failures);
        const char* tag = error ? "error" : "failure";
        const std::string message =
            p.verdict == Verdict::violated ? p.text : std::string(verdict_name(p.verdict)) + ": " + p.why_not;
        cases += std::string(">\n      <") + tag + " message=\"" + xml_attribute(message) + "\">" + xml_lines(text) + "</" + tag +
                 ">\n    </testcase>\n";
    }
    std::size_t tests = report.properties.size();
    for (const AssumptionReport& a : report.assumptions) {
        if (!a.vacuous) continue;
        ++tests;
        ++failures;
        begin("assume " + a.at);
        cases += std::string(">\n      <failure message=\"vacuous: ") + vacuous_assumption + "\">" + xml_lines(a.because) +
                 "</failure>\n    </testcase>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"triage prove " +
           html_text(report.ruleset) + "\" tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) +
           "\" errors=\"" + std::to_string(errors) + "\">\n" + cases + "  </testsuite>\n</testsuites>\n";
}

}  // namespace triage
