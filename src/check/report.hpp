// SPDX-License-Identifier: Apache-2.0
// Collects what `check` has to say, and puts it into the order of the files; and the parts of `check` that add to it.
// Refuses errors: what is wrong enough to be refused is found by the compiler.
#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <triage/compile/problems.hpp>
#include <triage/review/diagram/decision.hpp>

namespace triage::check_detail {

class Report {
public:
    explicit Report(const RuleDocument& document) : document_(&document) {}

    void warn(Mark at, std::string code, std::string message, std::string hint) {
        add(at, std::move(code), std::move(message), std::move(hint), Severity::warning);
    }
    void note(Mark at, std::string code, std::string message, std::string hint = {}) {
        add(at, std::move(code), std::move(message), std::move(hint), Severity::note);
    }
    [[nodiscard]] std::vector<Diagnostic> take() {
        std::stable_sort(all_.begin(), all_.end(), [](const Entry& a, const Entry& b) {
            const auto key = [](const Entry& e) { return std::tie(e.first.file, e.first.line, e.first.column, e.second.code); };
            return key(a) < key(b);
        });
        std::vector<Diagnostic> out;
        out.reserve(all_.size());
        for (Entry& e : all_) out.push_back(std::move(e.second));
        return out;
    }

private:
    using Entry = std::pair<Mark, Diagnostic>;

    void add(Mark at, std::string code, std::string message, std::string hint, Severity severity) {
        all_.emplace_back(at, diagnose(document_->files, at, std::move(code), std::move(message), std::move(hint), severity));
    }

    const RuleDocument* document_;
    std::vector<Entry> all_;
};

[[nodiscard]] inline std::string quoted(const std::string& id) { return "\"" + id + "\""; }

/// unreachable-step, unused-*, finding-never-asked. `decision`: where the diagram was finished; else nullptr.
void report_unused(const Rules& rules, Decision* decision, Report& report);
/// settled-finding, dead-branch, milder-before-graver, examiner-floor, floor-not-guarded.
void report_paths(Decision& decision, const PatternSpace& space, Report& report);
/// same-target, otherwise-level.
void report_targets(const Rules& rules, Report& report);
/// option-without-label, abbreviation, unused-group.
void report_words(const RuleDocument& document, Report& report);
/// review.
void report_reviews(const RuleSet& rules, Report& report);

}  // namespace triage::check_detail
