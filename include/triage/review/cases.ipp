// SPDX-License-Identifier: Apache-2.0
// The bodies of cases.hpp; what tests nothing is found in vacuous.ipp.
#pragma once

#include <algorithm>

#include <triage/explain/assess.hpp>
#include <triage/header_only.hpp>
#include <triage/review/cases.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

TRIAGE_BODY void CaseReport::count() {
    passed = failed = not_covered = vacuous = 0;
    for (const CaseResult& r : results) {
        passed += r.verdict() == CaseVerdict::passed ? 1U : 0U;
        not_covered += r.covered ? 0U : 1U;
        failed += r.covered && !r.failures.empty() ? 1U : 0U;
        vacuous += r.verdict() == CaseVerdict::vacuous ? 1U : 0U;
    }
}

TRIAGE_BODY std::string CaseReport::text() const {
    return std::to_string(passed) + " passed, " + std::to_string(failed) + " failed, " + std::to_string(not_covered) +
           " not covered" + (vacuous == 0 ? "" : ", " + std::to_string(vacuous) + " vacuous");
}

TRIAGE_BODY const char* case_verdict_name(CaseVerdict verdict) {
    constexpr const char* names[] = {"passed", "failed", "vacuous", "not covered"};
    return names[static_cast<std::size_t>(verdict)];
}

namespace review_detail {

TRIAGE_BODY void fill_in_absent(Answers& answers) {
    const RuleDocument& doc = answers.rules().document();
    for (FindingId f{0}; f < doc.findings.size(); ++f) {
        const Finding& finding = doc.findings[f];
        if (answers.state(f) != Answers::State::not_asked) continue;
        if (const auto value = absent_value(finding)) (void)answers.try_set(f, answer_of(finding, *value));
    }
}

class CaseRunner {
public:
    CaseRunner(const RuleSet& rules, const Case& one) : rules_(rules), case_(one) {}

    [[nodiscard]] CaseResult run() {
        out_.id = case_.id.value;
        out_.at = case_.at;
        out_.published = case_.published;
        out_.covered = covered();
        out_.information = case_.information;
        if (!case_.expect.at_least.value.empty()) out_.at_least = rank(case_.expect.at_least);
        if (!case_.expect.at_most.value.empty()) out_.at_most = rank(case_.expect.at_most);
        Answers answers{rules_};
        for (const auto& [finding, answer] : case_.answers) (void)answers.try_set(finding, answer);
        if (case_.unmentioned != Unmentioned::as_absent) as_answered(answers);
        if (case_.unmentioned != Unmentioned::as_unknown) {
            const Answers mentioned = answers;
            fill_in_absent(answers);
            absent(answers);
            // A published case is scored as vignettes are; one of our own must hold on what it says.
            if (case_.unmentioned == Unmentioned::both && !case_.published) answers = mentioned;
        }
        expectations(answers);
        return out_;
    }

private:
    [[nodiscard]] bool covered() const {
        std::vector<std::string> wanted{case_.diagnosis};
        for (const Text& c : case_.expect.conditions) wanted.push_back(c.value);
        bool any = false;
        for (const Pathway& p : rules_.document().pathways)
            any = any || std::find(wanted.begin(), wanted.end(), p.condition.value) != wanted.end();
        return any || (case_.diagnosis.empty() && case_.expect.conditions.empty()) || !case_.published;
    }
    [[nodiscard]] int rank(const Text& disposition) const {
        return static_cast<int>(rules_.document().dispositions.size()) - 1 -
               static_cast<int>(rules_.compiled().disposition_names.find(disposition.value));
    }
    void fail(const std::string& text) { (out_.covered ? out_.failures : out_.remarks).push_back(text); }
    // Outside the range with the unmentioned absent: a figure for a published case, a failure for one of our own.
    void outside(const std::string& text) {
        if (case_.published)
            out_.remarks.push_back(text);
        else
            fail(text);
    }

    /// The rank in one reading, which is noted as `level`.
    [[nodiscard]] int judge(const Answers& answers, std::string& level) {
        out_.judged = walk(answers).disposition;
        level = rules_.compiled().disposition(static_cast<Rank>(out_.judged)).id.value;
        return out_.judged;
    }
    [[nodiscard]] bool above(int rank) const { return out_.at_most >= 0 && rank > out_.at_most; }

    void as_answered(const Answers& answers) {
        const int rank = judge(answers, out_.as_answered);
        out_.below = rank < out_.at_least;
        if (out_.below) fail("as answered " + out_.as_answered + ", below " + case_.expect.at_least.value);
        if (case_.unmentioned == Unmentioned::as_unknown && above(rank))
            fail("as answered " + out_.as_answered + ", above " + case_.expect.at_most.value);
    }
    void absent(const Answers& answers) {
        const int rank = judge(answers, out_.absent);
        out_.absent_below = rank < out_.at_least;
        out_.absent_above = above(rank);
        const std::string level = "with the unmentioned absent " + out_.absent;
        if (out_.absent_below) outside(level + ", below " + case_.expect.at_least.value);
        if (out_.absent_above) outside(level + ", above " + case_.expect.at_most.value);
    }
    void expectations(const Answers& answers) {
        const Assessment a = assess(answers, {.largest_change = 0});
        const auto raised = [&](const std::string& id) {
            return std::any_of(a.raised.begin(), a.raised.end(),
                               [&](const AssessedOutcome& o) { return o.condition == id || o.outcome == id || o.pathway == id; });
        };
        out_.has_condition = !case_.expect.conditions.empty();
        for (const Text& c : case_.expect.conditions) {
            out_.raised_condition = out_.raised_condition || raised(c.value);
            out_.leading_condition = out_.leading_condition || a.leading.condition == c.value;
        }
        if (out_.has_condition && !out_.raised_condition)
            outside("none of these is raised: " + joined(values_of(case_.expect.conditions)));
        for (const Text& id : case_.expect.raised)
            if (!raised(id.value)) fail("\"" + id.value + "\" is not raised");
        for (const Text& id : case_.expect.not_raised)
            if (raised(id.value)) fail("\"" + id.value + "\" is raised");
        for (const Text& id : case_.expect.advised)
            if (std::none_of(a.advice.begin(), a.advice.end(), [&](const AdviceItem& i) { return i.id == id.value; }))
                fail("advice \"" + id.value + "\" is not given");
        for (const Text& id : case_.expect.withheld)
            if (std::none_of(a.withheld.begin(), a.withheld.end(), [&](const WithheldAdvice& w) { return w.id == id.value; }))
                fail("advice \"" + id.value + "\" is not withheld");
        for (const Text& id : case_.expect.because) {
            bool found = false;
            for (const AssessedOutcome& o : a.raised)
                for (const Because& b : o.because) found = found || b.finding == id.value;
            if (!found) fail("\"" + id.value + "\" is not among the reasons");
        }
    }

    const RuleSet& rules_;
    const Case& case_;
    CaseResult out_;
};

}  // namespace review_detail

TRIAGE_BODY CaseResult run_case(const RuleSet& rules, const Case& one) { return review_detail::CaseRunner(rules, one).run(); }

TRIAGE_BODY void find_vacuous(CaseReport& report, const RuleSet& rules, const std::vector<Case>& cases, const CanHappen& can) {
    for (std::size_t i = 0; i < cases.size(); ++i)
        if (report.results[i].covered) report.results[i].vacuous = vacuous_expectations(rules, can, cases[i]);
    report.count();
}

TRIAGE_BODY CaseReport run_cases(const RuleSet& rules, const std::vector<Case>& cases) {
    CaseReport report;
    for (const Case& one : cases) report.results.push_back(run_case(rules, one));
    find_vacuous(report, rules, cases, can_happen(rules));
    return report;
}

TRIAGE_BODY std::vector<Answers> judged_people(const RuleSet& rules, const Case& one) {
    const Rules& r = rules.compiled();
    const auto levels = r.document.dispositions.size();
    const auto rank = [&](const Text& disposition) {
        return levels - 1 - static_cast<std::size_t>(r.disposition_names.find(disposition.value));
    };
    const Expectation& e = one.expect;
    const bool at_least = !e.at_least.value.empty() && rank(e.at_least) > 0;
    const bool at_most = !e.at_most.value.empty() && rank(e.at_most) + 1 < levels;
    const bool lists_absent =
        one.unmentioned == Unmentioned::as_absent || (one.unmentioned == Unmentioned::both && one.published);

    std::vector<Answers> out;
    Answers answers{rules};
    for (const auto& [finding, answer] : one.answers) (void)answers.try_set(finding, answer);
    if (one.unmentioned != Unmentioned::as_absent &&
        (at_least || (at_most && one.unmentioned == Unmentioned::as_unknown) || (e.lists() && !lists_absent)))
        out.push_back(answers);
    if (one.unmentioned != Unmentioned::as_unknown && (at_least || at_most || (e.lists() && lists_absent))) {
        review_detail::fill_in_absent(answers);
        out.push_back(std::move(answers));
    }
    return out;
}

TRIAGE_BODY Share share_of(std::size_t part, std::size_t whole) {
    Share s{part, whole, 0, 1};
    if (whole == 0) return s;
    constexpr double z = 1.959964;
    const auto n = static_cast<double>(whole);
    const double p = static_cast<double>(part) / n, scale = 1 + z * z / n, middle = p + z * z / (2 * n);
    double root = p * (1 - p) / n + z * z / (4 * n * n), guess = 1;
    for (int i = 0; i < 60; ++i) guess = (guess + root / guess) / 2;  // square root, so that no <cmath> is needed
    s.low = part == 0 ? 0 : (middle - z * guess) / scale;
    s.high = part == whole ? 1 : (middle + z * guess) / scale;
    return s;
}

TRIAGE_BODY std::string share_text(std::size_t part, std::size_t whole) {
    if (whole == 0) return "-";
    if (part == whole) return "100 %";
    const std::size_t permille = part * 1000 / whole;
    return std::to_string(permille / 10) + "." + std::to_string(permille % 10) + " %";
}

TRIAGE_BODY TriageReport triage_report(const RuleSet& rules, const std::vector<CaseResult>& results) {
    TriageReport out;
    const int levels = static_cast<int>(rules.document().dispositions.size());
    const auto count = [&](auto&& which) {
        std::size_t n = 0;
        for (const CaseResult& r : results) n += r.at_least >= 0 && which(r) ? 1 : 0;
        return n;
    };
    const auto row = [&](const std::string& name, auto&& in) {
        const std::size_t all = count(in);
        const auto over = [](const CaseResult& r) { return r.at_most >= 0 && r.judged > r.at_most; };
        const auto under = [](const CaseResult& r) { return r.judged < r.at_least; };
        out.levels.push_back({name, share_of(count([&](const CaseResult& r) { return in(r) && !over(r) && !under(r); }), all),
                              share_of(count([&](const CaseResult& r) { return in(r) && over(r); }), all),
                              share_of(count([&](const CaseResult& r) { return in(r) && under(r); }), all)});
    };
    for (int level = levels - 1; level >= 0; --level)
        row(rules.compiled().disposition(static_cast<Rank>(level)).id.value,
            [&](const CaseResult& r) { return r.at_least == level; });
    row("all", [](const CaseResult&) { return true; });
    const auto emergency = [&](const CaseResult& r) { return r.at_least == levels - 1; };
    out.emergencies_missed =
        share_of(count([&](const CaseResult& r) { return emergency(r) && r.judged < r.at_least; }), count(emergency));
    out.safe = share_of(count([](const CaseResult& r) { return r.judged + 1 >= r.at_least; }),
                        count([](const CaseResult&) { return true; }));
    const auto told = [](const CaseResult& r) { return r.has_condition && (r.information == "rich" || r.information == "fair"); };
    out.raised = share_of(count([&](const CaseResult& r) { return told(r) && r.raised_condition; }), count(told));
    out.leading = share_of(count([&](const CaseResult& r) { return told(r) && r.leading_condition; }), count(told));
    return out;
}

}  // namespace triage
