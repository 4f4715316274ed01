// SPDX-License-Identifier: Apache-2.0
// The bodies of mutate.hpp.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include <triage/compile/compile.hpp>
#include <triage/explain/assess.hpp>
#include <triage/header_only.hpp>
#include <triage/review/mutate/difference.hpp>
#include <triage/review/mutate/mutant_cases.hpp>
#include <triage/review/mutate/mutate.hpp>
#include <triage/review/prove/counterexample.hpp>

namespace triage {

TRIAGE_BODY MutationReport::Score MutationReport::score(bool red_flags_only) const {
    Score out;
    for (const MutantResult& r : results) {
        if (red_flags_only && !r.mutation.red_flag) continue;
        if (r.status == MutantResult::Status::refused || r.status == MutantResult::Status::equivalent) continue;
        ++out.whole;
        out.noticed += r.status == MutantResult::Status::noticed ? 1U : 0U;
    }
    return out;
}

TRIAGE_BODY std::size_t MutationReport::count(MutantResult::Status status) const {
    const auto is = [&](const MutantResult& r) { return r.status == status; };
    return static_cast<std::size_t>(std::count_if(results.begin(), results.end(), is));
}

namespace review_detail {

class MutationTester {
public:
    MutationTester(const RuleSet& rules, const std::vector<Case>& cases, const MutateOptions& options)
        : rules_(rules), options_(options), bare_(rules.document()), cases_(rules, cases), left_(options.work) {
        for (SourceFile& f : bare_.files) f.text.clear();  // only places are needed, and copies are many
        out_.ruleset = rules.id();
        out_.version = rules.version();
        out_.cases = cases.size();
    }

    template <class Progress>
    [[nodiscard]] MutationReport run(Progress&& progress) {
        const std::vector<Mutation> all = mutations_of(rules_.document());
        for (std::size_t m = 0; m < all.size(); ++m) {
            progress(m, all.size());
            if (!options_.pathway.empty() && !contains(all[m].pathways, options_.pathway)) continue;
            out_.results.push_back({all[m], MutantResult::Status::undecided, {}, {}, {}, false});
            if (!spend(making_one())) {
                out_.results.back().by = "not tried: the work for all mutations is spent";
                continue;
            }
            judge(out_.results.back(), m);
        }
        return std::move(out_);
    }

private:
    /// What it costs to copy and compile the rules, in nodes of a diagram.
    [[nodiscard]] std::size_t making_one() const {
        const Rules& rules = rules_.compiled();
        return 8 * (rules.nodes.size() + rules.steps.size() + rules.findings.size());
    }
    bool spend(std::size_t work) {
        left_ -= std::min(left_, work);
        return left_ > 0;
    }

    // Where the rules end, to compare with mutants.
    struct Before {
        Before(const std::vector<const Rules*>& patterns_of, const RuleSet& rules, std::size_t budget)
            : space(patterns_of), diagram(space.values(), budget), decision(diagram, space, rules) {}

        [[nodiscard]] std::optional<Difference> difference(const RuleSet& mutant) {
            Decision after(diagram, space, mutant);
            return finder.run(after);
        }
        // Of a mutant over the same space that can differ in some pathways only.
        [[nodiscard]] std::optional<Difference> difference(const RuleSet& mutant, const std::vector<std::string>& in) {
            std::vector<bool> changed;
            for (const Pathway& p : mutant.document().pathways) changed.push_back(contains(in, p.id.value));
            Decision after(decision, mutant, changed);
            return finder.run(after);
        }
        PatternSpace space;
        Diagram diagram;
        Decision decision;
        DifferenceFinder finder{diagram, space, decision};
    };

    void judge(MutantResult& r, std::size_t number) {
        const Loaded<RuleSet> compiled = compile(mutated(bare_, number));
        if (!compiled.ok()) {
            r.status = MutantResult::Status::refused;
            for (const Diagnostic& d : compiled.diagnostics())
                if (r.by.empty() && d.severity == Severity::error) r.by = d.code;
            return;
        }
        const RuleSet& mutant = compiled.value();
        if (const MutantCases::Notice notice = cases_.noticed_by(mutant, r.mutation); !notice.by.empty()) {
            r.by = notice.by;
            r.status = notice.own ? MutantResult::Status::noticed : MutantResult::Status::survived;
            return;
        }
        try {
            settle(r, mutant);
        } catch (const BudgetExceeded& e) {
            r.by = "stopped at " + std::to_string(e.nodes()) + " nodes";
            spend(e.nodes());
            before_.reset();
            known_made_ = 0;
        }
    }

    // Equivalent, or the smallest person who would notice it.
    void settle(MutantResult& r, const RuleSet& mutant) {
        if (mutant.compiled().clauses == rules_.compiled().clauses) {
            if (!before_) before_ = std::make_unique<Before>(std::vector{&rules_.compiled()}, rules_, options_.budget);
            // A mutant may read a finding that the rules compile but use nowhere else.
            const UsedClauses used(mutant.compiled());
            if (std::all_of(used.findings().begin(), used.findings().end(), [&](FindingId f) {
                    return before_->space.level_of(mutant.document().findings[f].id.value) != npos;
                })) {
                const std::optional<Difference> found =
                    r.mutation.local ? before_->difference(mutant, r.mutation.pathways) : before_->difference(mutant);
                spend(before_->diagram.made() - known_made_);
                known_made_ = before_->diagram.made();
                return conclude(r, found, mutant);
            }
        }
        Before before({&rules_.compiled(), &mutant.compiled()}, rules_, options_.budget);
        const std::optional<Difference> found = before.difference(mutant);
        spend(before.diagram.made());
        conclude(r, found, mutant);
    }

    void conclude(MutantResult& r, const std::optional<Difference>& found, const RuleSet& mutant) {
        if (!found) {
            r.status = MutantResult::Status::equivalent;
            return;
        }
        const Trace before = walk(found->answers), after = walk(same_answers(mutant, found->answers));
        const auto name = [&](Rank rank) { return rules_.compiled().disposition(rank).id.value; };
        std::string expect;
        switch (found->what) {
            case Difference::What::milder:
            case Difference::What::graver:
                r.milder = found->what == Difference::What::milder;
                if ((after.disposition < before.disposition) != r.milder || after.disposition == before.disposition) {
                    r.by = "the diagram and the walk disagree; please report it";
                    return;
                }
                r.meaning = name(before.disposition) + " would become " + name(after.disposition) +
                            (r.milder ? ": under-triage" : ": over-triage");
                expect = only(name(before.disposition));
                break;
            case Difference::What::raised:
                r.meaning = found->subject + (found->gained ? " would be raised as well" : " would no longer be raised") +
                            ", at the same urgency";
                expect = (found->gained ? "not_raised: [" : "raised: [") + found->subject + "]";
                break;
            case Difference::What::advice:
                r.meaning = found->subject +
                            (found->gained ? " would be advised although it should be withheld" : " would no longer be advised");
                expect = (found->gained ? "withheld: [" : "advised: [") + found->subject + "]";
                break;
        }
        r.status = MutantResult::Status::survived;
        r.test_case = case_entry("mutant", r.mutation.text, found->written, expect, found->absent);
        if (options_.suggest) suggest(*found, r);
    }

    [[nodiscard]] static std::string only(const std::string& disposition) {
        return "disposition: {at_least: " + disposition + ", at_most: " + disposition + "}";
    }

    // A case of this person that expects everything that the rules say of them today.
    void suggest(const Difference& found, const MutantResult& r) {
        using What = Difference::What;
        Case one;
        one.id.value = "suggested_" + std::to_string(out_.suggested.size() + 1);
        one.unmentioned = found.absent ? Unmentioned::as_absent : Unmentioned::as_unknown;
        for (FindingId f{0}; f < rules_.document().findings.size(); ++f)
            if (found.written.state(f) != Answers::State::not_asked) one.answers.emplace_back(f, found.written.answer(f));
        const Assessment now = assess(found.answers, {.largest_change = 0});
        one.expect.at_least.value = one.expect.at_most.value = now.disposition.id;
        std::string expect = only(now.disposition.id);
        const auto list = [&](const char* key, std::vector<Text>& expected, const std::vector<std::string>& ids) {
            for (const std::string& id : ids) expected.push_back({id, {}});
            expect += std::string(", ") + key + ": [" + joined(ids) + "]";
        };
        std::vector<std::string> raised, withheld;
        for (const AssessedOutcome& o : now.raised)  // two pathways may raise the same
            if (!contains(raised, o.outcome)) raised.push_back(o.outcome);
        for (const WithheldAdvice& w : now.withheld) withheld.push_back(w.id);
        if (!raised.empty()) list("raised", one.expect.raised, raised);
        if (found.what == What::raised && found.gained) list("not_raised", one.expect.not_raised, {found.subject});
        if (found.what == What::advice && !found.gained) list("advised", one.expect.advised, {found.subject});
        for (const WithheldAdvice& w : now.not_meant)
            if (w.id == found.subject) withheld.push_back(w.id);
        if (found.what == What::advice && found.gained)  // one case for all that is withheld here
            list("withheld", one.expect.withheld, withheld);
        out_.suggested.push_back("  # would notice, at " + r.mutation.at + ": " + r.mutation.text + " (" + r.meaning + ")\n" +
                                 case_entry(one.id.value, "to be judged", found.written, expect, found.absent));
        cases_.add(one);
    }

    RuleSet rules_;
    MutateOptions options_;
    RuleDocument bare_;
    MutantCases cases_;
    std::unique_ptr<Before> before_;  // over the patterns of the rules alone
    std::size_t known_made_ = 0;      // of its nodes: those that are spent already
    std::size_t left_;                // of the work
    MutationReport out_;
};

TRIAGE_BODY MutationReport mutate(const RuleSet& rules, const std::vector<Case>& cases, const MutateOptions& options,
                                  void (*tell)(void* progress, std::size_t done, std::size_t all), void* progress) {
    return MutationTester(rules, cases, options).run([&](std::size_t done, std::size_t all) { tell(progress, done, all); });
}

}  // namespace review_detail

TRIAGE_BODY MutationReport mutate(const RuleSet& rules, const std::vector<Case>& cases, const MutateOptions& options) {
    return review_detail::mutate(
        rules, cases, options, [](void*, std::size_t, std::size_t) {}, nullptr);
}

}  // namespace triage
