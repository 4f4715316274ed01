// SPDX-License-Identifier: Apache-2.0
// The limit: the shipped rules as the header that `triage export cpp` writes, made when the benchmark is built.
#pragma once

#include <lower_leg_pain.hpp>

#include "people.hpp"
#include "support/exported.hpp"

namespace bench {

using ExportedAnswers = triage_lower_leg_pain::Answers;

inline ExportedAnswers as_exported(const triage::Answers& answers) {
    return triage::testing::exported_answers<ExportedAnswers, triage_lower_leg_pain::Finding>(answers);
}

}  // namespace bench
