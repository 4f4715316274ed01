// SPDX-License-Identifier: Apache-2.0
// Answers of an entry that the rules at hand do not understand, and what they may have said.
// Refuses to take them for harmless: what cannot be read may have been a reason to stop.
#pragma once

#include <optional>
#include <string>

#include <triage/log.hpp>

namespace triage::log {

/// Puts one answer of an entry among the answers, blanks around it left out; or says why not, and what to write instead.
[[nodiscard]] std::optional<std::string> take(Answers& answers, const LogAnswer& answer);
/// Whether the answers that were lost, with some values, would have been a certain reason to stop. Where that is too much
/// to try out, or these rules do not know the finding: whether anything that is open could be one.
[[nodiscard]] bool may_hide_a_stop(const EntryAnswers& read);

}  // namespace triage::log
