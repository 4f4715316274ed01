// SPDX-License-Identifier: Apache-2.0
// triage interview: screens of questions, worst first, then the recommendation. Prompts go to stderr, the result to
// stdout.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli.hpp"
#include "prompt.hpp"

namespace cli {

namespace {

using triage::Answer;
using triage::Answers;
using triage::FindingType;
using triage::Question;

enum class Next { on, back, quit, closed, interrupted };

class Interview {
public:
    Interview(const Options& options, const triage::RuleSet& rules, Answers answers)
        : options_(options), rules_(rules), answers_(std::move(answers)) {
        asking_.examiner = options.clinician;
    }

    int run() {
        greet();
        Next next = Next::on;
        while (next == Next::on || next == Next::back) {
            if (next == Next::back) {
                next = step_back();
                continue;
            }
            if (!asking_.after_emergency && triage::emergency_is_certain(answers_)) {
                next = emergency();
                if (next == Next::on && !asking_.after_emergency && triage::emergency_is_certain(answers_)) break;
                continue;
            }
            const std::vector<Question> screen = triage::next_screen(answers_, asking_);
            if (screen.empty()) break;
            std::vector<std::string> ids;
            for (const Question& q : screen) ids.push_back(q.id);
            history_.push_back(ids);
            next = show(screen);
        }
        return finish(next);
    }

    /// The questions of a diary: what decides first, then what is only kept. Being told to stop ends no diary.
    Diary run_diary(bool ask_reassessed) {
        asking_.after_emergency = true;
        help();
        Next next = Next::on;
        bool told = false;
        while (next == Next::on || next == Next::back) {
            if (next == Next::back) {
                next = step_back();
                continue;
            }
            if (!told && triage::emergency_is_certain(answers_)) {
                told = true;  // at once, whatever the diary would still like to know
                const triage::Assessment now = triage::assess(answers_, assessing());
                blank();
                say(">>> " + now.disposition.label + " <<<");
                say(now.leading.title + ". " + now.leading.say);
                say("The questions that are left are only for your diary; you can quit.");
            }
            std::vector<Question> screen = triage::next_screen(answers_, asking_);
            if (screen.empty()) screen = kept_only();
            if (screen.empty()) break;
            std::vector<std::string> ids;
            for (const Question& q : screen) ids.push_back(q.id);
            history_.push_back(ids);
            next = show(screen);
        }
        Diary diary{answers_, {}, false, done, true};
        if (next == Next::on && ask_reassessed) next = ask_whether_reassessed(diary);
        if (next == Next::on) next = ask_note(diary);
        if (next == Next::on) return diary;
        diary.answers = answers_;
        diary.complete = false;
        const std::string path = keep_answers(options_, answers_);
        say("Nothing was added. Your answers are in " + path + "; go on with: triage log add " +
            (options_.inputs.size() == 2 ? options_.inputs[1] + " " : "") + "--resume " + path);
        diary.code = next == Next::interrupted ? interrupted : next == Next::quit ? done : bad_input;
        return diary;
    }

private:
    // What no step may ever need: the activity, the minutes, and every score of the trend.
    [[nodiscard]] std::vector<Question> kept_only() const {
        std::vector<Question> screen;
        const auto& findings = rules_.document().findings;
        for (std::uint32_t f = 0; f < findings.size(); ++f) {
            const bool kept = rules_.compiled().findings[f].clause_count == 0 ||
                              (findings[f].type == FindingType::number && findings[f].min.value == 0 && findings[f].max.value == 10);
            if (!kept || findings[f].examiner || answers_.effective_state(f) != Answers::State::not_asked) continue;
            if (screen.empty() || (findings[f].group.value == screen[0].group && screen.size() < asking_.questions_a_screen))
                screen.push_back(triage::question_of(rules_, f));
        }
        return screen;
    }

    Next ask_whether_reassessed(Diary& diary) {
        blank();
        say("An earlier entry said stop. Have you gone through triage again or been seen since then, and been told that you may go on?");
        for (;;) {
            const Typed typed = prompt("yes or no", {});
            if (typed.again) continue;
            if (typed.next == Next::back) return Next::back;
            if (typed.next != Next::on) return typed.next;
            const auto word = yes_no_word(typed.text);
            if (!word) {
                say("Please type yes or no.");
                continue;
            }
            diary.reassessed = *word == triage::yes;
            return Next::on;
        }
    }

    Next ask_note(Diary& diary) {
        constexpr std::size_t longest = 900;  // below what read_line keeps of a line
        for (;;) {
            blank();
            std::cerr << "A note for yourself, or Enter for none\n> " << std::flush;
            const Line line = read_line();
            if (line.end == Line::End::interrupted) return Next::interrupted;
            if (line.text.size() <= longest) {
                diary.note = line.text;
                return Next::on;
            }
            say("That is too long for one line; put it in a file and use --note.");
        }
    }

    void say(const std::string& text, const std::string& first = "") const { std::cerr << triage::wrapped(text, width_, first); }
    static void blank() { std::cerr << '\n'; }

    void greet() {
        say("triage asks about your leg and says how soon it should be seen.");
        say(triage::disclaimer);
        say("If you have chest pain, trouble breathing or feel very ill, call " + options_.emergency_number + " now.");
        help();
    }

    void help() const {
        blank();
        say("At any question you can type:");
        say("?        why this is asked", "  ");
        say("back     to the screen before; review  to see and change any answer", "  ");
        say("quit     to stop; your answers are kept in a file", "  ");
    }

    [[nodiscard]] std::uint32_t position(const std::string& id) const { return rules_.compiled().finding_names.find(id); }
    [[nodiscard]] bool answered(const Question& q) const { return answers_.state(position(q.id)) != Answers::State::not_asked; }
    [[nodiscard]] std::string present(const Question& q) const {
        return answered(q) ? "   [now: " + (answers_.state(position(q.id)) == Answers::State::unsure
                                                ? std::string("not sure")
                                                : words_of(answers_.answer(position(q.id)).text())) + "]"
                           : "";
    }
    [[nodiscard]] Question question(const std::string& id) const { return triage::question_of(rules_, position(id)); }

    // One screen: numbers and choices one after another, then all yes/no questions together.
    Next show(const std::vector<Question>& screen, bool again = false) {
        blank();
        const std::size_t left = triage::screens_left(answers_, asking_);
        say("--- Screen " + std::to_string(history_.size()) +
            (left == 0 ? "" : " of about " + std::to_string(history_.size() + left - (again ? 0 : 1))) + " " + std::string(40, '-'));
        std::vector<Question> list;
        for (const Question& q : screen) {
            if (q.type == FindingType::yes_no) {
                list.push_back(q);
                continue;
            }
            const Next next = ask_one(q, again);
            if (next != Next::on) return next;
        }
        // What was just answered may have settled some of the rest.
        if (!again) std::erase_if(list, [&](const Question& q) { return answered(q) || answers_.implied(position(q.id)); });
        if (list.size() == 1) return ask_one(list[0], again);
        return list.empty() ? Next::on : ask_list(list, again);
    }

    Next ask_one(const Question& q, bool keep) {
        for (;;) {
            blank();
            say(q.ask + present(q));
            if (q.type == FindingType::choice)
                for (std::size_t i = 0; i < q.options.size(); ++i) say(words_of(q.options[i]), "  " + std::to_string(i + 1) + "  ");
            std::string hint = q.type == FindingType::yes_no   ? "yes, no or not sure"
                               : q.type == FindingType::choice ? "a number from 1 to " + std::to_string(q.options.size()) + ", or not sure"
                                                               : "a number from " + triage::shortest(q.min) + " to " + triage::shortest(q.max) +
                                                                     unit(q) + ", or not sure";
            if (keep && answered(q)) hint += "; Enter keeps your answer";
            const Typed typed = prompt(hint, {q});
            if (typed.again) continue;
            if (typed.next != Next::on) return typed.next;
            if (typed.text.empty()) {
                if (keep && answered(q)) return Next::on;
                say("Enter alone is not an answer. If you cannot tell, type: not sure");
                continue;
            }
            std::optional<Answer> answer;
            if (q.type == FindingType::yes_no) {
                if (const auto word = yes_no_word(typed.text)) answer = Answer(*word);
            } else {
                answer = q.type == FindingType::choice ? read_choice(typed.text, q.options) : read_number(typed.text);
            }
            if (!answer) {
                say("I did not understand \"" + typed.text + "\". Please type " + hint + ".");
                continue;
            }
            if (const auto problem = answers_.try_set(position(q.id), *answer)) {
                say(problem->text());
                continue;
            }
            return Next::on;
        }
    }

    Next ask_list(std::vector<Question> list, bool keep) {
        for (bool first = true; !list.empty();) {
            blank();
            say(first ? "Which of these are true for you?" : "And these?");
            for (std::size_t i = 0; i < list.size(); ++i) say(list[i].ask + present(list[i]), "  " + std::to_string(i + 1) + "  ");
            const bool all_answered = std::all_of(list.begin(), list.end(), [&](const Question& q) { return answered(q); });
            std::string hint = "numbers (like: 1 3), none, or: not sure 2";
            if (keep && all_answered) hint += "; Enter keeps your answers";
            const Typed typed = prompt(hint, list);
            if (typed.again) continue;
            if (typed.next != Next::on) return typed.next;
            if (typed.text.empty()) {
                if (keep && all_answered) return Next::on;
                say("Enter alone is not an answer. Type the numbers of what is true, or none, or: not sure");
                continue;
            }
            const ListReply reply = read_list_reply(typed.text, list.size());
            if (!reply.error.empty()) {
                say("I did not understand: " + reply.error + ".");
                continue;
            }
            std::vector<Question> rest;
            std::string yes_text, unsure_text;
            for (std::size_t i = 0; i < list.size(); ++i) {
                if (!reply.values[i]) {
                    rest.push_back(list[i]);
                    continue;
                }
                (void)answers_.try_set(position(list[i].id), *reply.values[i]);
                if (*reply.values[i] == triage::yes) yes_text += " " + std::to_string(i + 1);
                if (*reply.values[i] == triage::unknown) unsure_text += " " + std::to_string(i + 1);
            }
            const bool some = !yes_text.empty() || !unsure_text.empty();
            say("Noted: " + (yes_text.empty() ? std::string() : "yes to" + yes_text + "; ") +
                (unsure_text.empty() ? std::string() : "not sure about" + unsure_text + "; ") +
                (!rest.empty() ? "the others are still open." : some ? "no to the others." : "no to all of them."));
            list = std::move(rest);
            first = false;
        }
        return Next::on;
    }

    [[nodiscard]] static std::string unit(const Question& q) {
        return q.unit.empty() || q.unit.find("score") == 0 ? "" : " (" + words_of(q.unit) + ")";
    }

    struct Typed {
        Next next = Next::on;
        bool again = false;  // a command was carried out; ask the same again
        std::string text;
    };

    Typed prompt(const std::string& hint, const std::vector<Question>& about) {
        std::cerr << hint << "\n> " << std::flush;
        const Line line = read_line();
        if (line.end == Line::End::interrupted) return {Next::interrupted, false, {}};
        if (line.end == Line::End::closed) return {Next::closed, false, {}};
        if (isatty(STDIN_FILENO) == 0) std::cerr << triage::visible(line.text) << '\n';  // a transcript of what was piped in
        const std::string text = folded(line.text);
        if (text == "quit" || text == "q" || text == "exit") return {Next::quit, false, {}};
        if (text == "back" || text == "b") return {Next::back, false, {}};
        if (text == "?" || text == "why" || text == "help" || text.rfind("? ", 0) == 0) {
            explain(about);
            return {Next::on, true, {}};
        }
        if (text == "review") {
            const Next next = review();
            return {next, next == Next::on, {}};
        }
        return {Next::on, false, text};
    }

    void explain(const std::vector<Question>& about) const {
        blank();
        for (std::size_t i = 0; i < about.size(); ++i)
            say(about[i].why, about.size() > 1 ? "  " + std::to_string(i + 1) + "  " : "  ");
    }

    // Shows all answers and changes one, leaving the others alone.
    Next review() {
        std::vector<std::string> ids;
        blank();
        say("Your answers so far:");
        for (const triage::Finding& f : rules_.document().findings)
            if (answers_.state(position(f.id.value)) != Answers::State::not_asked) {
                ids.push_back(f.id.value);
                say(f.ask.value + present(question(f.id.value)), "  " + std::to_string(ids.size()) + "  ");
            }
        if (ids.empty()) {
            say("  none yet");
            return Next::on;
        }
        for (;;) {
            std::cerr << "number of the answer to change, or Enter to go on\n> " << std::flush;
            const Line line = read_line();
            if (line.end == Line::End::interrupted) return Next::interrupted;
            if (line.end == Line::End::closed) return Next::closed;
            const std::string text = folded(line.text);
            if (text.empty()) return Next::on;
            const auto number = read_number(text);
            const double n = number && number->kind() == Answer::Kind::number ? number->number() : 0;
            if (n < 1 || n > static_cast<double>(ids.size()) || n != static_cast<double>(static_cast<std::size_t>(n))) {
                say("I did not understand \"" + text + "\".");
                continue;
            }
            return ask_one(question(ids[static_cast<std::size_t>(n) - 1]), true);
        }
    }

    // Shows the screen before this one again, with the answers it has.
    Next step_back() {
        if (!history_.empty()) history_.pop_back();  // the screen at hand will be worked out afresh
        if (history_.empty()) {
            say("This is the first screen.");
            return Next::on;
        }
        std::vector<Question> screen;
        for (const std::string& id : history_.back()) screen.push_back(question(id));
        return show(screen, true);
    }

    Next emergency() {
        const triage::Assessment now = triage::assess(answers_, assessing());
        blank();
        say(">>> " + now.disposition.label + " <<<");
        say(now.leading.title + ". " + now.leading.say);
        blank();
        for (;;) {
            std::cerr << "Enter for the full recommendation, back to correct an answer, or more to go on answering\n> " << std::flush;
            const Line line = read_line();
            if (line.end == Line::End::interrupted) return Next::interrupted;
            const std::string text = folded(line.text);
            if (line.end == Line::End::closed || text.empty()) return Next::on;
            if (text == "more") {
                asking_.after_emergency = true;
                return Next::on;
            }
            if (text == "quit" || text == "q") return Next::quit;
            if (text == "back" || text == "b") {
                history_.emplace_back();  // stands for this page, which step_back drops
                return Next::back;
            }
            if (text == "review") {
                const Next next = review();
                if (next != Next::on || !triage::emergency_is_certain(answers_)) return next;
                continue;
            }
            say("I did not understand \"" + text + "\".");
        }
    }
    [[nodiscard]] triage::AssessOptions assessing() const { return assess_options(options_); }

    int finish(Next next) {
        blank();
        const bool early = next == Next::quit || next == Next::interrupted || next == Next::closed;
        if (early || !options_.save.empty()) {
            const std::string path = keep_answers(options_, answers_);
            say("Your answers are in " + path + (early ? "; go on with: triage --resume " + path : ""));
        }
        if (next == Next::interrupted) return interrupted;
        if (next == Next::quit) return done;
        if (early) say("The input ended early; what was not answered counts as not sure.");
        const std::string format = choose_format(options_, {"text", "json", "markdown", "html"});
        const triage::Assessment result = triage::assess(answers_, assessing());
        write_output(options_, triage::render(result, format_of(format), text_options(options_)));
        return done;
    }

    const Options& options_;
    std::size_t width_ = screen_width(STDERR_FILENO);
    const triage::RuleSet& rules_;
    Answers answers_;
    triage::InterviewOptions asking_;
    std::vector<std::vector<std::string>> history_;  // ids of each screen shown
};

}  // namespace

std::string keep_answers(const Options& options, const Answers& answers) {
    std::string path = !options.save.empty() ? options.save : options.resume;
    for (int n = 1; path.empty(); ++n) {
        const std::string name = n == 1 ? "triage-answers.yaml" : "triage-answers-" + std::to_string(n) + ".yaml";
        if (!std::filesystem::exists(name)) path = name;
    }
    write_private(path, triage::render_answers(answers));
    return path;
}

Diary ask_diary(const Options& options, const triage::RuleSet& rules, Answers start, bool ask_reassessed) {
    catch_signals();
    return Interview(options, rules, std::move(start)).run_diary(ask_reassessed);
}

int interview(const Options& options) {
    if (!options.inputs.empty()) throw Failure("triage interview takes no files; to go on from saved answers use --resume FILE");
    (void)choose_format(options, {"text", "json", "markdown", "html"});
    const triage::RuleSet rules = load_rules(options.rules);
    Answers answers{rules};
    if (!options.resume.empty()) {
        std::string id;
        answers = read_answers(rules, options.resume, id);
    }
    catch_signals();
    return Interview(options, rules, std::move(answers)).run();
}

}  // namespace cli
