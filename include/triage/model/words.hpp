// SPDX-License-Identifier: Apache-2.0
// The word that stands for each value of an enum of the document: in rule files, in results, and in what is signed.
// Refuses to be a second table: readers, digests, schemas and renderers all ask here, and -Wswitch asks for new values.
#pragma once

#include <optional>
#include <string_view>

#include <triage/model/document.hpp>
#include <triage/model/kleene.hpp>

namespace triage {

// Invariant: signatures rest on these words; changing one voids them. The values of an enum may change at will.

/// For a form that is a map, the key that tells it from the others.
[[nodiscard]] constexpr const char* word(Condition::Form form) {
    switch (form) {
        case Condition::Form::finding: return "finding";
        case Condition::Form::choice: return "choice";
        case Condition::Form::number: return "number";
        case Condition::Form::order: return "order";
        case Condition::Form::all: return "all";
        case Condition::Form::any: return "any";
        case Condition::Form::negate: return "not";
        case Condition::Form::unless: return "unless";
        case Condition::Form::at_least: return "of";
        case Condition::Form::score: return "score";
        case Condition::Form::criteria: return "criteria";
    }
    return nullptr;
}

/// Whether a form names a finding; it is then told by that name, and has no key of its own.
[[nodiscard]] constexpr bool names_finding(Condition::Form form) {
    switch (form) {
        case Condition::Form::finding:
        case Condition::Form::choice:
        case Condition::Form::number:
        case Condition::Form::order: return true;
        case Condition::Form::all:
        case Condition::Form::any:
        case Condition::Form::negate:
        case Condition::Form::unless:
        case Condition::Form::at_least:
        case Condition::Form::score:
        case Condition::Form::criteria: return false;
    }
    return false;
}

[[nodiscard]] constexpr const char* word(FindingType type) {
    switch (type) {
        case FindingType::yes_no: return "yes_no";
        case FindingType::choice: return "choice";
        case FindingType::number: return "number";
    }
    return nullptr;
}

[[nodiscard]] constexpr const char* word(Polarity polarity) {
    switch (polarity) {
        case Polarity::worrying: return "worrying";
        case Polarity::reassuring: return "reassuring";
        case Polarity::context: return "context";
    }
    return nullptr;
}

[[nodiscard]] constexpr const char* word(Branch::Kind kind) {
    switch (kind) {
        case Branch::Kind::next: return "next";
        case Branch::Kind::clear: return "clear";
        case Branch::Kind::outcome: return "outcome";
        case Branch::Kind::floor: return "floor";
        case Branch::Kind::steps: return "steps";
    }
    return nullptr;
}

[[nodiscard]] constexpr const char* word(AdviceKind kind) {
    switch (kind) {
        case AdviceKind::action: return "do";
        case AdviceKind::avoid: return "avoid";
        case AdviceKind::seek_help: return "seek_help";
    }
    return nullptr;
}

[[nodiscard]] constexpr const char* word(SafetyProperty::Require require) {
    switch (require) {
        case SafetyProperty::Require::disposition_at_least: return "disposition";
        case SafetyProperty::Require::raised: return "raised";
        case SafetyProperty::Require::withheld: return "withheld";
        case SafetyProperty::Require::not_at_home: return "not_at_home";
    }
    return nullptr;
}

[[nodiscard]] constexpr const char* word(Hazard::Severity severity) {
    switch (severity) {
        case Hazard::Severity::negligible: return "negligible";
        case Hazard::Severity::minor: return "minor";
        case Hazard::Severity::moderate: return "moderate";
        case Hazard::Severity::major: return "major";
        case Hazard::Severity::catastrophic: return "catastrophic";
    }
    return nullptr;
}
[[nodiscard]] constexpr const char* word(Hazard::Likelihood likelihood) {
    switch (likelihood) {
        case Hazard::Likelihood::very_low: return "very_low";
        case Hazard::Likelihood::low: return "low";
        case Hazard::Likelihood::medium: return "medium";
        case Hazard::Likelihood::high: return "high";
        case Hazard::Likelihood::very_high: return "very_high";
    }
    return nullptr;
}

[[nodiscard]] constexpr const char* word(PlanRule::Kind kind) {
    switch (kind) {
        case PlanRule::Kind::hold: return "hold";
        case PlanRule::Kind::step_back: return "step_back";
        case PlanRule::Kind::stop: return "stop";
    }
    return nullptr;
}

/// The key of the branch that a step takes for a truth value of its condition.
[[nodiscard]] constexpr const char* branch_key(Kleene value) {
    switch (value) {
        case Kleene::no: return "else";
        case Kleene::yes: return "then";
        case Kleene::unknown: return "unknown";
    }
    return nullptr;
}

/// The value that a word stands for; nothing for any other text.
///
///     triage::from_word<triage::AdviceKind>("do");  // AdviceKind::action
template <class Enum>
[[nodiscard]] constexpr std::optional<Enum> from_word(std::string_view text) {
    for (unsigned i = 0; word(static_cast<Enum>(i)) != nullptr; ++i)
        if (text == word(static_cast<Enum>(i))) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace triage
