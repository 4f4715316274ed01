// SPDX-License-Identifier: Apache-2.0
// What the engine says, in the words of the reference judge, so that both can be compared field by field.
// Refuses to correct anything: it only names what the engine numbered.
#pragma once

#include <optional>
#include <string>

#include "support/builders.hpp"
#include "support/generate.hpp"
#include "support/reference_judge.hpp"

namespace triage::testing {

/// The engine's decision as the judge would write it.
[[nodiscard]] JudgedWalk engine_walk(const Answers& answers);
/// The engine's assessment as the judge would write it (`would_change` and the explanations apart).
[[nodiscard]] Judgement engine_judgement(const Answers& answers);

/// A report of what differs, with the answers as YAML; nothing where both agree.
[[nodiscard]] std::optional<std::string> disagreement(const ReferenceJudge& judge, const Answers& answers, bool full);

}  // namespace triage::testing
