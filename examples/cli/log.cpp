// SPDX-License-Identifier: Apache-2.0
// triage log: the diary of a recovery. What a person answers comes from a file or the terminal, never from the command
// line, which other users can see.
#include <algorithm>
#include <charconv>
#include <ctime>
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

/// Tells at once what matters; the whole of it is a matter of `review`.
void tell(const Options& options, const triage::RuleSet& rules, const RecoveryLog& log, const LogEntry& entry,
          const std::string& path) {
    const triage::LogReview review = triage::review_log(rules, log.entries(), review_options(options));
    const std::size_t width = text_options(options).width;
    std::string out =
        triage::wrapped("Entry " + std::to_string(entry.id) + " (" + day(entry.date) + ") is in " + path + ".", width);
    if (!review.entries.empty()) {
        const triage::ReviewedEntry& decisive = review.entries[review.decides];
        for (const std::string& sentence : review.first) out += triage::wrapped(sentence, width);
        out += triage::wrapped(
            review.disposition.label + ": " + decisive.assessment.leading.title + ". " + decisive.assessment.leading.say, width);
        for (const std::string& remark : review.remarks) out += triage::wrapped(remark, width);
    }
    write_output(options, out + triage::wrapped("For the reasons and the trend: triage log review " + path, width));
}

int add(const Options& options) {
    const std::string path = log_path(options);
    if (options.log.answers == "-" && options.log.note == "-") throw Failure("stdin can be the answers or the note, not both");
    std::optional<Date> date = date_option("--date", options.log.date);
    const triage::RuleSet rules = diary_rules(options);
    RecoveryLog log(path, RecoveryLog::Open::create);  // before the questions: nobody answers them for a log that cannot be used

    triage::LogRange everything;
    everything.replaced = true;
    const std::vector<LogEntry> present = log.entries(everything);
    triage::Answers answers{rules};
    std::string note;
    bool reassessed = options.log.reassessed;
    if (options.log.replace != 0) {
        // What is not said anew stays as it was, except a "not sure", which is asked again.
        const LogEntry& old = entry_to_replace(present, options.log.replace);
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
    const bool asked = options.log.answers.empty();
    if (!options.resume.empty()) overlay(options.resume);
    if (!asked) {
        overlay(options.log.answers);
    } else {
        for (std::uint32_t f = 0; options.log.replace != 0 && f < rules.document().findings.size(); ++f)
            if (answers.state(f) == triage::Answers::State::unsure) answers.clear(f);
        const bool stopped = !reassessed && triage::review_log(rules, present).back_to_triage;
        std::cerr << "Diary for " << day(*date) << ", kept in " << triage::visible(path) << '\n';
        Diary diary = ask_diary(options, rules, answers, stopped);
        if (!diary.complete) return diary.code;
        answers = std::move(diary.answers);
        if (!diary.note.empty()) note = diary.note;
        reassessed = reassessed || diary.reassessed;
    }
    if (!options.log.note.empty()) note = note_of(options.log.note);

    LogEntry entry = triage::entry_of(answers, *date, note);
    entry.reassessed = reassessed;
    entry.replaces = options.log.replace;
    try {
        entry.id = log.add(entry);
    } catch (const triage::LogError&) {
        if (asked) std::cerr << "triage: your answers are in " << keep_answers(options, answers) << '\n';
        throw;
    }
    tell(options, rules, log, entry, path);
    return done;
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
    write_output(options, format == "json"   ? triage::render_json(review)
                          : format == "html" ? triage::render_html(review)
                                             : triage::render_text(review, text_options(options)));
    return done;
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
    const std::vector<LogEntry> entries = triage::read_log(read_text(from), from == "-" ? "stdin" : from);
    const std::size_t added = RecoveryLog(path, RecoveryLog::Open::create).import(entries);
    write_output(options, std::to_string(added) + (added == 1 ? " entry" : " entries") + " added to " + triage::visible(path) +
                              ", " + std::to_string(entries.size() - added) + " there already\n");
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
