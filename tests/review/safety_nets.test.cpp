// SPDX-License-Identifier: Apache-2.0
// The safety nets of the shipped rules: there is one wherever somebody waits, and it calls an emergency only what is one.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <triage/load.hpp>
#include <triage/triage.hpp>

#include "../catch.hpp"

using namespace triage;

namespace {

constexpr std::string_view mark = " (emergency)", named_after = "Sign: ", between = " | ";

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// The signs that some safety property names, word for word, and requires to be an emergency.
std::vector<std::string> signs_held(const RuleDocument& doc) {
    std::vector<std::string> out;
    for (const SafetyProperty& s : doc.safety) {
        if (s.require != SafetyProperty::Require::disposition_at_least || s.target.value != doc.dispositions.front().id.value)
            continue;
        const std::size_t at = s.hazard.value.find(named_after);
        if (at == std::string::npos) continue;
        std::string rest = s.hazard.value.substr(at + named_after.size());
        for (std::size_t end = 0; end != std::string::npos;
             rest = end == std::string::npos ? "" : rest.substr(end + between.size())) {
            end = rest.find(between);
            out.push_back(rest.substr(0, end));
        }
    }
    return out;
}

// The signs that a net calls an emergency: those that say so, and all signs of somebody who is seen today anyway.
std::vector<std::string> signs_told(const RuleDocument& doc, const Outcome& o) {
    std::vector<std::string> out;
    if (!o.safety_net) return out;
    const bool today = o.disposition.value == doc.dispositions[1].id.value;
    for (const Text& sign : o.safety_net->watch_for) {
        if (ends_with(sign.value, mark))
            out.push_back(sign.value.substr(0, sign.value.size() - mark.size()));
        else if (today && sign.value.find(" (") == std::string::npos)
            out.push_back(sign.value);
    }
    return out;
}

}  // namespace

TEST_CASE("every outcome that is not an emergency has a whole safety net", "[rules][safety-net]") {
    const RuleSet rules = load(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain").value();
    const RuleDocument& doc = rules.document();
    for (const Outcome& o : doc.outcomes) {
        INFO(o.id.value);
        if (o.disposition.value == doc.dispositions.front().id.value) continue;
        REQUIRE(o.safety_net);
        CHECK_FALSE(o.safety_net->uncertainty.value.empty());
        CHECK_FALSE(o.safety_net->watch_for.empty());
        CHECK_FALSE(o.safety_net->time_course.value.empty());
        CHECK(o.safety_net->recheck_days);
        const std::string& help = o.safety_net->get_help.value;
        CHECK(help.find("{emergency_number}") != std::string::npos);
        // and what to do if no appointment, or nobody at all, can be had
        const bool nobody = help.find("nobody") != std::string::npos || help.find("no appointment") != std::string::npos ||
                            help.find("the wait is longer") != std::string::npos;
        CHECK(nobody);
    }
}

TEST_CASE("what a safety net calls an emergency is held by a safety property that names it", "[rules][safety-net]") {
    const RuleSet rules = load(TRIAGE_SOURCE_DIR "/rules/lower_leg_pain").value();
    const std::vector<std::string> held = signs_held(rules.document());
    REQUIRE(held.size() > 20);
    std::vector<std::string> told;
    for (const Outcome& o : rules.document().outcomes)
        for (const std::string& sign : signs_told(rules.document(), o)) {
            INFO(o.id.value << ": " << sign);
            CHECK(std::find(held.begin(), held.end(), sign) != held.end());
            told.push_back(sign);
        }
    for (const std::string& sign : held) {  // and no property guards words that nobody is told
        INFO(sign);
        CHECK(std::find(told.begin(), told.end(), sign) != told.end());
    }
}
