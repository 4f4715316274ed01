// SPDX-License-Identifier: Apache-2.0
// Asking in a terminal: screens of questions, one after another and back again. Prompts go to stderr.
// Refuses to decide what is asked and when it ends: the interview and the diary each say that themselves.
#pragma once

#include <unistd.h>

#include <string>
#include <vector>

#include "support.hpp"

namespace cli {

enum class Next { on, back, quit, closed, interrupted };

class Screens {
public:
    Screens(const triage::RuleSet& rules, triage::Answers answers, bool examiner);

    [[nodiscard]] const triage::Answers& answers() const { return answers_; }
    [[nodiscard]] const triage::InterviewOptions& asking() const { return asking_; }
    void go_on_after_emergency() { asking_.after_emergency = true; }
    /// What the rules would ask next.
    [[nodiscard]] std::vector<triage::Question> next_screen() const { return triage::next_screen(answers_, asking_); }

    void say(const std::string& text, const std::string& first = "") const;
    static void blank();
    void help() const;

    /// Asks the questions of a new screen.
    Next ask(const std::vector<triage::Question>& screen);
    /// Shows the screen before this one again, with the answers it has.
    Next step_back();
    /// A page without questions was shown: going back from it leads to the screen before it.
    void page_shown() { history_.emplace_back(); }
    /// Shows all answers and changes one, leaving the others alone.
    Next review();

    struct Typed {
        Next next = Next::on;
        bool again = false;  // a command was carried out; ask the same again
        std::string text;
    };
    /// What was typed, unless it was a command. `about` is what "?" explains.
    Typed prompt(const std::string& hint, const std::vector<triage::Question>& about);

private:
    Next show(const std::vector<triage::Question>& screen, bool again);
    Next ask_one(const triage::Question& q, bool keep);
    Next ask_list(std::vector<triage::Question> list, bool keep);
    void explain(const std::vector<triage::Question>& about) const;
    [[nodiscard]] std::uint32_t position(const std::string& id) const;
    [[nodiscard]] bool answered(const triage::Question& q) const;
    [[nodiscard]] std::string present(const triage::Question& q) const;
    [[nodiscard]] triage::Question question(const std::string& id) const;

    std::size_t width_ = screen_width(STDERR_FILENO);
    const triage::RuleSet& rules_;
    triage::Answers answers_;
    triage::InterviewOptions asking_;
    std::vector<std::vector<std::string>> history_;  // ids of each screen shown
};

}  // namespace cli
