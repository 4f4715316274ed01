// SPDX-License-Identifier: Apache-2.0
// Exported headers against the walk: the same end for everybody, in every field. The headers are written by the program when
// the tests are built.
#include <triage/export.hpp>

#ifdef TRIAGE_EXPORTED

#include <every_form.hpp>
#include <lower_leg_pain.hpp>
#include <open_score.hpp>
#include <return_to_running.hpp>
#include <triage/walk/codes.hpp>

#include "catch.hpp"
#include "cli/program.hpp"
#include "support/deep.hpp"
#include "support/exported.hpp"
#include "support/generate.hpp"
#include "support/shipped.hpp"
#include "support/traces.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

template <class Exported, class Finding, class Walk>
void compare(const std::string& path, Walk&& walk_exported, std::size_t people) {
    const RuleSet rules = load(std::string(TRIAGE_SOURCE_DIR) + "/" + path).value();
    const AnyPeople drawn(rules.document(), rules.id() == "lower_leg_pain" ? plain_strain(rules) : AnyPeople::Drawn{});
    Dice dice(29);
    for (std::size_t i = 0; i < people; ++i) {
        const Answers answers = answers_of(rules, drawn.either(dice));
        const Trace exported =
            as_trace(walk_exported(exported_answers<Exported, Finding>(answers)), rules.document().pathways.size());
        if (const auto report = difference(exported, walk(answers)))
            FAIL(path << ", person " << i << ": " << *report << "\n" << render_answers(answers));
    }
}

}  // namespace

TEST_CASE("an exported header ends as the walk does", "[export]") {
    compare<triage_lower_leg_pain::Answers, triage_lower_leg_pain::Finding>(
        "rules/lower_leg_pain", [](const auto& a) { return triage_lower_leg_pain::walk(a); }, several(20'000, 1'000'000));
    compare<triage_return_to_running::Answers, triage_return_to_running::Finding>(
        "rules/return_to_running", [](const auto& a) { return triage_return_to_running::walk(a); }, several(5'000, 1'000'000));
    compare<triage_every_form::Answers, triage_every_form::Finding>(
        "tests/good/every_form.yaml", [](const auto& a) { return triage_every_form::walk(a); }, several(20'000, 1'000'000));
    compare<triage_open_score::Answers, triage_open_score::Finding>(
        "tests/export/open_score.yaml", [](const auto& a) { return triage_open_score::walk(a); }, several(20'000, 1'000'000));
}

TEST_CASE("an exported header needs nothing, and says where it is from", "[export]") {
    const std::string text = export_cpp(shipped_rules());
    CHECK(text.rfind("// Made by triage ", 0) == 0);
    CHECK(text.find(shipped_rules().digest()) != std::string::npos);
    std::size_t includes = 0;
    for (std::size_t at = 0; (at = text.find("#include", at)) != std::string::npos; ++at) ++includes;
    CHECK(includes == 1);
    CHECK(run_program({"export", "cpp", "rules/lower_leg_pain"}).out == text);
}

#endif
