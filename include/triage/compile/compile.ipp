// SPDX-License-Identifier: Apache-2.0
// The bodies of compile.hpp: the sections of a document are compiled one after another, in the order in which one needs the
// other. Every refusal here is a row of docs/diagnostics.md.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include <triage/compile/compile.hpp>
#include <triage/compile/conditions.hpp>
#include <triage/compile/dependencies.hpp>
#include <triage/compile/findings.hpp>
#include <triage/compile/implications.hpp>
#include <triage/compile/names.hpp>
#include <triage/compile/pathways.hpp>
#include <triage/compile/problems.hpp>
#include <triage/compile/program.hpp>
#include <triage/compile/scores.hpp>
#include <triage/header_only.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

namespace compile_detail {

/// Compiles one section after another.
class SectionCompiler {
public:
    SectionCompiler(Rules& rules, Problems& problems, const LoadOptions& limits)
        : rules_(rules), doc_(rules.document), problems_(problems), limits_(limits), names_(rules, problems) {}

    void run() {
        names_.enter();
        if (!within_limits() || !has_sections()) return;
        FindingsCompiler findings(rules_, problems_, names_);
        findings.dispositions();
        findings.findings();
        ConditionCompiler conditions(rules_, problems_, limits_, names_);
        ScoresCompiler scores(rules_, problems_, limits_, names_);
        scores.add(conditions);
        PathwaysCompiler pathways(rules_, problems_, limits_, names_, conditions);
        pathways.outcomes();
        pathways.pathways();
        ImplicationsCompiler implications(rules_, problems_, names_);
        implications.add(conditions);
        for (const Plan& p : doc_.plans) plan(p, conditions);
        for (const Assumption& a : doc_.assume) rules_.assumptions.push_back(conditions.add(a.when));
        for (const SafetyProperty& s : doc_.safety) safety(s, conditions);
        conditions.settle_clauses();
        Dependencies dependencies(rules_, problems_);
        if (dependencies.acyclic()) {
            size(dependencies);
            scores.check_negative_points(dependencies);
            implications.order(dependencies);
            assumptions();
        }
    }

private:
    bool within_limits() {
        const auto check = [&](const auto& items, std::size_t most, const char* code, const char* what) {
            if (items.size() <= most) return true;
            problems_.error(items[most].id.at, code,
                            std::to_string(items.size()) + " " + what + "; the limit is " + std::to_string(most));
            return false;
        };
        bool good = check(doc_.findings, std::min<std::size_t>(limits_.findings, 0xFFFF), "too-many-findings", "findings");
        good = check(doc_.pathways, format_limits::pathways, "too-many-pathways", "pathways") && good;
        good = check(doc_.dispositions, format_limits::dispositions, "too-many-dispositions", "dispositions") && good;
        return check(doc_.criteria, format_limits::shared_conditions, "too-many-criteria", "criteria") && good;
    }
    bool has_sections() {
        const auto need = [&](bool there, const char* section) {
            if (!there)
                problems_.error({0, 1, 1}, "missing-key", "the section \"" + std::string(section) + "\" is missing",
                                "a rule set needs dispositions, findings, pathways and outcomes");
            return there;
        };
        const bool levels = need(!doc_.dispositions.empty(), "dispositions");
        need(!doc_.findings.empty(), "findings");
        need(!doc_.pathways.empty(), "pathways");
        need(!doc_.outcomes.empty(), "outcomes");
        return levels;
    }
    void size(const Dependencies& dependencies) {
        std::size_t total = 0;
        const auto count = [&](NodeId node, Mark at) {
            if (total > limits_.compiled_size) return;
            total += dependencies.written_out(node);
            if (total > limits_.compiled_size)
                problems_.error(at, "compiled-too-large",
                                "written out in full, the conditions up to here have more than " +
                                    std::to_string(limits_.compiled_size) + " parts",
                                "criteria that use other criteria several times double at each level: flatten them");
        };
        for (std::size_t i = 0; i < doc_.criteria.size(); ++i) count(rules_.shared[i].node, doc_.criteria[i].id.at);
        for (const CompiledStep& step : rules_.steps) count(step.node, step.written->id.at);
    }
    void plan(const Plan& p, ConditionCompiler& conditions) {
        names_.sources(p.sources, p.id.at, "plan \"" + p.id.value + "\"");
        for (const Text& c : p.conditions) names_.resolve(c, "condition", rules_.condition_names);
        bool gated = false;
        for (const PlanStage& stage : p.stages) {
            // The gate stands at one place: nothing that needs it may come before something that does not.
            if (gated && !stage.needs_entry)
                problems_.error(stage.id.at, "open-gate",
                                "stage \"" + stage.id.value + "\" comes after the entry criteria but does not need them",
                                "add needs_entry: true");
            gated |= stage.needs_entry;
        }
        if (gated && p.entry.empty())
            problems_.error(p.id.at, "open-gate",
                            "plan \"" + p.id.value + "\" has stages that need entry criteria, but no entry criteria",
                            "say under entry what must be met before running");
        rules_.entry_nodes.emplace_back();
        for (const EntryCriterion& e : p.entry) {
            names_.sources(e.sources, e.text.at, "this entry criterion");
            rules_.entry_nodes.back().push_back(conditions.add(e.when));
        }
    }
    void safety(const SafetyProperty& s, ConditionCompiler& conditions) {
        rules_.safety_nodes.push_back(conditions.add(s.when));
        using Require = SafetyProperty::Require;
        if (s.require == Require::disposition_at_least) names_.resolve(s.target, "disposition", rules_.disposition_names);
        if (s.require == Require::raised) names_.resolve(s.target, "pathway", rules_.pathway_names);
        if (s.require == Require::withheld) names_.resolve(s.target, "advice", rules_.advice_names);
    }
    void assumptions() {
        for (std::size_t i = 0; i < doc_.assume.size(); ++i)
            for (const FindingId f : findings_of(rules_, rules_.assumptions[i]))
                if (doc_.findings[f].red_flag)
                    problems_.error(doc_.assume[i].at, "assume-names-red-flag",
                                    "an assumption may not name the red flag \"" + doc_.findings[f].id.value + "\"",
                                    "a proof must cover every answer to a red flag");
    }

    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    const LoadOptions& limits_;
    Names names_;
};

}  // namespace compile_detail

TRIAGE_BODY Loaded<RuleSet> compile(RuleDocument document, const LoadOptions& limits, std::vector<Diagnostic> earlier) {
    const auto rules = std::make_shared<Rules>();
    rules->document = std::move(document);
    Problems problems(rules->document.files, limits.diagnostics);

    compile_detail::SectionCompiler(*rules, problems, limits).run();
    if (problems.nameless() && !problems.any() && !has_error(earlier))
        problems.error({}, "missing-key", "something that needs a name has an empty one");
    if (!problems.any() && !has_error(earlier)) rules->program = compile_detail::program_of(*rules);

    std::vector<Diagnostic> all = std::move(earlier);
    for (Diagnostic& d : problems.take()) all.push_back(std::move(d));
    return {RuleSet(rules), std::move(all)};
}

}  // namespace triage
