// SPDX-License-Identifier: Apache-2.0
// What the module for browsers has beside the C interface: memory for texts that go in, rules that were compiled before, and
// stored answers one by one, because the page has read their JSON already.
#include <triage/compile/compiled_rules.hpp>
#include <triage/explain/record_text.hpp>
#include <triage/walk/stored.hpp>

#include "../c/handles.hpp"

using triage::c::clear, triage::c::give, triage::c::people, triage::c::Person, triage::c::refuse, triage::c::take,
    triage::c::tell;

// What the C++ library calls before it gives up. Its own prints a message that nobody would read, and brings printf along.
_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD

extern "C" {

/** Room for a text; triage_free gives it back. */
TRIAGE_API void* triage_alloc(size_t size) { return std::malloc(size); }

triage_status triage_load_memory(const void* bytes, size_t size, triage_rules** rules, char** problems) {
    (void)clear(problems);
    if (!clear(rules) || bytes == nullptr) return TRIAGE_BAD_CALL;
    return take(triage::read_compiled({static_cast<const char*>(bytes), size}), rules, problems);
}

triage_status triage_load_shipped(const char* name, triage_rules** rules, char** problems) {
    (void)clear(problems);
    if (!clear(rules) || name == nullptr) return TRIAGE_BAD_CALL;
#ifdef TRIAGE_RULES
    // Compiled rules, byte for byte; the build names the file.
    static constexpr unsigned char bytes[] = {
#embed TRIAGE_RULES
    };
    return take(triage::read_compiled({reinterpret_cast<const char*>(bytes), sizeof bytes}), rules, problems);
#else
    return refuse(triage::AnswerProblem{"unknown-id", "this module has no rules inside", "hand in compiled rules"}, problems);
#endif
}

/** Takes a stored answer, a word or else a number. `lost` gets null or why not: {"why", "now", "message"}. */
TRIAGE_API triage_status triage_restore(triage_answers* answers, const char* finding, const char* word, double number,
                                        char** lost) {
    if (!clear(lost)) return TRIAGE_BAD_CALL;
    const auto person = people().find(answers);
    if (person == nullptr) return TRIAGE_BAD_CALL;
    const auto problem =
        triage::restore_answer(person->answers, finding, word != nullptr ? triage::Answer(word) : triage::Answer(number));
    if (!problem) return TRIAGE_OK;
    triage::Restored restored{triage::Answers(person->answers.rules()), {*problem}, {}, {}, {}, {}, false};
    return give(triage::render_json(restored), lost);
}

/** `triage.record/1` with these digests, which the page works out: the core has no SHA-256. */
TRIAGE_API triage_status triage_record_with(const triage_answers* answers, const char* answers_digest, const char* result_digest,
                                            char** record) {
    return tell(answers, record,
                [&](Person& p) { return triage::record_text(p.answers, p.options).with(answers_digest, result_digest); });
}

}  // extern "C"
