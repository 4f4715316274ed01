// SPDX-License-Identifier: Apache-2.0
// Everything that a decision diagram says of a rule set, held against the walk for every answer pattern, one by one.
#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "support/builders.hpp"
#include "support/dice.hpp"
#include "support/generate.hpp"
#include "support/patterns.hpp"

#include <triage/model/traversal.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/patterns.hpp>

using namespace triage;
using namespace triage::testing;

namespace {

struct Stood {
    OutcomeId outcome;
    bool raised;
    friend bool operator==(const Stood&, const Stood&) = default;
};

// What one walk of a pathway came to.
struct Walked {
    std::vector<std::pair<StepId, Kleene>> steps;
    std::vector<Stood> stood;
    PathwayEnd end;
    void step(StepId s, Kleene value) { steps.emplace_back(s, value); }
    void floor(StepId, OutcomeId outcome, bool raised) { stood.push_back({outcome, raised}); }
};

// One rule set, its diagram, and one person after another.
class OneByOne {
public:
    /// `beside`: a rule set that shares the space.
    explicit OneByOne(const RuleSet& set, const RuleSet* beside = nullptr)
        : set_(set),
          rules_(set.compiled()),
          space_(beside == nullptr ? std::vector<const Rules*>{&rules_}
                                   : std::vector<const Rules*>{&beside->compiled(), &rules_}),
          alone_(beside == nullptr),
          diagram_(space_.values()),
          decision_(diagram_, space_, set_) {
        gather();
    }

    [[nodiscard]] bool few(std::uint32_t most) const { return !(BigCount(most) < diagram_.patterns()); }

    /// Looks at every pattern.
    void all() {
        std::uint32_t seen = 0;
        each_pattern(space_.values(), [&](const Pattern& pattern) {
            pattern_ = pattern;
            one();
            ++seen;
        });
        REQUIRE(diagram_.patterns() == BigCount(seen));
        for (Rank r = 0; r < ranks(); ++r) {
            CHECK(diagram_.count(decision_.disposed(r)) == BigCount(disposed_[r]));
            CHECK(diagram_.count(decision_.at_least(r)) == BigCount(at_least_[r]));
        }
        for (AdviceId a{0}; a < rules_.advice.size(); ++a) CHECK(decision_.can_be_given(a) == (given_[a] != 0));
    }
    /// Looks at some patterns.
    void some(int people) {
        for (; people > 0; --people) {
            pattern_.clear();
            for (std::uint32_t l = 0; l < diagram_.levels(); ++l)
                pattern_.push_back(static_cast<std::uint32_t>(dice_.below(diagram_.values(l))));
            one();
        }
    }

private:
    [[nodiscard]] Rank ranks() const { return static_cast<Rank>(rules_.document.dispositions.size()); }

    // What the diagram says, once for all patterns: of the conditions that decide something, the findings behind them, the
    // outcomes and the advice.
    void gather() {
        std::vector<NodeId> nodes;
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p)
            each_step(rules_, rules_.pathways[p].first_step, [&](StepId s) { nodes.push_back(rules_.steps[s].node); });
        for (const NodeId node : rules_.assumptions) nodes.push_back(node);
        for (const NodeId node : rules_.safety_nodes) nodes.push_back(node);
        for (const CompiledAdvice& a : rules_.advice)
            if (a.withhold_when != npos) nodes.push_back(a.withhold_when);
        ConditionDiagrams& all = decision_.conditions();
        std::set<ScoreId> scores;
        std::vector<bool> seen(rules_.shared.size());
        for (const NodeId node : nodes) {
            conditions_.push_back({node,
                                   all.value(node, Reading::now),
                                   all.value(node, Reading::future),
                                   all.value(node, Reading::examined),
                                   {all.is(node, no), all.is(node, yes), all.is(node, unknown)},
                                   {all.can_be(node, no), all.can_be(node, yes), all.can_be(node, unknown)}});
            each_read(rules_, node, seen, [&](NodeId read) {
                const Node& n = rules_.nodes[read];
                if (n.op == Node::Op::shared && rules_.shared[n.shared()].is_score)
                    scores.insert(rules_.shared[n.shared()].score);
            });
        }
        for (const ScoreId s : scores) scores_.push_back({s, all.points(s, false, 1000), all.points(s, true, 1000)});
        for (FindingId f{0}; f < rules_.findings.size(); ++f)
            if (space_.level_of(rules_.document.findings[f].id.value) != npos) findings_.emplace_back(f, all.stays_unknown(f));
        for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o)
            outcomes_.push_back({decision_.stands(o, true), decision_.stands(o, false), decision_.stands(o)});
        for (AdviceId a{0}; a < rules_.advice.size(); ++a)
            advice_.push_back(
                {decision_.listed(diagram_.everyone(), a), decision_.withheld(a), decision_.given(diagram_.everyone(), a)});
        for (int i = 0; i < 4; ++i) {
            Chosen chosen;
            for (std::size_t p = 0; p < rules_.pathways.size(); ++p) chosen.pathways.push_back(dice_.chance(0.5));
            for (Rank r = 0; r < ranks(); ++r) chosen.brought.push_back(decision_.brought_by(chosen.pathways, r));
            chosen_.push_back(std::move(chosen));
        }
        for (int i = 0; i < 4; ++i) some_.push_back(taken_from(some_people(), i % 2 == 0));
        disposed_.assign(ranks(), 0);
        at_least_.assign(ranks(), 0);
        given_.assign(rules_.advice.size(), 0);
    }

    // Drawn people: some answers to one finding or two, or whom a pathway raises something for.
    [[nodiscard]] Function some_people() {
        Function out = diagram_.everyone();
        for (int i = 0; i < 2; ++i) {
            const auto level = static_cast<std::uint32_t>(dice_.below(diagram_.levels()));
            std::vector<std::uint32_t> chosen(diagram_.values(level));
            for (std::uint32_t& one : chosen) one = dice_.chance(0.5) ? 1U : 0U;
            out &= diagram_.choose(level, chosen);
        }
        const Function& raised = decision_.pathways()[dice_.below(rules_.pathways.size())].raised;
        return dice_.chance(0.5) ? out | raised : out;
    }

    [[nodiscard]] std::uint32_t at(const Function& f) const { return diagram_.at(f, pattern_); }
    [[nodiscard]] bool in(const Function& f) const { return at(f) != 0; }

    void one() {
        const Answers answers = answers_of(space_, pattern_, set_);
        INFO(render_answers(answers));
        if (alone_) REQUIRE(pattern_of(space_, answers) == pattern_);
        conditions(answers);
        pathways(answers);
        dispositions(answers);
        advice(answers);
    }

    void conditions(const Answers& answers) {
        Evaluator plain(rules_, answers.bits()), with_examiner(rules_, answers.bits(), true);
        for (const ConditionSets& c : conditions_) {
            const KleeneSet now{plain.now(c.node)}, future = plain.future(c.node), examined = with_examiner.future(c.node);
            REQUIRE(at(c.now) == now.number());
            REQUIRE(at(c.future) == future.number());
            REQUIRE(at(c.examined) == examined.number());
            for (const Kleene value : {no, yes, unknown}) {
                REQUIRE(at(c.is[value]) == (now.has(value) ? 1U : 0U));
                REQUIRE(at(c.can_be[value]) == (future.has(value) ? 1U : 0U));
            }
        }
        for (const auto& [f, stays_unknown] : findings_) {
            const CompiledFinding& c = rules_.findings[f];
            bool nothing = true;
            for (ClauseId i = c.first_clause; i < c.first_clause + c.clause_count; ++i)
                nothing = nothing && answers.bits().at(i).has(unknown);
            REQUIRE(in(stays_unknown) == nothing);
        }
        for (const ScoreSets& s : scores_) {
            const ScoreInterval points = plain.interval(s.score);
            REQUIRE(at(s.least) == static_cast<std::uint32_t>(points.least + 1000));
            REQUIRE(at(s.most) == static_cast<std::uint32_t>(points.most + 1000));
        }
    }

    void pathways(const Answers& answers) {
        Evaluator evaluator(rules_, answers.bits());
        walked_.assign(rules_.pathways.size(), {});
        for (PathwayId p{0}; p < rules_.pathways.size(); ++p) {
            Walked& w = walked_[p];
            w.end = walk_pathway(rules_, evaluator, p, w);
            if (w.end.outcome != npos) w.stood.push_back({w.end.outcome, w.end.ending == Ending::raised});
            const PathwayDecision& d = decision_.pathways()[p];
            REQUIRE(in(d.raised) == (w.end.ending == Ending::raised));
            REQUIRE(in(d.unsure) == (w.end.ending == Ending::unsure));
            REQUIRE(in(d.floors) == w.end.floors);
            for (const StandingSet& s : d.standings) {
                REQUIRE(s.standing.pathway == p);
                REQUIRE(s.standing.rank == rules_.outcomes[s.standing.outcome].rank);
                REQUIRE(in(s.patterns) == stood(w, s.standing.outcome, s.standing.raised));
            }
            for (const Stood& s : w.stood)
                REQUIRE(std::any_of(d.standings.begin(), d.standings.end(), [&](const StandingSet& x) {
                    return Stood{x.standing.outcome, x.standing.raised} == s && in(x.patterns);
                }));
            each_step(rules_, rules_.pathways[p].first_step, [&](StepId step) {
                const auto it =
                    std::find_if(w.steps.begin(), w.steps.end(), [&](const auto& taken) { return taken.first == step; });
                const StepReach& reach = decision_.reach(step);
                REQUIRE(in(reach.come) == (it != w.steps.end()));
                for (const Kleene value : {no, yes, unknown})
                    REQUIRE(in(reach.taken[value]) == (it != w.steps.end() && it->second == value));
            });
        }
        for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o) {
            REQUIRE(in(outcomes_[o].raised) == somebody_brings(o, true));
            REQUIRE(in(outcomes_[o].unsure) == somebody_brings(o, false));
            REQUIRE(in(outcomes_[o].either) == (somebody_brings(o, true) || somebody_brings(o, false)));
        }
        for (const Chosen& chosen : chosen_)
            for (Rank r = 0; r < ranks(); ++r) {
                bool brought = false;
                for (std::size_t p = 0; p < walked_.size(); ++p)
                    for (const Stood& s : walked_[p].stood) brought |= chosen.pathways[p] && rules_.outcomes[s.outcome].rank >= r;
                REQUIRE(in(chosen.brought[r]) == brought);
            }
    }
    [[nodiscard]] static bool stood(const Walked& w, OutcomeId outcome, bool raised) {
        return std::find(w.stood.begin(), w.stood.end(), Stood{outcome, raised}) != w.stood.end();
    }
    [[nodiscard]] bool somebody_brings(OutcomeId outcome, bool raised) const {
        return std::any_of(walked_.begin(), walked_.end(), [&](const Walked& w) { return stood(w, outcome, raised); });
    }

    void dispositions(const Answers& answers) {
        const Trace trace = walk(answers);
        REQUIRE(decision_.rank_of(pattern_) == trace.disposition);
        REQUIRE(in(decision_.contradicts()) == trace.contradicts);
        REQUIRE(in(decision_.otherwise_leads()) == (trace.leading.pathway == npos));
        for (Rank r = 0; r < ranks(); ++r) {
            REQUIRE(in(decision_.at_least(r)) == (trace.disposition >= r));
            REQUIRE(in(decision_.disposed(r)) == (trace.disposition == r));
            at_least_[r] += trace.disposition >= r ? 1U : 0U;
        }
        ++disposed_[trace.disposition];
        for (const Some& some : some_) {
            const bool is_in = in(some.set);
            REQUIRE(in(some.otherwise) == (is_in && trace.leading.pathway == npos));
            for (Rank r = 0; r < ranks(); ++r) {
                bool brought = false;
                for (const Walked& w : walked_)
                    for (const Stood& s : w.stood) brought = brought || rules_.outcomes[s.outcome].rank >= r;
                REQUIRE(in(some.spared[r]) == (is_in && !brought));
                REQUIRE(in(some.below[r]) == (is_in && trace.disposition < r));
                REQUIRE(in(some.disposed[r]) == (is_in && trace.disposition == r));
            }
        }
    }

    void advice(const Answers& answers) {
        const Assessment result = assess(answers, {.largest_change = 0});
        const Trace trace = walk(answers);
        for (AdviceId a{0}; a < rules_.advice.size(); ++a) {
            const std::string& id = rules_.document.advice[a].id.value;
            const auto named = [&](const auto& all) {
                return std::any_of(all.begin(), all.end(), [&](const auto& x) { return x.id == id; });
            };
            bool listed = trace.leading.pathway == npos && rules_.outcomes[rules_.otherwise].lists(a);
            for (OutcomeId o{0}; o < rules_.outcomes.size(); ++o)
                listed |= rules_.outcomes[o].rank == trace.disposition && rules_.outcomes[o].lists(a) &&
                          (somebody_brings(o, true) || somebody_brings(o, false));
            REQUIRE(in(advice_[a].listed) == listed);
            REQUIRE(in(advice_[a].withheld) == (named(result.withheld) || named(result.not_meant)));
            REQUIRE(in(advice_[a].given) == named(result.advice));
            for (const Some& some : some_) {
                REQUIRE(in(some.listed[a]) == (in(some.set) && listed));
                REQUIRE(in(some.not_withheld[a]) == (in(some.set) && !named(result.withheld) && !named(result.not_meant)));
                REQUIRE(in(some.given[a]) == (in(some.set) && named(result.advice)));
            }
            given_[a] += named(result.advice) ? 1U : 0U;
        }
    }

    struct ConditionSets {
        NodeId node;
        Function now, future, examined;
        ByKleene<Function> is, can_be;
    };
    struct ScoreSets {
        ScoreId score;
        Function least, most;
    };
    struct OutcomeSets {
        Function raised, unsure, either;
    };
    struct AdviceSets {
        Function listed, withheld, given;
    };
    // A set, and who of it is what.
    struct Some {
        Function set, otherwise;
        std::vector<Function> spared, below, disposed;      // by rank
        std::vector<Function> listed, not_withheld, given;  // by advice
    };
    [[nodiscard]] Some taken_from(Function set, bool fresh) {
        // What one decision knows of everybody is no help to another.
        Decision another(diagram_, space_, set_);
        Decision& d = fresh ? another : decision_;
        Some out{set, d.otherwise_leads(set), {}, {}, {}, {}, {}, {}};
        for (Rank r = 0; r < ranks(); ++r) {
            out.spared.push_back(d.spared(set, r));
            out.below.push_back(d.below(set, r));
            out.disposed.push_back(d.disposed(set, r));
        }
        for (AdviceId a{0}; a < rules_.advice.size(); ++a) {
            out.listed.push_back(d.listed(set, a));
            out.not_withheld.push_back(d.not_withheld(set, a));
            out.given.push_back(d.given(set, a));
        }
        return out;
    }
    struct Chosen {
        std::vector<bool> pathways;
        std::vector<Function> brought;  // by rank
    };
    RuleSet set_;
    const Rules& rules_;
    PatternSpace space_;
    bool alone_;
    Diagram diagram_;
    Decision decision_;
    Dice dice_{7};
    std::vector<ConditionSets> conditions_;
    std::vector<std::pair<FindingId, Function>> findings_;  // that have a level; where each stays unknown
    std::vector<ScoreSets> scores_;
    std::vector<OutcomeSets> outcomes_;
    std::vector<AdviceSets> advice_;
    std::vector<Chosen> chosen_;
    std::vector<Some> some_;
    Pattern pattern_;
    std::vector<Walked> walked_;
    std::vector<std::uint32_t> disposed_, at_least_, given_;
};

}  // namespace

// Drawn rule sets with few patterns, found by search.
static void look_at_all_of(std::initializer_list<std::uint64_t> seeds) {
    for (const std::uint64_t seed : seeds) {
        INFO("rules " << seed);
        OneByOne patterns(rules_of(random_rules(seed)));
        REQUIRE(patterns.few(500));
        patterns.all();
    }
}

TEST_CASE("for every pattern of small rules the diagram says what the walk does: assumptions", "[review][diagram]") {
    look_at_all_of({682, 1044, 1226, 1234, 1490});
}
TEST_CASE("for every pattern of small rules the diagram says what the walk does: implications", "[review][diagram]") {
    look_at_all_of({890, 965, 1430});
}
TEST_CASE("for every pattern of small rules the diagram says what the walk does: scores", "[review][diagram]") {
    look_at_all_of({3, 805, 994});
}
TEST_CASE("for every pattern of small rules the diagram says what the walk does: advice", "[review][diagram]") {
    look_at_all_of({107, 770, 1063, 1219, 1496});
}

TEST_CASE("for some patterns of larger rules the diagram says what the walk does", "[review][diagram]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        INFO("rules " << seed);
        OneByOne(rules_of(random_rules(seed))).some(15);
    }
}

TEST_CASE("for every pattern of rules with all forms the diagram says what the walk does", "[review][diagram]") {
    std::string outcomes = preamble(
        R"(  - {id: rested, condition: clot, disposition: same_day, title: "R", say: "R", sources: [judgement], advise: [rest, ice, care]}
)");
    const auto advise = [&](const std::string& outcome, const std::string& advice) {
        outcomes.insert(outcomes.find(outcome) + outcome.size(), advice);
    };
    advise("{id: booked,", " advise: [ice, care],");
    advise("  - id: home\n", "    advise: [rest, care]\n");
    const RuleSet rules = rules_of(outcomes + "findings:\n" + yes_no("a") + yes_no("b") + yes_no("c", "polarity: reassuring") +
                                   yes_no("x", "polarity: worrying, examiner: true") + choice("side", "none, left, right") +
                                   number("days", "0", "20", "unit: days") + R"(
implies:
  - {when: {days: {above: 10}}, set: {side: left}}
criteria:
  worse: {title: "Worse", if: {any: [a, {not: c}]}, sources: [judgement]}
scores:
  points:
    title: "Points"
    sources: [judgement]
    items:
      - {points: 2, if: a, because: "A"}
      - {points: 1, if: {side: right}, because: "Right"}
      - {points: -2, if: c, because: "C"}
      - {points: 1, if: b, because: "B"}
      - {points: -1, if: {days: {at_least: 5}}, because: "Long"}
advice:
  - {id: rest, kind: do, say: "Rest", sources: [judgement], withhold_when: {all: [b, x]}}
  - {id: ice, kind: do, say: "Ice", sources: [judgement]}
  - {id: care, kind: avoid, say: "Careful", sources: [judgement]}
assume:
  - {when: {all: [c, {side: right}]}, because: "Never both"}
pathways:
  - id: score
    condition: clot
    title: "Score"
    unsure: home
    withhold: [ice]
    steps:
      - )" + step("high", "{score: points, at_least: 2}", "then: rested, else: next") +
                                   R"(
      - )" + step("some", "{score: points, at_least: 1}", "then: {floor: soon}, else: next, unknown: {floor: booked}") +
                                   R"(
      - )" + step("low", "{not: {score: points, at_least: 0}}", "then: home, else: clear") +
                                   R"(
  - id: nested
    condition: strain
    title: "Nested"
    unsure: home
    steps:
      - id: outer
        if: {criteria: worse}
        because: "Outer"
        sources: [judgement]
        then:
          steps:
            - )" + step("inner", "{at_least: 2, of: [b, x, {side: left}]}", "then: emergency, else: clear, unknown: soon") +
                                   R"(
        else: next
        unknown:
          steps:
            - )" + step("perhaps", "{all: [b, {unless: x}]}", "then: booked, else: clear, unknown: clear") +
                                   R"(
      - )" + step("last", "{side: [none, left]}", "then: home, else: clear") +
                                   "\n");
    OneByOne(rules).all();
}

TEST_CASE("an answer that only the other rule set knows is none, and an implication may fill it", "[review][diagram]") {
    const auto with = [](const std::string& options, const std::string& more, const std::string& condition) {
        return rules_of(preamble() + "findings:\n" + yes_no("a") + choice("side", options) + more +
                        "pathways:\n  - {id: p, title: P, condition: clot, unsure: booked, steps: [" +
                        step("s", condition, "then: today, else: next") + ", " +
                        step("t", "{side: [none, right]}", "then: soon, else: next") + "]}\n");
    };
    const RuleSet other = with("both, none, right, left", "", "{any: [a, {side: both}]}");
    const RuleSet rules = with("none, left, right", "implies:\n  - {when: a, set: {side: left}}\n", "{side: left}");
    OneByOne(rules, &other).all();
    OneByOne(other, &rules).all();
}
