// SPDX-License-Identifier: Apache-2.0
// Draws people, walks each in the three ways, and prints what came out: the same on every machine.
// Usage: people RULES_FILE COUNT. Needs the headers alone, so that a cross compiler can build it in one go.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <triage/triage.hpp>

namespace {

// Random bits are the same everywhere; the distributions of the standard library are not.
std::uint64_t below(std::mt19937_64& dice, std::uint64_t end) { return dice() % end; }

triage::Answers drawn(const triage::RuleSet& rules, std::mt19937_64& dice) {
    triage::Answers answers{rules};
    const auto& findings = rules.document().findings;
    const std::uint64_t asked = below(dice, 11);  // tenths of the questions
    for (triage::FindingId f{0}; f < findings.size(); ++f) {
        if (below(dice, 10) >= asked) continue;
        const triage::Finding& finding = findings[f];
        if (below(dice, 8) == 0)
            answers.set_unknown(f);
        else if (finding.type == triage::FindingType::number)
            (void)answers.try_set(
                f, triage::Answer(
                       finding.min.value +
                       static_cast<double>(below(dice, static_cast<std::uint64_t>(finding.max.value - finding.min.value) + 1))));
        else if (finding.type == triage::FindingType::choice)
            answers.set_option(f, static_cast<std::uint32_t>(below(dice, finding.options.size())));
        else
            answers.set_option(f, below(dice, 20) == 0 ? 1 : 0);
    }
    return answers;
}

bool same(const triage::Standing& a, const triage::Standing& b) {
    return a.pathway == b.pathway && a.outcome == b.outcome && a.rank == b.rank && a.raised == b.raised;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    std::ifstream file(words[1], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto loaded = triage::read_compiled(bytes);
    if (!loaded) {
        for (const triage::Diagnostic& d : loaded.diagnostics()) std::fputs(triage::format(d).c_str(), stderr);
        return 2;
    }
    const triage::RuleSet& rules = loaded.value();
    std::mt19937_64 dice{13};
    std::vector<triage::Answers> all;
    for (long i = std::strtol(words[2], nullptr, 10); i > 0; --i) all.push_back(drawn(rules, dice));
    triage::People people{triage::PeopleProgram{rules}};
    for (const triage::Answers& a : all) people.add(a);
    const std::vector<triage::Standing> together = triage::walk_people(people);
    std::vector<std::size_t> levels(rules.document().dispositions.size());
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const triage::Trace one = triage::walk(all[i]), plainly = triage::walk_plainly(rules.compiled(), all[i].bits());
        if (!same(one.leading, plainly.leading) || !same(one.leading, together[i])) {
            std::printf("person %zu ends in different ways\n", i);
            return 1;
        }
        ++levels[one.disposition];
        sum = (sum ^ (one.leading.outcome + 1U)) * 0x100000001B3U;
    }
    std::printf("%zu people;", all.size());
    for (const std::size_t level : levels) std::printf(" %zu", level);
    std::printf("; %016llx\n%s\n", static_cast<unsigned long long>(sum), triage::render_text(triage::assess(all.back())).c_str());
    return 0;
}
