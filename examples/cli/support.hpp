// SPDX-License-Identifier: Apache-2.0
// What several verbs do: loading rules, cases and answers, and writing results.
// Refuses to use anything but public headers of the library: whatever the program does, an app can do.
#pragma once

#include <sys/stat.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/date.hpp>
#include <triage/triage.hpp>

#include "verb.hpp"

namespace cli {

/// The shipped rules where the path is empty.
[[nodiscard]] inline triage::RuleSet load_rules(const std::string& path) {
    return path.empty() ? triage::load_shipped().value() : triage::load(path).value();
}
/// The rules of a verb that takes [RULES]; the shipped ones where none are named.
[[nodiscard]] inline triage::RuleSet rules_of(const Call& call) { return load_rules(call.inputs.empty() ? "" : call.inputs[0]); }
/// What stands before the names of rule files, seen from the present folder: the rule folder with its slash. Empty for the
/// built-in rules, which are nowhere.
[[nodiscard]] std::string place_of_rules(const Call& call);
/// `; did you mean "x"?`, or nothing.
std::string or_rather(const std::string& nearest);

/// The id of a pathway of these rules, or empty. Throws Failure, naming the nearest, on any other.
[[nodiscard]] std::string known_pathway(const triage::RuleSet& rules, const std::string& id);
/// The cases of these files, or where there are none of those beside the rules at this path. Throws Failure where there are no
/// case files at all, unless `may_be_none`.
[[nodiscard]] std::vector<triage::Case> load_cases(const triage::RuleSet& rules, const std::string& path,
                                                   std::vector<std::string> files, bool may_be_none = false);
/// The rules and the cases of a verb that takes RULES [CASES...].
struct LoadedCases {
    triage::RuleSet rules;
    std::vector<triage::Case> cases;
};
[[nodiscard]] inline LoadedCases load_cases(const Call& call, bool may_be_none = false) {
    const triage::RuleSet rules = rules_of(call);
    return {rules, load_cases(rules, call.inputs[0], {call.inputs.begin() + 1, call.inputs.end()}, may_be_none)};
}
/// The text of a file, or of stdin for "-", without a byte order mark. Throws Failure where it has more bytes, as soon as they
/// are there: a device never ends.
[[nodiscard]] std::string read_text(const std::string& path, std::size_t most);
/// Without blanks and tabs at its ends.
[[nodiscard]] std::string trimmed(const std::string& text);
[[nodiscard]] triage::AnswerSheet read_answers(const triage::RuleSet& rules, const std::string& path);

/// Columns of the terminal behind a file descriptor, 20 to 100; 80 where there is none.
[[nodiscard]] std::size_t screen_width(int file);
[[nodiscard]] triage::TextOptions text_options(const Call& call);
[[nodiscard]] triage::AssessOptions assess_options(const Call& call);
/// The options of a tool that --budget bounds; where it was not given, or is 0, the tool's own budget stays.
template <class Options>
[[nodiscard]] Options within_budget(const Call& call) {
    Options out;
    if (const std::size_t nodes = call.count(flag::budget).value_or(0); nodes != 0) out.budget = nodes;
    return out;
}
/// Today, as the machine's clock and time zone have it. The library itself reads no clock.
[[nodiscard]] triage::Date today();

/// Writes to stdout, or to the file of -o.
void write_output(const Call& call, std::string_view text);
/// The same for what nobody may miss: where the file of -o cannot be written, `plain` goes to stdout instead; where stdout
/// cannot be written either, to stderr. Says so there. Returns the exit code: done, or bad_input.
[[nodiscard]] int deliver(const Call& call, std::string_view text, const std::function<std::string()>& plain);
[[nodiscard]] inline int deliver(const Call& call, const std::string& text) {
    return deliver(call, text, [&] { return text; });
}
/// `deliver` for an assessment, in the format that was asked for.
[[nodiscard]] int recommend(const Call& call, const triage::Assessment& result);
/// Passes dot to Graphviz and returns its svg. Throws Failure where there is no Graphviz.
[[nodiscard]] std::string svg_of(const std::string& dot);

/// Creates a file that only its owner can read. A file that is there keeps its owner and its permissions. It is replaced at
/// once or not at all; what cannot be replaced is written to: a device, a pipe, a file of several names, of somebody else, or
/// in a folder that is not ours. Drafts of this file that a killed program left behind go. Throws Failure.
void write_private(const std::string& path, std::string_view text);
/// The same with the permissions of an ordinary file.
void write_public(const std::string& path, std::string_view text);
/// The same as `write_private` under a name that is not taken: stem + number + ending. Returns it.
[[nodiscard]] std::string write_fresh(const std::string& folder, const std::string& stem, const std::string& ending,
                                      std::string_view text);
/// Throws Failure where a file could not be written now; for before the work begins. Nothing is left behind, and what is
/// there stays. An empty path and "-" stand for stdout.
void check_writable(const std::string& path);
/// Gives an open file the owner and the permissions of another; false where that is not allowed.
[[nodiscard]] bool take_over(int file, const struct stat& old);
[[nodiscard]] inline bool is_file(const std::string& path) { return !path.empty() && path != "-"; }

/// Where something that a person typed was kept.
struct Kept {
    std::string path;                   ///< empty: nowhere
    std::vector<std::string> problems;  ///< where it could not be written, and why
    bool as_asked = true;               ///< in the file that was named, if one was
};
/// Writes to the file that was named, if any, else to a fresh one in the present folder, else to a fresh one in the home
/// folder. A fresh name is never one that another program has just taken. Throws nothing.
[[nodiscard]] Kept keep(const std::string& named, const std::string& stem, const std::string& ending, std::string_view text);
/// The same for answers; the name is that of --save, or of the file they came from.
[[nodiscard]] inline Kept keep_answers(const Call& call, const triage::Answers& answers) {
    return keep(call.text(call.has(flag::save) ? flag::save : flag::resume), "triage-answers", ".yaml",
                triage::render_answers(answers));
}
/// What to tell the person about it, a paragraph each. `what` begins a sentence: "Your answers"; `go_on` is the command that
/// takes the file, if there is one.
[[nodiscard]] std::vector<std::string> where_kept(const Kept& kept, const std::string& what, const std::string& go_on);

}  // namespace cli
