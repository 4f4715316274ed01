// SPDX-License-Identifier: Apache-2.0
// What check says of paths, held both ways against counting: over every answer pattern of small random rule sets, walked
// one by one, a warning is given just where it is true.
#include <triage/review/check.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/generate.hpp"

using namespace triage;

namespace {

using Warned = std::tuple<std::string, std::uint32_t, std::uint32_t>;  // code, line, column

const std::set<std::string> judged{"settled-finding",      "dead-branch",    "unreachable-step",  "unused-outcome",
                                   "milder-before-graver", "examiner-floor", "floor-not-guarded", "unused-advice"};
constexpr std::array<Kleene, 3> all_values{Kleene::yes, Kleene::no, Kleene::unknown};

// One answer for each that some clause tells apart from the others; first, none at all.
std::vector<std::vector<Answer>> answers_to(const RuleSet& rules) {
    const Rules& r = rules.compiled();
    const triage::testing::AnyPeople people(rules.document());
    std::vector<std::vector<Answer>> out;
    for (FindingId f{0}; f < r.findings.size(); ++f) {
        out.push_back({unknown});
        std::set<std::vector<bool>> known;
        for (const Answer& answer : people.values(f)) {
            const auto value = value_of(rules.document().findings[f], answer);
            std::vector<bool> says;
            for (std::uint32_t c = 0; c < r.findings[f].clause_count; ++c)
                says.push_back(r.clauses[r.findings[f].first_clause + c].holds(*value));
            if (r.findings[f].clause_count != 0 && known.insert(says).second) out.back().push_back(answer);
        }
    }
    return out;
}

void findings_below(const Rules& r, NodeId node, std::set<FindingId>& out) {
    const Node& n = r.nodes[node];
    if (n.op == Node::Op::clause) {
        out.insert(r.clauses[n.first].finding);
    } else if (n.op != Node::Op::shared) {
        for (std::uint32_t i = 0; i < n.count; ++i) findings_below(r, n.child(i), out);
    } else if (const SharedCondition& s = r.shared[n.first]; s.is_score) {
        for (const CompiledScoreItem& item : r.scores[s.score]) findings_below(r, item.node, out);
    } else {
        findings_below(r, s.node, out);
    }
}
void mentions_below(const Rules& r, NodeId node, std::vector<NodeId>& out) {
    const Node& n = r.nodes[node];
    if (n.op == Node::Op::clause || n.op == Node::Op::shared) return out.push_back(node);
    for (std::uint32_t i = 0; i < n.count; ++i) mentions_below(r, n.child(i), out);
}

// Walks every pattern and keeps what was seen of each step.
class Count {
public:
    explicit Count(const RuleSet& rules)
        : rules_(rules), r_(rules.compiled()), answers_(answers_to(rules)), steps_(r_.steps.size()) {
        for (PathwayId p{0}; p < r_.pathways.size(); ++p) prepare(r_.pathways[p].first_step, p, {});
        got_.insert(r_.otherwise);
    }
    [[nodiscard]] std::size_t patterns(std::size_t most) const {
        std::size_t out = 1;
        for (const auto& some : answers_) out = std::min(most, out * some.size());
        return out;
    }
    void run() {
        std::vector<std::size_t> chosen(answers_.size());
        Answers answers{rules_};
        while (true) {
            pattern(chosen, answers);
            FindingId f{0};
            for (; f < chosen.size(); ++f) {
                chosen[f] = (chosen[f] + 1) % answers_[f].size();
                REQUIRE_FALSE(answers.try_set(f, answers_[f][chosen[f]]));
                if (chosen[f] != 0) break;
            }
            if (f == chosen.size()) return;
        }
    }
    [[nodiscard]] std::set<Warned> expected() const {
        std::set<Warned> out;
        for (StepId s{0}; s < steps_.size(); ++s) of_step(s, out);
        for (const CompiledPathway& p : r_.pathways) unreached(p.first_step, true, out);
        std::set<std::uint32_t> given;
        for (OutcomeId o{0}; o < r_.outcomes.size(); ++o)
            if (got_.count(o) == 0)
                add("unused-outcome", rules_.document().outcomes[o].id.at, out);
            else
                given.insert(r_.outcomes[o].advice.begin(), r_.outcomes[o].advice.end());
        for (AdviceId a{0}; a < r_.advice.size(); ++a)
            if (given.count(a) == 0) add("unused-advice", rules_.document().advice[a].id.at, out);
        return out;
    }

private:
    struct Seen {
        PathwayId pathway;
        std::vector<StepId> following;  // first steps that would come next, innermost list first
        std::set<FindingId> asks;
        std::vector<NodeId> mentions;
        bool taken[3] = {}, denied[3] = {};  // by Kleene; by those at home who deny everything
        bool loses[3] = {}, skips = false;
        std::map<NodeId, KleeneSet> values;  // of mentions
        [[nodiscard]] bool reached() const { return taken[0] || taken[1] || taken[2]; }
    };

    // True where the list leads to an outcome; such steps keep a pathway unsure.
    bool prepare(StepId step, PathwayId pathway, const std::vector<StepId>& around) {
        bool leads = false;
        for (; step != npos; step = r_.steps[step].next) {
            const CompiledStep& s = r_.steps[step];
            Seen& seen = steps_[step];
            seen.pathway = pathway;
            if (s.next != npos) seen.following.push_back(s.next);
            seen.following.insert(seen.following.end(), around.begin(), around.end());
            findings_below(r_, s.node, seen.asks);
            mentions_below(r_, s.node, seen.mentions);
            bool own = false;
            for (const CompiledBranch& b : s.branches) {
                if (b.kind == Branch::Kind::steps) own = prepare(b.steps(), pathway, seen.following) || own;
                own = own || b.kind == Branch::Kind::outcome;
            }
            for (const FindingId f : seen.asks)
                if (own) kept_open_.insert({pathway, f});
            leads = leads || own;
        }
        return leads;
    }

    void pattern(const std::vector<std::size_t>& chosen, const Answers& answers) {
        Evaluator evaluator(r_, answers.bits());
        struct Nothing {
            void step(std::uint32_t, Kleene) {}
            void floor(std::uint32_t, std::uint32_t, bool) {}
        };
        for (PathwayId p{0}; p < r_.pathways.size(); ++p) {
            const PathwayEnd end = walk_pathway(r_, evaluator, p, Nothing{});
            if (end.outcome != npos) got_.insert(end.outcome);
            int promised = -1;
            for (StepId step = r_.pathways[p].first_step; step != npos;)
                step = one_step(step, chosen, answers.bits(), evaluator, end.ending == Ending::cleared, promised);
        }
    }
    StepId one_step(StepId step, const std::vector<std::size_t>& chosen, TruthBits bits, Evaluator& evaluator, bool cleared,
                    int& promised) {
        const CompiledStep& s = r_.steps[step];
        Seen& seen = steps_[step];
        const Kleene value = evaluator.now(s.node);
        const auto v = static_cast<std::size_t>(value);
        const CompiledBranch& b = s.branches[v];
        seen.taken[v] = true;
        for (const NodeId node : seen.mentions) seen.values[node].add(evaluator.now(node));
        seen.denied[v] = seen.denied[v] || denies(seen, chosen);
        const int rank = b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor ? r_.outcomes[b.target].rank : -1;
        if (b.kind == Branch::Kind::outcome)
            for (const StepId next : seen.following)
                seen.loses[v] = seen.loses[v] || gravest_from(next, evaluator) > std::max(rank, promised);
        if (value == Kleene::unknown && cleared && promised < floor_of(s)) seen.skips = seen.skips || one_unsure(seen, bits);
        if (b.kind == Branch::Kind::floor) {
            got_.insert(b.target);
            promised = std::max(promised, rank);
        }
        if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::clear) return {};
        return b.kind == Branch::Kind::steps ? b.steps() : s.next;
    }
    int gravest_from(StepId step, Evaluator& evaluator) const {
        int gravest = -1;
        while (step != npos) {
            const CompiledBranch& b = r_.steps[step].branches[evaluator.now(r_.steps[step].node)];
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::floor)
                gravest = std::max<int>(gravest, r_.outcomes[b.target].rank);
            const bool ends = b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::clear;
            step = ends ? StepId{} : b.kind == Branch::Kind::steps ? b.steps() : r_.steps[step].next;
        }
        return gravest;
    }
    // At home, with everything that the step asks answered, and what is worrying denied.
    [[nodiscard]] bool denies(const Seen& seen, const std::vector<std::size_t>& chosen) const {
        for (const FindingId f : seen.asks) {
            const Finding& finding = rules_.document().findings[f];
            if (finding.examiner != (chosen[f] == 0)) return false;
            if (finding.type == FindingType::yes_no && finding.polarity == Polarity::worrying &&
                answers_[f][chosen[f]] == Answer(yes) && !finding.examiner)
                return false;
        }
        return true;
    }
    // Rank of the gravest floor of a step that remembers one and leads nowhere else; -1: it is no such step.
    [[nodiscard]] int floor_of(const CompiledStep& s) const {
        int rank = -1;
        for (const Kleene value : {Kleene::no, Kleene::yes}) {
            const CompiledBranch& b = s.branches[value];
            if (b.kind == Branch::Kind::outcome || b.kind == Branch::Kind::steps) return -1;
            if (b.kind == Branch::Kind::floor) rank = std::max<int>(rank, r_.outcomes[b.target].rank);
        }
        const Branch::Kind unsure = s.branches[Kleene::unknown].kind;
        return unsure == Branch::Kind::next || unsure == Branch::Kind::clear ? rank : -1;
    }
    // Exactly one finding of those that a person can answer is unknown, and it keeps nothing open.
    [[nodiscard]] bool one_unsure(const Seen& seen, TruthBits bits) const {
        std::size_t open = 0;
        bool kept = false;
        for (const FindingId f : seen.asks) {
            if (rules_.document().findings[f].examiner || !bits.at(r_.findings[f].first_clause).only(Kleene::unknown)) continue;
            ++open;
            kept = kept_open_.count({seen.pathway, f}) != 0;
        }
        return open == 1 && !kept;
    }

    static void add(const char* code, Mark at, std::set<Warned>& out) { out.insert({code, at.line, at.column}); }
    void of_step(StepId step, std::set<Warned>& out) const {
        const CompiledStep& s = r_.steps[step];
        const Seen& seen = steps_[step];
        if (!seen.reached()) return;
        const auto at = [&](const Branch& b) { return b.at.line != 0 ? b.at : s.written->id.at; };
        const auto kind = [&](Kleene value) { return s.branches[value].kind; };
        const auto ends = [&](Kleene value) {
            return kind(value) == Branch::Kind::floor || kind(value) == Branch::Kind::outcome;
        };
        const bool took_no = seen.taken[0], took_yes = seen.taken[1], took_unknown = seen.taken[2];
        bool settled = false;
        for (const auto& [node, values] : seen.values)
            if (values.only(Kleene::yes) || values.only(Kleene::no)) {
                settled = true;
                add("settled-finding", r_.written[node]->at, out);
            }
        // Where a settled mention settles the whole condition, its message names the branch.
        if (!(settled && !took_unknown && took_yes != took_no)) {
            if (!took_yes) add("dead-branch", at(s.written->then), out);
            if (!took_no && s.written->otherwise.at.line != 0) add("dead-branch", at(s.written->otherwise), out);
        }
        const Branch* written[3] = {&s.written->otherwise, &s.written->then, &s.written->unknown};
        for (const Kleene value : all_values)
            if (seen.loses[static_cast<std::size_t>(value)])
                add("milder-before-graver", at(*written[static_cast<std::size_t>(value)]), out);
        const bool goes_on = (seen.denied[0] && !ends(Kleene::no)) || (seen.denied[1] && !ends(Kleene::yes));
        if (ends(Kleene::unknown) && seen.denied[2] && !goes_on) add("examiner-floor", at(s.written->unknown), out);
        if (seen.skips) add("floor-not-guarded", s.written->id.at, out);
    }
    // The first step of each list that nobody reaches. After a dead `then` or `else`, which was named already, only what the
    // step before cuts off for everyone.
    void unreached(StepId step, bool alive, std::set<Warned>& out) const {
        bool goes_on = true;
        for (; step != npos; step = r_.steps[step].next) {
            if (!goes_on || (alive && !steps_[step].reached()))
                return add("unreachable-step", r_.steps[step].written->id.at, out);
            goes_on = false;
            for (const Kleene value : all_values) {
                const CompiledBranch& b = r_.steps[step].branches[value];
                goes_on = goes_on || b.kind == Branch::Kind::next || b.kind == Branch::Kind::floor;
                const bool named = value != Kleene::unknown && !steps_[step].taken[static_cast<std::size_t>(value)];
                if (b.kind == Branch::Kind::steps) unreached(b.steps(), alive && !named, out);
            }
        }
    }

    const RuleSet& rules_;
    const Rules& r_;
    std::vector<std::vector<Answer>> answers_;  // for each finding
    std::vector<Seen> steps_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> kept_open_;  // pathway, finding
    std::set<std::uint32_t> got_;                                  // outcomes
};

}  // namespace

TEST_CASE("check warns of a path just where counting every answer pattern finds it so", "[check][random]") {
    std::map<std::string, std::size_t> found;
    std::size_t counted = 0;
    for (std::uint64_t seed = 1; counted < 150; ++seed) {
        const RuleSet rules = triage::testing::rules_of(triage::testing::random_rules(seed));
        Count count(rules);
        if (count.patterns(20'000) == 20'000) continue;
        ++counted;
        count.run();
        std::set<Warned> said;
        for (const Diagnostic& d : check(rules))
            if (judged.count(d.code) != 0) said.insert({d.code, d.line, d.column});
        const std::set<Warned> expected = count.expected();
        for (const Warned& w : expected) ++found[std::get<0>(w)];
        std::string differ;
        for (const auto& [code, line, column] : expected)
            if (said.count({code, line, column}) == 0)
                differ += "not said: " + code + " " + std::to_string(line) + ":" + std::to_string(column) + "\n";
        for (const auto& [code, line, column] : said)
            if (expected.count({code, line, column}) == 0)
                differ += "not so: " + code + " " + std::to_string(line) + ":" + std::to_string(column) + "\n";
        if (!differ.empty()) FAIL("seed " << seed << "\n" << differ);
    }
    for (const std::string& code : judged) {
        INFO(code << " " << found[code]);
        CHECK(found[code] > 3);
    }
}
