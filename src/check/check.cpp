// SPDX-License-Identifier: Apache-2.0
#include <triage/review/check.hpp>
#include <triage/review/sign_off.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <triage/text/text.hpp>
#include <triage/walk/interview.hpp>
#include <triage/walk/people.hpp>

#include "check/reached.hpp"
#include "check/report.hpp"

namespace triage {

namespace {

// Follows the interview of a person who denies everything.
class Denier {
public:
    Denier(const RuleSet& rules, std::size_t work) : rules_(rules.compiled()), space_({&rules_}), answers_(rules), work_(work) {}

    void run(Questionnaire& out) {
        while (spend()) {
            const std::vector<Question> screen = next_screen(answers_);
            if (screen.empty()) return;
            ++out.screens;
            out.questions += screen.size();
            for (const Question& q : screen) answer(q);
        }
        out.whole = false;
    }

private:
    // One look at what matters costs about the rules.
    bool spend() {
        const std::size_t cost = rules_.nodes.size() + rules_.steps.size();
        if (work_ <= cost) return false;
        work_ -= cost;
        return true;
    }
    void answer(const Question& q) {
        const FindingId f = rules_.finding_names.find(q.id);
        const auto absent = absent_value(rules_.document.findings[f]);
        if (q.type == FindingType::yes_no)
            answers_.set_option(f, 0);
        else if (q.type == FindingType::choice && absent)
            answers_.set_option(f, absent->option);
        else
            longest(f, space_.levels()[space_.level_of(q.id)]);
    }
    // Gives the answer that leaves most questions open, the first of equals, of those that the rules tell apart.
    void longest(FindingId finding, const Level& level) {
        std::size_t best = 0, most = 0;
        for (std::size_t i = 0; i < level.unknown_cell() && spend(); ++i) {
            if (level.cells[i].fraction) continue;
            (void)answers_.try_set(finding, level.cells[i].answer);
            const std::size_t open = open_questions(answers_, {}).size();
            if (open > most) {
                best = i;
                most = open;
            }
        }
        (void)answers_.try_set(finding, level.cells[best].answer);
    }

    const Rules& rules_;
    const PatternSpace space_;
    Answers answers_;
    std::size_t work_;
};

void report_questionnaire(const RuleSet& rules, const CheckOptions& options, check_detail::Report& report) {
    const Questionnaire q = longest_questionnaire(rules, options);
    std::string message =
        q.whole ? "a person who denies everything is asked " : "a person who denies everything is asked at least ";
    message += counted(q.questions, "question") + " on " + counted(q.screens, "screen") + "; nobody is asked more than " +
               counted(q.questions_at_most, "question") + " (" + counted(q.screens_at_least, "screen") +
               " if each group comes at once)";
    if (q.examiner_questions != 0) message += "; a clinician up to " + std::to_string(q.examiner_questions) + " more";
    report.note(rules.document().id.at, "longest-questionnaire", message);
}

constexpr std::size_t most_changes = 6;  // that one message names

// A change in words is named; one that decides is told, where it is short: "condition of criterion x: “age at least 50” → …".
std::string told(const ChangedSince& c) {
    constexpr std::size_t short_enough = 120;
    if (!c.words && c.old_text.size() + c.new_text.size() <= short_enough) return sentence(c);
    return name_text(c) + (c.through.empty() ? "" : ", through " + c.through);
}

// ": text to the person of outcome x, through advice y; …": what a signature no longer covers, as far as what was read was kept.
std::string what_changed(const RuleSet& rules, KeptRules& kept, const Signature& s) {
    const RuleSet* read = kept.of(s.read);
    if (read == nullptr) return {};
    std::vector<std::string> out;
    for (const ChangedSince& c : changed_since(*read, rules, s.pathway)) out.push_back(told(c));
    return out.empty() ? "" : ": " + joined(out, "; ", most_changes);
}

std::string still_the_version(const RuleSet& rules, const Signature& s) {
    return s.version == rules.version() ? "; the version is still " + rules.version() + ": raise it" : "";
}

// One look at changed words settles all parts that they reach, so they are one warning.
void report_words_read(const RuleSet& rules, KeptRules& kept, const std::vector<Signature>& parts, check_detail::Report& report) {
    const Signature* first = nullptr;
    std::vector<std::string> reached, changes;
    for (const Signature& s : parts) {
        if (s.state != Signature::State::reworded) continue;
        if (first == nullptr) first = &s;
        std::vector<std::string> through;
        if (const RuleSet* read = kept.of(s.read))
            for (const ChangedSince& c : changed_since(*read, rules, s.pathway)) {
                add_once(changes, name_text(c));
                if (!c.through.empty()) add_once(through, c.through);
            }
        reached.push_back((s.pathway.empty() ? "the frame" : s.pathway) +
                          (through.empty() ? "" : " (through " + joined(through, ", ") + ")"));
    }
    if (first == nullptr) return;
    report.warn(first->at, "sign-off-words",
                "words changed since " + first->who + " (" + first->role + ") signed on " + first->date +
                    ", and nothing that decides" + (changes.empty() ? "" : ": " + joined(changes, "; ", most_changes)) +
                    "; they reach " + joined(reached),
                "one look is enough for all of them: triage review RULES --changed -o changed.html");
}

// sign-off-void, sign-off-words, not-signed; nothing where nobody has signed anything.
void report_sign_offs(const RuleSet& rules, check_detail::Report& report) {
    const std::vector<SignOff> all = sign_offs_of(rules);
    if (all.empty()) return;
    std::vector<std::string> missing;
    const std::vector<Signature> parts = signatures(rules.document(), all);
    KeptRules kept(rules);
    for (const Signature& s : parts) {
        const bool frame = s.pathway.empty();
        using State = Signature::State;
        if (s.state == State::none) missing.push_back(frame ? "the frame" : s.pathway);
        if (s.state != State::voided) continue;
        const std::string part =
            frame ? std::string("the frame (scope, dispositions, order of pathways, otherwise, safety, assumptions, plans)")
                  : "pathway " + check_detail::quoted(s.pathway);
        report.warn(s.at, "sign-off-void",
                    "signed by " + s.who + " (" + s.role + ") on " + s.date + " at version " + s.version + ", but " + part +
                        " changed since" + what_changed(rules, kept, s) + still_the_version(rules, s),
                    "make the packet of what changed, and have it read: triage review RULES --changed -o changed.html");
    }
    report_words_read(rules, kept, parts, report);
    if (!missing.empty())
        report.note(rules.document().id.at, "not-signed",
                    std::to_string(missing.size()) + " of " + std::to_string(parts.size()) +
                        " parts were never signed: " + joined(missing),
                    "triage review RULES -o review.html makes the packet to read");
}

// walked-one-by-one.
void report_slow_walks(const RuleSet& rules, check_detail::Report& report) {
    for (const PathwayId p : PeopleProgram(rules).one_by_one()) {
        const Text& id = rules.document().pathways[p].id;
        report.note(
            id.at, "walked-one-by-one",
            "pathway " + check_detail::quoted(id.value) +
                " cannot be walked for many people at once: batches, cohorts and \"what would change it\" take longer, and "
                "the results are the same",
            "a score that can stay unknown and has a way of its own for that does this; so do rules of more than a million "
            "operations");
    }
}

}  // namespace

Questionnaire longest_questionnaire(const RuleSet& rules, const CheckOptions& options) {
    const RuleDocument& doc = rules.document();
    Questionnaire out;
    const check_detail::Reached asked(doc, true);
    std::map<std::string, std::size_t> groups;  // how many questions each has
    for (const Finding& f : doc.findings) {
        if (!asked.has(f)) continue;
        ++(f.examiner ? out.examiner_questions : out.questions_at_most);
        if (!f.examiner) ++groups[f.group.value];
    }
    const std::size_t a_screen = InterviewOptions{}.questions_a_screen;
    for (const auto& [group, questions] : groups) out.screens_at_least += (questions + a_screen - 1) / a_screen;
    Denier(rules, options.work).run(out);
    return out;
}

std::vector<Diagnostic> check(const RuleSet& rules, const CheckOptions& options) {
    using namespace check_detail;
    const Rules& compiled = rules.compiled();
    Report report(compiled.document);
    report_targets(compiled, report);
    report_words(compiled.document, report);
    report_reviews(rules, report);
    report_sign_offs(rules, report);
    report_slow_walks(rules, report);
    const PatternSpace space({&compiled});
    Diagram diagram(space.values(), options.budget);
    std::optional<Decision> decision;
    try {
        decision.emplace(diagram, space, rules);
        report_paths(*decision, space, report);
    } catch (const BudgetExceeded&) {
        report.note(compiled.document.id.at, "check-incomplete",
                    "the rules are too large to follow every path: some steps were not judged for settled-finding, dead-branch, "
                    "milder-before-graver, examiner-floor and floor-not-guarded",
                    "raise the budget of check, or split the pathways");
    }
    report_unused(compiled, decision ? &*decision : nullptr, report);
    report_questionnaire(rules, options, report);
    return report.take();
}

}  // namespace triage
