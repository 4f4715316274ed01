// SPDX-License-Identifier: Apache-2.0
// Asking in a terminal: screens of questions, one after another and back again, and what a person types at them. Prompts go to
// stderr.
// Refuses to decide what is asked and when it ends (the interview and the diary each say that themselves), and to read an empty
// line as an answer.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support.hpp"

namespace cli {

// ---- prompt.cpp: words into meanings

/// Where to go on after a question. again: a command was carried out; ask the same again.
enum class Next { on, again, back, quit, closed, interrupted };

/// One line from stdin.
struct Line {
    Next next = Next::on;
    std::string text;
};

/// Shows a hint and reads a line: on, closed, or interrupted at a signal (see `catch_signals`).
[[nodiscard]] Line read_line(const std::string& hint);
/// Lets Ctrl-C and a hang-up end `read_line` instead of the program.
void catch_signals();

/// Lower case, blanks trimmed and folded.
[[nodiscard]] std::string folded(std::string_view text);

/// yes, no or not sure in one of their usual spellings.
[[nodiscard]] std::optional<triage::Kleene> yes_no_word(const std::string& folded_text);

/// What was said about a list of yes/no questions, by position from 0; nothing said about one: no value.
struct ListReply {
    std::vector<std::optional<triage::Kleene>> values;
    std::string error;  ///< what was not understood; then `values` means nothing
};

/// Understands "1 3", "none", "all", "not sure 2", "1, not sure 3", "not sure", "yes 1 no 2".
/// Numbers or "none" answer the whole list: what is not named is a "no". "not sure 2" by itself answers only that one.
[[nodiscard]] ListReply read_list_reply(const std::string& folded_text, std::size_t count);

/// A choice by number, by its label, by id or by the words of the id; or "not sure".
[[nodiscard]] std::optional<triage::Answer> read_choice(const std::string& folded_text,
                                                        const std::vector<triage::QuestionOption>& options);

/// A number, or "not sure". "34,5" is 34.5; "1,000" could be two numbers and is none.
[[nodiscard]] std::optional<triage::Answer> read_number(const std::string& folded_text);

// ---- screens.cpp

class Screens {
public:
    Screens(const Call& call, triage::Answers answers);

    [[nodiscard]] const triage::Answers& answers() const { return answers_; }
    [[nodiscard]] const triage::InterviewOptions& asking() const { return asking_; }
    void go_on_after_emergency() { asking_.after_emergency = true; }
    /// What the rules would ask next.
    [[nodiscard]] triage::Screen next_screen() const { return triage::screen_of(answers_, asking_); }

    void say(const std::string& text, const std::string& first = "") const;
    static void blank();
    void help() const;

    /// Goes where each `step()` says, back too, until one says nothing or the person leaves.
    template <class Step>
    Next run(Step&& step) {
        Next last = Next::on;
        while (last == Next::on || last == Next::back) {
            const std::optional<Next> next = last == Next::back ? step_back() : step();
            if (!next) return Next::on;
            last = *next;
        }
        return last;
    }
    /// Says at once what these answers mean.
    void announce(const triage::Assessment& now) const;

    /// Asks the questions of a new screen.
    Next ask(const triage::Screen& screen);
    /// Says how to find out each of these and asks it again: the closing round.
    Next check_now(const std::vector<triage::OpenQuestion>& open);
    /// Shows the screen before this one again, with the answers it has.
    Next step_back();
    /// A page without questions was shown: going back from it leads to the screen before it.
    void page_shown() { history_.emplace_back(); }
    /// Shows all answers and changes one, leaving the others alone.
    Next review();

    /// What was typed, unless it was a command. `about` is what "?" explains.
    Line prompt(const std::string& hint, const std::vector<triage::Question>& about);

private:
    Next show(const triage::Screen& screen, bool again);
    Next ask_one(const triage::Question& q, bool keep);
    Next ask_list(std::vector<triage::Question> list, const std::string& all_true, bool keep);
    Next check_again(const std::vector<triage::Question>& asked);
    Next check_one(const triage::Question& q);
    void explain(const std::vector<triage::Question>& about) const;
    [[nodiscard]] triage::FindingId position(const std::string& id) const {
        return answers_.rules().compiled().finding_names.find(id);
    }
    [[nodiscard]] bool answered(const triage::Question& q) const {
        return answers_.state(position(q.id)) != triage::Answers::State::not_asked;
    }
    [[nodiscard]] const triage::Finding& finding(const std::string& id) const {
        return answers_.rules().document().findings[position(id)];
    }
    [[nodiscard]] std::string present(const triage::Question& q) const;
    [[nodiscard]] triage::Question question(const std::string& id) const {
        return triage::question_of(answers_.rules(), position(id));
    }

    std::size_t width_ = screen_width(STDERR_FILENO);
    triage::Answers answers_;
    triage::InterviewOptions asking_;
    std::vector<triage::Screen> history_;  // each screen shown; a page without questions is an empty one
    std::set<std::string> checked_;        // ids of questions asked again after "not sure"
};

}  // namespace cli
