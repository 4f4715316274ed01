// SPDX-License-Identifier: Apache-2.0
// Looking up ids: a sorted index, and the nearest known id for a "did you mean".
// Refuses to guess: the nearest id is only ever offered in a message.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/ids.hpp>

namespace triage {

/// Names of one kind, each with the position of what it names. Lookup is O(log n).
class NamePositions {
public:
    void add(std::string_view name, std::size_t position) { entries_.emplace_back(name, static_cast<std::uint32_t>(position)); }
    /// To be called once after the last `add`. Of equal names the first added is found.
    void sort();
    /// npos when nothing has this name.
    [[nodiscard]] std::uint32_t position(std::string_view name) const;
    [[nodiscard]] std::vector<std::string_view> names() const;
    [[nodiscard]] auto begin() const { return entries_.begin(); }
    [[nodiscard]] auto end() const { return entries_.end(); }

private:
    using Entry = std::pair<std::string, std::uint32_t>;
    std::vector<Entry> entries_;
};

/// The same, with positions of one kind.
template <class Position = std::uint32_t>
class NameIndex : public NamePositions {
public:
    [[nodiscard]] Position find(std::string_view name) const { return Position(position(name)); }
};

/// Number of single-character edits between two short words, neighbouring swaps counting one (Damerau, restricted).
/// Words longer than 64 bytes are never near. Complexity: O(n m).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// The known name nearest to a misspelt one, or nothing when none is near (at most a third of its letters differ).
template <class Names>
[[nodiscard]] std::string nearest_name(std::string_view name, const Names& names) {
    std::string best;
    std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
    for (const auto& candidate : names) {
        const std::string_view known = candidate;
        const std::size_t apart = known.size() > name.size() ? known.size() - name.size() : name.size() - known.size();
        if (apart >= least) continue;
        const std::size_t distance = edit_distance(name, known);
        if (distance < least) {
            least = distance;
            best = std::string(known);
        }
    }
    return best;
}

template <class Position>
[[nodiscard]] std::string nearest_name(std::string_view name, const NameIndex<Position>& index) {
    return nearest_name(name, index.names());
}

/// `did you mean "x"?`, or nothing.
[[nodiscard]] inline std::string did_you_mean(const std::string& nearest) {
    return nearest.empty() ? std::string() : "did you mean \"" + nearest + "\"?";
}

/// Lower-case letters, digits and underscores, beginning with a letter.
[[nodiscard]] bool is_snake_case(std::string_view id);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/model/names.ipp>
#endif
