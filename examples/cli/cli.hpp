// SPDX-License-Identifier: Apache-2.0
// What the commands share: options, exit codes, loading, output.
// Refuses to use anything but public headers of the library: whatever the program does, an app can do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/date.hpp>
#include <triage/review/cases.hpp>
#include <triage/triage.hpp>

namespace cli {

enum Exit : int { done = 0, found = 1, bad_input = 2, not_proved = 3, interrupted = 130 };

/// A mistake in how the program was called, or input that cannot be used. The message goes to stderr; exit code 2.
struct Failure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The words of one call, after parsing.
struct Options {
    std::string command;
    std::vector<std::string> inputs;  ///< positional
    std::string rules;                ///< empty: the shipped rules
    std::string format;               ///< empty: the command's default
    std::string emergency_number = "your local emergency number";
    std::string output;  ///< -o; empty: stdout
    std::string why_not, resume, save, pathway;
    std::string start;  ///< plan: YYYY-MM-DD; empty: today
    std::string color = "auto";
    bool clinician = false;
    bool exit_code = false;
    bool exact = false;   ///< assess: the exact range and changes, by the diagram
    std::string suggest;  ///< mutate: file for cases that would close the gaps
    bool full = false;
    bool report = false;    ///< test: by level, with intervals
    bool cases = false;     ///< schema: of case files
    bool coverage = false;  ///< test: what the cases cover
    bool denied = false;    ///< generate: deny every other worrying finding
    std::optional<double> min_in_range;
    std::string fail_on = "any";  ///< diff: any, downgrade
    std::size_t budget = 0;       ///< prove, diff, mutate: nodes of the diagram; 0: the default
    struct Log {
        std::string answers, note, date, from, to;
        std::int64_t replace = 0;
        std::size_t last = 14;
        bool reassessed = false;
    } log;
    struct Review {
        std::vector<std::string> pathways;  ///< every --pathway
        std::string who, role, since;
        bool sign = false, frame = false, mutation = false;
    } review;
};

/// Parses the command line. Help and version are printed here; then nothing is returned.
[[nodiscard]] std::optional<Options> parse(int argc, const char* const* argv);

/// Throws Failure where a file that would be written is one that is read, or two that would be written are one.
void check_apart(const Options& options);

[[nodiscard]] triage::RuleSet load_rules(const std::string& path);
/// The rules named as the only argument, or by --rules; empty: the shipped ones.
[[nodiscard]] std::string rules_path(const Options& options);
/// The id of a pathway of these rules, or empty. Throws Failure, naming the nearest, on any other.
[[nodiscard]] std::string known_pathway(const triage::RuleSet& rules, const std::string& id);
/// The rules of a command that takes a rule folder, and the cases of the files named behind it, or else beside the rules.
struct LoadedCases {
    triage::RuleSet rules;
    std::vector<triage::Case> cases;
    std::string path;  ///< of the rules
};
/// Throws Failure where there are no case files, unless `may_be_none`.
[[nodiscard]] LoadedCases load_cases(const Options& options, bool may_be_none = false);
[[nodiscard]] triage::Answers read_answers(const triage::RuleSet& rules, const std::string& path, std::string& id);
/// Columns of the terminal behind a file descriptor, 20 to 100; 80 where there is none.
[[nodiscard]] std::size_t screen_width(int file);
[[nodiscard]] triage::TextOptions text_options(const Options& options);
[[nodiscard]] triage::AssessOptions assess_options(const Options& options);

/// Throws Failure unless `format` is one of `known`; the first is the default.
[[nodiscard]] std::string choose_format(const Options& options, std::initializer_list<const char*> known);

/// The format of an assessment by its name.
[[nodiscard]] triage::Format format_of(const std::string& name);

/// Writes to stdout, or to the file of -o.
void write_output(const Options& options, std::string_view text);
/// The same for what nobody may miss: where the file of -o cannot be written, `plain` goes to stdout instead; where stdout
/// cannot be written either, to stderr. Says so there. Returns the exit code: done, or bad_input.
[[nodiscard]] int deliver(const Options& options, std::string_view text, const std::function<std::string()>& plain);
/// Creates a file that only its owner can read. An existing file is replaced at once or not at all; a device or a pipe is
/// written to. Throws Failure.
void write_private(const std::string& path, std::string_view text);
/// The same with the permissions of an ordinary file.
void write_public(const std::string& path, std::string_view text);
/// Throws Failure where a file could not be written now; for before the work begins. Nothing is left behind, and what is
/// there stays. An empty path and "-" stand for stdout.
void check_writable(const std::string& path);
/// Passes dot to Graphviz and returns its svg. Throws Failure where there is no Graphviz.
[[nodiscard]] std::string svg_of(const std::string& dot);
/// Where something that a person typed was kept.
struct Kept {
    std::string path;                   ///< empty: nowhere
    std::vector<std::string> problems;  ///< where it could not be written, and why
    bool as_asked = true;               ///< in the file that was named, if one was
};
/// Writes to the file that was named, if any, else to a fresh one in the present folder, else to a fresh one in the home
/// folder. A fresh name is `stem` + number + `ending`, and is never one that another program has just taken. Throws nothing.
[[nodiscard]] Kept keep(const std::string& named, const std::string& stem, const std::string& ending, std::string_view text);
/// The same for answers; the name is that of --save, or of the file they came from.
[[nodiscard]] Kept keep_answers(const Options& options, const triage::Answers& answers);
/// What to tell the person about it, a paragraph each. `what` begins a sentence: "Your answers"; `go_on` is the command that
/// takes the file, if there is one.
[[nodiscard]] std::vector<std::string> where_kept(const Kept& kept, const std::string& what, const std::string& go_on);

/// What a person said about one day.
struct Diary {
    triage::Answers answers;
    std::string note = {};
    bool reassessed = false;
    bool complete = true;
    int code = done;   ///< where they left early; they know where their answers are
    bool kept = true;  ///< left early: the answers are in a file
};
/// Asks the questions of a diary at the terminal: those that decide, and those that are only kept. `ask_reassessed`: an
/// earlier entry said stop.
[[nodiscard]] Diary ask_diary(const Options& options, const triage::RuleSet& rules, triage::Answers start, bool ask_reassessed);

/// Today, as the machine's clock and time zone have it. The library itself reads no clock.
[[nodiscard]] triage::Date today();
/// The date of an option, or today where it is empty. Throws Failure on anything but YYYY-MM-DD.
[[nodiscard]] triage::Date date_option(const std::string& text, const char* option);

int assess(const Options& options);
int batch(const Options& options);
int check(const Options& options);
int diff(const Options& options);
/// The part of `test` that --coverage asks for.
int coverage(const Options& options, const LoadedCases& loaded);
/// One line for each expectation of a case that failed, or that nobody can meet.
std::string failures_text(const triage::CaseResult& result);
int generate(const Options& options);
int graph(const Options& options);
int interview(const Options& options);
int log(const Options& options);
int mutate(const Options& options);
int plan(const Options& options);
int schema(const Options& options);
int prove(const Options& options);
int review_rules(const Options& options);
/// The part of `review` that --sign asks for.
int sign_rules(const Options& options);
int test(const Options& options);

}  // namespace cli
