// SPDX-License-Identifier: Apache-2.0
// The bodies of program.hpp.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <triage/compile/asked.hpp>
#include <triage/compile/program.hpp>
#include <triage/header_only.hpp>
#include <triage/model/traversal.hpp>
#include <triage/model/value.hpp>

namespace triage {

namespace compile_detail {

/// Numbers the sites where an outcome can stand, by what leads.
inline void number_sites(const Rules& rules, Program& out) {
    struct Found {
        Site site;
        std::uint32_t* number;
    };
    std::vector<Found> all;
    out.site_of.resize(rules.steps.size());
    for (ByKleene<std::uint32_t>& branches : out.site_of) branches.fill(npos);
    out.unsure_site.assign(rules.pathways.size(), npos);
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        const auto add = [&](Site::Kind kind, bool raised, OutcomeId outcome, std::uint32_t& number) {
            all.push_back({{kind, raised, rules.outcomes[outcome].rank, p, outcome}, &number});
        };
        each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
            for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                const CompiledBranch& b = rules.steps[step].branches[value];
                std::uint32_t& number = out.site_of[step][value];
                if (b.kind == Branch::Kind::outcome) add(Site::Kind::outcome, true, b.outcome(), number);
                if (b.kind == Branch::Kind::floor) add(Site::Kind::floor, value != Kleene::unknown, b.outcome(), number);
            }
        });
        if (rules.pathways[p].unsure != npos) add(Site::Kind::unsure, false, rules.pathways[p].unsure, out.unsure_site[p]);
    }
    std::stable_sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
        return a.site.rank != b.site.rank ? a.site.rank > b.site.rank : a.site.raised && !b.site.raised;
    });
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        *all[i].number = i;
        out.sites.push_back(all[i].site);
    }
}

/// How many conditions are taken apart at most.
class Bound {
public:
    explicit Bound(const Rules& rules) : left_(16 * (rules.nodes.size() + rules.steps.size()) + 4096) {}
    bool spend() {
        if (left_ > 0) --left_;
        return left_ > 0;
    }

private:
    std::size_t left_;
};

/// Writes the code of pathways, each piece after what it goes to.
class CodeWriter {
public:
    CodeWriter(const Rules& rules, Program& out) : rules_(rules), out_(out), bound_(rules) {}

    void pathway(PathwayId p) {
        const std::uint32_t end = write(leaf(Jump::Op::clear));
        Jump unsure = leaf(Jump::Op::unsure);
        unsure.number = out_.unsure_site[p];
        out_.entry.push_back(now(rules_.pathways[p].first_step, future(rules_.pathways[p].first_step, write(unsure), end)));
    }

private:
    struct Target {
        std::uint32_t yes, no;
    };

    /// What `put` makes of a question: where its code begins.
    struct Emitter {
        using Value = std::uint32_t;
        CodeWriter& writer;
        Target to;
        Ask asked;
        std::uint8_t level;  // of sums

        Value constant(bool so) const { return so ? to.yes : to.no; }
        Value literal(const Literal& l) const { return writer.list({{l}, {}}, false, to, level); }
        Value same_as(Ask ask) const { return writer.emit(ask, to, level); }
        template <class Item>
        Value all(std::uint32_t, Item&&) const {
            return writer.list(writer.flat(asked, true), true, to, level);
        }
        template <class Item>
        Value any(std::uint32_t, Item&&) const {
            return writer.list(writer.flat(asked, false), false, to, level);
        }
        template <class Item, class Points>
        Value at_least(std::uint32_t count, Item&& item, Points&& points, int k) const {
            if (level >= Program::sums) return plainly(asked);
            Jump reaches{0, to.yes, to.no, static_cast<std::uint32_t>(k), Jump::Op::reaches, level};
            std::uint32_t next = writer.write(reaches);
            for (std::uint32_t i = count; i-- > 0;) {
                if (points(i) == 0) continue;
                const Jump add{0, next, next, static_cast<std::uint32_t>(points(i)), Jump::Op::add, level};
                next = writer.emit(item(i), {writer.write(add), next}, static_cast<std::uint8_t>(level + 1));
            }
            return writer.write({0, next, next, 0, Jump::Op::begin, level});
        }
        Value plainly(Ask ask) const {
            const auto number = static_cast<std::uint32_t>(writer.out_.asks.size());
            writer.out_.asks.push_back(ask);
            return writer.write({0, to.yes, to.no, number, Jump::Op::ask, 0});
        }
    };

    /// Questions that are all (or of which any) to be so: literals, which one test can ask together, and the rest.
    struct List {
        std::vector<Literal> literals;
        std::vector<Ask> rest;
    };

    /// Takes lists within lists of the same kind apart.
    struct Flattener {
        using Value = bool;  // whether it was taken apart
        CodeWriter& writer;
        bool conjunction;
        List& out;

        void take(Ask ask) {
            if (!writer.fits(ask) || !put(writer.rules_, ask, *this)) out.rest.push_back(ask);
        }
        Value constant(bool) const { return false; }
        Value literal(const Literal& l) const {
            out.literals.push_back(l);
            return true;
        }
        Value same_as(Ask ask) {
            take(ask);
            return true;
        }
        template <class Item>
        Value all(std::uint32_t count, Item&& item) {
            return parts(conjunction || count == 1, count, item);
        }
        template <class Item>
        Value any(std::uint32_t count, Item&& item) {
            return parts(!conjunction || count == 1, count, item);
        }
        template <class Item, class Points>
        Value at_least(std::uint32_t, Item&&, Points&&, int) const {
            return false;
        }
        Value plainly(Ask) const { return false; }

    private:
        template <class Item>
        Value parts(bool apart, std::uint32_t count, Item&& item) {
            for (std::uint32_t i = 0; apart && i < count; ++i) take(item(i));
            return apart;
        }
    };

    [[nodiscard]] static Jump leaf(Jump::Op op) {
        Jump j;
        j.op = op;
        return j;
    }
    std::uint32_t write(const Jump& jump) {
        out_.code.push_back(jump);
        return static_cast<std::uint32_t>(out_.code.size() - 1);
    }
    /// Whether a condition may be taken apart: shared ones up to a bound, for they are written out wherever they are named.
    [[nodiscard]] bool fits(Ask ask) { return bound_.spend() || rules_.nodes[ask.node].op != Node::Op::shared; }

    std::uint32_t emit(Ask ask, Target to, std::uint8_t level = 0) {
        if (to.yes == to.no) return to.yes;
        Emitter emitter{*this, to, ask, level};
        return fits(ask) ? put(rules_, ask, emitter) : emitter.plainly(ask);
    }
    [[nodiscard]] List flat(Ask ask, bool conjunction) {
        List out;
        Flattener{*this, conjunction, out}.take(ask);
        return out;
    }
    std::uint32_t list(const List& list, bool conjunction, Target to, std::uint8_t level) {
        std::uint32_t next = conjunction ? to.yes : to.no;
        for (std::size_t i = list.rest.size(); i-- > 0;)
            next = conjunction ? emit(list.rest[i], {next, to.no}, level) : emit(list.rest[i], {to.yes, next}, level);
        // All are so: none of their opposites is.
        std::vector<Gate> tests;
        for (Literal l : list.literals) {
            l.inverted = l.inverted != conjunction;
            add_literal(rules_, tests, l);
        }
        for (const Gate& t : tests)
            next = write({t.mask, conjunction ? to.no : to.yes, next, t.number, Jump::Op::test, t.where, t.word});
        return next;
    }

    /// The walk itself. `end`: where nothing was raised.
    std::uint32_t now(StepId step, std::uint32_t end) {
        if (step == npos) return end;
        // From the last step to the first, so that a long list costs no recursion.
        std::vector<StepId> steps;
        for (; step != npos; step = rules_.steps[step].next) steps.push_back(step);
        std::uint32_t next = end;
        for (std::size_t i = steps.size(); i-- > 0;) {
            const CompiledStep& s = rules_.steps[steps[i]];
            ByKleene<std::uint32_t> to;
            for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
                const CompiledBranch& b = s.branches[value];
                const std::uint32_t site = out_.site_of[steps[i]][value];
                switch (b.kind) {
                    case Branch::Kind::next: to[value] = next; break;
                    case Branch::Kind::clear: to[value] = end; break;
                    case Branch::Kind::outcome: to[value] = write({0, 0, 0, site, Jump::Op::raise, 0}); break;
                    case Branch::Kind::floor: to[value] = write({0, next, next, site, Jump::Op::floor, 0}); break;
                    case Branch::Kind::steps: to[value] = now(b.steps(), end); break;
                }
            }
            const Ask is_yes{s.node, Asked::is_yes, false}, is_no{s.node, Asked::is_no, false};
            if (to[Kleene::yes] == to[Kleene::unknown])
                next = emit(is_no, {to[Kleene::no], to[Kleene::yes]});
            else
                next = emit(is_yes, {to[Kleene::yes], emit(is_no, {to[Kleene::no], to[Kleene::unknown]})});
        }
        return next;
    }

    /// Whether an outcome can still be reached. `reached` and `end`: where to go then, and else.
    std::uint32_t future(StepId step, std::uint32_t reached, std::uint32_t end) {
        std::vector<StepId> steps;
        for (; step != npos; step = rules_.steps[step].next) steps.push_back(step);
        std::uint32_t next = end;
        for (std::size_t i = steps.size(); i-- > 0;) {
            const CompiledStep& s = rules_.steps[steps[i]];
            const GoingOn going = going_on(s);
            std::uint32_t on = going.always ? next : end;
            for (const Asked what : going.questions) on = emit({s.node, what, false}, {next, on});
            for (const Kleene value : {Kleene::unknown, Kleene::no, Kleene::yes}) {
                const CompiledBranch& b = s.branches[value];
                if (b.kind == Branch::Kind::outcome) on = emit(can_be(s.node, value), {reached, on});
                if (b.kind == Branch::Kind::steps) on = emit(can_be(s.node, value), {future(b.steps(), reached, on), on});
            }
            next = on;
        }
        return next;
    }

public:
    /// Adds a literal to tests of "one of these", one test for each word.
    static void add_literal(const Rules& rules, std::vector<Gate>& tests, const Literal& l) {
        const auto word = static_cast<std::uint16_t>(l.clause >> 6U);
        const auto where = static_cast<std::uint8_t>((l.of_false ? Jump::of_false : 0U) | (l.inverted ? Jump::inverted : 0U));
        const std::uint64_t bit = std::uint64_t{1} << (l.clause & 63U);
        for (Gate& t : tests)
            if (t.word == word && t.where == where) {
                t.mask |= bit;
                return;
            }
        const auto words = static_cast<std::uint32_t>(rules.clauses.size() / 64 + 1);
        tests.push_back({bit, where * words + word, word, where});
    }

private:
    const Rules& rules_;
    Program& out_;
    Bound bound_;
};

/// Literals one of which is so wherever a condition is so: the few that a denying person leaves out, if there are such.
struct GateFinder {
    struct Found {
        bool good = false;
        std::vector<Literal> literals;
    };
    using Value = Found;
    const Rules& rules;
    Bound& bound;

    [[nodiscard]] Found of(Ask ask) { return bound.spend() ? put(rules, ask, *this) : Found{}; }
    [[nodiscard]] static Found constant(bool so) { return {!so, {}}; }
    [[nodiscard]] static Found literal(const Literal& l) { return {true, {l}}; }
    [[nodiscard]] Found same_as(Ask ask) { return of(ask); }
    template <class Item>
    [[nodiscard]] Found all(std::uint32_t count, Item&& item) {
        Found best;
        for (std::uint32_t i = 0; i < count; ++i) {
            Found f = of(item(i));
            if (f.good && (!best.good || cost(f) < cost(best))) best = std::move(f);
        }
        return best;
    }
    template <class Item>
    [[nodiscard]] Found any(std::uint32_t count, Item&& item) {
        Found all{true, {}};
        for (std::uint32_t i = 0; i < count && all.good; ++i) {
            const Found f = of(item(i));
            all.good = f.good && all.literals.size() < most;
            all.literals.insert(all.literals.end(), f.literals.begin(), f.literals.end());
        }
        return all;
    }
    template <class Item, class Points>
    [[nodiscard]] Found at_least(std::uint32_t count, Item&& item, Points&&, int) {
        return any(count, item);  // k is at least 1
    }
    [[nodiscard]] static Found plainly(Ask) { return {}; }

private:
    static constexpr std::size_t most = 200;  // more would cost as much as they save

    [[nodiscard]] std::size_t cost(const Found& f) const {
        std::size_t sum = 0;
        for (const Literal& l : f.literals) {
            const Clause& c = rules.clauses[l.clause];
            const auto absent = absent_value(rules.document.findings[c.finding]);
            const bool so = absent ? (l.of_false != c.holds(*absent)) != l.inverted : true;
            sum += so ? 30 : 1;
        }
        return sum;
    }
};

/// The gates of a pathway, where it has any: then each way to an outcome, a floor or nested steps is a "yes" that one of them
/// is needed for.
inline bool gates_of(const Rules& rules, Bound& bound, PathwayId pathway, std::vector<Gate>& out) {
    GateFinder finder{rules, bound};
    bool good = true;
    each_step(rules, rules.pathways[pathway].first_step, [&](StepId step) {
        const CompiledStep& s = rules.steps[step];
        const auto passes = [&](Kleene value) {
            return s.branches[value].kind == Branch::Kind::next || s.branches[value].kind == Branch::Kind::clear;
        };
        good = good && passes(Kleene::no) && passes(Kleene::unknown);
        if (!good || passes(Kleene::yes)) return;
        const GateFinder::Found found = finder.of({s.node, Asked::can_be_yes, false});
        good = found.good;
        for (const Literal& l : found.literals) CodeWriter::add_literal(rules, out, l);
    });
    if (!good) out.clear();
    return good;
}

/// Which pathways an answer to each finding can change, through implications too.
inline void find_touched(const Rules& rules, Program& out) {
    std::vector<std::vector<bool>> touched(rules.findings.size(), std::vector<bool>(rules.pathways.size()));
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        std::vector<bool> seen(rules.shared.size());
        each_step(rules, rules.pathways[p].first_step, [&](StepId step) {
            each_read(rules, rules.steps[step].node, seen, [&](NodeId read) {
                const Node& n = rules.nodes[read];
                if (n.op == Node::Op::clause) touched[rules.clauses[n.clause()].finding][p] = true;
            });
        });
    }
    // An implication comes before those that read what it implies.
    std::vector<FindingId> reads;
    for (std::size_t i = rules.implications.size(); i-- > 0;) {
        const bool again = i + 1 < rules.implications.size() && rules.implications[i].node == rules.implications[i + 1].node;
        if (!again) reads = findings_of(rules, rules.implications[i].node);
        for (const FindingId read : reads)
            for (PathwayId p{0}; p < rules.pathways.size(); ++p)
                if (touched[rules.implications[i].finding][p]) touched[read][p] = true;
    }
    for (const std::vector<bool>& pathways : touched) {
        out.first_touched.push_back(static_cast<std::uint32_t>(out.touched.size()));
        for (PathwayId p{0}; p < pathways.size(); ++p)
            if (pathways[p]) out.touched.push_back(p);
    }
    out.first_touched.push_back(static_cast<std::uint32_t>(out.touched.size()));
}

/// A bit, and the same bit turned over: one of them is set.
inline std::vector<Gate> always_open(const Rules& rules) {
    std::vector<Gate> out;
    for (const bool inverted : {false, true}) CodeWriter::add_literal(rules, out, {ClauseId{0}, false, inverted});
    return out;
}

TRIAGE_BODY Program program_of(const Rules& rules) {
    Program out;
    number_sites(rules, out);
    CodeWriter writer(rules, out);
    Bound bound(rules);
    std::vector<Gate> gates;
    for (PathwayId p{0}; p < rules.pathways.size(); ++p) {
        writer.pathway(p);
        out.first_gate.push_back(static_cast<std::uint32_t>(out.gates.size()));
        gates.clear();
        if (!gates_of(rules, bound, p, gates)) gates = always_open(rules);
        out.gates.insert(out.gates.end(), gates.begin(), gates.end());
    }
    out.first_gate.push_back(static_cast<std::uint32_t>(out.gates.size()));
    find_touched(rules, out);
    return out;
}

}  // namespace compile_detail

}  // namespace triage
