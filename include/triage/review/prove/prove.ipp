// SPDX-License-Identifier: Apache-2.0
// The bodies of prove.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <triage/header_only.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/prove/properties.hpp>
#include <triage/review/prove/prove.hpp>
#include <triage/review/prove/reachability.hpp>

namespace triage {

namespace review_detail {

class Prover {
public:
    Prover(const RuleSet& rules, const ProveOptions& options)
        : rules_(rules), space_({&rules.compiled()}), diagram_(space_.values(), options.budget) {
        out_.ruleset = rules.id();
        out_.version = rules.version();
        out_.digest = rules.digest();
        out_.review = rules.document().review;
        out_.patterns = diagram_.patterns();
        out_.findings = space_.levels().size();
        out_.budget = options.budget;
    }

    [[nodiscard]] ProofReport run() {
        std::string stopped = within_budget([&] { decision_.emplace(diagram_, space_, rules_); });
        if (!stopped.empty()) stopped += ", while the pathways were walked";
        if (decision_) properties_.emplace(*decision_, space_);
        const auto add = [&](const char* id, const char* text, auto&& how) {
            settle({.id = id, .text = text, .built_in = true}, stopped, how);
        };
        using P = Properties;
        add("every_pattern_ends", "every answer pattern reaches a result",
            [](P& p, ProvedProperty& o) { p.reaches_a_result(o); });
        add("unknown_never_milder_than_no", "\"not sure\" about something worrying is never milder than \"no\"",
            [](P& p, ProvedProperty& o) { p.never_milder(o, no, unknown); });
        add("yes_never_milder_than_unknown", "\"yes\" to something worrying is never milder than \"not sure\"",
            [](P& p, ProvedProperty& o) { p.never_milder(o, unknown, yes); });
        add("examiner_yes_never_milder_than_no", "an examiner's \"yes\" to something worrying is never milder than \"no\"",
            [](P& p, ProvedProperty& o) { p.never_milder(o, no, yes); });
        add("red_flag_reaches_floor", "a lone red flag gives at least the red-flag floor, whatever else is answered",
            [](P& p, ProvedProperty& o) { p.red_flag_floor(o); });
        add("red_flag_unknown_not_at_home", "\"not sure\" about a red flag that a person can answer is never home care",
            [](P& p, ProvedProperty& o) { p.red_flag_unknown_not_at_home(o); });
        add("reassuring_never_milder", "a reassuring \"yes\" never makes the result milder while a red-flag pathway is raised",
            [](P& p, ProvedProperty& o) { p.reassuring_never_milder(o); });
        add("empty_form_not_at_home", "an empty form is never sent home",
            [](P& p, ProvedProperty& o) { p.empty_form_not_at_home(o); });
        add("withheld_advice_not_given", "advice is never given while something withholds it",
            [](P& p, ProvedProperty& o) { p.withheld_advice_not_given(o); });
        add("nothing_unreachable", "no step, then / else branch, outcome, advice or criteria is unreachable",
            [&](P&, ProvedProperty& o) { reachability(o); });
        const std::vector<SafetyProperty>& written = rules_.document().safety;
        for (std::uint32_t s = 0; s < written.size(); ++s)
            settle({.id = written[s].id.value,
                    .text = required(written[s]),
                    .hazard = written[s].hazard.value,
                    .at = place(rules_.document(), written[s].id.at)},
                   stopped, [s](Properties& all, ProvedProperty& o) { all.written(o, s); });
        if (decision_) assumptions();
        out_.nodes = diagram_.most_nodes();
        return std::move(out_);
    }

private:
    // Runs a piece of work; past the budget, what to say about it.
    template <class Work>
    [[nodiscard]] static std::string within_budget(Work&& work) {
        try {
            work();
            return {};
        } catch (const BudgetExceeded& e) {
            return "stopped at " + std::to_string(e.nodes()) + " nodes";
        }
    }

    template <class How>
    void settle(ProvedProperty p, const std::string& stopped, How&& how) {
        if (stopped.empty()) {
            const std::string why = within_budget([&] { how(*properties_, p); });
            if (!why.empty()) {
                p.verdict = Verdict::not_proved;
                p.counterexamples.clear();
                p.why_not = why + ", after all " + std::to_string(rules_.compiled().pathways.size()) + " pathways were walked";
            }
        } else {
            p.why_not = stopped;
        }
        out_.properties.push_back(std::move(p));
    }

    void reachability(ProvedProperty& out) {
        out.patterns = diagram_.patterns();
        out_.unreachable = Reachability(*decision_, space_).run();
        const bool fault =
            std::any_of(out_.unreachable.begin(), out_.unreachable.end(), [](const Unreachable& u) { return u.fault; });
        out.verdict = fault ? Verdict::violated : Verdict::proved;
    }

    void assumptions() {
        const std::vector<Assumption>& all = rules_.document().assume;
        for (std::size_t i = 0; i < all.size(); ++i) {
            AssumptionReport a{all[i].because.value, place(rules_.document(), all[i].at), {}, false, {}};
            a.why_not = within_budget(
                [&] { a.excluded = diagram_.count(decision_->conditions().is(rules_.compiled().assumptions[i], yes)); });
            a.vacuous = a.why_not.empty() && a.excluded.zero();
            out_.assumptions.push_back(std::move(a));
        }
    }

    [[nodiscard]] static std::string required(const SafetyProperty& s) {
        switch (s.require) {
            case SafetyProperty::Require::disposition_at_least: return "at least " + s.target.value;
            case SafetyProperty::Require::raised: return s.target.value + " is raised";
            case SafetyProperty::Require::withheld: return s.target.value + " is withheld";
            case SafetyProperty::Require::not_at_home: return "never at home";
        }
        return {};
    }

    RuleSet rules_;
    PatternSpace space_;
    Diagram diagram_;
    std::optional<Decision> decision_;
    std::optional<Properties> properties_;
    ProofReport out_;
};

}  // namespace review_detail

TRIAGE_BODY ProofReport prove(const RuleSet& rules, const ProveOptions& options) {
    return review_detail::Prover(rules, options).run();
}

}  // namespace triage
