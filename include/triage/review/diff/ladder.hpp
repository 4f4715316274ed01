// SPDX-License-Identifier: Apache-2.0
// The dispositions of two rule sets, matched by id, and which of two is the milder as far as both ladders say.
// Refuses to compare ranks of different ladders: only ids, and only what the order of either ladder implies.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <triage/model/rule_set.hpp>
#include <triage/review/diff/rule_diff.hpp>

namespace triage::diff_detail {

/// Both ladders in one numbering.
class Ladders {
public:
    Ladders(const Rules& before, const Rules& after) {
        add(before, old_);
        add(after, new_);
        const std::size_t n = ids_.size();
        graver_.assign(n, std::vector<bool>(n));
        for (const std::vector<std::uint32_t>* ladder : {&old_, &new_})
            for (std::size_t i = 0; i < ladder->size(); ++i)
                for (std::size_t j = 0; j < i; ++j) graver_[(*ladder)[i]][(*ladder)[j]] = true;
        for (std::size_t via = 0; via < n; ++via)
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j)
                    if (graver_[i][via] && graver_[via][j]) graver_[i][j] = true;
    }

    [[nodiscard]] const std::string& id(std::uint32_t number) const { return ids_[number]; }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ids_.size()); }
    /// The number of a rank of either side.
    [[nodiscard]] std::uint32_t of_old(std::uint32_t rank) const { return old_[rank]; }
    [[nodiscard]] std::uint32_t of_new(std::uint32_t rank) const { return new_[rank]; }
    /// Where the step from one to the other leads. A pair that the ladders order both ways is unordered.
    [[nodiscard]] Direction direction(std::uint32_t from, std::uint32_t to) const {
        if (graver_[from][to] == graver_[to][from]) return Direction::unordered;
        return graver_[from][to] ? Direction::milder : Direction::graver;
    }
    /// How many levels are known to be milder: a height to sort by.
    [[nodiscard]] int height(std::uint32_t number) const {
        return static_cast<int>(std::count(graver_[number].begin(), graver_[number].end(), true));
    }

private:
    void add(const Rules& rules, std::vector<std::uint32_t>& ladder) {
        for (std::size_t rank = 0; rank < rules.document.dispositions.size(); ++rank) {
            const std::string& id = rules.disposition(static_cast<Rank>(rank)).id.value;
            const auto it = std::find(ids_.begin(), ids_.end(), id);
            ladder.push_back(static_cast<std::uint32_t>(it - ids_.begin()));
            if (it == ids_.end()) ids_.push_back(id);
        }
    }

    std::vector<std::string> ids_;
    std::vector<std::uint32_t> old_, new_;  // by rank
    std::vector<std::vector<bool>> graver_;
};

}  // namespace triage::diff_detail
