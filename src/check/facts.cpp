// SPDX-License-Identifier: Apache-2.0
#include "check/facts.hpp"

#include <algorithm>
#include <utility>

namespace triage::check_detail {

Facts join(Facts a, const Facts& b) {
    if (!b.possible) return a;
    if (!a.possible) return b;
    a.floor = std::min(a.floor, b.floor);
    for (auto it = a.narrowed.begin(); it != a.narrowed.end();) {
        const auto other = b.narrowed.find(it->first);
        if (other == b.narrowed.end()) {
            it = a.narrowed.erase(it);
        } else {
            it->second.known |= other->second.known;
            it->second.unknown |= other->second.unknown;
            ++it;
        }
    }
    return a;
}

Conditions::Conditions(const Rules& rules, std::size_t work) : rules_(rules), work_(work) {
    all_.resize(rules.findings.size());
    true_.resize(rules.clauses.size());
    for (std::uint32_t f = 0; f < rules.findings.size(); ++f) divide(f);
}

// Cuts the answers of a finding into cells within which every clause has one truth value.
void Conditions::divide(std::uint32_t finding) {
    const Finding& f = rules_.document.findings[finding];
    const CompiledFinding& compiled = rules_.findings[finding];
    const std::uint32_t last = compiled.first_clause + compiled.clause_count;
    all_[finding].unknown = true;
    if (f.type != FindingType::number) {
        const std::size_t count = f.type == FindingType::yes_no ? 2 : f.options.size();
        all_[finding].known = count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
        for (std::uint32_t c = compiled.first_clause; c < last; ++c)
            true_[c] = f.type == FindingType::yes_no ? 2U : rules_.clauses[c].options;
        return;
    }
    std::vector<double> cuts{f.min.value, f.max.value};
    for (std::uint32_t c = compiled.first_clause; c < last; ++c) {
        if (rules_.clauses[c].has_low) cuts.push_back(rules_.clauses[c].low);
        if (rules_.clauses[c].has_high) cuts.push_back(rules_.clauses[c].high);
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    std::vector<double> samples;  // each cut, and a value between each two
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        samples.push_back(cuts[i]);
        if (i + 1 < cuts.size()) samples.push_back(cuts[i] / 2 + cuts[i + 1] / 2);
    }
    if (samples.size() > 64) return;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        all_[finding].known |= std::uint64_t{1} << i;
        for (std::uint32_t c = compiled.first_clause; c < last; ++c)
            if (rules_.clauses[c].holds(samples[i])) true_[c] |= std::uint64_t{1} << i;
    }
}

Cells Conditions::cells(std::uint32_t finding, const Facts& facts) const {
    const auto found = facts.narrowed.find(finding);
    return found == facts.narrowed.end() ? all_[finding] : found->second;
}

void Conditions::restrict(std::uint32_t finding, Cells cells, Facts& facts) const {
    if (all_[finding].known == 0) return;  // too finely divided
    if (cells.empty()) facts.possible = false;
    facts.narrowed[finding] = cells;
}

KleeneSet Conditions::truth(std::uint32_t clause, const Facts& facts) const {
    const std::uint32_t finding = rules_.clauses[clause].finding;
    const Cells now = cells(finding, facts);
    if (all_[finding].known == 0) return KleeneSet::any();
    KleeneSet set{};
    if ((now.known & true_[clause]) != 0) set.add(Kleene::yes);
    if ((now.known & ~true_[clause]) != 0) set.add(Kleene::no);
    if (now.unknown) set.add(Kleene::unknown);
    return set;
}

KleeneSet Conditions::can_be(std::uint32_t node, const Facts& facts) {
    if (!spend(facts)) return KleeneSet::any();
    const Node& n = rules_.nodes[node];
    switch (n.op) {
        case Node::Op::clause: return truth(n.first, facts);
        case Node::Op::all: {
            KleeneSet all{Kleene::yes};
            for (std::uint32_t i = 0; i < n.count; ++i) all = all & can_be(n.first + i, facts);
            return all;
        }
        case Node::Op::any: {
            KleeneSet any{Kleene::no};
            for (std::uint32_t i = 0; i < n.count; ++i) any = any | can_be(n.first + i, facts);
            return any;
        }
        case Node::Op::at_least: return can_be_at_least(n, facts);
        case Node::Op::negate: return !can_be(n.first, facts);
        case Node::Op::unless: {
            const KleeneSet exempt = can_be(n.first, facts);
            KleeneSet set{};
            if (exempt.has(Kleene::yes)) set.add(Kleene::no);
            if (exempt.has(Kleene::no) || exempt.has(Kleene::unknown)) set.add(Kleene::yes);
            return set;
        }
        case Node::Op::shared: {
            const SharedCondition& s = rules_.shared[n.first];
            return s.is_score ? can_be_score(s, facts) : can_be(s.node, facts);
        }
    }
    return KleeneSet::any();
}

KleeneSet Conditions::can_be_at_least(const Node& n, const Facts& facts) {
    int can_be_yes = 0, can_be_no = 0, can_be_unknown = 0, surely_yes = 0;
    const int count = static_cast<int>(n.count), needed = n.needed;
    for (std::uint32_t i = 0; i < n.count; ++i) {
        const KleeneSet item = can_be(n.first + i, facts);
        can_be_yes += item.has(Kleene::yes) ? 1 : 0;
        can_be_no += item.has(Kleene::no) ? 1 : 0;
        can_be_unknown += item.has(Kleene::unknown) ? 1 : 0;
        surely_yes += item.only(Kleene::yes) ? 1 : 0;
    }
    KleeneSet set{};
    if (can_be_yes >= needed) set.add(Kleene::yes);
    if (can_be_no > count - needed) set.add(Kleene::no);
    if (can_be_unknown > 0 && surely_yes < needed) set.add(Kleene::unknown);
    return set;
}

KleeneSet Conditions::can_be_score(const SharedCondition& s, const Facts& facts) {
    int greatest_least = 0, smallest_most = 0;
    bool some_unknown = false;  // of a positive item; only such a one makes the interval wide
    for (const CompiledScoreItem& item : rules_.scores[s.score]) {
        const KleeneSet value = can_be(item.node, facts);
        if (item.points > 0) {
            greatest_least += value.has(Kleene::yes) ? item.points : 0;
            smallest_most += value.has(Kleene::no) ? 0 : item.points;
            some_unknown |= value.has(Kleene::unknown);
        } else {
            greatest_least += value.only(Kleene::yes) ? item.points : 0;
            smallest_most += value.has(Kleene::yes) ? item.points : 0;
        }
    }
    KleeneSet set{};
    if (greatest_least >= s.at_least) set.add(Kleene::yes);
    if (smallest_most < s.at_least) set.add(Kleene::no);
    if (some_unknown) set.add(Kleene::unknown);
    return set;
}

}  // namespace triage::check_detail
