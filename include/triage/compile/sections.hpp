// SPDX-License-Identifier: Apache-2.0
// Checks and compiles the sections of a document one after another: names, findings, criteria and scores, pathways,
// outcomes and advice, implications, assumptions and safety properties.
// Refuses nothing by itself that the rule format allows; every refusal here is a row of docs/diagnostics.md.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <triage/compile/conditions.hpp>
#include <triage/compile/dependencies.hpp>
#include <triage/compile/problems.hpp>
#include <triage/model/kleene.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

class SectionCompiler {
public:
    SectionCompiler(Rules& rules, Problems& problems, const LoadOptions& limits)
        : rules_(rules), doc_(rules.document), problems_(problems), limits_(limits) {}

    void run() {
        names();
        if (!within_limits() || !has_sections()) return;
        dispositions();
        findings();
        ConditionCompiler conditions(rules_, problems_, limits_);
        criteria_and_scores(conditions);
        outcomes(conditions);
        pathways(conditions);
        others(conditions);
        conditions.settle_clauses();
        Dependencies dependencies(rules_, problems_);
        if (dependencies.acyclic()) {
            size(dependencies);
            scores(dependencies);
            implications(dependencies);
            assumptions(dependencies);
        }
    }

private:
    // ---- names
    template <class Items>
    void index(NameIndex& index, const Items& items, const char* kind) {
        for (std::size_t i = 0; i < items.size(); ++i) index.add(items[i].id.value, static_cast<std::uint32_t>(i));
        index.sort();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::uint32_t first = index.find(items[i].id.value);
            if (first != i && !items[i].id.value.empty()) duplicate(items[i].id, kind, items[first].id.at);
        }
    }
    void duplicate(const Text& id, const char* kind, Mark first) {
        problems_.error(id.at, "duplicate-id", std::string(kind) + " \"" + id.value + "\" is defined twice",
                        "first defined at " + place(doc_, first));
    }
    void names() {
        index(rules_.finding_names, doc_.findings, "finding");
        index(rules_.pathway_names, doc_.pathways, "pathway");
        index(rules_.outcome_names, doc_.outcomes, "outcome");
        index(rules_.advice_names, doc_.advice, "advice");
        index(rules_.condition_names, doc_.conditions, "condition");
        index(rules_.disposition_names, doc_.dispositions, "disposition");
        index(source_names_, doc_.sources, "source");
        NameIndex criteria, scores, safety, plans;
        index(plans, doc_.plans, "plan");
        index(criteria, doc_.criteria, "criteria");
        index(scores, doc_.scores, "score");
        index(safety, doc_.safety, "safety property");
    }
    bool within_limits() {
        const auto check = [&](const auto& items, std::size_t most, const char* code, const char* what) {
            if (items.size() <= most) return true;
            problems_.error(items[most].id.at, code, "the rules hold " + std::to_string(items.size()) + " " + what + "; at most " +
                                                         std::to_string(most) + " are allowed");
            return false;
        };
        bool good = check(doc_.findings, std::min<std::size_t>(limits_.findings, 0xFFFF), "too-many-findings", "findings");
        good = check(doc_.pathways, format_limits::pathways, "too-many-pathways", "pathways") && good;
        good = check(doc_.dispositions, format_limits::dispositions, "too-many-dispositions", "dispositions") && good;
        return check(doc_.criteria, format_limits::shared_conditions, "too-many-criteria", "criteria") && good;
    }
    void unknown(const Text& name, const std::string& kind, const NameIndex& known) {
        if (name.value.empty()) return;  // reported by the reader
        problems_.error(name.at, "unknown-id", "no " + kind + " is called \"" + name.value + "\"",
                        problems_.did_you_mean(name.value, known));
    }
    std::uint32_t resolve(const Text& name, const std::string& kind, const NameIndex& known) {
        const std::uint32_t found = known.find(name.value);
        if (found == npos) unknown(name, kind, known);
        return found;
    }
    void sources(const std::vector<Text>& list, Mark at, const std::string& what) {
        if (list.empty())
            problems_.error(at, "missing-source", what + " has no source",
                            "add sources: [id], with an id of the sources section; a judgement is a source too");
        for (const Text& source : list) resolve(source, "source", source_names_);
    }

    bool has_sections() {
        const auto need = [&](bool there, const char* section) {
            if (!there)
                problems_.error({0, 1, 1}, "missing-key", "no file of this rule set has \"" + std::string(section) + "\"",
                                "a rule set needs dispositions, findings, pathways and outcomes");
            return there;
        };
        const bool levels = need(!doc_.dispositions.empty(), "dispositions");
        need(!doc_.findings.empty(), "findings");
        need(!doc_.pathways.empty(), "pathways");
        need(!doc_.outcomes.empty(), "outcomes");
        return levels;
    }

    // ---- dispositions and findings
    void dispositions() {
        bool home = false, floor = false, some_away = false;
        const std::size_t count = doc_.dispositions.size();
        for (std::size_t i = 0; i < count; ++i) {
            const Disposition& d = doc_.dispositions[i];
            const auto rank = static_cast<Rank>(count - 1 - i);
            if (!d.at_home) {
                if (home)
                    problems_.error(d.id.at, "disposition-order",
                                    "\"" + d.id.value + "\" is not at_home but stands below a disposition that is",
                                    "list dispositions from the gravest to the mildest; at_home ones last");
                some_away = true;
                rules_.otherwise_rank = rank;
            }
            home |= d.at_home;
            if (d.red_flag_floor) {
                if (floor || d.at_home)
                    problems_.error(d.id.at, "red-flag-floor",
                                    d.at_home ? "the red_flag_floor may not be at_home" : "there are two red_flag_floors",
                                    "mark exactly one disposition: the least urgent that a lone red flag may get");
                floor = true;
                rules_.red_flag_rank = rank;
            }
        }
        if (!some_away)
            problems_.error(doc_.dispositions[0].id.at, "disposition-order", "every disposition is at_home",
                            "at least one must send the person to somebody");
        if (!floor)
            for (const Finding& f : doc_.findings)
                if (f.red_flag) {
                    problems_.error(doc_.dispositions[0].id.at, "red-flag-floor",
                                    "no disposition is the red_flag_floor, but \"" + f.id.value + "\" is a red flag",
                                    "add red_flag_floor: true to one disposition");
                    break;
                }
    }
    void findings() {
        rules_.findings.resize(doc_.findings.size());
        for (const Finding& f : doc_.findings) {
            for (const char* word : {"id", "answers", "all", "any", "not", "unless", "at_least", "of", "score", "criteria"})
                if (f.id.value == word)
                    problems_.error(f.id.at, "bad-id", "a finding may not be called \"" + f.id.value + "\"",
                                    "answer files and conditions use this word for something else");
            if (f.red_flag && (f.type != FindingType::yes_no || f.polarity != Polarity::worrying))
                problems_.error(f.id.at, "red-flag-polarity", "a red flag must be a yes_no finding that is worrying",
                                "set polarity: worrying, or take red_flag away");
            if (f.type == FindingType::choice) {
                if (f.options.size() > format_limits::options)
                    problems_.error(f.options[format_limits::options].at, "too-many-options", "a choice has at most " +
                                                                     std::to_string(format_limits::options) + " options");
                for (std::size_t i = 0; i < f.options.size(); ++i) {
                    if (f.options[i].value == "unknown" || !is_snake_case(f.options[i].value))
                        problems_.error(f.options[i].at, "bad-id", "\"" + f.options[i].value + "\" cannot be an option",
                                        f.options[i].value == "unknown" ? "every finding can be answered unknown anyway"
                                                                        : "write it in snake_case");
                    for (std::size_t j = 0; j < i; ++j)
                        if (f.options[j].value == f.options[i].value) {
                            duplicate(f.options[i], "option", f.options[j].at);
                            break;
                        }
                }
            }
            if (f.type == FindingType::number && !(f.min.value < f.max.value))
                problems_.error(f.max.at, "empty-range", "min must be below max", "exchange them");
        }
    }

    // ---- criteria and scores
    void criteria_and_scores(ConditionCompiler& conditions) {
        for (std::size_t i = 0; i < doc_.criteria.size(); ++i) {
            const Criteria& c = doc_.criteria[i];
            sources(c.sources, c.id.at, "criteria \"" + c.id.value + "\"");
            const std::uint32_t node = conditions.add(c.when);
            rules_.shared[i].node = node;
        }
        rules_.scores.resize(doc_.scores.size());
        for (std::size_t i = 0; i < doc_.scores.size(); ++i) {
            const Score& score = doc_.scores[i];
            sources(score.sources, score.id.at, "score \"" + score.id.value + "\"");
            double span = 0;
            for (const ScoreItem& item : score.items) {
                span += std::abs(item.points.value);
                if (item.points.value == 0)
                    problems_.error(item.points.at, "number-out-of-range", "an item of 0 points counts nothing",
                                    "give it points, or take it out");
                const std::uint32_t node = conditions.add(item.when);
                rules_.scores[i].push_back({static_cast<int>(item.points.value), node});
            }
            if (span > static_cast<double>(format_limits::score_span))
                problems_.error(score.id.at, "score-too-large",
                                "the points of a score add up to at most " + std::to_string(format_limits::score_span));
            if (score.items.size() > limits_.items_per_condition)
                problems_.error(score.id.at, "too-many-items", "a score has at most " +
                                                                   std::to_string(limits_.items_per_condition) + " items");
        }
    }
    void scores(const Dependencies& dependencies) {
        for (std::size_t i = 0; i < doc_.scores.size(); ++i)
            for (std::size_t k = 0; k < doc_.scores[i].items.size(); ++k) {
                if (rules_.scores[i][k].points >= 0) continue;
                const std::uint32_t f = dependencies.worrying_yes(rules_.scores[i][k].node);
                if (f == npos) continue;
                problems_.error(doc_.scores[i].items[k].points.at, "negative-points-on-worrying",
                                "a \"yes\" to the worrying finding \"" + doc_.findings[f].id.value +
                                    "\" would take points off",
                                "negative points may only stand on reassuring or context findings");
            }
    }
    void size(const Dependencies& dependencies) {
        std::size_t total = 0;
        const auto count = [&](std::uint32_t node, Mark at) {
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

    // ---- outcomes and advice
    void outcomes(ConditionCompiler& conditions) {
        rules_.outcomes.resize(doc_.outcomes.size());
        for (std::size_t i = 0; i < doc_.outcomes.size(); ++i) {
            const Outcome& o = doc_.outcomes[i];
            sources(o.sources, o.id.at, "outcome \"" + o.id.value + "\"");
            resolve(o.condition, "condition", rules_.condition_names);
            const std::uint32_t d = resolve(o.disposition, "disposition", rules_.disposition_names);
            ranked_.push_back(d != npos);
            if (d != npos) {
                rules_.outcomes[i].rank = static_cast<Rank>(doc_.dispositions.size() - 1 - d);
                if (doc_.dispositions[d].at_home) safety_net(o);
            }
            for (std::size_t k = 0; k < o.advise.size(); ++k) {
                const std::uint32_t a = resolve(o.advise[k], "advice", rules_.advice_names);
                if (a == npos) continue;
                const auto& before = rules_.outcomes[i].advice;
                if (std::find(before.begin(), before.end(), a) != before.end())
                    problems_.error(o.advise[k].at, "duplicate-id", "\"" + o.advise[k].value + "\" stands twice in this list",
                                    "keep one of them");
                rules_.outcomes[i].advice.push_back(a);
            }
            for (const Remark& r : o.speaks_for) rules_.speaks_for_nodes.push_back(conditions.add(r.when));
            for (const Remark& r : o.speaks_against) rules_.speaks_against_nodes.push_back(conditions.add(r.when));
        }
        rules_.advice.resize(doc_.advice.size());
        for (std::size_t i = 0; i < doc_.advice.size(); ++i) {
            const Advice& a = doc_.advice[i];
            sources(a.sources, a.id.at, "advice \"" + a.id.value + "\"");
            if (!a.withhold_when) continue;
            if (a.kind != AdviceKind::action)
                problems_.error(a.withhold_when->at, "never-withheld", "advice to avoid something or to seek help is never withheld",
                                "take withhold_when away, or make it kind: do");
            rules_.advice[i].withhold_when = conditions.add(*a.withhold_when);
        }
        const std::uint32_t otherwise = resolve(doc_.otherwise, "outcome", rules_.outcome_names);
        if (otherwise != npos) rules_.otherwise = otherwise;
    }
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
                        "somebody sent home must know what to watch for, where to get help and when to look again");
    }

    // ---- pathways
    void pathways(ConditionCompiler& conditions) {
        std::size_t total = 0;
        for (const Pathway& p : doc_.pathways) {
            total += count_steps(p.steps);
            if (total <= limits_.steps) continue;
            problems_.error(p.id.at, "too-many-steps", "the pathways up to this one hold " + std::to_string(total) +
                                                           " steps; at most " + std::to_string(limits_.steps) + " are allowed");
            return;
        }
        rules_.pathways.resize(doc_.pathways.size());
        for (std::size_t i = 0; i < doc_.pathways.size(); ++i) {
            const Pathway& p = doc_.pathways[i];
            resolve(p.condition, "condition", rules_.condition_names);
            for (const Text& advice : p.withhold) {
                const std::uint32_t a = resolve(advice, "advice", rules_.advice_names);
                if (a == npos) continue;
                if (doc_.advice[a].kind != AdviceKind::action)
                    problems_.error(advice.at, "never-withheld", "\"" + advice.value + "\" is never withheld: it is not of kind do",
                                    "take it off the list");
                rules_.advice[a].withheld_by.push_back(static_cast<std::uint32_t>(i));
            }
            step_ids_.clear();
            mildest_ = nullptr;
            rules_.pathways[i].first_step = steps(p.steps, conditions, false);
            std::stable_sort(step_ids_.begin(), step_ids_.end(),
                             [](const Text* a, const Text* b) { return a->value < b->value; });
            for (std::size_t k = 1; k < step_ids_.size(); ++k)
                if (step_ids_[k]->value == step_ids_[k - 1]->value) duplicate(*step_ids_[k], "step", step_ids_[k - 1]->at);
            unsure(p, rules_.pathways[i]);
        }
    }
    static std::size_t count_steps(const std::vector<Step>& list) {
        std::size_t total = list.size();
        for (const Step& s : list)
            total += count_steps(s.then.steps) + count_steps(s.otherwise.steps) + count_steps(s.unknown.steps);
        return total;
    }
    void unsure(const Pathway& p, CompiledPathway& compiled) {
        if (p.unsure.value.empty()) {
            if (p.red_flag)
                problems_.error(p.id.at, "red-flag-without-unsure",
                                "red-flag pathway \"" + p.id.value + "\" has no unsure outcome",
                                "add unsure: outcome_id, for people who cannot answer its questions");
            return;
        }
        compiled.unsure = resolve(p.unsure, "outcome", rules_.outcome_names);
        if (compiled.unsure == npos || !ranked_[compiled.unsure]) return;
        const Rank rank = rules_.outcomes[compiled.unsure].rank;
        if (p.red_flag && rules_.at_home(rank))
            problems_.error(p.unsure.at, "unsure-at-home",
                            "red-flag pathway \"" + p.id.value + "\" sends a person at home who is not sure",
                            "let the unsure outcome send the person to somebody");
        if (mildest_ != nullptr && rank > mildest_rank_)
            problems_.error(p.unsure.at, "unsure-graver",
                            "\"not sure\" would be graver than the outcome \"" + mildest_->value + "\", which needs a \"yes\"",
                            "make the unsure outcome at most as grave as the mildest outcome of the pathway");
    }
    std::uint32_t steps(const std::vector<Step>& list, ConditionCompiler& conditions, bool nested) {
        const auto first = static_cast<std::uint32_t>(rules_.steps.size());
        if (list.empty()) {
            // The reader has said so already; a document that was built in memory has no reader.
            if (doc_.files.empty()) problems_.error({}, "missing-key", "a list of steps is empty", "a pathway needs at least one step");
            return npos;
        }
        rules_.steps.resize(first + list.size());
        for (std::size_t k = 0; k < list.size(); ++k) {
            const Step& step = list[k];
            const bool last = k + 1 == list.size();
            step_ids_.push_back(&step.id);
            sources(step.sources, step.id.at, "step \"" + step.id.value + "\"");
            const std::uint32_t node = conditions.add(step.when);
            CompiledStep compiled;
            compiled.node = node;
            compiled.written = &step;
            compiled.next = last ? npos : first + static_cast<std::uint32_t>(k) + 1;
            compiled.branches[static_cast<std::size_t>(Kleene::yes)] = branch(step.then, "then", step, nested && last, conditions);
            compiled.branches[static_cast<std::size_t>(Kleene::no)] = branch(step.otherwise, "else", step, nested && last, conditions);
            compiled.branches[static_cast<std::size_t>(Kleene::unknown)] = branch(step.unknown, "unknown", step, nested && last, conditions);
            rules_.steps[first + k] = compiled;
        }
        return first;
    }
    CompiledBranch branch(const Branch& b, const char* name, const Step& step, bool must_end, ConditionCompiler& conditions) {
        CompiledBranch compiled;
        compiled.kind = b.kind;
        if (must_end && (b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor))
            problems_.error(b.at.line != 0 ? b.at : step.id.at, "open-nested-list",
                            "the nested list can run off its end: \"" + std::string(name) + "\" of its last step \"" +
                                step.id.value + "\" goes on",
                            std::string("write ") + name + ": clear, or an outcome");
        if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor) {
            compiled.target = resolve(b.outcome, "outcome", rules_.outcome_names);
            if (compiled.target != npos && ranked_[compiled.target] && b.kind == Branch::Kind::outcome) {
                const Rank rank = rules_.outcomes[compiled.target].rank;
                if (mildest_ == nullptr || rank < mildest_rank_) {
                    mildest_ = &b.outcome;
                    mildest_rank_ = rank;
                }
            }
        } else if (b.kind == Branch::Kind::steps) {
            compiled.target = steps(b.steps, conditions, true);
        }
        return compiled;
    }

    // ---- implications, assumptions, safety
    void others(ConditionCompiler& conditions) {
        for (const Implication& implication : doc_.implies) {
            const std::uint32_t node = conditions.add(implication.when);
            for (const Implication::Set& set : implication.sets) {
                CompiledImplication compiled;
                compiled.node = node;
                compiled.finding = resolve(set.finding, "finding", rules_.finding_names);
                if (compiled.finding != npos && implied_value(set, compiled)) {
                    rules_.implications.push_back(compiled);
                    implication_marks_.push_back(set.finding.at);
                }
            }
        }
        for (const Plan& plan : doc_.plans) this->plan(plan, conditions);
        for (const Assumption& a : doc_.assume) rules_.assumptions.push_back(conditions.add(a.when));
        for (const SafetyProperty& s : doc_.safety) {
            rules_.safety_nodes.push_back(conditions.add(s.when));
            using Require = SafetyProperty::Require;
            if (s.require == Require::disposition_at_least) resolve(s.target, "disposition", rules_.disposition_names);
            if (s.require == Require::raised) resolve(s.target, "pathway", rules_.pathway_names);
            if (s.require == Require::withheld) resolve(s.target, "advice", rules_.advice_names);
        }
        if (rules_.implications.size() > format_limits::implications) {
            problems_.error(implication_marks_.back(), "too-many-implications",
                            "the rules may set at most " + std::to_string(format_limits::implications) + " findings in implies");
            rules_.implications.clear();
            implication_marks_.clear();
        }
    }
    void plan(const Plan& p, ConditionCompiler& conditions) {
        sources(p.sources, p.id.at, "plan \"" + p.id.value + "\"");
        for (const Text& c : p.conditions) resolve(c, "condition", rules_.condition_names);
        bool gated = false;
        for (const PlanStage& stage : p.stages) {
            // The gate stands at one place: nothing that needs it may come before something that does not.
            if (gated && !stage.needs_entry)
                problems_.error(stage.id.at, "open-gate", "stage \"" + stage.id.value + "\" comes after the entry criteria but does not need them",
                                "add needs_entry: true");
            gated |= stage.needs_entry;
        }
        if (gated && p.entry.empty())
            problems_.error(p.id.at, "open-gate", "plan \"" + p.id.value + "\" has stages that need entry criteria, but no entry criteria",
                            "say under entry what must be met before running");
        for (const EntryCriterion& e : p.entry) {
            sources(e.sources, e.text.at, "this entry criterion");
            rules_.entry_nodes.push_back(conditions.add(e.when));
        }
    }
    bool implied_value(const Implication::Set& set, CompiledImplication& compiled) {
        const Finding& f = doc_.findings[compiled.finding];
        const auto wrong = [&](const std::string& hint) {
            problems_.error(set.value.at, "wrong-type", "\"" + set.value.value + "\" is not an answer to " + f.id.value, hint);
            return false;
        };
        if (f.type == FindingType::number) {
            if (!set.number) return wrong("write a number");
            if (*set.number < f.min.value || *set.number > f.max.value) {
                problems_.error(set.value.at, "number-out-of-range",
                                set.value.value + " is outside the range of " + f.id.value + ", " +
                                    number_text(f.min.value) + " to " + number_text(f.max.value));
                return false;
            }
            compiled.number = *set.number;
            return true;
        }
        if (f.type == FindingType::yes_no) {
            if (set.value.value != "yes" && set.value.value != "no") return wrong("write \"yes\" or \"no\", quoted");
            compiled.option = set.value.value == "yes" ? 1 : 0;
            return true;
        }
        for (std::size_t i = 0; i < f.options.size(); ++i)
            if (f.options[i].value == set.value.value) {
                compiled.option = static_cast<std::uint32_t>(i);
                return true;
            }
        std::vector<std::string> known;
        for (const Text& o : f.options) known.push_back(o.value);
        return wrong(problems_.did_you_mean(set.value.value, known));
    }
    // Orders the implications so that each comes after all that settle what it reads; file order otherwise.
    void implications(const Dependencies& dependencies) {
        std::vector<CompiledImplication>& list = rules_.implications;
        std::vector<std::vector<std::uint32_t>> reads;
        for (std::size_t i = 0; i < list.size(); ++i) {
            reads.push_back(dependencies.findings_of(list[i].node));
            const Finding& target = doc_.findings[list[i].finding];
            const std::uint32_t worry = dependencies.worrying_yes(list[i].node);
            if (worry != npos && target.type == FindingType::yes_no && target.polarity == Polarity::worrying && list[i].option == 0)
                problems_.error(implication_marks_[i], "implies-clears-worrying",
                                "a \"yes\" to the worrying finding \"" + doc_.findings[worry].id.value +
                                    "\" would answer \"no\" to the worrying finding \"" + target.id.value + "\"",
                                "ask the person instead");
            for (const std::uint32_t f : reads.back()) rules_.findings[f].feeds_implications = true;
            rules_.findings[list[i].finding].feeds_implications = true;
        }
        std::vector<CompiledImplication> ordered;
        std::vector<bool> done(list.size());
        const auto waits_for = [&](std::uint32_t i) {
            for (std::uint32_t j = 0; j < list.size(); ++j) {
                if (done[j]) continue;
                if (std::find(reads[i].begin(), reads[i].end(), list[j].finding) != reads[i].end()) return j;
                // Of two that set the same finding the earlier in file order must be tried first.
                if (j < i && list[j].finding == list[i].finding) return j;
            }
            return npos;
        };
        while (ordered.size() < list.size()) {
            const std::size_t before = ordered.size();
            std::vector<std::uint32_t> ready;
            for (std::uint32_t i = 0; i < list.size(); ++i)
                if (!done[i] && waits_for(i) == npos) ready.push_back(i);
            for (const std::uint32_t i : ready) {
                ordered.push_back(list[i]);
                done[i] = true;
            }
            if (ordered.size() == before) {
                // All that are left wait: following who waits for whom leads into a circle.
                auto i = static_cast<std::uint32_t>(std::find(done.begin(), done.end(), false) - done.begin());
                for (std::size_t k = 0; k < list.size(); ++k) i = waits_for(i);
                std::uint32_t first = i;
                for (std::uint32_t j = waits_for(i); j != i; j = waits_for(j)) first = std::min(first, j);
                const std::string& id = doc_.findings[list[first].finding].id.value;
                problems_.error(implication_marks_[first], "implies-cycle",
                                "what \"" + id + "\" is set to depends, in the end, on \"" + id + "\" itself",
                                "break the circle of implications");
                return;
            }
        }
        list = std::move(ordered);
    }
    void assumptions(const Dependencies& dependencies) {
        for (std::size_t i = 0; i < doc_.assume.size(); ++i)
            for (const std::uint32_t f : dependencies.findings_of(rules_.assumptions[i]))
                if (doc_.findings[f].red_flag)
                    problems_.error(doc_.assume[i].at, "assume-names-red-flag",
                                    "an assumption may not name the red flag \"" + doc_.findings[f].id.value + "\"",
                                    "a proof must cover every answer to a red flag");
    }

    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    const LoadOptions& limits_;
    NameIndex source_names_;
    std::vector<bool> ranked_;           // outcomes: the disposition is known
    std::vector<const Text*> step_ids_;  // of the pathway at hand
    const Text* mildest_ = nullptr;
    Rank mildest_rank_ = 0;
    std::vector<Mark> implication_marks_;
};

}  // namespace triage::compile_detail
