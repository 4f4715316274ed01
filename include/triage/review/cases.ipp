// SPDX-License-Identifier: Apache-2.0
// The bodies of cases.hpp; what tests nothing is found in vacuous.ipp.
#pragma once

#include <algorithm>

#include <triage/explain/assess.hpp>
#include <triage/header_only.hpp>
#include <triage/model/references.hpp>
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
        // What is asked in parts follows from them: a "no" of its own would win over a part that is there.
        if (const auto value = finding.parts.empty() ? absent_value(finding) : std::nullopt)
            (void)answers.try_set(f, answer_of(finding, *value));
    }
}

/// Past the gravest for a level that the rules do not have: it can only fail.
[[nodiscard]] inline int expected_rank(const RuleSet& rules, const Text& level) {
    return static_cast<int>(rules.document().dispositions.size()) - 1 -
           static_cast<int>(rules.compiled().disposition_names.find(level.value));
}

TRIAGE_BODY Answers mentioned_in(const RuleSet& rules, const Case& one) {
    Answers out{rules};
    for (const auto& [finding, answer] : one.answers) (void)out.try_set(finding, answer);
    return out;
}

class CaseRunner {
public:
    CaseRunner(const RuleSet& rules, const Case& one) : rules_(rules), case_(one) {}

    [[nodiscard]] CaseResult run() {
        out_.id = case_.id.value;
        out_.title = case_.title;
        out_.at = case_.at;
        out_.published = case_.published;
        out_.covered = covered();
        out_.information = case_.information;
        if (!case_.expect.at_least.value.empty()) out_.at_least = expected_rank(rules_, case_.expect.at_least);
        if (!case_.expect.at_most.value.empty()) out_.at_most = expected_rank(rules_, case_.expect.at_most);
        Answers answers = mentioned_in(rules_, case_);
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
        std::vector<std::string> wanted = values_of(case_.expect.conditions);
        wanted.push_back(case_.diagnosis);
        const std::vector<Pathway>& all = rules_.document().pathways;
        return std::any_of(all.begin(), all.end(), [&](const Pathway& p) { return contains(wanted, p.condition.value); }) ||
               (case_.expect.conditions.empty() && (case_.diagnosis.empty() || case_.diagnosis.rfind("other: ", 0) == 0)) ||
               !case_.published;
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

    // "told “Look after it at home” (self_care); the case asks for at least “Be seen today” (same_day)"
    [[nodiscard]] std::string told(const std::string& level, const char* end, const Text& bound) const {
        const auto named = [&](const std::string& id) {
            const Disposition* d = item_of(rules_.document().dispositions, id);
            return (d == nullptr ? "" : "“" + d->label.value + "” ") + "(" + id + ")";
        };
        return "told " + named(level) + "; the case asks for at " + end + " " + named(bound.value);
    }
    void as_answered(const Answers& answers) {
        const int rank = judge(answers, out_.as_answered);
        const std::string reading = "as answered, ";
        out_.below = rank < out_.at_least;
        if (out_.below) fail(reading + told(out_.as_answered, "least", case_.expect.at_least));
        if (case_.unmentioned == Unmentioned::as_unknown && above(rank))
            fail(reading + told(out_.as_answered, "most", case_.expect.at_most));
    }
    void absent(const Answers& answers) {
        const int rank = judge(answers, out_.absent);
        out_.absent_below = rank < out_.at_least;
        out_.absent_above = above(rank);
        const std::string reading = "what it does not mention taken as no, ";
        if (out_.absent_below) outside(reading + told(out_.absent, "least", case_.expect.at_least));
        if (out_.absent_above) outside(reading + told(out_.absent, "most", case_.expect.at_most));
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
        const auto among = [](const auto& all, const Text& id) {
            return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.id == id.value; });
        };
        for (const Text& id : case_.expect.advised)
            if (!among(a.advice, id)) fail("advice \"" + id.value + "\" is not given");
        for (const Text& id : case_.expect.withheld)
            if (!among(a.withheld, id) && !among(a.not_meant, id)) fail("advice \"" + id.value + "\" is not withheld");
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
    using namespace review_detail;
    const Expectation& e = one.expect;
    const int gravest = static_cast<int>(rules.document().dispositions.size()) - 1;
    const bool at_least = !e.at_least.value.empty() && expected_rank(rules, e.at_least) > 0;
    const bool at_most = !e.at_most.value.empty() && expected_rank(rules, e.at_most) < gravest;
    const bool lists_absent =
        one.unmentioned == Unmentioned::as_absent || (one.unmentioned == Unmentioned::both && one.published);

    std::vector<Answers> out;
    Answers answers = mentioned_in(rules, one);
    if (one.unmentioned != Unmentioned::as_absent &&
        (at_least || (at_most && one.unmentioned == Unmentioned::as_unknown) || (e.lists() && !lists_absent)))
        out.push_back(answers);
    if (one.unmentioned != Unmentioned::as_unknown && (at_least || at_most || (e.lists() && lists_absent))) {
        fill_in_absent(answers);
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
        for (const CaseResult& r : results) n += r.at_least >= 0 && which(r) ? 1U : 0U;
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
    out.one_level = share_of(count([](const CaseResult& r) { return r.judged + 1 >= r.at_least; }),
                             count([](const CaseResult&) { return true; }));
    const auto told = [](const CaseResult& r) { return r.has_condition && (r.information == "rich" || r.information == "fair"); };
    out.raised = share_of(count([&](const CaseResult& r) { return told(r) && r.raised_condition; }), count(told));
    out.leading = share_of(count([&](const CaseResult& r) { return told(r) && r.leading_condition; }), count(told));
    return out;
}

}  // namespace triage
