// SPDX-License-Identifier: Apache-2.0
// Approved renderings: a change of wording shows as a difference. To approve: run the tests with TRIAGE_APPROVE=1.
#include <triage/triage.hpp>

#include <cstdlib>
#include <string>

#include "catch.hpp"
#include "cli/program.hpp"

namespace {

void approve(const std::string& name, const std::string& text) {
    const std::string path = TRIAGE_SOURCE_DIR "/tests/approved/" + name;
    if (std::getenv("TRIAGE_APPROVE") != nullptr) write_file(path, text);
    INFO(name);
    CHECK(text == read_file(path));
}

triage::Answers person(const triage::RuleSet& rules, const std::string& answers) {
    return triage::read_answers(rules, answers, "answers").value().answers;
}

}  // namespace

TEST_CASE("renderings of the demonstration rules are as approved", "[render]") {
    const triage::RuleSet rules = triage::load(TRIAGE_SOURCE_DIR "/tests/good/calf_demo.yaml").value();
    const struct {
        const char* name;
        const char* answers;
    } people[] = {
        {"swollen", "calf_swelling: \"yes\"\npain_deep_low: \"yes\"\n"},
        {"empty", "{}"},
        {"strain",
         "calf_swelling: \"no\"\nwhole_leg_swollen: \"no\"\nactive_cancer: \"no\"\nprevious_dvt_or_pe: \"no\"\n"
         "pain_deep_low: \"yes\"\nsex_at_birth: male\npregnant: \"yes\"\n"},
    };
    for (const auto& p : people) {
        const triage::Assessment result = triage::assess(person(rules, p.answers));
        approve(std::string(p.name) + ".txt", triage::render(result, triage::Format::text));
        triage::TextOptions clinician;
        clinician.for_clinician = true;
        approve(std::string(p.name) + ".clinician.txt", triage::render(result, triage::Format::text, clinician));
        approve(std::string(p.name) + ".md", triage::render(result, triage::Format::markdown));
        approve(std::string(p.name) + ".html", triage::render(result, triage::Format::html));
        approve(std::string(p.name) + ".json", triage::render(result, triage::Format::json));
        approve(std::string(p.name) + ".why_not.txt", triage::render_text(triage::why_not(person(rules, p.answers), "dvt")));
    }
}
