// SPDX-License-Identifier: Apache-2.0
// Compiles outcomes, advice and pathways: the trees of steps, laid out flat.
// Refuses outcomes at home without a safety net, open ends, and "not sure" that is mild where a red flag is in question.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/compile/conditions.hpp>
#include <triage/compile/names.hpp>
#include <triage/compile/problems.hpp>
#include <triage/model/kleene.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/references.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

class PathwaysCompiler {
public:
    PathwaysCompiler(Rules& rules, Problems& problems, const LoadOptions& limits, Names& names, ConditionCompiler& conditions)
        : rules_(rules), doc_(rules.document), problems_(problems), limits_(limits), names_(names), conditions_(conditions) {}

    void outcomes() {
        rules_.outcomes.resize(doc_.outcomes.size());
        for (std::size_t i = 0; i < doc_.outcomes.size(); ++i) {
            const Outcome& o = doc_.outcomes[i];
            names_.sources(o.sources, o.id.at, "outcome \"" + o.id.value + "\"");
            names_.resolve(o.condition, "condition", rules_.condition_names);
            const std::uint32_t d = names_.resolve(o.disposition, "disposition", rules_.disposition_names);
            ranked_.push_back(d != npos);
            if (d != npos) {
                rules_.outcomes[i].rank = static_cast<Rank>(doc_.dispositions.size() - 1 - d);
                if (doc_.dispositions[d].at_home) safety_net(o);
            }
            for (std::size_t k = 0; k < o.advise.size(); ++k) {
                const AdviceId a = names_.resolve(o.advise[k], "advice", rules_.advice_names);
                if (a == npos) continue;
                const auto& before = rules_.outcomes[i].advice;
                if (contains(before, a))
                    problems_.error(o.advise[k].at, "duplicate-id", "\"" + o.advise[k].value + "\" appears twice in this list",
                                    "keep one of them");
                rules_.outcomes[i].advice.push_back(a);
            }
            for (const Remark& r : o.speaks_for) rules_.outcomes[i].speaks_for.push_back(conditions_.add(r.when));
            for (const Remark& r : o.speaks_against) rules_.outcomes[i].speaks_against.push_back(conditions_.add(r.when));
        }
        rules_.advice.resize(doc_.advice.size());
        for (std::size_t i = 0; i < doc_.advice.size(); ++i) {
            const Advice& a = doc_.advice[i];
            names_.sources(a.sources, a.id.at, "advice \"" + a.id.value + "\"");
            if (a.when) rules_.advice[i].when = conditions_.add(*a.when);
            if (!a.withhold_when) continue;
            if (a.kind != AdviceKind::action)
                problems_.error(a.withhold_when->at, "never-withheld", "only advice of kind \"do\" can be withheld",
                                "remove withhold_when, or make it kind: do");
            rules_.advice[i].withhold_when = conditions_.add(*a.withhold_when);
        }
        const OutcomeId otherwise = names_.resolve(doc_.otherwise, "outcome", rules_.outcome_names);
        if (otherwise != npos) rules_.otherwise = otherwise;
    }
    void pathways() {
        std::size_t total = 0;
        for (const Pathway& p : doc_.pathways) {
            each_step(p.steps, [&](const Step&) { ++total; });
            if (total <= limits_.steps) continue;
            problems_.error(p.id.at, "too-many-steps",
                            "the pathways up to this one have " + std::to_string(total) + " steps; the limit is " +
                                std::to_string(limits_.steps));
            return;
        }
        rules_.pathways.resize(doc_.pathways.size());
        for (std::size_t i = 0; i < doc_.pathways.size(); ++i) {
            const Pathway& p = doc_.pathways[i];
            names_.resolve(p.condition, "condition", rules_.condition_names);
            for (const Text& advice : p.withhold) {
                const AdviceId a = names_.resolve(advice, "advice", rules_.advice_names);
                if (a == npos) continue;
                if (doc_.advice[a].kind != AdviceKind::action)
                    problems_.error(advice.at, "never-withheld",
                                    "\"" + advice.value + "\" cannot be withheld: only advice of kind \"do\" can",
                                    "remove it from the list");
                rules_.advice[a].withheld_by.push_back(PathwayId{i});
            }
            step_ids_.clear();
            mildest_ = nullptr;
            rules_.pathways[i].first_step = steps(p.steps, false);
            std::stable_sort(step_ids_.begin(), step_ids_.end(),
                             [](const Text* a, const Text* b) { return a->value < b->value; });
            for (std::size_t k = 1; k < step_ids_.size(); ++k)
                if (step_ids_[k]->value == step_ids_[k - 1]->value) names_.duplicate(*step_ids_[k], "step", step_ids_[k - 1]->at);
            unsure(p, rules_.pathways[i]);
        }
    }

private:
    void safety_net(const Outcome& o) {
        std::string missing;
        const auto need = [&](bool there, const char* part) {
            if (!there) missing += std::string(missing.empty() ? "" : ", ") + part;
        };
        const SafetyNet* net = o.safety_net ? &*o.safety_net : nullptr;
        need(net != nullptr && !net->uncertainty.value.empty(), "uncertainty");
        need(net != nullptr && !net->watch_for.empty(), "watch_for");
        need(net != nullptr && !net->get_help.value.empty(), "get_help");
        need(net != nullptr && !net->time_course.value.empty(), "time_course");
        need(net != nullptr && net->recheck_days.has_value(), "recheck_days");
        if (missing.empty()) return;
        problems_.error(net != nullptr ? net->at : o.id.at, "incomplete-safety-net",
                        "outcome \"" + o.id.value + "\" is at home, but its safety_net lacks " + missing,
                        "a person who is sent home must know what to watch for, where to get help and when to check again");
    }
    void unsure(const Pathway& p, CompiledPathway& compiled) {
        if (p.unsure.value.empty()) {
            if (p.red_flag)
                problems_.error(
                    p.id.at, "red-flag-without-unsure",
                    "red-flag pathway \"" + p.id.value +
                        "\" has no unsure outcome: somebody who is not sure would count as cleared, and may be sent home",
                    "add unsure: outcome_id, for people who cannot answer its questions");
            return;
        }
        compiled.unsure = names_.resolve(p.unsure, "outcome", rules_.outcome_names);
        if (compiled.unsure == npos || !ranked_[compiled.unsure]) return;
        const Rank rank = rules_.outcomes[compiled.unsure].rank;
        if (p.red_flag && rules_.at_home(rank))
            problems_.error(p.unsure.at, "unsure-at-home",
                            "red-flag pathway \"" + p.id.value + "\" would send home someone who answers \"not sure\"",
                            "choose an unsure outcome that is not at home");
        if (mildest_ != nullptr && rank > mildest_rank_)
            problems_.error(p.unsure.at, "unsure-graver",
                            "\"not sure\" would be graver than the outcome \"" + mildest_->value + "\", which needs a \"yes\"",
                            "make the unsure outcome at most as grave as the mildest outcome of the pathway");
    }
    StepId steps(const std::vector<Step>& list, bool nested) {
        const StepId first{rules_.steps.size()};
        if (list.empty()) {
            // The reader has said so already; a document that was built in memory has no reader.
            if (doc_.files.empty())
                problems_.error({}, "missing-key", "a list of steps is empty", "a pathway needs at least one step");
            return {};
        }
        rules_.steps.resize(first + list.size());
        for (std::size_t k = 0; k < list.size(); ++k) {
            const Step& step = list[k];
            const bool last = k + 1 == list.size();
            step_ids_.push_back(&step.id);
            names_.sources(step.sources, step.id.at, "step \"" + step.id.value + "\"");
            const NodeId node = conditions_.add(step.when);
            CompiledStep compiled;
            compiled.node = node;
            compiled.written = &step;
            if (!last) compiled.next = StepId{first + k + 1};
            compiled.branches[Kleene::yes] = branch(step.then, "then", step, nested && last);
            compiled.branches[Kleene::no] = branch(step.otherwise, "else", step, nested && last);
            compiled.branches[Kleene::unknown] = branch(step.unknown, "unknown", step, nested && last);
            rules_.steps[first + k] = compiled;
        }
        return first;
    }
    CompiledBranch branch(const Branch& b, const char* name, const Step& step, bool must_end) {
        CompiledBranch compiled;
        compiled.kind = b.kind;
        if (must_end && (b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor))
            problems_.error(b.at.line != 0 ? b.at : step.id.at, "open-nested-list",
                            "the nested list can run off its end: \"" + std::string(name) + "\" of its last step \"" +
                                step.id.value + "\" goes on",
                            std::string("write ") + name + ": clear, or an outcome");
        if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor) {
            compiled.target = names_.resolve(b.outcome, "outcome", rules_.outcome_names);
            if (compiled.target != npos && ranked_[compiled.outcome()] && b.kind == Branch::Kind::outcome) {
                const Rank rank = rules_.outcomes[compiled.outcome()].rank;
                if (mildest_ == nullptr || rank < mildest_rank_) {
                    mildest_ = &b.outcome;
                    mildest_rank_ = rank;
                }
            }
        } else if (b.kind == Branch::Kind::steps) {
            compiled.target = steps(b.steps, true);
        }
        return compiled;
    }

    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    const LoadOptions& limits_;
    Names& names_;
    ConditionCompiler& conditions_;
    std::vector<bool> ranked_;           // outcomes: the disposition is known
    std::vector<const Text*> step_ids_;  // of the pathway at hand
    const Text* mildest_ = nullptr;
    Rank mildest_rank_ = 0;
};

}  // namespace triage::compile_detail
