// SPDX-License-Identifier: Apache-2.0
// Cells: the answers to each finding that the rules can tell apart, and the order in which a diagram asks them.
// Refuses to list findings that nothing reads: they cannot change a result.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// One group of answers to one finding that no rule tells apart.
struct Cell {
    Answer answer = unknown;                   ///< one of them; `unknown` stands for "not sure" and "not asked"
    std::vector<Answer> others;                ///< yes_no, choice: all of them
    double low = 0, high = 0;                  ///< number: the ends,
    bool low_open = false, high_open = false;  ///< and whether they belong to the next cell instead
    bool known = false;                        ///< false only for the last cell, `unknown`
    bool fraction = false;                     ///< no whole number lies in it, although only those make sense

    [[nodiscard]] bool holds(double x) const { return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high); }
};

/// One level of a diagram: a finding and its cells; the last cell is `unknown`.
struct Level {
    std::string finding;
    std::vector<Cell> cells;
    bool whole = false;  ///< only whole numbers make sense

    [[nodiscard]] std::uint32_t unknown_cell() const { return static_cast<std::uint32_t>(cells.size() - 1); }
    /// The cell of an answer; that of "unknown" for one that no rule set of the space knows.
    [[nodiscard]] std::uint32_t cell_of(const Answer& answer) const;
};

/// Every clause that decides something: those read by steps, by the implications behind them, by safety properties,
/// assumptions and advice; in order of first use.
class UsedClauses {
public:
    explicit UsedClauses(const Rules& rules);
    [[nodiscard]] const std::vector<FindingId>& findings() const { return order_; }
    /// The findings that each pathway reads; last, those that the rest of the rules reads.
    [[nodiscard]] const std::vector<std::vector<FindingId>>& groups() const { return groups_; }
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] bool used(ClauseId clause) const { return clause_[clause]; }

private:
    void condition(NodeId node);
    void finding(FindingId f);

    const Rules& rules_;
    std::vector<bool> clause_, finding_, grouped_, shared_;
    std::vector<FindingId> order_;
    std::vector<std::vector<FindingId>> groups_;
};

/// The answer patterns of one rule set, or of two that are compared: one level for each finding that decides something.
class PatternSpace {
public:
    explicit PatternSpace(const std::vector<const Rules*>& rule_sets);

    [[nodiscard]] const std::vector<Level>& levels() const { return levels_; }
    /// The level of a finding; npos when nothing depends on it.
    [[nodiscard]] std::uint32_t level_of(const std::string& finding) const;
    [[nodiscard]] std::vector<std::uint32_t> values() const;

    /// What a clause says of an answer: true, false, or unknown where the finding does not know such an answer.
    [[nodiscard]] static Kleene truth(const Rules& rules, const Clause& clause, const Answer& answer);

private:
    // A number between two others, as round as it can be.
    [[nodiscard]] static double between(double low, double high);
    void cut(Level& level, const std::vector<const Rules*>& rule_sets);
    // Numbers: every end and threshold by itself, and what lies between two of them; neighbours that say the same are one.
    template <class What>
    static void cut_numbers(Level& level, const std::vector<double>& numbers, What&& what);
    // One of them for each cell that holds any. The cells stay, so that a fraction that is answered all the same lies in one.
    static void prefer_whole(Level& level);
    template <class Use>
    void each_used_clause(std::size_t rule_set, FindingId finding, Use&& use) const;

    std::vector<Level> levels_;
    std::vector<std::string> names_;
    std::vector<UsedClauses> used_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/review/diagram/cells.ipp>
#endif
