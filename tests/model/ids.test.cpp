// SPDX-License-Identifier: Apache-2.0
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <triage/model/ids.hpp>

#include "catch.hpp"

using namespace triage;

namespace {

template <class A, class B>
concept comparable = requires(A a, B b) {
    a == b;
};

static_assert(std::is_constructible_v<StepId, std::size_t>);
static_assert(!std::is_convertible_v<std::uint32_t, StepId>, "a number becomes an id only in writing");
static_assert(!std::is_convertible_v<StepId, OutcomeId>, "a step is no outcome");
static_assert(!comparable<StepId, OutcomeId>, "a step is never compared with an outcome");
static_assert(std::is_convertible_v<StepId, std::uint32_t>, "an id is an index");
static_assert(comparable<StepId, StepId> && comparable<StepId, std::uint32_t>);
static_assert(sizeof(StepId) == sizeof(std::uint32_t));

}  // namespace

TEST_CASE("an id that nobody set names nothing, and ids count up", "[model]") {
    CHECK(StepId{} == npos);
    StepId step{0};
    CHECK(++step == StepId{1});
    CHECK(step != StepId{2});
}
