// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/review/check.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/interview.hpp>

#include "check/rule_graph.hpp"

namespace triage {

namespace {

// Follows the interview of a person who denies everything.
class Denier {
public:
    Denier(const RuleSet& rules, std::size_t work) : rules_(rules.compiled()), answers_(rules), work_(work) {}

    void run(Questionnaire& out) {
        while (spend()) {
            const std::vector<Question> screen = next_screen(answers_);
            if (screen.empty()) return;
            ++out.screens;
            out.questions += screen.size();
            for (const Question& q : screen) answer(q);
        }
        out.whole = false;
    }

private:
    // One look at what matters costs about the rules.
    bool spend() {
        const std::size_t cost = rules_.nodes.size() + rules_.steps.size();
        if (work_ <= cost) return false;
        work_ -= cost;
        return true;
    }
    void answer(const Question& q) {
        const std::uint32_t f = rules_.finding_names.find(q.id);
        if (q.type == FindingType::yes_no) return answers_.set_option(f, 0);
        if (q.type == FindingType::choice) {
            if (const auto absent = absent_value(rules_.document.findings[f])) return answers_.set_option(f, absent->option);
            return longest(q.options.size(), [&](std::size_t i) { answers_.set_option(f, static_cast<std::uint32_t>(i)); });
        }
        const std::vector<double> values = numbers(q, f);
        longest(values.size(), [&](std::size_t i) { answers_.set_number(f, values[i]); });
    }
    // A number for every answer that the rules tell apart: each threshold, and one between each two.
    [[nodiscard]] std::vector<double> numbers(const Question& q, std::uint32_t finding) const {
        const CompiledFinding& f = rules_.findings[finding];
        std::vector<double> cuts{q.min, q.max};
        for (std::uint32_t c = f.first_clause; c < f.first_clause + f.clause_count; ++c) {
            if (rules_.clauses[c].has_low) cuts.push_back(rules_.clauses[c].low);
            if (rules_.clauses[c].has_high) cuts.push_back(rules_.clauses[c].high);
        }
        std::sort(cuts.begin(), cuts.end());
        cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
        for (std::size_t i = cuts.size() - 1; i > 0; --i)
            cuts.insert(cuts.begin() + static_cast<std::ptrdiff_t>(i), cuts[i - 1] / 2 + cuts[i] / 2);
        return cuts;
    }
    // Gives the answer that leaves most questions open, the first of equals.
    template <class Set>
    void longest(std::size_t count, Set&& set) {
        std::size_t best = 0, most = 0;
        for (std::size_t i = 0; i < count && spend(); ++i) {
            set(i);
            const std::size_t open = open_questions(answers_, {}).size();
            if (open > most) {
                best = i;
                most = open;
            }
        }
        set(best);
    }

    const Rules& rules_;
    Answers answers_;
    std::size_t work_;
};

}  // namespace

Questionnaire longest_questionnaire(const RuleSet& rules, const CheckOptions& options) {
    using check_detail::RuleGraph;
    const RuleDocument& doc = rules.document();
    Questionnaire out;
    RuleGraph graph(rules.compiled(), RuleGraph::Edges::asking);
    graph.search(RuleGraph::Kind::root);
    std::vector<std::string> groups;
    for (std::size_t f = 0; f < doc.findings.size(); ++f) {
        if (!graph.reached(RuleGraph::Kind::finding, f)) continue;
        if (doc.findings[f].examiner) {
            ++out.examiner_questions;
        } else {
            ++out.questions_at_most;
            groups.push_back(doc.findings[f].group.value);
        }
    }
    std::sort(groups.begin(), groups.end());
    const std::size_t a_screen = InterviewOptions{}.questions_a_screen;
    for (auto from = groups.begin(); from != groups.end();) {
        const auto to = std::upper_bound(from, groups.end(), *from);
        out.screens_at_least += (static_cast<std::size_t>(to - from) + a_screen - 1) / a_screen;
        from = to;
    }
    Denier(rules, options.work).run(out);
    return out;
}

}  // namespace triage
