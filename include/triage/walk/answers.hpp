// SPDX-License-Identifier: Apache-2.0
// Answers: what one person has said so far, held as truth bits of the clauses that the rules ask about, together with
// what follows from it by `implies`.
// Refuses to guess: what was not answered is unknown, and a wrong id or value is an error that names the nearest.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// The answers of one person. Belongs to one thread at a time; keeps the rule set alive.
///
///     triage::Answers answers{rules};              // nothing answered yet; never "no"
///     answers.set("age_years", 34).set("calf_swelling", triage::yes);
class Answers {
public:
    enum class State : std::uint8_t { not_asked, unsure, known };

    explicit Answers(RuleSet rules);

    /// Takes an answer, replacing an earlier one. Throws AnswerError on an unknown id or a value that does not fit,
    /// naming the nearest; nothing changes then. Complexity: the clauses of the finding, plus the implications where
    /// the finding takes part in one.
    Answers& set(std::string_view finding, const Answer& answer) {
        if (auto problem = try_set(finding, answer)) throw AnswerError(*std::move(problem));
        return *this;
    }

    /// The same without throwing: the problem, or nothing.
    std::optional<AnswerProblem> try_set(std::string_view finding, const Answer& answer);
    std::optional<AnswerProblem> try_set(FindingId finding, const Answer& answer);

    /// As if the question had never been asked. Positions are those of `RuleDocument::findings`.
    void clear(FindingId finding) { store(finding, {}); }
    void set_unknown(FindingId finding) { store(finding, {State::unsure, 0, 0}); }
    /// The value must fit; it is not checked. yes_no: 0 no, 1 yes; choice: position of the option.
    void set_option(FindingId finding, std::uint32_t option) {
        store(finding, {State::known, static_cast<std::uint8_t>(option), 0});
    }
    void set_number(FindingId finding, double number) { store(finding, {State::known, 0, number}); }

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    /// What the person said, before implications.
    [[nodiscard]] State state(FindingId finding) const { return said_[finding].state; }
    [[nodiscard]] Answer answer(FindingId finding) const { return as_answer(finding, said_[finding]); }
    /// What holds after implications: `known` where the person said it or where it follows.
    [[nodiscard]] State effective_state(FindingId finding) const { return holds_[finding].state; }
    [[nodiscard]] Answer effective(FindingId finding) const { return as_answer(finding, holds_[finding]); }
    [[nodiscard]] bool implied(FindingId finding) const {
        return said_[finding].state != State::known && holds_[finding].state == State::known;
    }
    [[nodiscard]] TruthBits bits() const { return {true_, false_}; }

    /// An implication that an explicit answer contradicts.
    struct Conflict {
        FindingId finding;
        Answer said, implied;
    };
    [[nodiscard]] std::vector<Conflict> conflicts() const;

private:
    struct Stored {
        State state = State::not_asked;
        std::uint8_t option = 0;  // yes_no: 0 no, 1 yes; choice: position
        double number = 0;
        [[nodiscard]] Value value() const { return {option, number}; }
        friend bool operator==(const Stored&, const Stored&) = default;
    };

    void store(FindingId finding, Stored value);

    // Invariant: the bits of a finding's clauses always say what `holds_` says.
    void hold(FindingId finding, Stored value);

    // Works the implications out afresh, so that the order of answers never matters.
    void imply();

    [[nodiscard]] Answer as_answer(FindingId finding, const Stored& stored) const;

    RuleSet rules_;
    std::vector<Stored> said_, holds_;
    std::vector<std::uint64_t> true_, false_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/answers.ipp>
#endif
