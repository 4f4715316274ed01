// SPDX-License-Identifier: Apache-2.0
// The C interface where it reads: rules from a disk or from memory, answers from JSON or YAML.
#include <triage/compile/compiled_rules.hpp>
#include <triage/load.hpp>
#include <triage/record.hpp>

#include "handles.hpp"

using triage::c::clear, triage::c::give, triage::c::guarded, triage::c::people, triage::c::Person, triage::c::refuse,
    triage::c::rule_sets, triage::c::take;

/// A handle to the person whose answers were read.
template <class Sheet>
static triage_answers* handle_of(const Sheet& read) {
    auto person = std::make_shared<Person>(read.answers.rules());
    person->answers = read.answers;
    person->options.id = read.id;
    return people().add(std::move(person));
}

extern "C" {

triage_status triage_load(const char* path, triage_rules** rules, char** problems) {
    (void)clear(problems);
    if (!clear(rules) || path == nullptr) return TRIAGE_BAD_CALL;
    return guarded([&] { return take(triage::load(path), rules, problems); });
}

triage_status triage_load_memory(const void* bytes, size_t size, triage_rules** rules, char** problems) {
    (void)clear(problems);
    if (!clear(rules) || bytes == nullptr) return TRIAGE_BAD_CALL;
    return guarded([&] {
        const std::string_view text(static_cast<const char*>(bytes), size);
        if (triage::is_compiled(text)) return take(triage::read_compiled(text), rules, problems);
        return take(triage::load(std::vector<triage::SourceFile>{{"rules.yaml", std::string(text)}}), rules, problems);
    });
}

triage_status triage_answers_read(const triage_rules* rules, const char* text, size_t size, triage_answers** answers,
                                  char** problems) {
    (void)clear(problems);
    if (!clear(answers) || text == nullptr) return TRIAGE_BAD_CALL;
    return guarded([&]() -> triage_status {
        const auto found = rule_sets().find(rules);
        if (found == nullptr) return TRIAGE_BAD_CALL;
        const auto sheet = triage::read_answers(*found, {text, size}, "answers");
        if (!sheet.ok()) return refuse(sheet.diagnostics(), problems);
        *answers = handle_of(sheet.value());
        return TRIAGE_OK;
    });
}

triage_status triage_answers_restore(const triage_rules* rules, const char* text, size_t size, triage_answers** answers,
                                     char** report, char** problems) {
    (void)clear(problems);
    (void)clear(report);
    if (!clear(answers) || text == nullptr) return TRIAGE_BAD_CALL;
    return guarded([&]() -> triage_status {
        const auto found = rule_sets().find(rules);
        if (found == nullptr) return TRIAGE_BAD_CALL;
        const auto restored = triage::restore(*found, {text, size}, "answers");
        if (!restored.ok()) return refuse(restored.diagnostics(), problems);
        if (report != nullptr)
            if (const triage_status given = give(triage::render_json(restored.value()), report); given != TRIAGE_OK) return given;
        *answers = handle_of(restored.value());
        return TRIAGE_OK;
    });
}

triage_status triage_record(const triage_answers* answers, char** record) {
    return triage::c::tell(answers, record, [](Person& p) { return triage::write_record(p.answers, p.options); });
}

}  // extern "C"
