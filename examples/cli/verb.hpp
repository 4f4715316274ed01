// SPDX-License-Identifier: Apache-2.0
// What a verb of the program is: its usage, its help, its flags and its run, all in one file under verbs/.
// Refuses a flag that the verb does not own: `parse` names the verb that does.
#pragma once

#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

#include <triage/model/date.hpp>
#include <triage/text/text.hpp>

namespace cli {

enum Exit : int { done = 0, found = 1, bad_input = 2, not_proved = 3, interrupted = 130 };

/// A mistake in how the program was called, or input that cannot be used. The message goes to stderr; exit code 2.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What a flag takes. word: one of those in `Flag::value`, divided by |, the first by default. input, output: a file.
enum class Takes { nothing, text, word, day, count, number, input, output };

struct Flag {
    std::string_view name;
    Takes takes = Takes::nothing;
    std::string_view value = {};  ///< what the help calls it: "FILE", "any|downgrade"
    std::string_view help = {};
    char letter = 0;    ///< -o
    bool many = false;  ///< may be given more than once
};

/// What -o does with the result. personal: a file for its owner only. urgent: the same, and it is shown where that fails,
/// because somebody waits for it. about_rules: an ordinary file.
enum class Result { personal, urgent, about_rules };

class Call;

struct Verb {
    std::string_view name;       ///< "assess", "log add"
    std::string_view arguments;  ///< as in the usage line: "RULES [CASES...]"
    std::string_view formats;    ///< "text|json", the first by default
    std::vector<Flag> flags;     ///< its own, apart from --format
    Result result;
    int (*run)(const Call&);
    std::string_view help;  ///< a line of summary, more lines if needed, then the examples

    [[nodiscard]] Flag format() const { return {"format", Takes::word, formats, "form of the result (default: the first)"}; }
};

namespace flag {
/// Flags that every verb takes.
inline constexpr Flag as{"as", Takes::word, "person|clinician", "whose questions and words (default: person)"};
inline constexpr Flag color{"color", Takes::word, "auto|always|never", "colour of the text (default: auto)"};
inline constexpr Flag emergency_number{"emergency-number", Takes::text, "N", "number to name in the advice"};
inline constexpr Flag help{"help", Takes::nothing, "", "show this help", 'h'};
inline constexpr Flag output{"output", Takes::output, "FILE", "write the result there", 'o'};
inline constexpr Flag version{"version", Takes::nothing, "", "show the version", 'V'};
/// Flags that several verbs own.
inline constexpr Flag budget{"budget", Takes::count, "NODES", "most nodes of the decision diagram; past them: not proved"};
inline constexpr Flag pathway{"pathway", Takes::text, "ID", "only this pathway"};
inline constexpr Flag detail{"detail", Takes::nothing, {}, "everything, not only what to act on and the short reasons"};
inline constexpr Flag resume{"resume", Takes::input, "FILE", "continue from saved answers"};
inline constexpr Flag rules{"rules", Takes::input, "PATH", "rule folder or file (default: the built-in rules)"};
inline constexpr Flag save{"save", Takes::output, "FILE", "keep the answers there, readable by their owner only"};
}  // namespace flag

/// The whole number that the whole of a text is; `triage::number_of` reads one that has decimals.
template <class Number>
[[nodiscard]] std::optional<Number> number_in(std::string_view text) {
    static_assert(std::is_integral_v<Number>);
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Everything that a verb takes: its own flags, or with those that all take.
[[nodiscard]] std::vector<Flag> flags_of(const Verb& verb, bool shared = true);

/// One call of a verb; every value of its flags is of the right form.
class Call {
public:
    const Verb* verb = nullptr;
    std::vector<std::string> inputs;                         ///< positional; --rules stands in for RULES
    std::map<std::string, std::vector<std::string>> values;  ///< of each flag that was given

    [[nodiscard]] bool has(const Flag& flag) const { return values.count(std::string(flag.name)) != 0; }
    [[nodiscard]] std::vector<std::string> all(const Flag& flag) const;
    /// Where it was not given: the first of its words, or empty.
    [[nodiscard]] std::string text(const Flag& flag) const;
    [[nodiscard]] std::string format() const { return text(verb->format()); }
    [[nodiscard]] std::optional<std::size_t> count(const Flag& flag) const { return number_in<std::size_t>(text(flag)); }
    [[nodiscard]] std::optional<double> number(const Flag& flag) const { return triage::number_of(text(flag)); }
    [[nodiscard]] std::optional<triage::Date> day(const Flag& flag) const { return triage::parse_date(text(flag)); }
};

/// The flags and, under "", the other words. Throws Failure, on a flag that the verb does not take with a hint.
[[nodiscard]] std::map<std::string, std::vector<std::string>> read_flags(const Verb& verb, const std::vector<std::string>& words);
/// Why a verb does not take a flag: another one does, or it is misspelt.
[[nodiscard]] std::string why_refused(const Verb& verb, const std::string& flag);
/// The help of these verbs; of none: the list of all.
[[nodiscard]] std::string help_text(const std::vector<const Verb*>& verbs);

}  // namespace cli
