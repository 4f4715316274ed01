// SPDX-License-Identifier: Apache-2.0
#include "recovery_log.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "screens.hpp"

namespace cli {

using triage::LogEntry;
using triage::Question;
using triage::RecoveryLog;

namespace {

constexpr triage::LogRange everything{std::nullopt, std::nullopt, true};

// The questions of a diary: what decides first, then what is only kept. Being told to stop ends no diary.
class DiaryInterview {
public:
    DiaryInterview(const Call& call, triage::Answers answers) : call_(call), screens_(call, std::move(answers)) {
        screens_.go_on_after_emergency();
    }

    Diary run(bool ask_reassessed) {
        screens_.help();
        bool told = false;
        Next next = screens_.run([&]() -> std::optional<Next> {
            if (!told && triage::emergency_is_certain(screens_.answers())) {
                told = true;  // at once, whatever the diary would still like to know
                screens_.announce(triage::assess(screens_.answers(), assess_options(call_)));
                screens_.say("The questions that are left are only for your diary; you can quit.");
            }
            triage::Screen screen = screens_.next_screen();
            if (!screen.group) screen = kept_only();
            return screen.group ? std::optional(screens_.ask(screen)) : std::nullopt;
        });
        Diary diary{screens_.answers()};
        if (next == Next::on && ask_reassessed) next = ask_whether_reassessed(diary);
        if (next == Next::on) next = ask_note(diary);
        if (next == Next::on) return diary;
        diary.answers = screens_.answers();
        diary.complete = false;
        diary.code = next == Next::interrupted ? interrupted : next == Next::quit ? done : bad_input;
        const Kept kept = keep_answers(call_, screens_.answers());
        diary.kept = !kept.path.empty();
        if (!kept.as_asked && diary.code == done) diary.code = bad_input;
        const std::string log = call_.inputs.empty() ? "" : " " + call_.inputs[0];
        std::vector<std::string> lines = where_kept(kept, "Your answers", "triage log add" + log + " --resume");
        lines.back() = "Nothing was added. " + lines.back();
        for (const std::string& line : lines) screens_.say(line);
        return diary;
    }

private:
    // What no step may ever need: the activity, the minutes, and every score of the trend.
    [[nodiscard]] triage::Screen kept_only() const {
        triage::Screen out;
        std::vector<Question>& screen = out.questions;
        const triage::RuleSet& rules = screens_.answers().rules();
        const auto& findings = rules.document().findings;
        for (triage::FindingId f{0}; f < findings.size(); ++f) {
            const bool kept =
                rules.compiled().findings[f].clause_count == 0 ||
                (findings[f].type == triage::FindingType::number && findings[f].min.value == 0 && findings[f].max.value == 10);
            if (!kept || findings[f].examiner || screens_.answers().effective_state(f) != triage::Answers::State::not_asked)
                continue;
            if (screen.empty() ||
                (findings[f].group.value == screen[0].group && screen.size() < screens_.asking().questions_a_screen))
                screen.push_back(triage::question_of(rules, f));
        }
        if (!screen.empty()) out.group = triage::group_words(rules, screen.front().group);
        return out;
    }

    Next ask_whether_reassessed(Diary& diary) {
        screens_.blank();
        screens_.say(
            "An earlier entry said stop. Have you gone through triage again or been seen since then, and been told that you may go on?");
        for (;;) {
            const Line typed = screens_.prompt("yes or no", {});
            if (typed.next == Next::again) continue;
            if (typed.next != Next::on) return typed.next;
            if (const auto word = yes_no_word(typed.text)) {
                diary.reassessed = *word == triage::yes;
                return Next::on;
            }
            screens_.say("Please type yes or no.");
        }
    }

    Next ask_note(Diary& diary) {
        constexpr std::size_t longest = 900;  // below what read_line keeps of a line
        for (;;) {
            screens_.blank();
            const Line line = read_line("A note for yourself, or Enter for none");
            if (line.next == Next::interrupted) return Next::interrupted;
            if (line.text.size() <= longest) {
                diary.note = line.text;
                return Next::on;
            }
            screens_.say("That is too long for one line; put it in a file and use --note.");
        }
    }

    const Call& call_;
    Screens screens_;
};

}  // namespace

void warn_of_others(const std::string& path) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode) || (found.st_mode & 077U) == 0) return;
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(found.st_mode & 07777U));
    std::cerr << "triage: " << triage::visible(path) << " is not for its owner only (its mode is " << mode
              << "); chmod 600 changes that\n";
}

OpenLog open_log(const std::string& path, bool asked) {
    OpenLog out;
    try {
        if (asked) {
            check_writable(path + "-journal");
            if (access(path.c_str(), F_OK) == 0 && access(path.c_str(), W_OK) != 0)
                throw Failure("cannot write " + path + ": " + std::strerror(errno));
        }
        out.log.emplace(path, RecoveryLog::Open::create);
        out.present = out.log->entries(everything);
    } catch (const triage::LogError& error) {
        if (asked) throw;
        out.log.reset();
        out.problem = error.what();
    }
    return out;
}

void write_entry(OpenLog& open, LogEntry& entry) {
    if (!open.log) return;
    try {
        entry.id = open.log->add(entry);
        // What others wrote meanwhile counts too.
        open.present = open.log->entries(everything);
        std::erase_if(open.present, [&](const LogEntry& e) { return e.id == entry.id; });
    } catch (const triage::LogError& error) {
        if (entry.id != 0) return;
        open.problem = error.what();
        try {
            for (const LogEntry& e : open.log->entries(everything)) {
                const bool new_here =
                    std::none_of(open.present.begin(), open.present.end(), [&](const LogEntry& old) { return old.id == e.id; });
                LogEntry same = entry;
                same.id = e.id;
                if (new_here && same == e) entry.id = e.id;
            }
        } catch (const triage::LogError&) {
            return;  // it cannot even be read now
        }
    }
}

Diary ask_diary(const Call& call, triage::Answers start, bool ask_reassessed) {
    catch_signals();
    return DiaryInterview(call, std::move(start)).run(ask_reassessed);
}

}  // namespace cli
