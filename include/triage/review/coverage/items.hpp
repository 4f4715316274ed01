// SPDX-License-Identifier: Apache-2.0
// What there is to cover in a rule set: each item with its place, the pathways that it belongs to, and the ways to cover it.
// Refuses to leave out what looks impossible: whether it is, only the diagram may say.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <triage/review/coverage/aims.hpp>
#include <triage/review/coverage/reads.hpp>
#include <triage/review/diagram/cells.hpp>
#include <triage/text/text.hpp>

namespace triage::coverage_detail {

/// Lists all items of a rule set and their aims.
class Items {
public:
    Items(const Rules& rules, const Reads& reads, const PatternSpace& space)
        : rules_(rules), doc_(rules.document), reads_(reads), space_(space) {
        steps();
        outcomes();
        advice();
        criteria();
        scores();
        numbers();
        decisions();
    }
    std::vector<Aim> aims;
    std::vector<Item> items;

private:
    std::uint32_t aim(CoverageKind kind, std::uint32_t subject, std::uint32_t part = 0) {
        aims.emplace_back();
        aims.back().kind = kind;
        aims.back().subject = subject;
        aims.back().part = part;
        return static_cast<std::uint32_t>(aims.size() - 1);
    }
    Item& item(CoverageKind kind, Mark at, std::string what, std::vector<std::uint32_t> steps) {
        items.emplace_back();
        Item& out = items.back();
        out.kind = kind;
        out.at = at;
        out.what = std::move(what);
        for (const std::uint32_t s : steps) belongs(out, reads_.step(s).pathway);
        out.steps = std::move(steps);
        return out;
    }
    static void belongs(Item& item, std::uint32_t pathway) {
        if (std::find(item.pathways.begin(), item.pathways.end(), pathway) == item.pathways.end())
            item.pathways.push_back(pathway);
    }
    template <class Reading>
    [[nodiscard]] std::vector<std::uint32_t> steps_that(Reading&& reading) const {
        std::vector<std::uint32_t> out;
        for (const std::uint32_t s : reads_.order())
            if (reading(reads_.step(s))) out.push_back(s);
        return out;
    }
    template <class Position>
    [[nodiscard]] static bool holds(const std::vector<Position>& all, std::uint32_t one) {
        return std::find(all.begin(), all.end(), one) != all.end();
    }

    void steps() {
        for (const std::uint32_t s : reads_.order()) {
            const Step& written = *rules_.steps[s].written;
            const auto branch_at = [&](const Branch& b) { return b.at.line == 0 ? written.id.at : b.at; };
            item(CoverageKind::step, written.id.at, "step " + written.id.value, {s}).ways = {{aim(CoverageKind::step, s)}};
            item(CoverageKind::then_branch, branch_at(written.then), "then of " + written.id.value, {s}).ways = {
                {aim(CoverageKind::then_branch, s)}};
            item(CoverageKind::else_branch, branch_at(written.otherwise), "else of " + written.id.value, {s}).ways = {
                {aim(CoverageKind::else_branch, s)}};
            item(CoverageKind::unknown_branch, branch_at(written.unknown), "unknown of " + written.id.value, {s}).ways = {
                {aim(CoverageKind::unknown_branch, s)}};
        }
    }

    // Which pathways name an outcome, and how it can stand: raised, unsure, or (of no pathway) as `otherwise`.
    void outcomes() {
        std::vector<std::vector<std::uint32_t>> named[2];
        named[0].resize(rules_.outcomes.size());
        named[1].resize(rules_.outcomes.size());
        for (const std::uint32_t s : reads_.order())
            for (const Kleene value : {yes, no, unknown}) {
                const CompiledBranch& b = rules_.steps[s].branches[static_cast<std::size_t>(value)];
                if (b.kind == Branch::Kind::outcome) named[0][b.target].push_back(reads_.step(s).pathway);
                if (b.kind == Branch::Kind::floor) named[value == unknown ? 1 : 0][b.target].push_back(reads_.step(s).pathway);
            }
        for (std::uint32_t p = 0; p < rules_.pathways.size(); ++p)
            if (rules_.pathways[p].unsure != npos) named[1][rules_.pathways[p].unsure].push_back(p);
        constexpr const char* how[] = {" raised", " standing as unsure", " leading as otherwise"};
        for (std::uint32_t o = 0; o < rules_.outcomes.size(); ++o)
            for (std::uint32_t part = 0; part < 3; ++part) {
                const bool otherwise = o == rules_.otherwise;
                const bool unused = part == 0 && !otherwise && named[1][o].empty();  // nothing names it: said as "raised"
                if (part == 2 ? !otherwise : named[part][o].empty() && !unused) continue;
                Item& i =
                    item(CoverageKind::outcome, doc_.outcomes[o].id.at, "outcome " + doc_.outcomes[o].id.value + how[part], {});
                if (part < 2)
                    for (const std::uint32_t p : named[part][o]) belongs(i, p);
                i.ways = {{aim(CoverageKind::outcome, o, part)}};
            }
    }

    void advice() {
        for (std::uint32_t a = 0; a < rules_.advice.size(); ++a)
            for (std::uint32_t part = 0; part < 2; ++part) {
                const bool can_be_withheld = doc_.advice[a].kind == AdviceKind::action &&
                                             (rules_.advice[a].withhold_when != npos || !rules_.advice[a].withheld_by.empty());
                if (part == 1 && !can_be_withheld) continue;
                Item& i = item(CoverageKind::advice, doc_.advice[a].id.at,
                               "advice " + doc_.advice[a].id.value + (part == 0 ? " given" : " offered but withheld"), {});
                for (const Item& o : items)
                    if (part == 0 && o.kind == CoverageKind::outcome &&
                        holds(rules_.outcomes[aims[o.ways[0][0]].subject].advice, a))
                        for (const std::uint32_t p : o.pathways) belongs(i, p);
                if (part == 1)
                    for (const std::uint32_t p : rules_.advice[a].withheld_by) belongs(i, p);
                i.ways = {{aim(CoverageKind::advice, a, part)}};
            }
    }

    void criteria() {
        for (std::uint32_t c = 0; c < doc_.criteria.size(); ++c) {
            const auto steps = steps_that([&](const StepReads& r) { return holds(r.shared, c); });
            if (steps.empty() && !holds(reads_.by_advice(), c)) continue;  // decides nothing; `check` warns of it
            for (const Kleene value : {yes, no, unknown}) {
                constexpr const char* words[] = {" false", " true", " unknown"};
                item(CoverageKind::criteria, doc_.criteria[c].id.at,
                     "criteria " + doc_.criteria[c].id.value + words[static_cast<std::size_t>(value)], steps)
                    .ways = {{aim(CoverageKind::criteria, c, static_cast<std::uint32_t>(value))}};
            }
        }
    }

    // The first mention of something by a step, for its place.
    template <class Which>
    [[nodiscard]] const Condition* mention_of(std::uint32_t step, Which&& which) const {
        for (const Mentioned& m : reads_.step(step).mentions)
            if (which(rules_.nodes[m.node])) return rules_.written[m.node];
        return nullptr;
    }

    void scores() {
        for (std::uint32_t c = static_cast<std::uint32_t>(doc_.criteria.size()); c < rules_.shared.size(); ++c) {
            const auto steps = steps_that([&](const StepReads& r) { return holds(r.shared, c); });
            if (steps.empty()) continue;
            const Condition* written =
                mention_of(steps[0], [&](const Node& n) { return n.op == Node::Op::shared && n.first == c; });
            for (std::uint32_t part = 0; part < 2; ++part) {
                Item& i = item(CoverageKind::score, written->at, in_words(*written, MentionPhrasing{}), steps);
                i.ways = {{aim(CoverageKind::score, c, part)}};
                aims.back().number = rules_.shared[c].at_least - static_cast<int>(part);
            }
        }
    }

    void numbers() {
        for (std::uint32_t c = 0; c < rules_.clauses.size(); ++c) {
            const Clause& clause = rules_.clauses[c];
            if (clause.kind != Clause::Kind::range) continue;
            const auto steps = steps_that([&](const StepReads& r) { return holds(r.clauses, c); });
            if (steps.empty()) continue;
            const Condition* written =
                mention_of(steps[0], [&](const Node& n) { return n.op == Node::Op::clause && n.first == c; });
            const std::string& finding = doc_.findings[clause.finding].id.value;
            const std::uint32_t level = space_.level_of(finding);
            for (const bool low : {true, false}) {
                if (low ? !clause.has_low : !clause.has_high) continue;
                const double at = low ? clause.low : clause.high;
                const bool open = low ? clause.low_open : clause.high_open;
                const std::uint32_t cell = space_.levels()[level].cell_of(Answer(at));
                // The neighbour lies outside a closed bound and inside an open one.
                const bool below = low != open;
                const std::string bound =
                    std::string(low ? (open ? "above " : "at_least ") : (open ? "below " : "at_most ")) + shortest(at);
                for (std::uint32_t part = 0; part < 2; ++part) {
                    const std::string side = part == 0 ? ": exactly " + shortest(at)
                                             : below   ? ": just below it"
                                                       : ": just above it";
                    item(CoverageKind::number, written->at, finding + " " + bound + side, steps).ways = {
                        {aim(CoverageKind::number, c, part)}};
                    aims.back().number = at;
                    aims.back().level = level;
                    aims.back().cell = part == 0 ? cell : below ? cell - 1 : cell + 1;
                }
            }
        }
    }

    void decisions() {
        std::vector<std::uint32_t> seen(rules_.nodes.size(), npos);
        for (const std::uint32_t s : reads_.order())
            for (const Mentioned& m : reads_.step(s).mentions) {
                if (seen[m.node] == npos) {
                    seen[m.node] = static_cast<std::uint32_t>(items.size());
                    const Condition& c = *rules_.written[m.node];
                    item(CoverageKind::decision, c.at, in_words(c, MentionPhrasing{}) + " " + owner_text(s, m.owner), {});
                }
                Item& i = items[seen[m.node]];
                i.steps.push_back(s);
                belongs(i, reads_.step(s).pathway);
                // Yes against not yes; where nobody can show that, no against not sure. Either may lead to `then`.
                for (const bool then : {true, false}) {
                    i.ways.push_back(pair(s, m.node, Shown::is_yes, Shown::not_yes, then));
                    i.lesser.push_back(pair(s, m.node, Shown::is_no, Shown::is_unknown, then));
                }
            }
    }
    [[nodiscard]] std::vector<std::uint32_t> pair(std::uint32_t step, std::uint32_t mention, Shown::Is one, Shown::Is other,
                                                  bool then) {
        const std::uint32_t a = aim(CoverageKind::decision, step, one * 2U + (then ? 1U : 0U));
        const std::uint32_t b = aim(CoverageKind::decision, step, other * 2U + (then ? 0U : 1U));
        aims[a].mention = aims[b].mention = mention;
        return {a, b};
    }
    [[nodiscard]] std::string owner_text(std::uint32_t step, std::uint32_t owner) const {
        if (owner == npos) return "decides " + rules_.steps[step].written->id.value;
        const SharedCondition& s = rules_.shared[owner];
        return s.is_score ? "in score " + doc_.scores[s.score].id.value + " decides a step"
                          : "in criteria " + doc_.criteria[owner].id.value + " decides a step";
    }

    const Rules& rules_;
    const RuleDocument& doc_;
    const Reads& reads_;
    const PatternSpace& space_;
};

}  // namespace triage::coverage_detail
