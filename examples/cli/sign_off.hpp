// SPDX-License-Identifier: Apache-2.0
// Recording a sign-off beside the rules: `triage review --sign`.
// Refuses to sign what was not read: each part is named with the code that its packet prints, and a code of other rules is
// refused with what changed since.
#pragma once

#include <string>
#include <vector>

#include <triage/review/packet/packet.hpp>

#include "support.hpp"

namespace cli {

namespace flag {

constexpr Flag since{"since", Takes::input, "OLD", "say which people changed since these rules"};
constexpr Flag who{"who", Takes::text, "NAME", "--sign: who signs"};
constexpr Flag role{"role", Takes::text, "ROLE", "--sign: the signer's role"};
constexpr Flag signed_on{"date", Takes::day, "DAY", "--sign: YYYY-MM-DD (default: today)"};
constexpr Flag signed_pathway{
    "pathway", Takes::text, "ID[=CODE]", "this pathway alone, one option for each; --sign: with its code", 0, true};
constexpr Flag frame{"frame", Takes::text, "CODE", "--sign: the shared parts"};
constexpr Flag all{"all", Takes::text, "CODE", "--sign: everything"};
constexpr Flag words{"words", Takes::text, "CODE", "--sign: one look at the words that changed"};
constexpr Flag replies{"replies", Takes::input, "FILE", "--sign: such answers, one on each line; --questions makes the file"};
constexpr Flag reply{"reply", Takes::text, "PLACE=ANSWER", "--sign: accept, change or defer a question of the authors",
                      0,        true};

}  // namespace flag

/// The open questions of some pathways (an empty text: the frame), as a file for --replies.
[[nodiscard]] std::string replies_to_fill_in(const triage::RuleSet& rules, const std::vector<std::string>& parts);

/// `triage review FOLDER --sign`.
[[nodiscard]] int sign_rules(const Call& call);

/// Keeps what a packet showed, for this user alone, so that a later sign-off can say what changed since. Does nothing where
/// there is no place for it.
void remember_shown(const triage::RuleSet& rules);

/// One line each.
[[nodiscard]] std::string fault_lines(const std::vector<triage::Unfit>& faults);

}  // namespace cli
