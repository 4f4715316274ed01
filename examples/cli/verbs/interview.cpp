// SPDX-License-Identifier: Apache-2.0
// triage interview: screens of questions, worst first, then the recommendation. Prompts go to stderr, the result to
// stdout.
#include <iostream>

#include "cli.hpp"
#include "prompt.hpp"
#include "screens.hpp"

namespace cli {

namespace {

class Interview {
public:
    Interview(const Options& options, const triage::RuleSet& rules, triage::Answers answers)
        : options_(options), screens_(rules, std::move(answers), options.clinician) {}

    int run() {
        greet();
        Next next = Next::on;
        while (next == Next::on || next == Next::back) {
            if (next == Next::back) {
                next = screens_.step_back();
                continue;
            }
            if (!screens_.asking().after_emergency && triage::emergency_is_certain(screens_.answers())) {
                next = emergency();
                if (next == Next::on && !screens_.asking().after_emergency && triage::emergency_is_certain(screens_.answers()))
                    break;
                continue;
            }
            const std::vector<triage::Question> screen = screens_.next_screen();
            if (screen.empty()) break;
            next = screens_.ask(screen);
        }
        return finish(next);
    }

private:
    void greet() {
        screens_.say("triage asks about your leg and says how soon it should be seen.");
        screens_.say(triage::disclaimer(screens_.answers().rules().document().review));
        screens_.say("If you have chest pain, trouble breathing or feel very ill, call " + options_.emergency_number + " now.");
        screens_.help();
    }

    Next emergency() {
        const triage::Assessment now = triage::assess(screens_.answers(), assessing());
        screens_.blank();
        screens_.say(">>> " + now.disposition.label + " <<<");
        screens_.say(now.leading.title + ". " + now.leading.say);
        screens_.blank();
        for (;;) {
            std::cerr << "Enter for the full recommendation, back to correct an answer, or more to go on answering\n> "
                      << std::flush;
            const Line line = read_line();
            if (line.end == Line::End::interrupted) return Next::interrupted;
            const std::string text = folded(line.text);
            if (line.end == Line::End::closed || text.empty()) return Next::on;
            if (text == "more") {
                screens_.go_on_after_emergency();
                return Next::on;
            }
            if (text == "quit" || text == "q") return Next::quit;
            if (text == "back" || text == "b") {
                screens_.page_shown();
                return Next::back;
            }
            if (text == "review") {
                const Next next = screens_.review();
                if (next != Next::on || !triage::emergency_is_certain(screens_.answers())) return next;
                continue;
            }
            screens_.say("I did not understand \"" + text + "\".");
        }
    }

    // The recommendation first: whatever happens to the file, the person has it.
    int finish(Next next) {
        screens_.blank();
        const bool leaves = next == Next::quit || next == Next::interrupted, early = leaves || next == Next::closed;
        int code = next == Next::interrupted ? interrupted : done;
        if (next == Next::closed) screens_.say("The input ended early; what was not answered counts as not sure.");
        if (!leaves) code = recommend();
        if (!early && options_.save.empty()) return code;
        const Kept kept = keep_answers(options_, screens_.answers());
        if (leaves && kept.path.empty()) {
            screens_.say(
                "Your answers cannot be kept, so this is what they say so far; what was not answered counts as not sure.");
            (void)recommend();
            screens_.blank();
        }
        for (const std::string& line : where_kept(kept, "Your answers", early ? "triage --resume" : "")) screens_.say(line);
        return code == done && !kept.as_asked ? bad_input : code;
    }

    int recommend() const {
        const std::string format = choose_format(options_, {"text", "json", "markdown", "html"});
        const triage::Assessment result = triage::assess(screens_.answers(), assessing());
        return deliver(options_, triage::render(result, format_of(format), text_options(options_)),
                       [&] { return triage::render(result, triage::Format::text, text_options(options_)); });
    }

    [[nodiscard]] triage::AssessOptions assessing() const { return assess_options(options_); }

    const Options& options_;
    Screens screens_;
};

}  // namespace

int interview(const Options& options) {
    if (!options.inputs.empty()) throw Failure("triage interview takes no files; to go on from saved answers use --resume FILE");
    (void)choose_format(options, {"text", "json", "markdown", "html"});
    // Before the first question: nobody answers them for a file that cannot be written.
    check_writable(options.save);
    const triage::RuleSet rules = load_rules(options.rules);
    triage::Answers answers{rules};
    if (!options.resume.empty()) {
        std::string id;
        answers = read_answers(rules, options.resume, id);
    }
    catch_signals();
    return Interview(options, rules, std::move(answers)).run();
}

}  // namespace cli
