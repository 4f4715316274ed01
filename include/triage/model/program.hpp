// SPDX-License-Identifier: Apache-2.0
// The pathways as short-circuit code over truth bits: what the walk runs. Made once, with the rule set (compile/program.hpp).
// Refuses to mean anything of its own: `walk_plainly` is what it must agree with, on everybody.
#pragma once

#include <cstdint>
#include <vector>

#include <triage/model/ids.hpp>
#include <triage/model/kleene.hpp>

namespace triage {

/// Urgency counted from the mildest disposition (0) up.
using Rank = std::uint8_t;

/// One way to put a condition to a person. All but the first two look at what the condition can still become ("future").
enum class Asked : std::uint8_t {
    is_yes,
    is_no,
    can_be_yes,
    can_be_no,
    yes_or_open,  ///< can be yes or unknown: not only no
    no_or_open,   ///< can be no or unknown: not only yes
    can_be_open,  ///< can be unknown
    part_open,    ///< of a list: that some part of it can be unknown
};

/// A question to a condition; `negated`: whether it is not so.
struct Ask {
    NodeId node;
    Asked what = Asked::is_yes;
    bool negated = false;
    friend bool operator==(const Ask&, const Ask&) = default;
};

/// A site where an outcome can stand. The sites of a rule set are sorted by what leads: the gravest first, raised before
/// unsure, then in the order of the file. So what leads is the least number that stands.
struct Site {
    enum class Kind : std::uint8_t { outcome, floor, unsure };
    Kind kind = Kind::outcome;
    bool raised = false;  ///< from known answers; a floor of an "unknown" branch is not
    Rank rank = 0;
    PathwayId pathway;
    OutcomeId outcome;
};

/// One instruction. `yes` and `no` are positions of the next one.
struct Jump {
    enum class Op : std::uint8_t {
        test,     ///< yes if one of the bits of `mask` is set in a word of the answers: see `word`
        begin,    ///< the sum of level `where` is nothing; goes to yes
        add,      ///< `number` more in the sum of level `where`; goes to yes
        reaches,  ///< yes if the sum of level `where` is at least `number`
        ask,      ///< yes if `asks[number]` is so, worked out the plain way
        floor,    ///< site `number` stands; goes to yes
        raise,    ///< the end: site `number` stands
        unsure,   ///< the end: site `number` stands, or none where it is npos
        clear,    ///< the end: nothing more stands
    };
    /// test: word `word` of the bits "is true"; or, by these bits of `where`, of "is false", and with each bit turned over.
    /// `number` is that word among all of the four kinds, one kind after another.
    static constexpr std::uint8_t of_false = 1, inverted = 2;

    std::uint64_t mask = 0;
    std::uint32_t yes = 0, no = 0;
    std::uint32_t number = 0;
    Op op = Op::clear;
    std::uint8_t where = 0;
    std::uint16_t word = 0;
};

/// A pathway in which none of the bits of its gates is set is cleared: nothing that could stand in it can be so.
struct Gate {
    std::uint64_t mask = 0;
    std::uint32_t number = 0;  ///< as in Jump::Op::test, and the next two
    std::uint16_t word = 0;
    std::uint8_t where = 0;
};

struct Program {
    static constexpr std::uint8_t sums = 8;  ///< levels of sums within sums; deeper ones are asked the plain way

    std::vector<Site> sites;
    std::vector<ByKleene<std::uint32_t>> site_of;  ///< of each branch of each step: its site; npos: none
    std::vector<std::uint32_t> unsure_site;        ///< of each pathway; npos: none
    std::vector<Jump> code;
    std::vector<std::uint32_t> entry;  ///< of each pathway
    std::vector<Ask> asks;
    std::vector<Gate> gates;
    std::vector<std::uint32_t> first_gate;     ///< of each pathway, and the end
    std::vector<PathwayId> touched;            ///< the pathways that an answer can change, finding after finding
    std::vector<std::uint32_t> first_touched;  ///< of each finding, and the end

    /// How many conditions are asked the plain way, because they do not fit; each costs an evaluation. 0 for nearly all rules.
    [[nodiscard]] std::size_t asked_plainly() const { return asks.size(); }
};

}  // namespace triage
