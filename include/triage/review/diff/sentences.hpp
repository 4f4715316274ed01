// SPDX-License-Identifier: Apache-2.0
// A few disjoint sentences that each describe a part of a set of patterns exactly.
// Refuses to say more than is true: whatever fits a sentence lies in the set; how much no sentence covers is counted.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/diagram/decision.hpp>
#include <triage/review/diff/literals.hpp>

namespace triage::diff_detail {

/// For each level, the values that belong.
using Cube = std::vector<CellSet>;

/// The finding of a level, as the first of two rule sets that knows it has it.
[[nodiscard]] inline const Finding& finding_of(const Level& level, const Rules& first, const Rules& second) {
    const FindingId f = first.finding_names.find(level.finding);
    return f != npos ? first.document.findings[f] : second.document.findings[second.finding_names.find(level.finding)];
}

/// What a set of patterns has in common, told by sentences.
struct Description {
    std::vector<Sentence> sentences;
    BigCount beyond;  ///< patterns that no sentence covers
};

class SentenceWriter {
public:
    SentenceWriter(Diagram& diagram, const PatternSpace& space, const Rules& after, const Rules& before, std::size_t most)
        : diagram_(diagram), space_(space), after_(after), before_(before), most_(most) {}

    [[nodiscard]] const PatternSpace& space() const { return space_; }

    /// Disjoint sentences; every pattern that fits one lies in the set. What is said of the findings in `first` comes first.
    [[nodiscard]] Description about(const Function& set, const std::set<std::string>& first) const {
        Description out;
        Function rest = set;
        while (out.sentences.size() < most_ && !diagram_.empty(rest)) {
            const Cube cube = large_cube(rest, rest);
            out.sentences.push_back(sentence(cube, first));
            out.sentences.back().patterns = count(cube);
            rest -= function(cube);
        }
        out.beyond = diagram_.count(rest);
        return out;
    }
    /// Disjoint groups, twice as many at most, around the set, by the findings in `kept` alone; each is counted by what it has of
    /// the set. None where these findings do not narrow it down, or are more than a reader can hold together.
    [[nodiscard]] Description around(const Function& set, const std::set<std::string>& kept) const {
        constexpr std::size_t most_kept = 10;
        if (kept.size() > most_kept) return {};
        std::vector<bool> dropped;
        for (const Level& level : space_.levels()) dropped.push_back(kept.count(level.finding) == 0);
        Description out;
        Function outside = diagram_.exists(set, dropped), rest = set;
        if (outside == diagram_.everyone()) return out;
        while (out.sentences.size() < 2 * most_ && !diagram_.empty(outside)) {
            const Cube cube = large_cube(outside, outside);
            const Function group = function(cube);
            out.sentences.push_back(sentence(cube, kept));
            out.sentences.back().patterns = diagram_.count(rest & group);
            outside -= group;
            rest -= group;
        }
        out.beyond = diagram_.count(rest);
        return out;
    }

    /// Groups that together are the set, or `most` of them; they may overlap, so that each is said as shortly as it can be.
    /// `covered`: the patterns of the groups.
    [[nodiscard]] std::vector<std::vector<Literal>> cover(const Function& set, std::size_t most, Function& covered) const {
        std::vector<std::vector<Literal>> out;
        Function rest = set;
        covered = diagram_.none();
        while (out.size() < most && !diagram_.empty(rest)) {
            const Cube cube = large_cube(rest, set);
            const Function group = function(cube);
            out.push_back(literals(cube));
            covered |= group;
            rest -= group;
        }
        return out;
    }

private:
    /// A cube inside a set: the path of `part`, which is not empty, with the fewest literals, then the most patterns, and of its
    /// literals all dropped or widened that the set allows. Complexity: the size of the set times the literals, at worst.
    [[nodiscard]] Cube large_cube(const Function& part, const Function& set) const {
        Cube cube = shortest_path(part);
        std::vector<std::uint32_t> levels;
        for (std::uint32_t l = 0; l < cube.size(); ++l)
            if (!whole(cube, l)) levels.push_back(l);
        for (const bool whole_level : {true, false})
            for (const std::uint32_t l : levels) {
                if (whole_level) {
                    const CellSet before = std::exchange(cube[l], CellSet(cube[l].size(), true));
                    if (!inside(cube, set)) cube[l] = before;
                    continue;
                }
                for (std::size_t v = 0; v < cube[l].size(); ++v) {
                    if (cube[l][v]) continue;
                    cube[l][v] = true;
                    if (!inside(cube, set)) cube[l][v] = false;
                }
            }
        return cube;
    }
    [[nodiscard]] Function function(const Cube& cube) const {
        Function out = diagram_.everyone();
        for (std::uint32_t l = static_cast<std::uint32_t>(cube.size()); l-- > 0;)
            if (!whole(cube, l)) out = diagram_.choose(l, {cube[l].begin(), cube[l].end()}) & out;
        return out;
    }
    [[nodiscard]] BigCount count(const Cube& cube) const {
        BigCount out = diagram_.patterns();
        for (const CellSet& cells : cube) {
            out /= static_cast<std::uint32_t>(cells.size());
            out *= static_cast<std::uint32_t>(std::count(cells.begin(), cells.end(), true));
        }
        return out;
    }
    [[nodiscard]] static bool whole(const Cube& cube, std::uint32_t level) { return !contains(cube[level], false); }

    struct Best {
        std::uint32_t literals = 0xFFFFFFFFU;
        double share = 0;  // of the patterns
        Diagram::Ref child = 0;
    };

    [[nodiscard]] Cube shortest_path(const Function& set) const {
        const std::vector<Diagram::Ref> below = diagram_.bottom_up(set.ref());
        std::vector<Best> best(below.size());
        const auto of = [&](Diagram::Ref ref) {
            return !Diagram::is_terminal(ref) ? best[diagram_.place(ref)] : Diagram::number(ref) != 0 ? Best{0, 1, 0} : Best{};
        };
        for (const Diagram::Ref ref : below) {
            const std::uint32_t values = diagram_.values(diagram_.level_of(ref));
            Best choice;
            for (std::uint32_t v = 0; v < values; ++v) {
                const Diagram::Ref child = diagram_.child(ref, v);
                const Best b = of(child);
                if (b.literals == 0xFFFFFFFFU || b.literals + 1 > choice.literals) continue;
                std::uint32_t same = 0;
                for (std::uint32_t w = 0; w < values; ++w) same += diagram_.child(ref, w) == child ? 1U : 0U;
                const double share = b.share * same / values;
                if (b.literals + 1 < choice.literals || share > choice.share) choice = {b.literals + 1, share, child};
            }
            best[diagram_.place(ref)] = choice;
        }
        Cube cube;
        for (std::uint32_t l = 0; l < diagram_.levels(); ++l) cube.emplace_back(diagram_.values(l), true);
        for (Diagram::Ref ref = set.ref(); !Diagram::is_terminal(ref); ref = of(ref).child) {
            const std::uint32_t l = diagram_.level_of(ref);
            for (std::uint32_t v = 0; v < diagram_.values(l); ++v) cube[l][v] = diagram_.child(ref, v) == of(ref).child;
        }
        return cube;
    }

    // Whether every pattern of a cube lies in a set.
    [[nodiscard]] bool inside(const Cube& cube, const Function& set) const {
        diagram_.begin_traversal();
        std::vector<Diagram::Ref> todo{set.ref()};
        while (!todo.empty()) {
            const Diagram::Ref ref = todo.back();
            todo.pop_back();
            if (Diagram::is_terminal(ref)) {
                if (Diagram::number(ref) == 0) return false;
                continue;
            }
            if (!diagram_.first_met(ref)) continue;
            const CellSet& cells = cube[diagram_.level_of(ref)];
            for (std::uint32_t v = 0; v < cells.size(); ++v)
                if (cells[v]) todo.push_back(diagram_.child(ref, v));
        }
        return true;
    }

    [[nodiscard]] Sentence sentence(const Cube& cube, const std::set<std::string>& first) const {
        Sentence s;
        s.literals = literals(cube);
        s.text = sentence_text(s.literals, first);
        return s;
    }
    [[nodiscard]] std::vector<Literal> literals(const Cube& cube) const {
        std::vector<Literal> out;
        for (std::uint32_t l = 0; l < cube.size(); ++l)
            if (!whole(cube, l))
                out.push_back(literal_of(finding_of(space_.levels()[l], after_, before_), space_.levels()[l], cube[l]));
        return out;
    }

    Diagram& diagram_;
    const PatternSpace& space_;
    const Rules &after_, &before_;
    std::size_t most_;
};

}  // namespace triage::diff_detail
