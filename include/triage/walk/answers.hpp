// SPDX-License-Identifier: Apache-2.0
// Answers: what one person has said so far, held as truth bits of the clauses that the rules ask about, together with
// what follows from it by `implies`.
// Refuses to guess: what was not answered is unknown, and a wrong id or value is an error that names the nearest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

/// The answers of one person. Belongs to one thread at a time; keeps the rule set alive.
///
///     triage::Answers answers{rules};              // nothing answered yet; never "no"
///     answers.set("age_years", 34).set("calf_swelling", triage::yes);
class Answers {
public:
    enum class State : std::uint8_t { not_asked, unsure, known };

    explicit Answers(RuleSet rules) : rules_(std::move(rules)) {
        const Rules& r = rules_.compiled();
        said_.resize(r.findings.size());
        holds_.resize(r.findings.size());
        true_.resize(r.clauses.size() / 64 + 1);
        false_.resize(r.clauses.size() / 64 + 1);
        imply();  // an implication may hold of everybody
    }

    /// Takes an answer, replacing an earlier one. Throws AnswerError on an unknown id or a value that does not fit,
    /// naming the nearest; nothing changes then. Complexity: the clauses of the finding, plus the implications where
    /// the finding takes part in one.
    Answers& set(std::string_view finding, const Answer& answer) {
        if (auto problem = try_set(finding, answer)) throw AnswerError(*std::move(problem));
        return *this;
    }

    /// The same without throwing: the problem, or nothing.
    std::optional<AnswerProblem> try_set(std::string_view finding, const Answer& answer) {
        const std::uint32_t f = rules_.compiled().finding_names.find(finding);
        if (f == npos)
            return AnswerProblem{"unknown-id", "no finding is called \"" + std::string(finding) + "\"",
                                 did_you_mean(nearest_name(finding, rules_.compiled().finding_names))};
        return try_set(f, answer);
    }
    std::optional<AnswerProblem> try_set(std::uint32_t finding, const Answer& answer) {
        const Finding& f = rules_.document().findings[finding];
        const auto wrong = [&](const char* code, const std::string& hint) {
            return AnswerProblem{code, "\"" + answer.text() + "\" is not an answer to " + f.id.value, hint};
        };
        if (answer.kind() == Answer::Kind::not_sure) {
            set_unknown(finding);
            return std::nullopt;
        }
        if (const auto value = value_of(f, answer)) {
            store(finding, {State::known, static_cast<std::uint8_t>(value->option), value->number});
            return std::nullopt;
        }
        switch (f.type) {
            case FindingType::yes_no: return wrong("wrong-type", "answer \"yes\", \"no\" or \"unknown\"");
            case FindingType::choice: {
                std::vector<std::string> known;
                for (const Text& option : f.options) known.push_back(option.value);
                const std::string nearest = nearest_name(answer.text(), known);
                std::string hint = "answer \"unknown\" or one of:";
                for (const std::string& option : known) hint += " " + option;
                return wrong("unknown-option", nearest.empty() ? hint : did_you_mean(nearest));
            }
            case FindingType::number:
                if (answer.kind() != Answer::Kind::number)
                    return wrong("wrong-type", "answer a number without quotes, or \"unknown\"");
                return wrong("number-out-of-range", "answer a number from " + shortest(f.min.value) + " to " +
                                                        shortest(f.max.value) +
                                                        (f.unit.value.empty() ? "" : " (" + f.unit.value + ")"));
        }
        return std::nullopt;
    }

    /// As if the question had never been asked. Positions are those of `RuleDocument::findings`.
    void clear(std::uint32_t finding) { store(finding, {}); }
    void set_unknown(std::uint32_t finding) { store(finding, {State::unsure, 0, 0}); }
    /// The value must fit; it is not checked. yes_no: 0 no, 1 yes; choice: position of the option.
    void set_option(std::uint32_t finding, std::uint32_t option) {
        store(finding, {State::known, static_cast<std::uint8_t>(option), 0});
    }
    void set_number(std::uint32_t finding, double number) { store(finding, {State::known, 0, number}); }

    [[nodiscard]] const RuleSet& rules() const { return rules_; }
    /// What the person said, before implications.
    [[nodiscard]] State state(std::uint32_t finding) const { return said_[finding].state; }
    [[nodiscard]] Answer answer(std::uint32_t finding) const { return as_answer(finding, said_[finding]); }
    /// What holds after implications: `known` where the person said it or where it follows.
    [[nodiscard]] State effective_state(std::uint32_t finding) const { return holds_[finding].state; }
    [[nodiscard]] Answer effective(std::uint32_t finding) const { return as_answer(finding, holds_[finding]); }
    [[nodiscard]] bool implied(std::uint32_t finding) const {
        return said_[finding].state != State::known && holds_[finding].state == State::known;
    }
    [[nodiscard]] TruthBits bits() const { return {true_, false_}; }

    /// An implication that an explicit answer contradicts.
    struct Conflict {
        std::uint32_t finding;
        Answer said, implied;
    };
    [[nodiscard]] std::vector<Conflict> conflicts() const {
        std::vector<Conflict> out;
        Evaluator evaluator(rules_.compiled(), bits());
        std::vector<bool> decided(said_.size());
        for (const CompiledImplication& i : rules_.compiled().implications) {
            if (decided[i.finding] || evaluator.now(i.node) != Kleene::yes) continue;
            decided[i.finding] = true;
            const Stored follows{State::known, static_cast<std::uint8_t>(i.option), i.number};
            if (said_[i.finding].state == State::known && !(said_[i.finding] == follows))
                out.push_back({i.finding, answer(i.finding), as_answer(i.finding, follows)});
        }
        return out;
    }

private:
    struct Stored {
        State state = State::not_asked;
        std::uint8_t option = 0;  // yes_no: 0 no, 1 yes; choice: position
        double number = 0;
        [[nodiscard]] Value value() const { return {option, number}; }
        friend bool operator==(const Stored&, const Stored&) = default;
    };

    void store(std::uint32_t finding, Stored value) {
        said_[finding] = value;
        hold(finding, value);
        if (rules_.compiled().findings[finding].feeds_implications) imply();
    }

    // Invariant: the bits of a finding's clauses always say what `holds_` says.
    void hold(std::uint32_t finding, Stored value) {
        holds_[finding] = value;
        const Rules& r = rules_.compiled();
        const CompiledFinding& f = r.findings[finding];
        for (std::uint32_t c = f.first_clause; c < f.first_clause + f.clause_count; ++c) {
            const std::uint64_t bit = std::uint64_t{1} << (c & 63U);
            true_[c >> 6U] &= ~bit;
            false_[c >> 6U] &= ~bit;
            if (value.state != State::known) continue;
            (r.clauses[c].holds(value.value()) ? true_ : false_)[c >> 6U] |= bit;
        }
    }

    // Works the implications out afresh, so that the order of answers never matters.
    void imply() {
        const Rules& r = rules_.compiled();
        for (const CompiledImplication& i : r.implications) hold(i.finding, said_[i.finding]);
        for (const CompiledImplication& i : r.implications) {
            if (holds_[i.finding].state == State::known) continue;  // said, or set by an earlier implication
            Evaluator evaluator(r, bits());
            if (evaluator.now(i.node) == Kleene::yes)
                hold(i.finding, {State::known, static_cast<std::uint8_t>(i.option), i.number});
        }
    }

    [[nodiscard]] Answer as_answer(std::uint32_t finding, const Stored& stored) const {
        if (stored.state != State::known) return Kleene::unknown;
        return answer_of(rules_.document().findings[finding], stored.value());
    }

    RuleSet rules_;
    std::vector<Stored> said_, holds_;
    std::vector<std::uint64_t> true_, false_;
};

}  // namespace triage
