// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "screens.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Asks questions, then recommends. The default verb.
  triage
  triage --resume triage-answers.yaml)";

namespace {

class Interview {
public:
    Interview(const Call& call, triage::Answers answers) : call_(call), screens_(call, std::move(answers)) {}

    int run() {
        greet();
        return finish(screens_.run([&]() -> std::optional<Next> {
            if (!screens_.asking().after_emergency && emergency_is_certain()) {
                const Next next = emergency();
                const bool accepted = next == Next::on && !screens_.asking().after_emergency && emergency_is_certain();
                return accepted ? std::nullopt : std::optional(next);
            }
            const triage::Screen screen = screens_.next_screen();
            return screen.group ? std::optional(screens_.ask(screen)) : closing_round();
        }));
    }

private:
    [[nodiscard]] bool emergency_is_certain() const { return triage::emergency_is_certain(screens_.answers()); }
    [[nodiscard]] triage::Assessment assess() const { return triage::assess(screens_.answers(), assess_options(call_)); }

    void greet() {
        screens_.say(screens_.answers().rules().title() + ". A few questions, then how soon you should be seen.");
        screens_.say(triage::disclaimer(screens_.answers().rules().document().review));
        screens_.say("If you have chest pain, trouble breathing or feel very ill, call " +
                     assess_options(call_).emergency_number + " now.");
        screens_.help();
    }

    Next emergency() {
        screens_.announce(assess());
        screens_.blank();
        for (;;) {
            const Line line =
                read_line("Enter for the full recommendation, back to correct an answer, or more to go on answering");
            if (line.next == Next::interrupted) return Next::interrupted;
            const std::string text = folded(line.text);
            if (line.next == Next::closed || text.empty()) return Next::on;
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
                if (next != Next::on || !emergency_is_certain()) return next;
                continue;
            }
            screens_.say("I did not understand \"" + text + "\".");
        }
    }

    // What keeps the person from care at home, each with how to find it out; offered once.
    std::optional<Next> closing_round() {
        const triage::Assessment now = assess();
        std::vector<triage::OpenQuestion> open;
        for (const triage::OpenQuestion& q : now.resolve)
            if (offered_.insert(q.finding).second) open.push_back(q);
        if (open.empty()) return std::nullopt;
        screens_.blank();
        screens_.say(open.size() == 1 ? "One answer keeps you from a clear result:"
                                      : std::to_string(open.size()) + " answers keep you from a clear result:");
        for (const triage::OpenQuestion& q : open) screens_.say(q.ask, "  - ");
        screens_.say(open.size() == 1 ? "Check it now?" : "Check them now?");
        screens_.page_shown();
        for (;;) {
            const Line line = screens_.prompt("yes, or no for the result", {});
            if (line.next == Next::closed) return std::nullopt;  // everything was asked: the input did not end early
            if (line.next == Next::again) continue;
            if (line.next != Next::on) return line.next;
            if (const auto word = yes_no_word(line.text))
                return *word == triage::yes ? std::optional(screens_.check_now(open)) : std::nullopt;
            screens_.say("I did not understand \"" + line.text + "\".");
        }
    }

    // The recommendation first: whatever happens to the file, the person has it.
    int finish(Next next) {
        screens_.blank();
        const bool leaves = next == Next::quit || next == Next::interrupted, early = leaves || next == Next::closed;
        int code = next == Next::interrupted ? interrupted : done;
        if (next == Next::closed) screens_.say("The input ended early; what was not answered counts as not sure.");
        if (!leaves) code = recommend(call_, assess());
        if (!early && !call_.has(flag::save)) return code;
        const Kept kept = keep_answers(call_, screens_.answers());
        if (leaves && kept.path.empty()) {
            screens_.say(
                "Your answers cannot be kept, so this is what they say so far; what was not answered counts as not sure.");
            (void)recommend(call_, assess());
            screens_.blank();
        }
        for (const std::string& line : where_kept(kept, "Your answers", early ? "triage --resume" : "")) screens_.say(line);
        return code == done && !kept.as_asked ? bad_input : code;
    }

    const Call& call_;
    Screens screens_;
    std::set<std::string> offered_;  // ids of questions that the closing round offered
};

int run(const Call& call) {
    check_writable(call.text(flag::save));  // before the first question: nobody answers them for a file that cannot be written
    const triage::RuleSet rules = load_rules(call.text(flag::rules));
    triage::Answers answers{rules};
    if (call.has(flag::resume)) answers = read_answers(rules, call.text(flag::resume)).answers;
    catch_signals();
    return Interview(call, std::move(answers)).run();
}

}  // namespace

const Verb verbs::interview{
    "interview", "",  "text|json|markdown|html", {flag::resume, flag::save, flag::detail, flag::rules}, Result::personal,
    run,         help};

}  // namespace cli
