// SPDX-License-Identifier: Apache-2.0
// What check is sure of, tried on random rules and random people: a settled answer is settled for everybody, a dead
// branch is taken by nobody, an unreachable step visited by nobody.
#include <triage/review/check.hpp>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/generate.hpp"

using namespace triage;

namespace {

using Place = std::tuple<std::string, std::uint32_t, std::uint32_t>;

struct Visits {
    std::vector<std::pair<StepId, Kleene>> steps;
    void step(StepId step, Kleene value) { steps.emplace_back(step, value); }
    void floor(std::uint32_t, std::uint32_t, bool) {}
};

// The claims of one rule set, by what they are about.
struct Claims {
    std::map<std::uint32_t, bool> settled;                  // node -> always yes
    std::map<std::uint32_t, std::vector<NodeId>> mentions;  // step -> nodes among `settled`
    std::map<std::uint32_t, std::vector<Kleene>> dead;      // step -> branches
    std::vector<std::uint32_t> unreachable;                 // steps
    std::size_t count = 0;
};

void below(const Rules& rules, NodeId node, std::vector<NodeId>& out) {
    out.push_back(node);
    const Node& n = rules.nodes[node];
    if (n.op == Node::Op::clause || n.op == Node::Op::shared) return;
    for (std::uint32_t i = 0; i < n.count; ++i) below(rules, n.child(i), out);
}

Claims claims_of(const RuleSet& rules) {
    const Rules& r = rules.compiled();
    const auto place = [&](Mark at) { return Place{r.document.files[at.file].path, at.line, at.column}; };
    std::map<Place, std::vector<Diagnostic>> at;
    Claims out;
    for (const Diagnostic& d : check(rules)) at[{d.file, d.line, d.column}].push_back(d);
    const auto quoted = [](const std::string& id) { return std::string("\"").append(id).append("\""); };
    const auto said = [&](Mark mark, const std::string& code, const std::string& words) {
        for (const Diagnostic& d : at[place(mark)])
            if (d.code == code && d.message.find(words) != std::string::npos) return true;
        return false;
    };
    for (std::uint32_t s = 0; s < r.steps.size(); ++s) {
        const Step& written = *r.steps[s].written;
        if (said(written.id.at, "unreachable-step", quoted(written.id.value))) out.unreachable.push_back(s);
        for (const auto& [value, branch, key] :
             {std::make_tuple(Kleene::yes, &written.then, "then"), std::make_tuple(Kleene::no, &written.otherwise, "else")}) {
            const Mark mark = branch->at.line != 0 ? branch->at : written.id.at;
            if (said(mark, "dead-branch", quoted(key) + " of step " + quoted(written.id.value))) out.dead[s].push_back(value);
        }
        std::vector<NodeId> nodes;
        below(r, r.steps[s].node, nodes);
        for (const NodeId node : nodes) {
            if (!said(r.written[node]->at, "settled-finding", quoted(written.id.value))) continue;
            const bool always = said(r.written[node]->at, "settled-finding", " always yes ") ||
                                said(r.written[node]->at, "settled-finding", " always meets ");
            out.settled[node] = always;
            out.mentions[s].push_back(node);
            if (said(r.written[node]->at, "settled-finding", "only \"then\" can ever")) out.dead[s].push_back(Kleene::no);
            if (said(r.written[node]->at, "settled-finding", "\"then\" can never")) out.dead[s].push_back(Kleene::yes);
        }
    }
    out.count = out.settled.size() + out.dead.size() + out.unreachable.size();
    return out;
}

}  // namespace

TEST_CASE("what check calls settled, dead or unreachable is so for random people over random rules", "[review][check][random]") {
    std::size_t claims_in_all = 0, tried = 0, wrong = 0;
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const RuleSet rules = triage::testing::rules_of(triage::testing::random_rules(seed));
        const Rules& r = rules.compiled();
        const Claims claims = claims_of(rules);
        claims_in_all += claims.count;
        if (claims.count == 0) continue;
        const triage::testing::AnyPeople people(rules.document());
        triage::testing::Dice dice(seed);
        for (int i = 0; i < 400; ++i) {
            const Answers answers = triage::testing::answers_of(rules, people.either(dice));
            Evaluator evaluator(r, answers.bits());
            Visits visits;
            for (PathwayId p{0}; p < r.pathways.size(); ++p) walk_pathway(r, evaluator, p, visits);
            for (const auto& [step, value] : visits.steps) {
                for (const std::uint32_t unreachable : claims.unreachable) wrong += step == unreachable ? 1U : 0U;
                if (const auto dead = claims.dead.find(step); dead != claims.dead.end())
                    for (const Kleene never : dead->second) {
                        ++tried;
                        wrong += value == never ? 1U : 0U;
                    }
                if (const auto nodes = claims.mentions.find(step); nodes != claims.mentions.end())
                    for (const NodeId node : nodes->second) {
                        ++tried;
                        wrong += evaluator.now(node) == (claims.settled.at(node) ? Kleene::yes : Kleene::no) ? 0U : 1U;
                    }
            }
            if (wrong != 0) FAIL("seed " << seed << ", person " << i << "\n" << format(check(rules)));
        }
    }
    CHECK(claims_in_all > 20);
    CHECK(tried > 1000);
    CHECK(wrong == 0);
}
