// SPDX-License-Identifier: Apache-2.0
// The bodies of walk.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include <triage/header_only.hpp>
#include <triage/walk/walk.hpp>

namespace triage {

namespace walk_detail {

/// Keeps the leading outcome: gravest, raised before unsure, then first come.
struct Leader {
    const Rules* rules;
    Trace* trace;
    PathwayId pathway;

    void offer(OutcomeId outcome, bool raised) {
        const Rank rank = rules->outcomes[outcome].rank;
        const Standing& best = trace->leading;
        if (best.outcome == npos || rank > best.rank || (rank == best.rank && raised && !best.raised))
            trace->leading = {pathway, outcome, rank, raised};
    }
    void step(StepId, Kleene) {}
    void floor(StepId, OutcomeId outcome, bool raised) { offer(outcome, raised); }
};

TRIAGE_BODY bool can_reach_outcome(const Rules& rules, Evaluator& evaluator, StepId step) {
    bool reached = false;
    while (step != npos) {
        const CompiledStep& s = rules.steps[step];
        const KleeneSet possible = evaluator.future(s.node);
        bool goes_on = false;
        for (const Kleene value : {Kleene::yes, Kleene::no, Kleene::unknown}) {
            if (!possible.has(value)) continue;
            const CompiledBranch& b = s.branches[value];
            if (b.kind == Branch::Kind::outcome)
                reached = true;
            else if (b.kind == Branch::Kind::steps)
                reached = can_reach_outcome(rules, evaluator, b.steps()) || reached;
            else if (b.kind != Branch::Kind::clear)
                goes_on = true;
        }
        step = goes_on ? s.next : StepId{};
    }
    return reached;
}

/// The words of truth bits, as instructions and gates name them: copied side by side where they are few.
class FewWords {
public:
    static constexpr std::size_t most = 16;  // of one kind

    explicit FewWords(TruthBits bits) {
        const std::size_t words = bits.is_true.size();
        for (std::size_t w = 0; w < words; ++w) {
            all_[w] = bits.is_true[w];
            all_[words + w] = bits.is_false[w];
            all_[2 * words + w] = ~bits.is_true[w];
            all_[3 * words + w] = ~bits.is_false[w];
        }
    }
    template <class Test>
    [[nodiscard]] bool so(const Test& test) const {
        return (all_[test.number] & test.mask) != 0;
    }

private:
    std::uint64_t all_[4 * most];
};
class ManyWords {
public:
    explicit ManyWords(TruthBits bits) : words_{bits.is_true.data(), bits.is_false.data()} {}
    template <class Test>
    [[nodiscard]] bool so(const Test& test) const {
        const std::uint64_t flip = std::uint64_t{0} - ((test.where & Jump::inverted) >> 1U);
        return ((words_[test.where & Jump::of_false][test.word] ^ flip) & test.mask) != 0;
    }

private:
    const std::uint64_t* words_[2];
};

/// Answers what does not fit into the program. Not inlined: it is big and next to never run.
class Plainly {
public:
    Plainly(const Rules& rules, TruthBits bits) : rules_(rules), bits_(bits) {}
    [[gnu::noinline]] bool so(Ask ask) {
        if (!evaluator_) evaluator_.emplace(rules_, bits_);
        return evaluator_->so(ask);
    }

private:
    const Rules& rules_;
    TruthBits bits_;
    std::optional<Evaluator> evaluator_;
};

/// Runs the program of one pathway. Returns the site that leads in it; npos: none.
template <class Words>
std::uint32_t run(const Rules& rules, Plainly& plainly, const Words& words, PathwayId pathway, PathwayEnd& end) {
    const Program& program = rules.program;
    end = PathwayEnd{};
    bool open = false;
    for (std::uint32_t g = program.first_gate[pathway]; g < program.first_gate[pathway + 1U]; ++g)
        open |= words.so(program.gates[g]);
    std::uint32_t best = npos;
    if (!open) return best;
    const Jump* code = program.code.data();
    const Jump* at = code + program.entry[pathway];
    int sums[Program::sums];
    for (;;) {
        if (at->op == Jump::Op::test) [[likely]] {
            at = code + (words.so(*at) ? at->yes : at->no);
            continue;
        }
        switch (at->op) {
            case Jump::Op::test: break;
            case Jump::Op::begin: sums[at->where] = 0; break;
            case Jump::Op::add: sums[at->where] += static_cast<int>(at->number); break;
            case Jump::Op::reaches:
                if (sums[at->where] >= static_cast<int>(at->number)) break;
                at = code + at->no;
                continue;
            case Jump::Op::ask:
                if (plainly.so(program.asks[at->number])) break;
                at = code + at->no;
                continue;
            case Jump::Op::floor:
                end.floors = true;
                best = std::min(best, at->number);
                break;
            case Jump::Op::raise:
                end.ending = Ending::raised;
                end.outcome = program.sites[at->number].outcome;
                return std::min(best, at->number);
            case Jump::Op::unsure:
                end.ending = Ending::unsure;
                end.outcome = rules.pathways[pathway].unsure;
                return std::min(best, at->number);
            case Jump::Op::clear: return best;
        }
        at = code + at->yes;
    }
}

/// The disposition, from what leads: `otherwise` where nothing stands, and instead of home for whoever contradicts an
/// assumption.
template <class Evaluating>
void conclude(const Rules& rules, Evaluating& evaluator, Trace& trace) {
    for (const NodeId node : rules.assumptions) trace.contradicts |= evaluator.so({node, Asked::is_yes, false});
    const bool home = trace.leading.outcome != npos && rules.at_home(trace.leading.rank);
    if (trace.leading.outcome == npos || (trace.contradicts && home))
        trace.leading = {{}, rules.otherwise, rules.otherwise_rank, true};
    trace.disposition = trace.leading.rank;
}

/// Calls `visit` with the words of the answers, in the form that suits their number.
template <class Visit>
void with_words(TruthBits bits, Visit&& visit) {
    if (bits.is_true.size() <= FewWords::most)
        visit(FewWords(bits));
    else
        visit(ManyWords(bits));
}

/// What leads, and so the disposition, from the site that leads among all pathways.
template <class Evaluating>
void lead(const Rules& rules, Evaluating& evaluator, std::uint32_t best, Trace& trace) {
    trace.leading = Standing{};
    if (best != npos) {
        const Site& site = rules.program.sites[best];
        trace.leading = {site.pathway, site.outcome, site.rank, site.raised};
    }
    trace.contradicts = false;
    conclude(rules, evaluator, trace);
}

}  // namespace walk_detail

TRIAGE_BODY Trace walk(const Rules& rules, TruthBits bits) noexcept {
    Trace trace;
    trace.pathway_count = static_cast<std::uint32_t>(rules.pathways.size());
    walk_detail::Plainly plainly(rules, bits);
    std::uint32_t best = npos;
    walk_detail::with_words(bits, [&](const auto& words) {
        for (PathwayId p{0}; p < trace.pathway_count; ++p)
            best = std::min(best, walk_detail::run(rules, plainly, words, p, trace.ends[p]));
    });
    walk_detail::lead(rules, plainly, best, trace);
    return trace;
}

TRIAGE_BODY LiveTrace::LiveTrace(const Answers& answers) noexcept {
    const Rules& rules = answers.rules().compiled();
    walk_detail::Plainly plainly(rules, answers.bits());
    trace_.pathway_count = static_cast<std::uint32_t>(rules.pathways.size());
    walk_detail::with_words(answers.bits(), [&](const auto& words) {
        for (PathwayId p{0}; p < trace_.pathway_count; ++p)
            sites_[p] = walk_detail::run(rules, plainly, words, p, trace_.ends[p]);
    });
    walk_detail::lead(rules, plainly, *std::min_element(sites_.begin(), sites_.begin() + trace_.pathway_count), trace_);
}

TRIAGE_BODY void LiveTrace::follow(const Answers& answers, FindingId changed) noexcept {
    const Rules& rules = answers.rules().compiled();
    const Program& program = rules.program;
    walk_detail::Plainly plainly(rules, answers.bits());
    walk_detail::with_words(answers.bits(), [&](const auto& words) {
        for (std::uint32_t i = program.first_touched[changed]; i < program.first_touched[changed + 1U]; ++i) {
            const PathwayId p = program.touched[i];
            sites_[p] = walk_detail::run(rules, plainly, words, p, trace_.ends[p]);
        }
    });
    walk_detail::lead(rules, plainly, *std::min_element(sites_.begin(), sites_.begin() + trace_.pathway_count), trace_);
}

TRIAGE_BODY Trace walk_plainly(const Rules& rules, TruthBits bits) noexcept {
    Trace trace;
    Evaluator evaluator(rules, bits);
    walk_detail::Leader leader{&rules, &trace, {}};
    trace.pathway_count = static_cast<std::uint32_t>(rules.pathways.size());
    for (PathwayId p{0}; p < trace.pathway_count; ++p) {
        leader.pathway = p;
        trace.ends[p] = walk_pathway(rules, evaluator, p, leader);
        if (trace.ends[p].outcome != npos) leader.offer(trace.ends[p].outcome, trace.ends[p].ending == Ending::raised);
    }
    walk_detail::conclude(rules, evaluator, trace);
    return trace;
}

TRIAGE_BODY Trace walk(const Answers& answers) noexcept { return walk(answers.rules().compiled(), answers.bits()); }

}  // namespace triage
