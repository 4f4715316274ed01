// SPDX-License-Identifier: Apache-2.0
// The bodies of answers.hpp.
#pragma once

#include <string>

#include <triage/header_only.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

TRIAGE_BODY Answers::Answers(RuleSet rules) : rules_(std::move(rules)) {
    const Rules& r = rules_.compiled();
    said_.resize(r.findings.size());
    holds_.resize(r.findings.size());
    true_.resize(r.clauses.size() / 64 + 1);
    false_.resize(r.clauses.size() / 64 + 1);
    imply();  // an implication may hold of everybody
}

TRIAGE_BODY std::optional<AnswerProblem> Answers::try_set(std::string_view finding, const Answer& answer) {
    const FindingId f = rules_.compiled().finding_names.find(finding);
    if (f == npos)
        return AnswerProblem{"unknown-id", "no finding is called \"" + std::string(finding) + "\"",
                             did_you_mean(nearest_name(finding, rules_.compiled().finding_names))};
    return try_set(f, answer);
}

TRIAGE_BODY std::optional<AnswerProblem> Answers::try_set(FindingId finding, const Answer& answer) {
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
            const std::vector<std::string> known = option_ids(f);
            const std::string nearest = nearest_name(answer.text(), known);
            std::string hint = "answer \"unknown\" or one of:";
            for (const std::string& option : known) hint += " " + option;
            return wrong("unknown-option", nearest.empty() ? hint : did_you_mean(nearest));
        }
        case FindingType::number:
            if (answer.kind() != Answer::Kind::number)
                return wrong("wrong-type", "answer a number without quotes, or \"unknown\"");
            return wrong("number-out-of-range", (f.whole ? "answer a whole number from " : "answer a number from ") +
                                                    shortest(f.min.value) + " to " + shortest(f.max.value) +
                                                    (f.unit.value.empty() ? "" : " (" + f.unit.value + ")"));
    }
    return std::nullopt;
}

TRIAGE_BODY std::vector<Answers::Conflict> Answers::conflicts() const {
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

TRIAGE_BODY void Answers::store(FindingId finding, Stored value) {
    said_[finding] = value;
    hold(finding, value);
    if (rules_.compiled().findings[finding].feeds_implications) imply();
}

TRIAGE_BODY void Answers::hold(FindingId finding, Stored value) {
    holds_[finding] = value;
    const Rules& r = rules_.compiled();
    const CompiledFinding& f = r.findings[finding];
    for (ClauseId c = f.first_clause; c < f.first_clause + f.clause_count; ++c) {
        const std::uint64_t bit = std::uint64_t{1} << (c & 63U);
        true_[c >> 6U] &= ~bit;
        false_[c >> 6U] &= ~bit;
        if (value.state != State::known) continue;
        (r.clauses[c].holds(value.value()) ? true_ : false_)[c >> 6U] |= bit;
    }
}

TRIAGE_BODY void Answers::imply() {
    const Rules& r = rules_.compiled();
    for (const CompiledImplication& i : r.implications) hold(i.finding, said_[i.finding]);
    for (const CompiledImplication& i : r.implications) {
        if (holds_[i.finding].state == State::known) continue;  // said, or set by an earlier implication
        Evaluator evaluator(r, bits());
        if (evaluator.now(i.node) == Kleene::yes) hold(i.finding, {State::known, static_cast<std::uint8_t>(i.option), i.number});
    }
}

TRIAGE_BODY Answer Answers::as_answer(FindingId finding, const Stored& stored) const {
    if (stored.state != State::known) return Kleene::unknown;
    return answer_of(rules_.document().findings[finding], stored.value());
}

}  // namespace triage
