// SPDX-License-Identifier: Apache-2.0
#include "screens.hpp"

#include <algorithm>
#include <iostream>

#include <triage/model/references.hpp>
#include <triage/text/text.hpp>

namespace cli {

using triage::Answer;
using triage::Answers;
using triage::FindingType;
using triage::Question;

Screens::Screens(const Call& call, Answers answers) : answers_(std::move(answers)) {
    asking_.examiner = assess_options(call).interview.examiner;
}

void Screens::say(const std::string& text, const std::string& first) const { std::cerr << triage::wrapped(text, width_, first); }
void Screens::blank() { std::cerr << '\n'; }

void Screens::announce(const triage::Assessment& now) const {
    blank();
    say(">>> " + now.disposition.label + " <<<");
    say(now.leading.title + ". " + now.leading.say);
}

void Screens::help() const {
    blank();
    say("At any question you can type:");
    say("?        why this is asked", "  ");
    say("back     to the screen before; review  to see and change any answer", "  ");
    say("quit     to stop; your answers are kept in a file", "  ");
}

std::string Screens::present(const Question& q) const {
    return answered(q) ? "   [now: " +
                             (answers_.state(position(q.id)) == Answers::State::unsure
                                  ? std::string("not sure")
                                  : triage::label_of(finding(q.id), answers_.answer(position(q.id)).text())) +
                             "]"
                       : "";
}

Next Screens::ask(const triage::Screen& screen) {
    history_.push_back(screen);
    return show(screen, false);
}

// One screen: numbers, choices and harmless yes/no questions one after another, then together those that can all be denied.
Next Screens::show(const triage::Screen& screen, bool again) {
    blank();
    const std::size_t n = history_.size(), left = screen.screens_left;
    say("--- Screen " + std::to_string(n) + (left == 0 ? "" : " of about " + std::to_string(n + left - 1)) + ": " +
        screen.group->title + " " + std::string(30, '-'));
    std::vector<Question> list;
    for (const Question& q : screen.questions) {
        if (q.can_say_none) {
            list.push_back(q);
            continue;
        }
        const Next next = ask_one(q, again);
        if (next != Next::on) return next;
    }
    if (list.size() == 1) return ask_one(list[0], again);
    return list.empty() ? Next::on : ask_list(list, screen.group->ask, again);
}

Next Screens::ask_one(const Question& q, bool keep) {
    for (;;) {
        blank();
        say(q.ask + present(q));
        if (q.type == FindingType::choice)
            for (std::size_t i = 0; i < q.options.size(); ++i) say(q.options[i].label, "  " + std::to_string(i + 1) + "  ");
        const std::string unit = q.unit.empty() || q.unit.find("score") == 0 ? "" : " (" + triage::spaced(q.unit) + ")";
        std::string hint = q.type == FindingType::yes_no ? "yes, no or not sure"
                           : q.type == FindingType::choice
                               ? "a number from 1 to " + std::to_string(q.options.size()) + ", or not sure"
                               : (q.whole ? "a whole number from " : "a number from ") + triage::shortest(q.min) + " to " +
                                     triage::shortest(q.max) + unit + ", or not sure";
        if (keep && answered(q)) hint += "; Enter keeps your answer";
        const Line typed = prompt(hint, {q});
        if (typed.next == Next::again) continue;
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
        const bool number = q.type == FindingType::number;
        if (const std::string comma = triage::comma_hint(typed.text); !answer && number && !comma.empty()) {
            say("I did not understand \"" + typed.text + "\": " + comma + ".");
        } else if (!answer) {
            say("I did not understand \"" + typed.text + "\". Please type " + hint + ".");
        } else if (const auto problem = answers_.try_set(position(q.id), *answer)) {
            say(problem->text());
        } else {
            if (number && typed.text.find(',') != std::string::npos) say("Understood as " + answer->text() + ".");
            return check_again({q});
        }
    }
}

// Says how to find out what the person is not sure of, and asks it again, once.
Next Screens::check_again(const std::vector<Question>& asked) {
    for (const Question& q : asked) {
        if (q.check.empty() || answers_.state(position(q.id)) != Answers::State::unsure || !checked_.insert(q.id).second)
            continue;
        const Next next = check_one(q);
        if (next != Next::on) return next;
    }
    return Next::on;
}

Next Screens::check_one(const Question& q) {
    blank();
    if (!q.check.empty()) say("You are not sure. You can find out like this:");
    for (const std::string& step : q.check) say(step, "  - ");
    return ask_one(q, true);
}

Next Screens::check_now(const std::vector<triage::OpenQuestion>& open) {
    for (const triage::OpenQuestion& q : open) {
        checked_.insert(q.finding);
        const Next next = check_one(question(q.finding));
        if (next != Next::on) return next;
    }
    return Next::on;
}

Next Screens::ask_list(std::vector<Question> list, const std::string& all_true, bool keep) {
    const std::vector<Question> asked = list;
    for (bool first = true; !list.empty();) {
        blank();
        say(first ? all_true : "And these?");
        for (std::size_t i = 0; i < list.size(); ++i) say(list[i].ask + present(list[i]), "  " + std::to_string(i + 1) + "  ");
        const bool all_answered = std::all_of(list.begin(), list.end(), [&](const Question& q) { return answered(q); });
        std::string hint = "numbers (like: 1 3), none, or: not sure 2";
        if (keep && all_answered) hint += "; Enter keeps your answers";
        const Line typed = prompt(hint, list);
        if (typed.next == Next::again) continue;
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
        std::vector<std::string> ticked;
        std::string yes_text, unsure_text;
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (!reply.values[i]) {
                rest.push_back(list[i]);
                continue;
            }
            answers_.clear(position(list[i].id));  // said anew
            if (*reply.values[i] == triage::yes) {
                ticked.push_back(list[i].id);
                yes_text += " " + std::to_string(i + 1);
            } else if (*reply.values[i] == triage::unknown) {
                answers_.set_unknown(position(list[i].id));
                unsure_text += " " + std::to_string(i + 1);
            }
        }
        // A reply that says nothing of some leaves them open; any other denies what it does not name.
        (void)triage::answer_screen(answers_, list, ticked, rest.empty() ? triage::Rest::denied : triage::Rest::left_open);
        const bool some = !yes_text.empty() || !unsure_text.empty();
        say("Noted: " + (yes_text.empty() ? std::string() : "yes to" + yes_text + "; ") +
            (unsure_text.empty() ? std::string() : "not sure about" + unsure_text + "; ") +
            (!rest.empty() ? "the others are still open."
             : some        ? "no to the others."
                           : "no to all of them."));
        list = std::move(rest);
        first = false;
    }
    return check_again(asked);
}

Line Screens::prompt(const std::string& hint, const std::vector<Question>& about) {
    const Line line = read_line(hint);
    if (line.next != Next::on) return {line.next, {}};
    if (isatty(STDIN_FILENO) == 0) std::cerr << triage::visible(line.text) << '\n';  // a transcript of what was piped in
    const std::string text = folded(line.text);
    if (text == "quit" || text == "q" || text == "exit") return {Next::quit, {}};
    if (text == "back" || text == "b") return {Next::back, {}};
    if (text == "?" || text == "why" || text == "help" || text.rfind("? ", 0) == 0) {
        explain(about);
        return {Next::again, {}};
    }
    if (text == "review") {
        const Next next = review();
        return {next == Next::on ? Next::again : next, {}};
    }
    return {Next::on, text};
}

void Screens::explain(const std::vector<Question>& about) const {
    blank();
    for (std::size_t i = 0; i < about.size(); ++i) {
        say(about[i].why, about.size() > 1 ? "  " + std::to_string(i + 1) + "  " : "  ");
        for (const std::string& step : about[i].check) say(step, "     - ");
    }
}

Next Screens::review() {
    std::vector<std::string> ids;
    blank();
    say("Your answers so far:");
    for (const triage::Finding& f : answers_.rules().document().findings)
        if (answers_.state(position(f.id.value)) != Answers::State::not_asked) {
            ids.push_back(f.id.value);
            say(f.ask.value + present(question(f.id.value)), "  " + std::to_string(ids.size()) + "  ");
        }
    if (ids.empty()) {
        say("  none yet");
        return Next::on;
    }
    for (;;) {
        const Line line = read_line("number of the answer to change, or Enter to go on");
        if (line.next != Next::on) return line.next;
        const std::string text = folded(line.text);
        if (text.empty()) return Next::on;
        const auto number = read_number(text);
        const double n = number && number->kind() == Answer::Kind::number ? number->number() : 0;
        if (n >= 1 && n <= static_cast<double>(ids.size()) && n == static_cast<double>(static_cast<std::size_t>(n)))
            return ask_one(question(ids[static_cast<std::size_t>(n) - 1]), true);
        say("I did not understand \"" + text + "\".");
    }
}

Next Screens::step_back() {
    if (!history_.empty()) history_.pop_back();  // the screen at hand will be worked out afresh
    while (!history_.empty() && history_.back().questions.empty()) history_.pop_back();
    if (history_.empty()) {
        say("This is the first screen.");
        return Next::on;
    }
    return show(triage::Screen(history_.back()), true);
}

}  // namespace cli
