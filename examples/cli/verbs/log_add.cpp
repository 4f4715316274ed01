// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "recovery_log.hpp"
#include "verbs.hpp"

namespace cli {

constexpr const char* help = R"(Adds a day to a recovery diary, and says: progress, hold, step back, or stop.
The diary is a file of your own (default: triage-log.db).
  triage log add
  triage log add calf.db --date 2026-05-03 --answers monday.yaml
  triage log add calf.db --replace 3     (complete or correct entry 3))";

using triage::LogEntry;

constexpr Flag answers_file{"answers", Takes::input, "FILE", "answers from a file, - for stdin; otherwise they are asked"};
constexpr Flag date_flag{"date", Takes::day, "DAY", "YYYY-MM-DD (default: today)"};
constexpr Flag note_file{"note", Takes::input, "FILE", "a free note from a file, - for stdin"};
constexpr Flag reassessed_flag{"reassessed", Takes::nothing, {}, "triaged or seen since the last stop, and cleared"};
constexpr Flag replace{"replace", Takes::count, "ID", "complete or correct that entry, which is kept"};

/// The text of a note as it is kept: line ends of one kind, none at the end.
static std::string note_of(const std::string& path) {
    constexpr std::size_t most = 1U << 16U;  // the log says what is too long for it
    const std::string read = read_text(path, most);
    std::string text;
    for (std::size_t i = 0; i < read.size(); ++i) {
        const bool pair = read[i] == '\r' && i + 1 < read.size() && read[i + 1] == '\n';
        if (!pair) text += read[i] == '\r' ? '\n' : read[i];
    }
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

static const LogEntry& entry_to_replace(const std::vector<LogEntry>& all, std::int64_t id) {
    for (const LogEntry& e : all) {
        if (e.id != id) continue;
        if (e.replaced_by != 0)
            throw Failure("entry " + std::to_string(id) + " was replaced already, by entry " + std::to_string(e.replaced_by) +
                          "; replace that one");
        return e;
    }
    throw Failure("there is no entry " + std::to_string(id) + " to replace");
}

/// The entries with one more, as the log would give them back.
static std::vector<LogEntry> with(std::vector<LogEntry> entries, const LogEntry& fresh) {
    for (LogEntry& e : entries)
        if (fresh.replaces != 0 && e.id == fresh.replaces) e.replaced_by = fresh.id == 0 ? -1 : fresh.id;
    const auto after = std::find_if(entries.begin(), entries.end(), [&](const LogEntry& e) {
        return triage::days_from_civil(e.date) > triage::days_from_civil(fresh.date);
    });
    entries.insert(after, fresh);
    return entries;
}

/// What matters at once; the whole of it is a matter of `review`.
static std::string advice(const Call& call, const triage::RuleSet& rules, const std::vector<LogEntry>& entries) {
    const triage::LogReview review = triage::review_log(rules, entries, review_options(call));
    const std::size_t width = text_options(call).width;
    std::string out;
    if (review.entries.empty()) return out;
    const triage::ReviewedEntry& decisive = review.entries[review.decides];
    for (const std::string& sentence : review.first) out += triage::wrapped(sentence, width);
    const triage::AssessedOutcome& leading = decisive.assessment.leading;
    // Of an entry that cannot be read whole, what can be read is not the reason.
    out +=
        triage::wrapped(review.disposition.label + (review.unread_stop ? "." : ": " + leading.title + ". " + leading.say), width);
    for (const std::string& remark : review.remarks) out += triage::wrapped(remark, width);
    return out;
}

/// Where an entry is that the log did not take, and how to go on with it.
static void keep_entry(const Call& call, const triage::Answers& answers, const LogEntry& entry, const std::string& path,
                       bool answers_typed, bool note_typed) {
    std::string again = "triage log add " + triage::visible(path) + " --date " + triage::format_date(entry.date);
    if (entry.replaces != 0) again += " --replace " + std::to_string(entry.replaces);
    if (entry.reassessed) again += " --reassessed";
    std::string said;
    const auto report = [&](const Kept& kept, const std::string& what, const std::string& go_on) {
        for (const std::string& line : where_kept(kept, what, go_on)) said += triage::wrapped(line, screen_width(STDERR_FILENO));
    };
    if (note_typed && !entry.note.empty()) {
        const Kept note = keep({}, "triage-note", ".txt", entry.note + "\n");
        report(note, "The words of your note", "");
        if (!note.path.empty()) again += " --note " + triage::visible(note.path);
    }
    if (answers_typed) report(keep_answers(call, answers), "Your answers", again + " --resume");
    std::cerr << said;
}

static int run(const Call& call) {
    const std::string path = log_path(call);
    if (call.text(answers_file) == "-" && call.text(note_file) == "-")
        throw Failure("stdin can be the answers or the note, not both");
    std::optional<triage::Date> date = call.day(date_flag);
    const triage::RuleSet rules = diary_rules(call);
    const bool asked = !call.has(answers_file), note_in_file = is_file(call.text(note_file));
    const std::string ready_note = note_in_file ? note_of(call.text(note_file)) : "";
    const auto replaces = static_cast<std::int64_t>(call.count(replace).value_or(0));
    warn_of_others(path);
    OpenLog open = open_log(path, asked);

    triage::Answers answers{rules};
    std::string note;
    bool reassessed = call.has(reassessed_flag);
    if (replaces != 0 && open.log) {
        // What is not said anew stays as it was, except a "not sure", which is asked again.
        const LogEntry& old = entry_to_replace(open.present, replaces);
        if (old.ruleset != rules.id())
            throw Failure("entry " + std::to_string(old.id) + " is for the rules " + old.ruleset + "; name them by --rules");
        triage::EntryAnswers before = triage::answers_of(rules, old);
        for (const std::string& lost : before.lost) std::cerr << "triage: not taken over: " << triage::visible(lost) << '\n';
        answers = std::move(before.answers);
        note = old.note;
        reassessed = reassessed || old.reassessed;
        if (!date) date = old.date;
    }
    if (!date) date = today();
    if (triage::days_from_civil(*date) > triage::days_from_civil(today()))
        std::cerr << "triage: " << triage::format_date(*date) << " is in the future\n";

    const auto overlay = [&](const std::string& from) {
        const triage::Answers said = read_answers(rules, from).answers;
        for (triage::FindingId f{0}; f < rules.document().findings.size(); ++f)
            if (said.state(f) != triage::Answers::State::not_asked) (void)answers.try_set(f, said.answer(f));
    };
    if (call.has(flag::resume)) overlay(call.text(flag::resume));
    bool note_typed = call.text(note_file) == "-";
    if (!asked) {
        overlay(call.text(answers_file));
    } else {
        for (triage::FindingId f{0}; replaces != 0 && f < rules.document().findings.size(); ++f)
            if (answers.state(f) == triage::Answers::State::unsure) answers.clear(f);
        const bool stopped = !reassessed && triage::review_log(rules, open.present).back_to_triage;
        std::cerr << "Diary for " << triage::day_text(*date) << ", kept in " << triage::visible(path) << '\n';
        Diary diary = ask_diary(call, answers, stopped);
        answers = std::move(diary.answers);
        if (!diary.complete) {
            // Neither an entry nor a file: at least what the answers mean.
            if (!diary.kept) (void)deliver(call, advice(call, rules, with(open.present, triage::entry_of(answers, *date))));
            return diary.code;
        }
        if (!diary.note.empty()) note = diary.note;
        note_typed = note_typed || !diary.note.empty();
        reassessed = reassessed || diary.reassessed;
    }
    if (call.has(note_file)) note = note_in_file ? ready_note : note_of("-");

    LogEntry entry = triage::entry_of(answers, *date, note);
    entry.reassessed = reassessed;
    entry.replaces = open.log ? replaces : 0;
    write_entry(open, entry);

    // Whatever became of the entry, the person hears what it means, and that before what became of it.
    const std::size_t width = text_options(call).width;
    const std::string named =
        "ntry " + (entry.id == 0 ? "" : std::to_string(entry.id) + " ") + "(" + triage::day_text(*date) + ")";
    std::string out = entry.id == 0 ? "" : triage::wrapped("E" + named + " is in " + path + ".", width);
    if (!open.log)
        out += triage::wrapped(
            "Your earlier entries could not be read. If one of them said stop, that still holds, whatever stands here.", width);
    out += advice(call, rules, with(open.present, entry));
    if (entry.id != 0) out += triage::wrapped("For the reasons and the trend: triage log review " + path, width);
    const int code = deliver(call, out);
    if (open.problem.empty()) return code;
    std::cerr << (entry.id == 0 ? "triage: the e" + named + " was NOT kept: "
                                : "triage: e" + named + " was written, but the disk reported a problem: ")
              << triage::visible(open.problem) << '\n';
    if (entry.id == 0) keep_entry(call, answers, entry, path, asked || call.text(answers_file) == "-", note_typed);
    return bad_input;
}

const std::vector<Flag> flags{date_flag,       answers_file, note_file,  replace,
                              reassessed_flag, flag::resume, flag::save, flag::rules};
const Verb verbs::log_add{"log add", "[LOG]", "text", flags, Result::urgent, run, help};

}  // namespace cli
