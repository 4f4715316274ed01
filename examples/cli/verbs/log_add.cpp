// SPDX-License-Identifier: Apache-2.0
// triage log: the diary of a recovery. What a person answers comes from a file or the terminal, never from the command
// line, which other users can see.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include <triage/log.hpp>

#include "cli.hpp"

namespace cli {

namespace {

using triage::Date;
using triage::LogEntry;
using triage::RecoveryLog;

constexpr const char* default_log = "triage-log.db";

Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {local.tm_year + 1900, local.tm_mon + 1, local.tm_mday};
}

std::optional<Date> date_option(const char* name, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto date = triage::parse_date(text);
    if (!date) throw Failure(std::string(name) + " takes a day as YYYY-MM-DD, not \"" + text + "\"");
    return date;
}

triage::RuleSet diary_rules(const Options& options) {
    return options.rules.empty() ? triage::load_shipped("return_to_running").value() : triage::load(options.rules).value();
}

triage::LogRange range_of(const Options& options) {
    triage::LogRange range;
    range.from = date_option("--from", options.log.from);
    range.to = date_option("--to", options.log.to);
    return range;
}

/// The log named after the verb, or the default one.
std::string log_path(const Options& options) {
    if (options.inputs.size() > 2)
        throw Failure("triage log " + options.inputs[0] + " takes one log file; try triage log --help");
    return options.inputs.size() == 2 ? options.inputs[1] : default_log;
}

std::string read_text(const std::string& path) {
    std::ifstream file;
    if (path != "-") {
        if (std::filesystem::is_directory(path)) throw Failure("cannot read " + path + ": it is a folder");
        file.open(path, std::ios::binary);
        if (!file) throw Failure("cannot read " + path);
    }
    std::istream& in = path == "-" ? std::cin : file;
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) throw Failure("cannot read " + path);
    return text;
}

/// The text of a note as it is kept: line ends of one kind, none at the end.
std::string note_of(const std::string& path) {
    std::string text = read_text(path);
    std::erase(text, '\r');
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

std::string day(Date date) { return std::string(triage::weekday_name(date)) + " " + triage::format_date(date); }

triage::ReviewOptions review_options(const Options& options) {
    triage::ReviewOptions review;
    review.last = options.log.last;
    review.emergency_number = options.emergency_number;
    return review;
}

const LogEntry& entry_to_replace(const std::vector<LogEntry>& all, std::int64_t id) {
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
std::vector<LogEntry> with(std::vector<LogEntry> entries, const LogEntry& fresh) {
    for (LogEntry& e : entries)
        if (fresh.replaces != 0 && e.id == fresh.replaces) e.replaced_by = fresh.id == 0 ? -1 : fresh.id;
    const auto after = std::find_if(entries.begin(), entries.end(), [&](const LogEntry& e) {
        return triage::days_from_civil(e.date) > triage::days_from_civil(fresh.date);
    });
    entries.insert(after, fresh);
    return entries;
}

/// What matters at once; the whole of it is a matter of `review`.
std::string advice(const Options& options, const triage::RuleSet& rules, const std::vector<LogEntry>& entries) {
    const triage::LogReview review = triage::review_log(rules, entries, review_options(options));
    const std::size_t width = text_options(options).width;
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

/// A log that is about to get an entry. `problem`: why it cannot have one.
struct OpenLog {
    std::optional<RecoveryLog> log;
    std::vector<LogEntry> present;  ///< replaced ones too
    std::string problem;
};

constexpr triage::LogRange everything{std::nullopt, std::nullopt, true};

/// Who is asked hears of a log that cannot be used before the first question (throws); whose answers are there already gets
/// told what they mean all the same.
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

/// Writes the entry, and gives it the id that it has then. A disk may report a failure behind a write that it has done, so
/// what counts is what stands there afterwards.
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

/// Where an entry is that the log did not take, and how to go on with it.
void keep_entry(const Options& options, const triage::Answers& answers, const LogEntry& entry, const std::string& path,
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
    if (answers_typed) report(keep_answers(options, answers), "Your answers", again + " --resume");
    std::cerr << said;
}

int add(const Options& options) {
    const std::string path = log_path(options);
    if (options.log.answers == "-" && options.log.note == "-") throw Failure("stdin can be the answers or the note, not both");
    std::optional<Date> date = date_option("--date", options.log.date);
    const triage::RuleSet rules = diary_rules(options);
    const bool asked = options.log.answers.empty(), note_in_file = !options.log.note.empty() && options.log.note != "-";
    const std::string ready_note = note_in_file ? note_of(options.log.note) : "";
    OpenLog open = open_log(path, asked);

    triage::Answers answers{rules};
    std::string note;
    bool reassessed = options.log.reassessed;
    if (options.log.replace != 0 && open.log) {
        // What is not said anew stays as it was, except a "not sure", which is asked again.
        const LogEntry& old = entry_to_replace(open.present, options.log.replace);
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
        std::string id;
        const triage::Answers said = read_answers(rules, from, id);
        for (std::uint32_t f = 0; f < rules.document().findings.size(); ++f)
            if (said.state(f) != triage::Answers::State::not_asked) (void)answers.try_set(f, said.answer(f));
    };
    if (!options.resume.empty()) overlay(options.resume);
    bool note_typed = options.log.note == "-";
    if (!asked) {
        overlay(options.log.answers);
    } else {
        for (std::uint32_t f = 0; options.log.replace != 0 && f < rules.document().findings.size(); ++f)
            if (answers.state(f) == triage::Answers::State::unsure) answers.clear(f);
        const bool stopped = !reassessed && triage::review_log(rules, open.present).back_to_triage;
        std::cerr << "Diary for " << day(*date) << ", kept in " << triage::visible(path) << '\n';
        Diary diary = ask_diary(options, rules, answers, stopped);
        answers = std::move(diary.answers);
        if (!diary.complete) {
            // Neither an entry nor a file: at least what the answers mean.
            if (!diary.kept)
                (void)deliver(options, advice(options, rules, with(open.present, triage::entry_of(answers, *date))),
                              [&] { return advice(options, rules, with(open.present, triage::entry_of(answers, *date))); });
            return diary.code;
        }
        if (!diary.note.empty()) note = diary.note;
        note_typed = note_typed || !diary.note.empty();
        reassessed = reassessed || diary.reassessed;
    }
    if (!options.log.note.empty()) note = note_in_file ? ready_note : note_of("-");

    LogEntry entry = triage::entry_of(answers, *date, note);
    entry.reassessed = reassessed;
    entry.replaces = open.log ? options.log.replace : 0;
    write_entry(open, entry);

    // Whatever became of the entry, the person hears what it means, and that before what became of it.
    const std::size_t width = text_options(options).width;
    const std::string named = "ntry " + (entry.id == 0 ? "" : std::to_string(entry.id) + " ") + "(" + day(*date) + ")";
    std::string out = entry.id == 0 ? "" : triage::wrapped("E" + named + " is in " + path + ".", width);
    if (!open.log)
        out += triage::wrapped(
            "Your earlier entries could not be read. If one of them said stop, that still holds, whatever stands here.", width);
    out += advice(options, rules, with(open.present, entry));
    if (entry.id != 0) out += triage::wrapped("For the reasons and the trend: triage log review " + path, width);
    const int code = deliver(options, out, [&] { return out; });
    if (open.problem.empty()) return code;
    std::cerr << (entry.id == 0 ? "triage: the e" + named + " was NOT kept: "
                                : "triage: e" + named + " was written, but the disk reported a problem: ")
              << triage::visible(open.problem) << '\n';
    if (entry.id == 0) keep_entry(options, answers, entry, path, asked || options.log.answers == "-", note_typed);
    return bad_input;
}

/// What was answered, without the harmless "no"s, which are counted.
std::string said_in(const triage::RuleSet& rules, const LogEntry& e, bool full) {
    std::string out;
    std::size_t denied = 0;
    // In the order of the questions; what these rules do not know comes last.
    std::vector<const triage::LogAnswer*> ordered;
    for (const triage::LogAnswer& a : e.answers) ordered.push_back(&a);
    const auto place = [&](const triage::LogAnswer* a) { return rules.compiled().finding_names.find(a->finding); };
    std::stable_sort(ordered.begin(), ordered.end(), [&](const auto* a, const auto* b) { return place(a) < place(b); });
    for (const triage::LogAnswer* a : ordered) {
        const std::uint32_t f = place(a);
        const bool worrying = f != triage::npos && rules.document().findings[f].type == triage::FindingType::yes_no &&
                              rules.document().findings[f].polarity == triage::Polarity::worrying;
        if (!full && worrying && a->value == "no") {
            ++denied;
            continue;
        }
        out += (out.empty() ? "" : ", ") + a->finding + " " + (a->value == "unknown" ? "not sure" : a->value);
    }
    if (denied != 0)
        out += (out.empty() ? "" : "; ") + std::string("no to ") + std::to_string(denied) +
               (denied == 1 ? " warning sign" : " warning signs");
    return out;
}

int show(const Options& options) {
    const std::string format = choose_format(options, {"text", "json", "csv"});
    const triage::RuleSet rules = diary_rules(options);
    triage::LogRange range = range_of(options);
    range.replaced = options.full;
    const std::vector<LogEntry> entries = RecoveryLog(log_path(options)).entries(range);
    if (format != "text") {
        write_output(options, format == "json" ? triage::log_json(entries) : triage::log_csv(entries));
        return done;
    }
    if (entries.empty()) {
        write_output(options, "There is no entry.\n");
        return done;
    }
    std::size_t widest = 6;  // "Result"
    for (const triage::Disposition& d : rules.document().dispositions) widest = std::max(widest, d.id.value.size());
    const auto cell = [](std::string text, std::size_t width) {
        return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
    };
    const std::size_t width = std::max<std::size_t>(text_options(options).width, widest + 60);
    std::string out = cell("  ID", 6) + cell("Date", 16) + cell("Result", widest + 2) + "Answers\n";
    for (const LogEntry& e : entries) {
        std::string result = "-";
        if (e.replaced_by != 0)
            result = "now " + std::to_string(e.replaced_by);
        else if (e.ruleset == rules.id())
            result = rules.compiled().disposition(triage::walk(triage::answers_of(rules, e).answers).disposition).id.value;
        const std::string id = std::to_string(e.id);
        const std::string first = cell((id.size() < 4 ? std::string(4 - id.size(), ' ') : "") + id, 6) + cell(day(e.date), 16) +
                                  cell(result, widest + 2);
        std::string said = said_in(rules, e, options.full);
        if (e.ruleset != rules.id()) said = "[" + e.ruleset + "] " + said;
        if (e.reassessed) said = "reassessed; " + said;
        if (e.replaces != 0) said = "replaces " + std::to_string(e.replaces) + "; " + said;
        out += triage::wrapped(said, width, first);
        if (!e.note.empty()) out += triage::wrapped("\"" + e.note + "\"", width, std::string(first.size(), ' '));
    }
    write_output(options, out);
    return done;
}

int review(const Options& options) {
    const std::string format = choose_format(options, {"text", "json", "html"});
    if (!options.log.from.empty())
        throw Failure("triage log review takes no --from: an earlier stop must not be overlooked; use --last");
    const triage::RuleSet rules = diary_rules(options);
    triage::ReviewOptions how = review_options(options);
    if (options.log.to.empty()) how.today = today();
    const triage::LogReview review = triage::review_log(rules, RecoveryLog(log_path(options)).entries(range_of(options)), how);
    return deliver(options,
                   format == "json"   ? triage::render_json(review)
                   : format == "html" ? triage::render_html(review)
                                      : triage::render_text(review, text_options(options)),
                   [&] { return triage::render_text(review, text_options(options)); });
}

int export_log(const Options& options) {
    const std::string format = choose_format(options, {"csv", "json"});
    triage::LogRange range = range_of(options);
    range.replaced = true;
    const std::vector<LogEntry> entries = RecoveryLog(log_path(options)).entries(range);
    write_output(options, format == "csv" ? triage::log_csv(entries) : triage::log_json(entries));
    return done;
}

int import_log(const Options& options) {
    if (options.inputs.size() < 2 || options.inputs.size() > 3)
        throw Failure("triage log import takes [LOG] FILE|-; try triage log --help");
    const std::string& from = options.inputs.back();
    const std::string path = options.inputs.size() == 3 ? options.inputs[1] : default_log;
    const triage::RuleSet rules = diary_rules(options);
    std::vector<LogEntry> entries;
    try {
        entries = triage::read_log(rules, read_text(from), from == "-" ? "stdin" : from);
    } catch (const triage::LogError& error) {
        if (error.problems().empty()) throw;
        for (const std::string& problem : error.problems()) std::cerr << triage::visible(problem) << '\n';
        std::cerr << "triage: nothing was imported\n";
        return bad_input;
    }
    const auto others = std::count_if(entries.begin(), entries.end(),
                                      [&](const LogEntry& e) { return e.ruleset != rules.id() || e.version != rules.version(); });
    const std::size_t added = RecoveryLog(path, RecoveryLog::Open::create).import(entries);
    write_output(options, std::to_string(added) + (added == 1 ? " entry" : " entries") + " added to " + triage::visible(path) +
                              ", " + std::to_string(entries.size() - added) + " there already\n");
    if (others != 0)
        std::cerr << "triage: " << others << (others == 1 ? " entry is" : " entries are") << " not for " << rules.id() << " "
                  << rules.version() << "; the answers were taken as they are\n";
    return done;
}

}  // namespace

int log(const Options& options) {
    struct Verb {
        const char* name;
        int (*run)(const Options&);
    };
    constexpr Verb verbs[] = {{"add", add}, {"show", show}, {"review", review}, {"export", export_log}, {"import", import_log}};
    const std::string verb = options.inputs.empty() ? "" : options.inputs[0];
    for (const Verb& v : verbs)
        if (verb == v.name) return v.run(options);
    throw Failure((verb.empty() ? "triage log needs to know what to do" : "triage log cannot \"" + verb + "\"") +
                  std::string(": add, show, review, export or import; try triage log --help"));
}

}  // namespace cli
