// SPDX-License-Identifier: Apache-2.0
// The sentences about a changed cell: disjoint, exactly counted, and true of every person who fits them.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "catch.hpp"
#include "review/diff/support.hpp"
#include "support/deep.hpp"
#include "support/shipped.hpp"

using namespace triage;
using namespace triage::testing;

namespace {

// Whether an answer fits the words of a literal, read as a reader does: "from 7 to under 8 cm", "over 3", "unknown".
bool fits(const std::string& words, const Answer& answer) {
    if (answer.kind() != Answer::Kind::number) return words == answer.text();
    const double x = answer.number();
    const auto number_after = [&](const std::string& word) {
        return std::strtod(words.c_str() + words.find(word) + word.size(), nullptr);
    };
    const auto starts = [&](const char* word) { return words.rfind(word, 0) == 0; };
    if (starts("under ")) return x < number_after("under ");
    if (starts("at most ")) return x <= number_after("at most ");
    if (starts("at least ")) return x >= number_after("at least ");
    bool good = true;
    if (starts("over "))
        good = x > number_after("over ");
    else if (starts("from "))
        good = x >= number_after("from ");
    else
        return !words.empty() && words[0] >= '0' && words[0] <= '9' && x == number_after("");
    if (words.find(" to under ") != std::string::npos) return good && x < number_after(" to under ");
    if (words.find(" to ") != std::string::npos) return good && x <= number_after(" to ");
    return good;
}

// Whether a person of one or the other rule set fits every literal of a sentence.
bool fits(const Sentence& s, const Answers& before, const Answers& after) {
    for (const Literal& l : s.literals) {
        const FindingId f = after.rules().compiled().finding_names.find(l.finding);
        const Answers& who = f != npos ? after : before;
        const FindingId g = f != npos ? f : before.rules().compiled().finding_names.find(l.finding);
        const Answer answer = who.state(g) == Answers::State::not_asked ? Answer(unknown) : who.answer(g);
        bool good = false;
        for (const std::string& words : l.answers) good = good || fits(words, answer);
        if (!good) return false;
    }
    return true;
}

// Somebody who fits a sentence: for each literal an answer that fits, anything for the rest. By finding id.
std::vector<std::pair<std::string, Answer>> somebody(const Sentence& s, const RuleSet& before, const RuleSet& after,
                                                     const AnyPeople& people, Dice& dice) {
    std::vector<std::pair<std::string, Answer>> out;
    const std::vector<Finding>& findings = after.document().findings;
    const AnyPeople others(before.document());
    for (FindingId f{0}; f < findings.size(); ++f) {
        const std::string& id = findings[f].id.value;
        std::vector<Answer> values = people.values(f);
        if (const FindingId g = before.compiled().finding_names.find(id); g != npos)
            values.insert(values.end(), others.values(g).begin(), others.values(g).end());
        values.emplace_back(unknown);
        const Literal* about = nullptr;
        for (const Literal& l : s.literals)
            if (l.finding == id) about = &l;
        for (int tries = 0; tries < 10'000; ++tries) {
            const Answer& answer = dice.pick(values);
            bool good = about == nullptr;
            for (std::size_t i = 0; about != nullptr && i < about->answers.size(); ++i)
                good = good || fits(about->answers[i], answer);
            if (!good) continue;
            out.emplace_back(id, answer);
            break;
        }
    }
    return out;
}

// Checks every sentence of a diff with random people; the number of people walked.
std::size_t check_sentences(const RuleDiff& d, const RuleSet& before, const RuleSet& after, std::size_t people_each, Dice& dice) {
    const AnyPeople people(after.document());
    std::size_t walked = 0;
    for (const DispositionMove& m : d.moves) {
        BigCount sum = m.beyond;
        for (const Sentence& s : m.sentences) sum += s.patterns;
        CHECK(sum == m.patterns);  // so each lies inside the cell, and no two overlap
        CHECK_FALSE(m.sentences.empty());
        sum = m.beyond_among;
        for (const Sentence& s : m.among) sum += s.patterns;
        CHECK((m.among.empty() || sum == m.patterns));
        CHECK((m.among.empty() || !m.beyond.zero()));
        for (const Sentence& s : m.sentences)
            for (std::size_t i = 0; i < people_each; ++i, ++walked) {
                Answers was{before}, is{after};
                for (const auto& [finding, answer] : somebody(s, before, after, people, dice)) {
                    (void)was.try_set(finding, answer);
                    (void)is.try_set(finding, answer);
                }
                if (disposition_of(was) == m.from && disposition_of(is) == m.to) continue;
                FAIL(m.from << " -> " << m.to << ", but " << disposition_of(was) << " -> " << disposition_of(is) << "\n"
                            << s.text << "\n"
                            << render_answers(is));
            }
    }
    return walked;
}

}  // namespace

TEST_CASE("whoever fits a sentence is moved as it says, over drawn rules", "[review][diff]") {
    const std::size_t wanted = several(60, 3'000);
    std::size_t compared = 0, walked = 0;
    for (std::uint64_t seed = 1; compared < wanted; ++seed) {
        Dice dice(seed * 131);
        const std::string yaml = random_rules(seed);
        const RuleSet before = rules_of(yaml);
        const auto after = changed_copy(yaml, dice);
        if (!after) continue;
        const RuleDiff d = diff(before, *after);
        if (d.moves.empty()) continue;
        INFO("rules " << seed);
        BigCount sum = d.unchanged;
        for (const DispositionMove& m : d.moves) sum += m.patterns;
        CHECK(sum == d.patterns);
        walked += check_sentences(d, before, *after, 10, dice);
        ++compared;
    }
    CHECK(walked > wanted * 10);
}

TEST_CASE("everybody who moves is counted once, by the answers that the change reads", "[review][diff]") {
    const std::size_t wanted = several(20, 500);
    std::size_t compared = 0, lines = 0;
    for (std::uint64_t seed = 1; compared < wanted; ++seed) {
        Dice dice(seed * 37);
        const std::string yaml = random_rules(seed);
        const RuleSet before = rules_of(yaml);
        const auto after = changed_copy(yaml, dice);
        if (!after) continue;
        const PatternSpace space({&before.compiled(), &after->compiled()});
        if (BigCount(8'000) < Diagram(space.values()).patterns()) continue;
        DiffOptions one_sentence;
        one_sentence.sentences = 1;
        const RuleDiff d = diff(before, *after, one_sentence);
        for (const DispositionMove& m : d.moves) {
            if (m.among.empty()) continue;
            std::vector<std::uint32_t> counted(m.among.size());
            std::uint32_t others = 0;
            each_pattern(space.values(), [&](const Pattern& pattern) {
                const Answers was = answers_of(space, pattern, before), is = answers_of(space, pattern, *after);
                if (disposition_of(was) != m.from || disposition_of(is) != m.to) return;
                std::size_t groups = 0;
                for (std::size_t i = 0; i < m.among.size(); ++i)
                    if (fits(m.among[i], was, is)) ++counted[i], ++groups;
                others += groups == 0 ? 1U : 0U;
                CHECK(groups <= 1);
            });
            INFO("rules " << seed << ", " << m.from << " -> " << m.to);
            for (std::size_t i = 0; i < m.among.size(); ++i) CHECK(m.among[i].patterns == BigCount(counted[i]));
            CHECK(m.beyond_among == BigCount(others));
            lines += m.among.size();
            compared += 1;
        }
    }
    CHECK(lines >= wanted);
}

TEST_CASE("whoever moves is in the sentence of a change or counted as in none, and everybody means everybody", "[review][diff]") {
    const std::size_t wanted = several(150, 3'000);
    std::size_t movements = 0, everybody = 0, explained = 0;
    for (std::uint64_t seed = 1; movements < wanted; ++seed) {
        Dice dice(seed * 53);
        const std::string yaml = random_rules(seed);
        const RuleSet before = rules_of(yaml);
        const auto after = changed_copy(yaml, dice);
        if (!after) continue;
        const PatternSpace space({&before.compiled(), &after->compiled()});
        if (BigCount(4'000) < Diagram(space.values()).patterns()) continue;
        const RuleDiff d = diff(before, *after);
        for (const DispositionMove& m : d.moves) {
            INFO("rules " << seed << ", " << m.from << " -> " << m.to);
            std::vector<std::uint32_t> fit(m.changes.size()), move(m.changes.size());
            std::uint32_t outside = 0;
            const bool as_written =
                std::any_of(m.changes.begin(), m.changes.end(), [](const ChangeSentence& c) { return c.any_of.empty(); });
            each_pattern(space.values(), [&](const Pattern& pattern) {
                const Answers was = answers_of(space, pattern, before), is = answers_of(space, pattern, *after);
                const bool moves = disposition_of(was) == m.from && disposition_of(is) == m.to;
                const bool without =
                    m.direction == Direction::milder ? disposition_of(is) == m.to : disposition_of(was) == m.from;
                bool told = false;
                for (std::size_t i = 0; i < m.changes.size(); ++i) {
                    const bool fits_one =
                        std::any_of(m.changes[i].any_of.begin(), m.changes[i].any_of.end(), [&](const std::vector<Literal>& all) {
                            return fits(Sentence{{}, all, {}}, was, is);
                        });
                    fit[i] += fits_one && without ? 1U : 0U;
                    move[i] += fits_one && moves ? 1U : 0U;
                    told = told || fits_one;
                }
                outside += moves && !told ? 1U : 0U;
            });
            if (!as_written) CHECK(m.unexplained == BigCount(outside));
            for (std::size_t i = 0; i < m.changes.size(); ++i) {
                const ChangeSentence& c = m.changes[i];
                if (c.any_of.empty()) continue;
                CHECK(c.patterns == BigCount(move[i]));
                CHECK(c.of == BigCount(fit[i]));
                if (c.reach == ChangeSentence::Reach::everybody) CHECK(move[i] == fit[i]);
                everybody += c.reach == ChangeSentence::Reach::everybody ? 1U : 0U;
            }
            explained += m.unexplained.zero() ? 1U : 0U;
            ++movements;
        }
    }
    CHECK(everybody >= wanted / 10);
    CHECK(explained >= wanted / 2);
}

TEST_CASE("whoever fits a sentence about the shipped rules is moved as it says", "[review][diff]") {
    std::vector<SourceFile> files = shipped_files();
    for (SourceFile& f : files)
        if (f.path == "pathways/dvt.yaml")
            f.text = replaced(f.text, "{calf_circumference_difference_cm: {above: 1}}",
                              "{calf_circumference_difference_cm: {above: 2}}");
    const RuleSet before = load_shipped().value(), after = load(files).value();
    const RuleDiff d = diff(before, after);
    REQUIRE_FALSE(d.moves.empty());
    CHECK(d.moves.front().direction == Direction::milder);
    CHECK(d.moves.front().to == "self_care");
    CHECK(d.downgrades());
    BigCount sum = d.unchanged;
    for (const DispositionMove& m : d.moves) sum += m.patterns;
    CHECK(sum == d.patterns);
    Dice dice(5);
    CHECK(check_sentences(d, before, after, several(100, 10'000), dice) >= 300);
    // The threshold that moved is what each sentence begins with, and its place is the cause.
    for (const DispositionMove& m : d.moves) {
        for (const Sentence& s : m.sentences) CHECK(s.text.find("Everyone: calf circumference difference over 1 to 2 cm,") == 0);
        // By that one finding, everybody who moves is in one group.
        REQUIRE(m.among.size() == 1);
        CHECK(m.among[0].text == "Everyone: calf circumference difference over 1 to 2 cm");
        CHECK(m.among[0].patterns == m.patterns);
        REQUIRE_FALSE(m.pathways.empty());
        REQUIRE(m.pathways[0].causes.size() == 1);
        CHECK(d.written[m.pathways[0].causes[0]].old_text == "{calf_circumference_difference_cm: {above: 1}}");
    }
}

TEST_CASE("shares are said roughly and never rounded up to everybody", "[review][diff]") {
    const auto share = [](std::uint32_t part, std::uint32_t whole) { return about_share(BigCount(part), BigCount(whole)); };
    CHECK(share(1, 3801) == "about 1 in 3 800 patterns");
    CHECK(share(1, 7) == "about 1 in 7 patterns");
    CHECK(share(4, 10) == "about 1 in 2.5 patterns");
    CHECK(share(3, 4) == "about 75 % of all patterns");
    CHECK(share(9999, 10000) == "about 99 % of all patterns");
    CHECK(share(1, 996) == "about 1 in 1 000 patterns");
    CHECK(share(7, 7) == "all patterns");
    CHECK(share(0, 7) == "none");
    BigCount huge(1);
    for (int i = 0; i < 500; ++i) huge *= 10;
    CHECK(about_share(BigCount(4), huge) == "about 1 in 2.5 × 10⁴⁹⁹ patterns");
}
