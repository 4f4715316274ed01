// SPDX-License-Identifier: Apache-2.0
// The bodies of names.hpp.
#pragma once

#include <triage/header_only.hpp>
#include <triage/model/names.hpp>

namespace triage {

TRIAGE_BODY void NamePositions::sort() {
    std::stable_sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.first < b.first; });
}

TRIAGE_BODY std::uint32_t NamePositions::position(std::string_view name) const {
    const auto it =
        std::lower_bound(entries_.begin(), entries_.end(), name, [](const Entry& e, std::string_view n) { return e.first < n; });
    return it != entries_.end() && it->first == name ? it->second : npos;
}

TRIAGE_BODY std::vector<std::string_view> NamePositions::names() const {
    std::vector<std::string_view> out;
    for (const auto& entry : entries_) out.push_back(entry.first);
    return out;
}

TRIAGE_BODY std::size_t edit_distance(std::string_view a, std::string_view b) {
    constexpr std::size_t longest = 64;
    if (a.size() > longest || b.size() > longest) return longest;
    std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

TRIAGE_BODY bool is_snake_case(std::string_view id) {
    if (id.empty() || id[0] < 'a' || id[0] > 'z') return false;
    for (const char c : id)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    return true;
}

}  // namespace triage
