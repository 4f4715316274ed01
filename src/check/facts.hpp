// SPDX-License-Identifier: Apache-2.0
// Facts: which answers each finding can still have at one place of a pathway, and how conditions narrow them.
// Refuses to be narrower than the truth: what is ruled out here is ruled out for every person who comes there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include <triage/model/kleene.hpp>
#include <triage/model/rule_set.hpp>

namespace triage::check_detail {

/// Answers that a finding can have: a set of cells (no, yes; the options; stretches of numbers between the thresholds
/// that the rules use), and whether it can be unknown.
struct Cells {
    std::uint64_t known = 0;
    bool unknown = false;
    [[nodiscard]] bool empty() const { return known == 0 && !unknown; }
    friend bool operator==(const Cells&, const Cells&) = default;
};

struct Facts {
    bool possible = true;                     ///< false: nobody comes here
    int floor = -1;                           ///< rank that everybody who comes here has been promised; -1: none
    std::map<std::uint32_t, Cells> narrowed;  ///< findings that cannot have every answer any more
};

/// What holds where two paths meet.
[[nodiscard]] Facts join(Facts a, const Facts& b);

/// Reads conditions against facts. Sound for the `now` reading of the walk, with all implications.
class Conditions {
public:
    Conditions(const Rules& rules, std::size_t work);

    /// Facts of those for whom `node` is one of `wanted`.
    [[nodiscard]] Facts narrow(std::uint32_t node, KleeneSet wanted, Facts facts);
    /// Every value that `node` can have. At least the true set, which may be smaller.
    [[nodiscard]] KleeneSet can_be(std::uint32_t node, const Facts& facts);
    /// The answers that one finding can have.
    [[nodiscard]] Cells cells(std::uint32_t finding, const Facts& facts) const;
    void restrict(std::uint32_t finding, Cells cells, Facts& facts) const;
    /// The work was used up: from then on nothing is narrowed, and `can_be` says anything.
    [[nodiscard]] bool exhausted() const { return work_ == 0; }

private:
    [[nodiscard]] bool spend(const Facts& facts) {  // facts are copied on the way
        const std::size_t cost = 1 + facts.narrowed.size();
        work_ = work_ > cost ? work_ - cost : 0;
        return work_ != 0;
    }
    [[nodiscard]] Facts narrow_clause(const Clause& clause, std::uint32_t number, KleeneSet wanted, Facts facts);
    [[nodiscard]] Facts narrow_all(const Node& n, KleeneSet wanted, Facts facts, bool any);
    [[nodiscard]] Facts narrow_at_least(const Node& n, KleeneSet wanted, Facts facts);
    [[nodiscard]] Facts narrow_score(const SharedCondition& s, KleeneSet wanted, Facts facts);
    [[nodiscard]] KleeneSet can_be_at_least(const Node& n, const Facts& facts);
    [[nodiscard]] KleeneSet can_be_score(const SharedCondition& s, const Facts& facts);
    [[nodiscard]] KleeneSet truth(std::uint32_t clause, const Facts& facts) const;
    void divide(std::uint32_t finding);

    const Rules& rules_;
    std::size_t work_;
    std::vector<Cells> all_;           // for each finding; no known cell: too finely divided to be followed
    std::vector<std::uint64_t> true_;  // for each clause
};

}  // namespace triage::check_detail
