// SPDX-License-Identifier: Apache-2.0
// What an answer is to one finding: the position of its option, or its number. The finding's type decides, in this one place.
// Refuses to go by spelling: `yes` is a yes to a yes_no finding, and an option of a choice that has such an option.
#pragma once

#include <cstdint>
#include <optional>

#include <triage/model/answer.hpp>
#include <triage/model/document.hpp>

namespace triage {

/// A known answer to one finding. yes_no: option 0 is no, 1 is yes; choice: the position of the option; number: the number.
struct Value {
    std::uint32_t option = 0;
    double number = 0;
    friend bool operator==(const Value&, const Value&) = default;
};

/// What an answer is to this finding; nothing for "unknown", and for what is no answer to it.
[[nodiscard]] inline std::optional<Value> value_of(const Finding& finding, const Answer& answer) {
    if (answer.kind() == Answer::Kind::not_sure) return std::nullopt;
    const bool is_number = answer.kind() == Answer::Kind::number;
    switch (finding.type) {
        case FindingType::yes_no:
            if (answer.word() == "no") return Value{0, 0};
            if (answer.word() == "yes") return Value{1, 0};
            return std::nullopt;
        case FindingType::choice:
            for (std::uint32_t i = 0; i < finding.options.size() && !is_number; ++i)
                if (finding.options[i].id.value == answer.word()) return Value{i, 0};
            return std::nullopt;
        case FindingType::number:
            if (!is_number || !(answer.number() >= finding.min.value && answer.number() <= finding.max.value))
                return std::nullopt;
            return Value{0, answer.number()};
    }
    return std::nullopt;
}

/// What a finding is where it is denied or a report does not mention it (rule format, `absent` and `usual`); nothing where
/// that says nothing about it.
[[nodiscard]] inline std::optional<Value> absent_value(const Finding& finding) {
    if (finding.type == FindingType::number)
        return finding.usual ? value_of(finding, finding.usual->value) : std::optional<Value>();
    if (!finding.absent.value.empty()) return value_of(finding, finding.absent.value);
    if (finding.type == FindingType::choice) return value_of(finding, "none");
    return finding.polarity == Polarity::worrying ? value_of(finding, no) : std::nullopt;
}

/// How many answers a finding has to choose from: 2 of a yes/no question, 0 of a number.
[[nodiscard]] inline std::size_t options_count(const Finding& finding) {
    return finding.type == FindingType::yes_no ? 2 : finding.type == FindingType::choice ? finding.options.size() : 0;
}

/// The ids of the options of a choice.
[[nodiscard]] inline std::vector<std::string> option_ids(const Finding& finding) {
    std::vector<std::string> out;
    for (const Option& o : finding.options) out.push_back(o.id.value);
    return out;
}

/// What a person reads for an option: its label, else its id in words.
[[nodiscard]] inline std::string label_of(const Option& option) {
    return option.label.value.empty() ? spaced(option.id.value) : option.label.value;
}
/// The same for the id of an option; a word that is none of this finding, like "yes", in words.
[[nodiscard]] inline std::string label_of(const Finding& finding, const std::string& id) {
    for (const Option& o : finding.options)
        if (o.id.value == id) return label_of(o);
    return spaced(id);
}

/// One answer to choose from.
struct QuestionOption {
    std::string id;     ///< what the answer is set to
    std::string label;  ///< what the person reads

    friend bool operator==(const QuestionOption&, const QuestionOption&) = default;
};

[[nodiscard]] inline std::vector<QuestionOption> options_of(const Finding& finding) {
    std::vector<QuestionOption> out;
    for (const Option& o : finding.options) out.push_back({o.id.value, label_of(o)});
    return out;
}

/// The answer that has this value. The value must be one of the finding.
[[nodiscard]] inline Answer answer_of(const Finding& finding, const Value& value) {
    switch (finding.type) {
        case FindingType::yes_no: return value.option == 1 ? yes : no;
        case FindingType::choice: return Answer::of_option(finding.options[value.option].id.value);
        case FindingType::number: return value.number;
    }
    return unknown;
}

}  // namespace triage
