// SPDX-License-Identifier: Apache-2.0
// Reading rules, answers and cases from YAML or JSON. Declared here, compiled in src/ (link triage::triage).
// Refuses to half-accept: with any error there is no value, and all errors come together, each with its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <triage/model/case.hpp>
#include <triage/model/diagnostic.hpp>
#include <triage/model/document.hpp>
#include <triage/model/limits.hpp>
#include <triage/model/rule_set.hpp>
#include <triage/walk/answers.hpp>
#include <triage/walk/stored.hpp>

namespace triage {

/// The answers of one person, with the id of the file where it has one.
struct AnswerSheet {
    std::string id;
    Answers answers;
};

/// One row of a batch: JSON on one line. `error` is a sentence, empty when the row is good; then there are answers.
struct BatchRow {
    std::string id;
    std::string error;
    std::vector<Diagnostic> diagnostics;  ///< the same, one by one
    std::optional<Answers> answers;
};

#if defined(TRIAGE_HEADER_ONLY) && !defined(TRIAGE_LIBRARY)
// Headers alone (triage::core) cannot read files. Who calls a reader is told so by the compiler, not by the linker.
#define TRIAGE_COMPILED_READER(name)                                                                                    \
    template <class... Arguments>                                                                                       \
    void name(const Arguments&...) {                                                                                    \
        static_assert(sizeof...(Arguments) > 1000, "triage::" #name                                                     \
                                                   " reads files: link triage::triage (triage::core is headers alone; " \
                                                   "rules come from triage::read_compiled)");                           \
    }
TRIAGE_COMPILED_READER(load)
TRIAGE_COMPILED_READER(read_document)
TRIAGE_COMPILED_READER(shipped_files)
TRIAGE_COMPILED_READER(load_shipped)
TRIAGE_COMPILED_READER(read_answers)
TRIAGE_COMPILED_READER(load_answers)
TRIAGE_COMPILED_READER(restore)
TRIAGE_COMPILED_READER(read_row)
TRIAGE_COMPILED_READER(load_cases)
TRIAGE_COMPILED_READER(read_cases)
TRIAGE_COMPILED_READER(case_files)
#undef TRIAGE_COMPILED_READER
#else

/// Loads a rule folder (its ruleset.yaml), one self-contained rule file, or compiled rules (`write_compiled`), which are known
/// by their first bytes.
///
///     const triage::RuleSet rules = triage::load("rules/lower_leg_pain").value();
[[nodiscard]] Loaded<RuleSet> load(const std::string& path, const LoadOptions& options = {});

/// The same from memory: `files[0]` is the top file, the others are what it may include.
[[nodiscard]] Loaded<RuleSet> load(const std::vector<SourceFile>& files, const LoadOptions& options = {});

/// Reads without compiling: the document as written.
[[nodiscard]] Loaded<RuleDocument> read_document(const std::string& path, const LoadOptions& options = {});
[[nodiscard]] Loaded<RuleDocument> read_document(const std::vector<SourceFile>& files, const LoadOptions& options = {});

/// The files of a rule set that this library was built with, so that an app needs no rule folder: "lower_leg_pain" or
/// "return_to_running". Throws std::invalid_argument, naming the nearest, for any other name.
[[nodiscard]] const std::vector<SourceFile>& shipped_files(const std::string& name = "lower_leg_pain");
/// Loaded afresh at each call, in about a millisecond. Throws as `shipped_files` does.
[[nodiscard]] Loaded<RuleSet> load_shipped(const std::string& name = "lower_leg_pain");

/// Reads answers from YAML or JSON, in either form: `{finding: answer}` or `{id: …, answers: {finding: answer}}`.
/// `name` stands for the file in messages.
[[nodiscard]] Loaded<AnswerSheet> read_answers(const RuleSet& rules, std::string_view text, const std::string& name,
                                               const LoadOptions& options = {});
[[nodiscard]] Loaded<AnswerSheet> load_answers(const RuleSet& rules, const std::string& path, const LoadOptions& options = {});

/// Reads stored answers (`write_answers`, or any answer file) into rules that may be others: what still holds is taken, and the
/// rest is named with its reason. Not ok only where the text itself cannot be read.
[[nodiscard]] Loaded<Restored> restore(const RuleSet& rules, std::string_view text, const std::string& name,
                                       const LoadOptions& options = {});

/// Reads one line of NDJSON, `{"id": "c-1", "answers": {"calf_swelling": "yes"}}`. Never throws on bad input.
[[nodiscard]] BatchRow read_row(const RuleSet& rules, std::string_view line, const LoadOptions& options = {});

/// Reads a case file (triage-cases/1) against a rule set.
[[nodiscard]] Loaded<std::vector<Case> > load_cases(const RuleSet& rules, const std::string& path,
                                                    const LoadOptions& options = {});
[[nodiscard]] Loaded<std::vector<Case> > read_cases(const RuleSet& rules, std::string_view text, const std::string& name,
                                                    const LoadOptions& options = {});
/// The case files of a rule folder (`cases/*.cases.yaml`), sorted; empty for a single file or where there are none.
[[nodiscard]] std::vector<std::string> case_files(const std::string& rules_path);

#endif

}  // namespace triage
