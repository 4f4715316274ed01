// SPDX-License-Identifier: Apache-2.0
// What must hold of every person, whatever the rules say (rule format, "Safety properties"), over the shipped rules.
// 100,000 random people each (fewer where a whole assessment is written), half of them near "everything denied".
#include <algorithm>
#include <string>
#include <vector>

#include "catch.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

const Rules& compiled() { return shipped_rules().compiled(); }
const std::vector<Finding>& findings() { return shipped_rules().document().findings; }

// Calls `check(answers, dice)` for each person; stops at the first violation, with the answers as YAML.
template <class Check>
void each_person(std::size_t people, std::uint64_t seed, Check&& check) {
    const RuleSet& rules = shipped_rules();
    const AnyPeople drawn(rules.document(), plain_strain(rules));
    Dice dice(seed);
    for (std::size_t i = 0; i < people; ++i) {
        Answers answers = answers_of(rules, i % 2 == 0 ? drawn.anyone(dice) : drawn.near_base(dice));
        const std::string violated = check(answers, dice);
        if (!violated.empty()) {
            FAIL("person " << i << ", seed " << seed << ": " << violated << "\n" << render_answers(answers));
            return;
        }
    }
}

std::size_t everybody() { return several(100'000, 1'000'000); }

template <class Which>
std::vector<FindingId> positions(Which&& which) {
    std::vector<FindingId> out;
    for (FindingId f{0}; f < findings().size(); ++f)
        if (which(findings()[f])) out.push_back(f);
    return out;
}

Rank rank_with(const Answers& answers, FindingId finding, Kleene value) {
    Answers changed = answers;
    if (changed.try_set(finding, value)) throw std::logic_error("not a yes_no finding");
    return walk(changed).disposition;
}

bool red_flag_raised(const Answers& answers) {
    const Trace trace = walk(answers);
    for (PathwayId p{0}; p < trace.pathway_count; ++p)
        if (trace.ends[p].ending == Ending::raised && shipped_rules().document().pathways[p].red_flag) return true;
    return false;
}

}  // namespace

TEST_CASE("a worrying yes is never milder than not sure, and not sure never milder than no", "[walk][property]") {
    const auto worrying =
        positions([](const Finding& f) { return f.type == FindingType::yes_no && f.polarity == Polarity::worrying; });
    REQUIRE(worrying.size() > 50);
    each_person(everybody(), 11, [&](const Answers& answers, Dice& dice) -> std::string {
        for (int k = 0; k < 4; ++k) {
            const FindingId f = dice.pick(worrying);
            const Rank with_yes = rank_with(answers, f, yes), with_no = rank_with(answers, f, no),
                       with_unknown = rank_with(answers, f, unknown);
            const bool ordered = findings()[f].examiner ? with_yes >= with_no && with_yes >= with_unknown
                                                        : with_yes >= with_unknown && with_unknown >= with_no;
            if (!ordered) return findings()[f].id.value + " is milder when it is worse";
        }
        return {};
    });
}

TEST_CASE("a lone red flag yes gives at least the red flag floor, whatever else is answered", "[walk][property]") {
    const auto flags = positions([](const Finding& f) { return f.red_flag; });
    REQUIRE(flags.size() > 30);
    each_person(everybody(), 12, [&](const Answers& answers, Dice& dice) -> std::string {
        for (int k = 0; k < 4; ++k) {
            const FindingId f = dice.pick(flags);
            if (rank_with(answers, f, yes) < compiled().red_flag_rank)
                return findings()[f].id.value + ": yes stays below the floor";
        }
        return {};
    });
}

TEST_CASE("not sure about a red flag that a person can answer never gives home care", "[walk][property]") {
    const auto flags = positions([](const Finding& f) { return f.red_flag && !f.examiner; });
    each_person(everybody(), 13, [&](const Answers& answers, Dice& dice) -> std::string {
        for (int k = 0; k < 4; ++k) {
            const FindingId f = dice.pick(flags);
            Answers changed = answers;
            dice.chance(0.5) ? changed.set_unknown(f) : changed.clear(f);
            if (!changed.implied(f) && compiled().at_home(walk(changed).disposition))
                return findings()[f].id.value + " unknown, and at home";
        }
        return {};
    });
}

TEST_CASE("a reassuring yes never makes the result milder while a red flag pathway is raised", "[walk][property]") {
    const auto calming =
        positions([](const Finding& f) { return f.type == FindingType::yes_no && f.polarity == Polarity::reassuring; });
    REQUIRE(!calming.empty());
    std::size_t tried = 0;
    each_person(everybody(), 14, [&](const Answers& answers, Dice& dice) -> std::string {
        const FindingId f = dice.pick(calming);
        for (const Kleene before : {no, unknown}) {
            Answers changed = answers;
            if (changed.try_set(f, before)) return "not a yes_no finding";
            if (!red_flag_raised(changed)) continue;
            ++tried;
            if (rank_with(answers, f, yes) < walk(changed).disposition) return findings()[f].id.value + ": yes makes it milder";
        }
        return {};
    });
    CHECK(tried > everybody() / 10);
}

TEST_CASE("nobody who answers nothing is sent home", "[walk][property]") {
    const Trace trace = walk(Answers{shipped_rules()});
    CHECK_FALSE(compiled().at_home(trace.disposition));
}

TEST_CASE("advice never appears beside a pathway that withholds it", "[walk][property]") {
    AssessOptions options;
    options.largest_change = 0;
    std::size_t held_back = 0;
    each_person(several(20'000, 1'000'000), 15, [&](const Answers& answers, Dice&) -> std::string {
        const Assessment a = assess(answers, options);
        for (const Pathway& p : shipped_rules().document().pathways) {
            const auto is_p = [&](const AssessedOutcome& o) { return o.pathway == p.id.value; };
            if (std::none_of(a.raised.begin(), a.raised.end(), is_p) && std::none_of(a.unsure.begin(), a.unsure.end(), is_p))
                continue;
            for (const Text& advice : p.withhold) {
                ++held_back;
                for (const AdviceItem& given : a.advice)
                    if (given.id == advice.value) return given.id + " is given beside " + p.id.value;
            }
        }
        return {};
    });
    CHECK(held_back > 1000);
}

TEST_CASE("the order of answers is irrelevant, and assessing twice gives the same bytes", "[walk][property]") {
    each_person(several(3'000, 20'000), 16, [&](const Answers& answers, Dice& dice) -> std::string {
        AnyPeople::Drawn again;
        for (FindingId f{0}; f < findings().size(); ++f)
            if (answers.state(f) != Answers::State::not_asked) again.emplace_back(f, answers.answer(f));
        for (std::size_t i = again.size(); i > 1; --i) std::swap(again[i - 1], again[dice.below(i)]);
        Answers other{shipped_rules()};
        for (const auto& [f, answer] : again) {
            // Some change their mind on the way.
            if (findings()[f].type == FindingType::yes_no && dice.chance(0.1)) other.set_option(f, 1);
            if (other.try_set(f, answer)) return "an answer was not taken back";
        }
        AssessOptions options;
        options.largest_change = dice.chance(0.02) ? 2 : 0;
        const std::string first = render_json(assess(answers, options));
        if (first != render_json(assess(answers, options))) return "assessing twice differs";
        return first == render_json(assess(other, options)) ? std::string() : "the order of answers matters";
    });
}

TEST_CASE("a further answer stays within what was said to be possible", "[walk][property]") {
    each_person(everybody(), 17, [&](const Answers& answers, Dice& dice) -> std::string {
        const Trace trace = walk(answers);
        Evaluator evaluator(compiled(), answers.bits());
        const PossibleRange range = possible_range(compiled(), evaluator, trace);
        if (trace.disposition < range.least || trace.disposition > range.most)
            return "the present disposition is outside the range";
        const AnyPeople drawn(shipped_rules().document());
        Answers further = answers;
        std::string added;
        // One, then more further answers: implied ones are answers already, an examiner's are not the person's to give.
        for (int k = 0; k < 3; ++k) {
            const FindingId f{dice.below(findings().size())};
            if (findings()[f].examiner || further.effective_state(f) == Answers::State::known) continue;
            if (further.try_set(f, drawn.value(f, dice))) return "an answer was not taken";
            added += " " + findings()[f].id.value + ": " + further.answer(f).text();
            const Rank rank = walk(further).disposition;
            if (rank < range.least || rank > range.most) return "outside the range after" + added;
        }
        return {};
    });
}

TEST_CASE("the safety properties written in the rules hold", "[walk][property]") {
    const std::vector<SafetyProperty>& written = shipped_rules().document().safety;
    REQUIRE(!written.empty());
    std::vector<std::size_t> met(written.size());
    AssessOptions options;
    options.largest_change = 0;
    each_person(everybody(), 18, [&](const Answers& answers, Dice&) -> std::string {
        Evaluator evaluator(compiled(), answers.bits());
        const Trace trace = walk(answers);
        for (std::size_t s = 0; s < written.size(); ++s) {
            if (evaluator.now(compiled().safety_nodes[s]) != Kleene::yes) continue;
            ++met[s];
            const std::string& target = written[s].target.value;
            bool good = true;
            switch (written[s].require) {
                case SafetyProperty::Require::disposition_at_least: {
                    const std::uint32_t d = compiled().disposition_names.find(target);
                    good = trace.disposition + 1U + d >= shipped_rules().document().dispositions.size();
                    break;
                }
                case SafetyProperty::Require::raised:
                    good = trace.ends[compiled().pathway_names.find(target)].ending == Ending::raised;
                    break;
                case SafetyProperty::Require::withheld: {
                    const Assessment a = assess(answers, options);
                    good = std::none_of(a.advice.begin(), a.advice.end(), [&](const AdviceItem& i) { return i.id == target; });
                    break;
                }
                case SafetyProperty::Require::not_at_home: good = !compiled().at_home(trace.disposition); break;
            }
            if (!good) return written[s].id.value + " is violated: " + written[s].hazard.value;
        }
        return {};
    });
    for (std::size_t s = 0; s < written.size(); ++s) {
        INFO(written[s].id.value);
        CHECK(met[s] > 50);  // somebody meets it: the test says something
    }
}
