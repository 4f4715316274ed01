// SPDX-License-Identifier: Apache-2.0
// Compiles implications, and orders them so that one sweep settles all of them.
// Refuses circles, and a worrying "yes" that would answer "no" to something worrying.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/compile/conditions.hpp>
#include <triage/compile/dependencies.hpp>
#include <triage/compile/names.hpp>
#include <triage/compile/problems.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::compile_detail {

class ImplicationsCompiler {
public:
    ImplicationsCompiler(Rules& rules, Problems& problems, Names& names)
        : rules_(rules), doc_(rules.document), problems_(problems), names_(names) {}

    void add(ConditionCompiler& conditions) {
        for (const Implication& implication : doc_.implies) {
            const NodeId node = conditions.add(implication.when);
            for (const Implication::Set& set : implication.sets) {
                CompiledImplication compiled;
                compiled.node = node;
                compiled.finding = names_.resolve(set.finding, "finding", rules_.finding_names);
                if (compiled.finding != npos && implied_value(set, compiled)) {
                    rules_.implications.push_back(compiled);
                    marks_.push_back(set.finding.at);
                }
            }
        }
        if (rules_.implications.size() > format_limits::implications) {
            problems_.error(marks_.back(), "too-many-implications",
                            "the rules may set at most " + std::to_string(format_limits::implications) + " findings in implies");
            rules_.implications.clear();
            marks_.clear();
        }
    }
    // Orders the implications so that each comes after all that settle what it reads; file order otherwise.
    void order(const Dependencies& dependencies) {
        std::vector<CompiledImplication>& list = rules_.implications;
        std::vector<std::vector<FindingId>> reads;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const bool again = i > 0 && list[i].node == list[i - 1].node;  // one condition may settle many findings
            reads.push_back(again ? reads.back() : findings_of(rules_, list[i].node));
            const Finding& target = doc_.findings[list[i].finding];
            const FindingId worry = dependencies.worrying_yes(list[i].node);
            if (worry != npos && target.polarity == Polarity::worrying && list[i].option == 0)  // only yes_no has a polarity
                problems_.error(marks_[i], "implies-clears-worrying",
                                "a \"yes\" to the worrying finding \"" + doc_.findings[worry].id.value +
                                    "\" would answer \"no\" to the worrying finding \"" + target.id.value + "\"",
                                "ask the person instead");
            for (const FindingId f : reads.back()) rules_.findings[f].feeds_implications = true;
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
        // How many each one waits for, and who waits for it.
        std::vector<std::size_t> waiting(list.size());
        std::vector<std::vector<std::uint32_t>> behind(list.size());
        for (std::uint32_t i = 0; i < list.size(); ++i) {
            std::vector<bool> read(rules_.findings.size());
            for (const FindingId f : reads[i]) read[f] = true;
            for (std::uint32_t j = 0; j < list.size(); ++j)
                if (read[list[j].finding] || (j < i && list[j].finding == list[i].finding)) {
                    ++waiting[i];
                    behind[j].push_back(i);
                }
        }
        while (ordered.size() < list.size()) {
            std::vector<std::uint32_t> ready;
            for (std::uint32_t i = 0; i < list.size(); ++i)
                if (!done[i] && waiting[i] == 0) ready.push_back(i);
            for (const std::uint32_t i : ready) {
                ordered.push_back(list[i]);
                done[i] = true;
                for (const std::uint32_t later : behind[i]) --waiting[later];
            }
            if (ready.empty()) {
                // All that are left wait: following who waits for whom leads into a circle.
                auto i = static_cast<std::uint32_t>(std::find(done.begin(), done.end(), false) - done.begin());
                for (std::size_t k = 0; k < list.size(); ++k) i = waits_for(i);
                std::uint32_t first = i;
                for (std::uint32_t j = waits_for(i); j != i; j = waits_for(j)) first = std::min(first, j);
                const std::string& id = doc_.findings[list[first].finding].id.value;
                problems_.error(marks_[first], "implies-cycle",
                                "the value of \"" + id + "\" depends, directly or through others, on \"" + id + "\" itself",
                                "break the cycle of implications");
                return;
            }
        }
        list = std::move(ordered);
    }

private:
    bool implied_value(const Implication::Set& set, CompiledImplication& compiled) {
        const Finding& f = doc_.findings[compiled.finding];
        const auto wrong = [&](const std::string& hint) {
            problems_.error(set.value.at, "wrong-type", "\"" + set.value.value + "\" is not an answer to " + f.id.value, hint);
            return false;
        };
        if (const auto value = value_of(f, set.number ? Answer(*set.number) : Answer(set.value.value))) {
            compiled.option = value->option;
            compiled.number = value->number;
            return !set.number || problems_.whole_enough({*set.number, set.value.at}, f);
        }
        if (f.type == FindingType::yes_no) return wrong("write \"yes\" or \"no\", quoted");
        if (f.type == FindingType::choice) return wrong(problems_.did_you_mean(set.value.value, option_ids(f)));
        if (!set.number) return wrong("write a number");
        problems_.outside_range(set.value.at, set.value.value, f);
        return false;
    }

    Rules& rules_;
    const RuleDocument& doc_;
    Problems& problems_;
    Names& names_;
    std::vector<Mark> marks_;  // of each implication, until they are ordered
};

}  // namespace triage::compile_detail
