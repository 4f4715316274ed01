// SPDX-License-Identifier: Apache-2.0
// The walk allocates nothing and throws nothing, whatever was answered.
#include <triage/triage.hpp>

#include <cstdlib>
#include <new>

#include "catch.hpp"
#include "support/sanitizers.hpp"

namespace {
thread_local std::size_t allocations = 0;
}

// Counts for this program only; the sanitizers bring their own and are left alone.
#ifndef TRIAGE_SANITIZED
// Not inlined, or the compiler takes malloc and delete for a mismatch.
__attribute__((noinline)) void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
__attribute__((noinline)) void operator delete(void* memory) noexcept { std::free(memory); }
__attribute__((noinline)) void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#define TRIAGE_COUNTS_ALLOCATIONS 1
#endif

TEST_CASE("the walk allocates nothing, and neither does setting an answer by position", "[walk]") {
    const triage::RuleSet rules = triage::load_shipped().value();
    triage::Answers answers{rules};
    static_assert(noexcept(triage::walk(answers)));
    const auto& findings = rules.document().findings;
    for (int round = 0; round < 3; ++round) {  // nothing answered, everything denied, everything "yes" or lowest
        const std::size_t before = allocations;
        const triage::Trace trace = triage::walk(answers);
        CHECK(allocations == before);
        CHECK(trace.pathway_count == rules.document().pathways.size());
        for (triage::FindingId f{0}; f < findings.size(); ++f) {
            const std::size_t setting = allocations;
            if (findings[f].type == triage::FindingType::number)
                answers.set_number(f, findings[f].min.value);
            else
                answers.set_option(f, round == 0 || findings[f].type == triage::FindingType::choice ? 0 : 1);
            CHECK(allocations == setting);
        }
    }
#ifdef TRIAGE_COUNTS_ALLOCATIONS
    const std::size_t before = allocations;
    (void)triage::assess(answers);
    CHECK(allocations > before);  // the counter does count
#endif
}
