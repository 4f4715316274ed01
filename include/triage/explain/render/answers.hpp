// SPDX-License-Identifier: Apache-2.0
// Answers as an answer file, so that they can be kept and read back.
// Refuses to write what was not answered: "not asked" is the absence of a line.
#pragma once

#include <string>

#include <triage/walk/answers.hpp>

namespace triage {

/// One line an answer, `finding: value`, in the order of the questions; each begins with `indent`. Empty without answers.
[[nodiscard]] std::string answer_lines(const Answers& answers, const std::string& indent = {});

/// The answers as YAML, in the order of the questions; reads back to the same answers.
///
///     triage::render_answers(answers);  // age_years: 34\ncalf_swelling: "yes"\n
[[nodiscard]] std::string render_answers(const Answers& answers);

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/explain/render/answers.ipp>
#endif
