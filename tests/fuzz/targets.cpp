// SPDX-License-Identifier: Apache-2.0
#include "targets.hpp"

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

#include "support/compare.hpp"
#include "support/generate.hpp"
#include "support/traces.hpp"

#include <triage/batch.hpp>
#include <triage/compile/compiled_rules.hpp>
#include <triage/log.hpp>
#include <triage/review.hpp>
#include <triage/review/diagram/decision.hpp>
#include <triage/review/diagram/patterns.hpp>
#include <triage/triage.hpp>
#include <triage/walk/people.hpp>

namespace triage::fuzz {

namespace {

using namespace triage::testing;

void must(bool holds, const std::string& what) {
    if (holds) return;
    std::cerr << "does not hold: " << what << '\n';
    std::abort();
}

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
    std::uint64_t out = 0;
    std::memcpy(&out, bytes.data() + std::min(at, bytes.size()),
                std::min<std::size_t>(8, bytes.size() - std::min(at, bytes.size())));
    return out;
}

std::optional<RuleSet> rules_in(std::string_view bytes) {
    LoadOptions limits;
    limits.compiled_size = 20000;
    const Loaded<RuleSet> loaded = load({SourceFile{"fuzz.yaml", rules_of_bytes(bytes)}}, limits);
    must(loaded.ok() != has_error(loaded.diagnostics()), "rules either load or say why not");
    (void)format(loaded.diagnostics());
    return loaded.ok() ? std::optional(loaded.value()) : std::nullopt;
}

/// A rule set of every form, for what is read against rules.
const RuleSet& every_form() {
    static const RuleSet rules = load(std::string(TRIAGE_SOURCE_DIR) + "/tests/good/every_form.yaml").value();
    return rules;
}

/// Where the decision diagram says that these people end, against where they do. Not for rules whose diagram is large.
void compare_diagram(const RuleSet& rules, const std::vector<Answers>& people) {
    try {
        constexpr std::size_t budget = 20000;
        const PatternSpace space({&rules.compiled()});
        Diagram diagram(space.values(), budget);
        Decision decision(diagram, space, rules);
        for (const Answers& p : people) {
            const Pattern pattern = pattern_of(space, p);
            const Trace trace = walk(p);
            must(decision.rank_of(pattern) == trace.disposition, "the diagram ends as the walk");
            for (PathwayId i{0}; i < trace.pathway_count; ++i) {
                const PathwayDecision& d = decision.pathways()[i];
                const Ending ending = diagram.at(d.raised, pattern) != 0   ? Ending::raised
                                      : diagram.at(d.unsure, pattern) != 0 ? Ending::unsure
                                                                           : Ending::cleared;
                must(ending == trace.ends[i].ending, "each pathway ends in the diagram as in the walk");
            }
        }
    } catch (const BudgetExceeded&) {
        return;
    }
}

/// The walk, the same step by step, the judge, the diagram and 512 people at once, for some people.
void compare(const RuleSet& rules, std::uint64_t seed) {
    const Rules& r = rules.compiled();
    const AnyPeople any(rules.document());
    const ReferenceJudge judge(rules.document());
    Dice dice(seed);
    std::vector<Answers> people(1, Answers{rules});
    People all{PeopleProgram{rules}};
    for (int i = 0; i < 6; ++i) people.push_back(answers_of(rules, any.either(dice)));
    for (const Answers& p : people) all.add(p);
    const std::vector<Standing> standing = walk_people(all);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto differs = difference(walk(people[i]), walk_plainly(r, people[i].bits()));
        must(!differs, "the program of the rules ends as the walk: " + differs.value_or(""));
        must(standing[i].rank == walk(people[i]).disposition, "many people end as one");
        const auto wrong = disagreement(judge, people[i], false);
        must(!wrong, "the reference judge agrees: " + wrong.value_or(""));
    }
    compare_diagram(rules, people);
}

bool fuzz_rules(std::string_view bytes) {
    const auto rules = rules_in(bytes);
    if (!rules) return false;
    compare(*rules, number_at(bytes, 1));
    const Answers empty{*rules};
    const Assessment result = assess(empty);
    for (const Format format : {Format::text, Format::markdown, Format::html, Format::json})
        must(!render(result, format).empty(), "a rendering");
    Answers asked{*rules};
    for (std::size_t n = 0; const auto question = next_question(asked); ++n) {
        must(n <= rules->document().findings.size(), "an interview ends");
        must(!asked.try_set(question->id, Answer(unknown)), "not sure answers every question");
    }
    must(!graph_dot(*rules).empty() && !graph_mermaid(*rules).empty() && !graph_graphml(*rules).empty(), "pictures");
    CheckOptions few;
    few.budget = 20000;
    few.work = 200000;
    (void)format(check(*rules, few));
    const std::string compiled = write_compiled(*rules);
    const Loaded<RuleSet> again = read_compiled(compiled);
    must(again.ok() && again.value().digest() == rules->digest() && write_compiled(again.value()) == compiled,
         "compiled rules read back");
    return true;
}

bool fuzz_answers(std::string_view bytes) {
    const auto sheet = read_answers(every_form(), bytes, "fuzz");
    (void)read_row(every_form(), bytes);
    if (!sheet.ok()) return false;
    const std::string written = render_answers(sheet.value().answers);
    const auto again = read_answers(every_form(), written, "again");
    must(again.ok() && render_answers(again.value().answers) == written, "answers read back");
    (void)render(assess(sheet.value().answers), Format::json);
    return true;
}

bool fuzz_cases(std::string_view bytes) {
    const auto cases = read_cases(every_form(), bytes, "fuzz");
    if (!cases.ok()) return false;
    (void)run_cases(every_form(), cases.value()).text();
    return true;
}

bool fuzz_rows(std::string_view bytes) {
    bool good = false;
    std::size_t bad = 0;
    for (const auto output : {BatchOptions::Output::json, BatchOptions::Output::csv, BatchOptions::Output::full}) {
        BatchOptions options;
        options.output = output;
        options.assess.largest_change = 0;
        BatchAssessor assessor(every_form(), options);
        BatchPiece piece;
        assessor.run(bytes, 1, piece);
        good = piece.rows > piece.bad;
        must(output == BatchOptions::Output::json || piece.bad == bad, "a row is good or bad in every form");
        bad = piece.bad;
    }
    return good;
}

bool fuzz_log_import(std::string_view bytes) {
    try {
        std::vector<LogEntry> entries = read_log(bytes, "fuzz");
        try {
            must(read_log(every_form(), bytes, "fuzz").size() == entries.size(), "rules refuse entries, and leave none out");
        } catch (const LogError& refused) {
            must(refused.kind() == LogError::Kind::input, "answers that rules refuse are a matter of the input");
        }
        must(read_log(log_csv(entries), "csv") == entries, "a CSV export reads back");
        must(read_log(log_json(entries), "json") == entries, "a JSON export reads back");
        const LogReview review = review_log(every_form(), entries, {});
        (void)review;
        return true;
    } catch (const LogError&) {
        return false;
    }
}

bool fuzz_log_file(std::string_view bytes) {
    static const std::string path =
        (std::filesystem::temp_directory_path() / ("triage-fuzz-" + std::to_string(getpid()) + ".db")).string();
    std::ofstream(path, std::ios::binary) << bytes;
    bool good = false;
    try {
        RecoveryLog log(path);
        const LogRange all{std::nullopt, std::nullopt, true};
        const std::vector<LogEntry> entries = log.entries(all);
        (void)log_json(entries);
        good = true;
        LogEntry one;
        one.date = *parse_date("2026-05-05");
        one.ruleset = "every_form";
        one.version = "0.1.0";
        one.answers = {{"swollen", "yes"}};
        const std::int64_t id = log.add(one);
        std::size_t there = 0;
        for (const LogEntry& e : log.entries(all))
            there += e.id == id && e.date == one.date && e.answers == one.answers ? 1U : 0U;
        must(there == 1, "an entry that was added is there");
    } catch (const LogError&) {
        good = false;
    }
    std::error_code ignored;
    for (const char* more : {"", "-journal", "-wal", "-shm"}) std::filesystem::remove(path + more, ignored);
    return good;
}

bool fuzz_workbench(std::string_view bytes) {
    const std::size_t half = bytes.size() / 2;
    // Often the second rules are the first ones with other words: two that differ little, as two versions do.
    std::string second(bytes.substr(half));
    if (half >= 9 && static_cast<unsigned char>(second[0]) % 8 >= 4) second.replace(0, 9, bytes.substr(0, 9));
    const auto before = rules_in(bytes.substr(0, half)), after = rules_in(second);
    const auto& rules = before ? before : after;
    if (!rules) return false;
    ProveOptions proving;
    proving.budget = 30000;
    const ProofReport proof = prove(*rules, proving);
    (void)(render_text(proof) + render_json(proof) + render_sarif(proof, "1") + render_junit(proof));
    for (const ProvedProperty& p : proof.properties)
        must(p.verdict != Verdict::violated || !p.counterexamples.empty() || p.id == "nothing_unreachable",
             "a violation has a person");
    DiffOptions differing;
    differing.budget = 30000;
    if (before && after) (void)render_text(diff(*before, *after, differing), {});
    must(!diff(*rules, *rules, differing).differs_for_somebody(), "nothing differs from itself");
    MutateOptions mutating;
    mutating.budget = 5000;
    mutating.work = 60000;  // some 80 mistakes: often those of one pathway, or they would be the first ones each time
    const auto& pathways = rules->document().pathways;
    if (const std::size_t which = number_at(bytes, 1) % (2 * pathways.size()); which < pathways.size())
        mutating.pathway = pathways[which].id.value;
    (void)render_json(mutate(*rules, {}, mutating));
    return true;
}

}  // namespace

std::string rules_of_bytes(std::string_view bytes) {
    if (bytes.empty() || static_cast<unsigned char>(bytes[0]) % 2 != 0)
        return std::string(bytes.substr(std::min<std::size_t>(1, bytes.size())));
    const bool small = static_cast<unsigned char>(bytes[0]) % 4 == 2;
    std::string text = small ? small_random_rules(number_at(bytes, 1)) : random_rules(number_at(bytes, 1));
    // Each four bytes more put one word of the text in the place of another that looks like it: f3 for f7, 12 for 40.
    const std::string letters = "abcdefghijklmnopqrstuvwxyz_", digits = "0123456789", both = letters + digits;
    struct Word {
        std::size_t at, length;
    };
    const auto word_from = [&](std::size_t i) {
        const std::size_t at = std::min(text.find_first_of(both, i), text.size());
        return Word{at, std::min(text.find_first_not_of(both, at), text.size()) - at};
    };
    const auto shape = [&](const Word& word) {
        std::string out = text.substr(word.at, word.length);
        std::erase_if(out, [&](char c) { return digits.find(c) != std::string::npos; });
        return out;
    };
    const auto two = [&](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) * 256 + static_cast<unsigned char>(bytes[i + 1]);
    };
    for (std::size_t at = 9; at + 4 <= bytes.size() && at < 9 + 4 * 8; at += 4) {
        const Word to = word_from(two(at) % text.size());
        Word from = word_from(two(at + 2) % text.size());
        for (int tries = 0; tries < 400 && from.length != 0 && shape(from) != shape(to); ++tries)
            from = word_from(from.at + from.length);
        if (to.length != 0 && from.length != 0 && shape(from) == shape(to))
            text.replace(to.at, to.length, std::string(text, from.at, from.length));
    }
    return text;
}

namespace {

/// Words of the formats and of the rules that texts are read against. Those of one row can stand in each other's place.
const std::vector<std::vector<std::string>>& words_of_a_kind() {
    static const std::vector<std::vector<std::string>> all{
        {"0", "1", "2", "3", "15.5", "20", "30", "60", "61", "120", "121", "-1", "1e3", "3.0", "007", "2.9999999", "1e400"},
        {"2026-05-03", "2026-05-04", "2026-02-29", "2028-02-29", "9999-12-31", "0001-01-01"},
        {"yes", "no", "unknown", "true", "false"},
        {"swollen", "ill", "hot", "cold", "better", "runner", "puffy", "fat_leg"},
        {"sudden", "slow", "other", "creeping"},
        {"none", "low", "high", "fall"},
        {"today", "routine", "self_care"},
        {"clot_today", "perhaps", "home", "booked"},
        {"rub", "no_rub", "call"},
        {"clot", "strain"},
        {"onset", "impact"},
        {"difference_cm", "age_years"},
        {"raised", "not_raised"},
        {"advised", "withheld"},
        {"at_least", "at_most"},
        {"unknown", "absent"},
        {"note", "title", "information", "because"},
        {"null", "id", "answers", "expect", "unmentioned", "disposition", "reassessed", "replaces", "every_form", "0.1.0",
         "date"}};
    return all;
}

constexpr std::size_t no_kind = ~std::size_t{0};

std::size_t kind_of(std::string_view word) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (word.empty()) return no_kind;
    if (word.size() == 10 && digit(word[0]) && word[4] == '-') return 1;
    if (word != "0.1.0" && (word[0] == '-' || digit(word[0]))) return 0;
    for (std::size_t kind = 2; kind + 1 < words_of_a_kind().size(); ++kind)
        for (const std::string& w : words_of_a_kind()[kind])
            if (w == word) return kind;
    return no_kind;
}

}  // namespace

std::string with_other_words(std::string_view bytes, std::uint64_t seed) {
    const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-+";
    std::string text(bytes);
    Dice dice(seed);
    // From a place in the text: the next word, or the line around it.
    struct Part {
        std::size_t at, length;
    };
    const auto word = [&] {
        const std::size_t at = std::min(text.find_first_of(letters, dice.below(text.size() + 1)), text.size());
        return Part{at, std::min(text.find_first_not_of(letters, at), text.size()) - at};
    };
    const auto line = [&] {
        const std::size_t from = dice.below(text.size() + 1), begin = from == 0 ? 0 : text.rfind('\n', from - 1) + 1;
        return Part{begin, std::min(text.find('\n', begin), text.size() - 1) + 1 - begin};
    };
    const auto words = [&](Part part) { return text.substr(part.at, part.length); };
    for (std::size_t changes = 1 + (dice.chance(0.5) ? dice.below(4) : 0); changes > 0 && !text.empty(); --changes) {
        if (dice.chance(0.15)) {  // a line is left out, repeated elsewhere, or takes another one's place
            const Part to = line(), from = line();
            const std::size_t how = dice.below(3);
            text.replace(to.at, how == 1 ? 0 : to.length, how == 0 ? std::string() : words(from));
            continue;
        }
        // A word of the same kind spoils least, and a name that the rules do not have nearly always.
        Part to = word();
        for (int tries = 0; tries < 12 && kind_of(words(to)) == no_kind; ++tries) to = word();
        const std::size_t kind = kind_of(words(to));
        std::string put = dice.pick(dice.pick(words_of_a_kind()));
        if (kind != no_kind && dice.chance(0.93)) put = dice.pick(words_of_a_kind()[kind]);
        if (dice.chance(0.2))  // a word of the text
            for (int tries = 0; tries < 20; ++tries)
                if (const Part from = word(); kind_of(words(from)) == kind) {
                    put = words(from);
                    break;
                }
        text.replace(to.at, to.length, put);
    }
    return text;
}

std::string with_other_bytes(std::string_view bytes, std::uint64_t seed) {
    std::string out(bytes);
    Dice dice(seed);
    for (std::size_t changes = 1 + dice.below(4); changes > 0 && !out.empty(); --changes) {
        const std::size_t at = dice.below(out.size());
        // Most bytes of an SQLite file are unused: near a zero, a place that is not one.
        const std::size_t used = dice.chance(0.9) ? std::min(out.find_first_not_of('\0', at), out.size() - 1) : at;
        const int small[]{0, 1, 2, 0x7F, 0x80, 0xFF};
        out[used] = static_cast<char>(dice.chance(0.5)   ? small[dice.below(std::size(small))]
                                      : dice.chance(0.5) ? out[used] + dice.between(-2, 2)
                                                         : dice.between(0, 255));
    }
    return out;
}

const std::vector<Target>& targets() {
    using Change = Target::Change;
    static const std::vector<Target> all{{"rules", fuzz_rules},
                                         {"answers", fuzz_answers, Change::words},
                                         {"cases", fuzz_cases, Change::words},
                                         {"rows", fuzz_rows, Change::words},
                                         {"log_import", fuzz_log_import, Change::words},
                                         {"log_file", fuzz_log_file, Change::few_bytes},
                                         {"workbench", fuzz_workbench}};
    return all;
}

}  // namespace triage::fuzz
