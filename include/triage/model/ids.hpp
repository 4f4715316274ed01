// SPDX-License-Identifier: Apache-2.0
// Ids: positions of the parts of a compiled rule set, one type for each kind of part.
// Refuses to become an id of another kind: a step is never taken for an outcome.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace triage {

/// No position: "there is none".
inline constexpr std::uint32_t npos = 0xFFFFFFFFU;

/// A position among the parts of one kind; npos when made from nothing. It is read as a number freely, as an index, and
/// is made from a number only in writing:
///
///     for (FindingId f{0}; f < rules.findings.size(); ++f) visit(rules.findings[f]);
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    explicit constexpr Id(std::size_t position) : position_(static_cast<std::uint32_t>(position)) {}
    constexpr operator std::uint32_t() const { return position_; }
    constexpr Id& operator++() {
        ++position_;
        return *this;
    }

private:
    std::uint32_t position_ = npos;
};

/// Ids of two kinds are never compared.
template <class A, class B>
requires(!std::is_same_v<A, B>) bool operator==(Id<A>, Id<B>) = delete;

using FindingId = Id<struct FindingTag>;
using ClauseId = Id<struct ClauseTag>;
using NodeId = Id<struct NodeTag>;
using SharedId = Id<struct SharedTag>;
using ScoreId = Id<struct ScoreTag>;
using StepId = Id<struct StepTag>;
using PathwayId = Id<struct PathwayTag>;
using OutcomeId = Id<struct OutcomeTag>;
using AdviceId = Id<struct AdviceTag>;

}  // namespace triage
