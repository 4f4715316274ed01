// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <triage/review/sign_off.hpp>

#include "check/warnings.hpp"

namespace triage::check_detail {

void report_sign_offs(const RuleSet& rules, Report& report) {
    const std::vector<SignOff> all = sign_offs_of(rules);
    if (all.empty()) return;
    std::string missing;
    std::size_t count = 0, unsigned_ones = 0;
    for (const Signature& s : signatures(rules.document(), all)) {
        const bool frame = s.pathway.empty();
        ++count;
        if (s.state == Signature::State::none) {
            ++unsigned_ones;
            missing += (missing.empty() ? "" : ", ") + (frame ? std::string("the frame") : s.pathway);
        }
        if (s.state != Signature::State::voided) continue;
        report.warn(
            s.at, "sign-off-void",
            "signed by " + s.who + " (" + s.role + ") on " + s.date + " at version " + s.version + ", but " +
                (frame ? std::string("the frame (scope, dispositions, order of pathways, otherwise, safety, assumptions, plans)")
                       : "pathway " + quoted(s.pathway)) +
                " changed since",
            "have it read again: triage review RULES --sign " + (frame ? std::string("--frame") : "--pathway " + s.pathway));
    }
    if (unsigned_ones != 0)
        report.note(rules.document().id.at, "not-signed",
                    std::to_string(unsigned_ones) + " of " + std::to_string(count) + " parts were never signed: " + missing,
                    "triage review RULES -o review.html makes the packet to read");
}

}  // namespace triage::check_detail
