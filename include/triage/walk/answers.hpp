// SPDX-License-Identifier: Apache-2.0
// Answers: what one person has said so far, held as truth bits of the clauses that the rules ask about, together with
// what follows from it by `implies`.
// Refuses to guess: what was not answered is unknown, and a wrong id or value is an error that names the nearest.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <triage/model/answer.hpp>
#include <triage/model/rule_set.hpp>

namespace triage {

/// The present id of the finding or option that had the id `old`, by its `renamed_from`; empty where none had.
template <class Item>
[[nodiscard]] std::string renamed_to(const std::vector<Item>& items, std::string_view old) {
    for (const Item& item : items)
        for (const Text& before : item.renamed_from)
            if (before.value == old) return item.id.value;
    return {};
}

/// Which finding is meant: by its id, by a key (`RuleSet::finding`), or by its position in `RuleDocument::findings`. Answers
/// look it up; they refuse an unknown id, a key of other rules and a position that there is not.
class FindingRef {
public:
    FindingRef(FindingId position) : position_(position) {}
    FindingRef(FindingKey key) : position_(key.position()), key_(key) {}
    template <std::convertible_to<std::string_view> Name>
    FindingRef(const Name& id) : id_(text_of(id)), by_id_(true) {}

private:
    friend class Answers;
    static std::string_view text_of(const char* id) { return id == nullptr ? std::string_view() : std::string_view(id); }
    static std::string_view text_of(std::string_view id) { return id; }
    FindingId position_;
    std::optional<FindingKey> key_;
    std::string_view id_;
    bool by_id_ = false;
};

/// The answers of one person. Belongs to one thread at a time; keeps the rule set alive. A move is a copy, so there are no
/// answers that have none of it. Every function that names a finding takes a FindingRef and throws AnswerError where it is none.
///
///     triage::Answers answers{rules};              // nothing answered yet; never "no"
///     answers.set("age_years", 34).set("calf_swelling", triage::yes);
class Answers {
public:
    enum class State : std::uint8_t { not_asked, unsure, known };

    explicit Answers(RuleSet rules);
    Answers(const Answers&) = default;
    Answers& operator=(const Answers&) = default;
    ~Answers() = default;

    /// Takes an answer, replacing an earlier one. Throws AnswerError on an unknown id or a value that does not fit,
    /// naming the nearest; nothing changes then. Complexity: the clauses of the finding, plus the implications where
    /// the finding takes part in one.
    Answers& set(FindingRef finding, const Answer& answer) { return taken(try_set(finding, answer)); }

    /// The same without throwing: the problem, or nothing.
    [[nodiscard]] std::optional<AnswerProblem> try_set(FindingRef finding, const Answer& answer);

    /// As if the question had never been asked.
    Answers& clear(FindingRef finding) { return put(finding, {}); }
    Answers& set_unknown(FindingRef finding) { return put(finding, {State::unsure, 0, 0}); }
    /// yes_no: 0 no, 1 yes; choice: position of the option. Throws AnswerError where the finding has no such option.
    Answers& set_option(FindingRef finding, std::uint32_t option);
    /// Throws AnswerError where the finding takes no such number.
    Answers& set_number(FindingRef finding, double number) { return set(finding, number); }

    [[nodiscard]] const RuleSet& rules() const& { return rules_; }
    [[nodiscard]] RuleSet rules() && { return rules_; }
    /// What the person said, before implications.
    [[nodiscard]] State state(FindingRef finding) const { return said_[known(finding)].state; }
    [[nodiscard]] Answer answer(FindingRef finding) const { return stored_answer(known(finding), said_); }
    /// What holds after implications: `known` where the person said it or where it follows.
    [[nodiscard]] State effective_state(FindingRef finding) const { return holds_[known(finding)].state; }
    [[nodiscard]] Answer effective(FindingRef finding) const { return stored_answer(known(finding), holds_); }
    [[nodiscard]] bool implied(FindingRef finding) const {
        const FindingId f = known(finding);
        return said_[f].state != State::known && holds_[f].state == State::known;
    }
    [[nodiscard]] TruthBits bits() const& { return {true_, false_}; }
    TruthBits bits() && = delete;

    /// Whether both say the same about the same rules (RuleSet ==).
    friend bool operator==(const Answers& a, const Answers& b) { return a.rules_ == b.rules_ && a.said_ == b.said_; }

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

    // Where a finding is; the problem where there is none.
    [[nodiscard]] std::variant<FindingId, AnswerProblem> look_up(const FindingRef& finding) const;
    [[nodiscard]] FindingId known(const FindingRef& finding) const {
        // The walk and the interview ask by position, all the time.
        if (!finding.by_id_ && !finding.key_ && finding.position_ < said_.size()) return finding.position_;
        auto found = look_up(finding);
        if (auto* problem = std::get_if<AnswerProblem>(&found)) raise(AnswerError(std::move(*problem)));
        return std::get<FindingId>(found);
    }
    Answers& taken(std::optional<AnswerProblem> problem) {
        if (problem) raise(AnswerError(*std::move(problem)));
        return *this;
    }
    Answers& put(const FindingRef& finding, Stored value) {
        store(known(finding), value);
        return *this;
    }
    void store(FindingId finding, Stored value);

    // Invariant: the bits of a finding's clauses always say what `holds_` says.
    void hold(FindingId finding, Stored value);

    // Works the implications out afresh, so that the order of answers never matters.
    void imply();

    [[nodiscard]] Answer as_answer(FindingId finding, const Stored& stored) const;
    [[nodiscard]] Answer stored_answer(FindingId finding, const std::vector<Stored>& all) const {
        return as_answer(finding, all[finding]);
    }

    RuleSet rules_;
    std::vector<Stored> said_, holds_;
    std::vector<std::uint64_t> true_, false_;
};

}  // namespace triage

#ifdef TRIAGE_HEADER_ONLY
#include <triage/walk/answers.ipp>
#endif
