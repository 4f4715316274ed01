// SPDX-License-Identifier: Apache-2.0
// The C interface, as far as the core goes; the module for browsers has these functions too. What reads files is in readers.cpp.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include <triage/compile/compiled_rules.hpp>
#include <triage/explain/why_not.hpp>
#include <triage/version.hpp>
#include <triage/walk/interview.hpp>
#include <triage/walk/stored.hpp>
#include <triage/walk/walk.hpp>

#include "handles.hpp"

namespace triage::c {

namespace {

/// Why a text that names something is refused unread: nobody's id is that long.
std::optional<AnswerProblem> too_long(std::string_view text, std::size_t most = LoadOptions{}.string_length) {
    if (text.size() <= most) return std::nullopt;
    return AnswerProblem{"string-too-long", "this text has " + std::to_string(text.size()) + " bytes",
                         "at most " + std::to_string(most) + " are read"};
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (end > at) out.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::optional<std::size_t> count_in(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Sets one option of a person; why not, else.
std::optional<AnswerProblem> configure(Person& person, std::string_view key, std::string_view value) {
    const auto wrong = [&](const char* takes) {
        return AnswerProblem{"wrong-type", "\"" + std::string(value) + "\" is no value of " + std::string(key), takes};
    };
    InterviewOptions& interview = person.options.interview;
    const std::pair<std::string_view, bool*> flags[] = {{"examiner", &interview.examiner},
                                                        {"after_emergency", &interview.after_emergency},
                                                        {"for_clinician", &person.text.for_clinician},
                                                        {"detail", &person.text.detail}};
    for (const auto& [name, flag] : flags) {
        if (key != name) continue;
        if (value != "true" && value != "false") return wrong("write true or false");
        *flag = value == "true";
        return std::nullopt;
    }
    const std::pair<std::string_view, std::string*> texts[] = {{"id", &person.options.id},
                                                               {"emergency_number", &person.options.emergency_number}};
    for (const auto& [name, text] : texts)
        if (key == name) {
            *text = value;
            return std::nullopt;
        }
    const std::optional<std::size_t> count = count_in(value);
    if (key == "largest_change") {
        if (!count || *count > 2) return wrong("write 0, 1 or 2");
        person.options.largest_change = static_cast<int>(*count);
        return std::nullopt;
    }
    if (key == "questions_a_screen") {
        if (!count || *count == 0) return wrong("write a whole number from 1");
        interview.questions_a_screen = *count;
        return std::nullopt;
    }
    if (key == "width") {
        if (!count || *count < 20) return wrong("write a whole number from 20");
        person.text.width = *count;
        return std::nullopt;
    }
    const std::vector<std::string> known = {"id",       "emergency_number", "largest_change", "questions_a_screen",
                                            "examiner", "after_emergency",  "for_clinician",  "detail",
                                            "width"};
    return AnswerProblem{"unknown-key", "there is no option \"" + std::string(key) + "\"",
                         did_you_mean(nearest_name(key, known))};
}

triage_status set(triage_answers* answers, const char* finding, const Answer& answer, char** problems) {
    return with(answers, [&](Person& person) -> triage_status {
        auto problem = too_long(finding);
        if (!problem) problem = person.answers.try_set(finding, answer);
        return problem ? refuse(*problem, problems) : TRIAGE_OK;
    });
}

}  // namespace

}  // namespace triage::c

using triage::c::clear, triage::c::give, triage::c::guarded, triage::c::people, triage::c::Person, triage::c::refuse,
    triage::c::rule_sets, triage::c::tell, triage::c::too_long, triage::c::with;

extern "C" {

uint32_t triage_abi(void) { return TRIAGE_ABI; }
const char* triage_version(void) { return TRIAGE_VERSION_STRING; }
void triage_free(char* text) { std::free(text); }

void triage_rules_free(triage_rules* rules) {
    (void)guarded([&] {
        rule_sets().remove(rules);
        return TRIAGE_OK;
    });
}

triage_status triage_describe(const triage_rules* rules, char** json) {
    if (!clear(json)) return TRIAGE_BAD_CALL;
    return guarded([&]() -> triage_status {
        const auto found = rule_sets().find(rules);
        return found == nullptr ? TRIAGE_BAD_CALL : give(triage::render_json(*found), json);
    });
}

triage_status triage_answers_new(const triage_rules* rules, triage_answers** answers) {
    if (!clear(answers)) return TRIAGE_BAD_CALL;
    return guarded([&]() -> triage_status {
        const auto found = rule_sets().find(rules);
        if (found == nullptr) return TRIAGE_BAD_CALL;
        *answers = people().add(std::make_shared<Person>(*found));
        return TRIAGE_OK;
    });
}

triage_status triage_answers_write(const triage_answers* answers, char** json) {
    return tell(answers, json, [](Person& p) { return triage::write_answers(p.answers, p.options.id); });
}

void triage_answers_free(triage_answers* answers) {
    (void)guarded([&] {
        people().remove(answers);
        return TRIAGE_OK;
    });
}

triage_status triage_set_word(triage_answers* answers, const char* finding, const char* word, char** problems) {
    (void)clear(problems);
    if (finding == nullptr || word == nullptr) return TRIAGE_BAD_CALL;
    if (const auto problem = too_long(word)) return guarded([&] { return refuse(*problem, problems); });
    return guarded([&] { return triage::c::set(answers, finding, triage::Answer(word), problems); });
}

triage_status triage_set_number(triage_answers* answers, const char* finding, double number, char** problems) {
    (void)clear(problems);
    if (finding == nullptr) return TRIAGE_BAD_CALL;
    return guarded([&] { return triage::c::set(answers, finding, triage::Answer(number), problems); });
}

triage_status triage_clear(triage_answers* answers, const char* finding, char** problems) {
    (void)clear(problems);
    if (finding == nullptr) return TRIAGE_BAD_CALL;
    return with(answers, [&](Person& person) -> triage_status {
        if (const auto problem = too_long(finding)) return refuse(*problem, problems);
        const auto key = person.answers.rules().finding(finding);
        if (!key) return refuse(*person.answers.try_set(finding, triage::unknown), problems);
        person.answers.clear(*key);
        return TRIAGE_OK;
    });
}

triage_status triage_set_option_at(triage_answers* answers, uint32_t position, uint32_t option) {
    return with(answers, [&](Person& person) -> triage_status {
        const auto& findings = person.answers.rules().document().findings;
        if (position >= findings.size()) return TRIAGE_REFUSED;
        const triage::FindingId at{position};
        if (option == TRIAGE_NOT_SURE)
            person.answers.set_unknown(at);
        else if (option == TRIAGE_NOT_ASKED)
            person.answers.clear(at);
        else if (option < triage::options_count(findings[at]))
            person.answers.set_option(at, option);
        else
            return TRIAGE_REFUSED;
        return TRIAGE_OK;
    });
}

triage_status triage_set_number_at(triage_answers* answers, uint32_t position, double number) {
    return with(answers, [&](Person& person) -> triage_status {
        return person.answers.try_set(triage::FindingId{position}, number) ? TRIAGE_REFUSED : TRIAGE_OK;
    });
}

triage_status triage_configure(triage_answers* answers, const char* key, const char* value, char** problems) {
    (void)clear(problems);
    if (key == nullptr || value == nullptr) return TRIAGE_BAD_CALL;
    return with(answers, [&](Person& person) -> triage_status {
        for (const char* text : {key, value})
            if (const auto problem = too_long(text)) return refuse(*problem, problems);
        const auto problem = triage::c::configure(person, key, value);
        return problem ? refuse(*problem, problems) : TRIAGE_OK;
    });
}

triage_status triage_next(const triage_answers* answers, char** screen) {
    return tell(answers, screen,
                [](Person& p) { return triage::render_json(triage::screen_of(p.answers, p.options.interview)); });
}

triage_status triage_answer_screen(triage_answers* answers, const char* screen, const char* ticked, const char* rest,
                                   char** problems) {
    (void)clear(problems);
    if (screen == nullptr || ticked == nullptr || rest == nullptr) return TRIAGE_BAD_CALL;
    return with(answers, [&](Person& person) -> triage_status {
        const std::string_view word = rest;
        const std::optional<triage::Rest> others = word == "denied"      ? std::optional(triage::Rest::denied)
                                                   : word == "not_sure"  ? std::optional(triage::Rest::not_sure)
                                                   : word == "left_open" ? std::optional(triage::Rest::left_open)
                                                                         : std::nullopt;
        // Room for all findings that rules may have, with long ids.
        for (const char* text : {screen, ticked, rest})
            if (const auto problem = too_long(text, 64 * triage::LoadOptions{}.findings)) return refuse(*problem, problems);
        if (!others)
            return refuse(triage::AnswerProblem{"wrong-type", "\"" + std::string(word) + "\" is not what the rest can be",
                                                "write denied, not_sure or left_open"},
                          problems);
        std::vector<triage::Question> questions;
        for (const std::string& id : triage::c::words_of(screen)) {
            const auto key = person.answers.rules().finding(id);
            if (!key) return refuse(*person.answers.try_set(id, triage::unknown), problems);
            questions.push_back(triage::question_of(person.answers.rules(), key->position()));
        }
        const auto problem = triage::answer_screen(person.answers, questions, triage::c::words_of(ticked), *others);
        return problem ? refuse(*problem, problems) : TRIAGE_OK;
    });
}

triage_status triage_assess(const triage_answers* answers, char** assessment) {
    return tell(answers, assessment, [](Person& p) { return triage::render_json(triage::assess(p.answers, p.options)); });
}

triage_status triage_rank(const triage_answers* answers, int* rank) {
    if (rank == nullptr) return TRIAGE_BAD_CALL;
    *rank = 0;
    return with(answers, [&](Person& person) {
        *rank = triage::walk(person.answers).disposition;
        return TRIAGE_OK;
    });
}

triage_status triage_render(const triage_answers* answers, const char* format, char** text, char** problems) {
    (void)clear(problems);
    if (!clear(text) || format == nullptr) return TRIAGE_BAD_CALL;
    return with(answers, [&](Person& person) -> triage_status {
        using triage::Format;
        const std::string_view word = format;
        const std::optional<Format> form = word == "text"       ? std::optional(Format::text)
                                           : word == "markdown" ? std::optional(Format::markdown)
                                           : word == "html"     ? std::optional(Format::html)
                                           : word == "json"     ? std::optional(Format::json)
                                                                : std::nullopt;
        if (!form)
            return refuse(triage::AnswerProblem{"wrong-type", "there is no such format", "write text, markdown, html or json"},
                          problems);
        return give(triage::render(triage::assess(person.answers, person.options), *form, person.text), text);
    });
}

triage_status triage_why_not(const triage_answers* answers, const char* name, char** json, char** problems) {
    (void)clear(problems);
    if (!clear(json) || name == nullptr) return TRIAGE_BAD_CALL;
    return with(answers, [&](Person& person) -> triage_status {
        if (const auto problem = too_long(name)) return refuse(*problem, problems);
        const auto why = triage::try_why_not(person.answers, name);
        return why.ok() ? give(triage::render_json(why.value()), json) : refuse(why.diagnostics(), problems);
    });
}

}  // extern "C"
