// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <triage/review/sign_off.hpp>
#include <triage/text/text.hpp>

#include "check/report.hpp"

namespace triage::check_detail {

void report_sign_offs(const RuleSet& rules, Report& report) {
    const std::vector<SignOff> all = sign_offs_of(rules);
    if (all.empty()) return;
    std::vector<std::string> missing;
    const std::vector<Signature> parts = signatures(rules.document(), all);
    for (const Signature& s : parts) {
        const bool frame = s.pathway.empty();
        if (s.state == Signature::State::none) missing.push_back(frame ? "the frame" : s.pathway);
        if (s.state != Signature::State::voided) continue;
        const std::string part =
            frame ? std::string("the frame (scope, dispositions, order of pathways, otherwise, safety, assumptions, plans)")
                  : "pathway " + quoted(s.pathway);
        report.warn(
            s.at, "sign-off-void",
            "signed by " + s.who + " (" + s.role + ") on " + s.date + " at version " + s.version + ", but " + part +
                " changed since",
            "have it read again: triage review RULES --sign " + (frame ? std::string("--frame") : "--pathway " + s.pathway));
    }
    if (!missing.empty())
        report.note(rules.document().id.at, "not-signed",
                    std::to_string(missing.size()) + " of " + std::to_string(parts.size()) +
                        " parts were never signed: " + joined(missing),
                    "triage review RULES -o review.html makes the packet to read");
}

}  // namespace triage::check_detail
