// SPDX-License-Identifier: Apache-2.0
// The bodies of answers.hpp.
#pragma once

#include <string>

#include <triage/header_only.hpp>
#include <triage/text/text.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/evaluate.hpp>

namespace triage {

namespace answers_detail {
inline constexpr std::size_t most_typing_errors = 2;
inline std::string renamed_hint(const std::string& now) { return "it is called \"" + now + "\" now"; }
}  // namespace answers_detail

TRIAGE_BODY Answers::Answers(RuleSet rules) : rules_(std::move(rules)) {
    const Rules& r = rules_.compiled();
    said_.resize(r.findings.size());
    holds_.resize(r.findings.size());
    true_.resize(r.clauses.size() / 64 + 1);
    false_.resize(r.clauses.size() / 64 + 1);
    imply();  // an implication may hold of everybody
}

TRIAGE_BODY std::variant<FindingId, AnswerProblem> Answers::look_up(const FindingRef& ref) const {
    using namespace answers_detail;
    const auto& names = rules_.compiled().finding_names;
    if (ref.by_id_) {
        if (const FindingId f = names.find(ref.id_); f != npos) return f;
        const std::string now = renamed_to(rules_.document().findings, ref.id_);
        return AnswerProblem{"unknown-id", "no finding is called \"" + std::string(ref.id_) + "\"",
                             now.empty() ? did_you_mean(nearest_name(ref.id_, names)) : renamed_hint(now)};
    }
    if (ref.key_ && ref.key_->of_ != &rules_.compiled())
        return AnswerProblem{"unknown-id", "this key belongs to a finding of another rule set",
                             "look it up in the rules of these answers: answers.rules().finding(id)"};
    if (ref.position_ < said_.size()) return ref.position_;
    return AnswerProblem{"unknown-id",
                         ref.position_ == npos ? std::string("this position names no finding; an id was not found")
                                               : "no finding has the position " + std::to_string(ref.position_),
                         "the rules have " + std::to_string(said_.size()) + " findings"};
}

TRIAGE_BODY Answers& Answers::set_option(FindingRef finding, std::uint32_t option) {
    const FindingId at = known(finding);
    const Finding& f = rules_.document().findings[at];
    const std::size_t options = options_count(f);
    if (option >= options)
        raise(AnswerError({options == 0 ? "wrong-type" : "unknown-option",
                           f.id.value + " has no option number " + std::to_string(option),
                           options == 0 ? std::string("it takes a number: set_number")
                                        : "its options have the numbers 0 to " + std::to_string(options - 1)}));
    store(at, {State::known, static_cast<std::uint8_t>(option), 0});
    return *this;
}

TRIAGE_BODY std::optional<AnswerProblem> Answers::try_set(FindingRef ref, const Answer& answer) {
    auto found = look_up(ref);
    if (auto* problem = std::get_if<AnswerProblem>(&found)) return std::move(*problem);
    using namespace answers_detail;
    const FindingId finding = std::get<FindingId>(found);
    const Finding& f = rules_.document().findings[finding];
    const auto wrong = [&](const char* code, const std::string& hint) {
        return AnswerProblem{code, "\"" + answer.text() + "\" is not an answer to " + f.id.value, hint};
    };
    if (answer.kind() == Answer::Kind::not_sure) {
        store(finding, {State::unsure, 0, 0});
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
            const std::string now = renamed_to(f.options, answer.text());
            if (!now.empty()) return wrong("unknown-option", renamed_hint(now));
            // Options of similar names may mean clinically different things: only a typing error is put right.
            std::string nearest = nearest_name(answer.text(), known);
            if (edit_distance(nearest, answer.text()) > most_typing_errors) nearest.clear();
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
    // Invariant: what an implication reads is settled before it (compile/implications.hpp). So what was worked out once stays.
    Evaluator evaluator(r, bits());
    for (const CompiledImplication& i : r.implications) {
        if (holds_[i.finding].state == State::known) continue;  // said, or set by an earlier implication
        if (evaluator.now(i.node) == Kleene::yes) hold(i.finding, {State::known, static_cast<std::uint8_t>(i.option), i.number});
    }
}

TRIAGE_BODY Answer Answers::as_answer(FindingId finding, const Stored& stored) const {
    if (stored.state != State::known) return Kleene::unknown;
    return answer_of(rules_.document().findings[finding], stored.value());
}

}  // namespace triage
