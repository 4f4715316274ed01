/* SPDX-License-Identifier: Apache-2.0
 * The C interface of triage: for any language that can call C. docs/embedding.md has examples and costs.
 * Refuses to throw, to exit and to trust a handle: a null, wrong or freed handle is TRIAGE_BAD_CALL.
 *
 *     triage_rules* rules;
 *     triage_answers* answers;
 *     char* text;
 *     triage_load_shipped("lower_leg_pain", &rules, NULL);
 *     triage_answers_new(rules, &answers);
 *     triage_set_word(answers, "calf_swelling", "yes", NULL);
 *     if (triage_assess(answers, &text) == TRIAGE_OK) puts(text);
 *     triage_free(text);
 *
 * Texts are UTF-8; those that go in end in NUL or come with a size in bytes. Each text that comes out is the caller's: give it to
 * triage_free. A function that can refuse takes `char** problems` as its last argument; NULL there means that the caller does not
 * want to know. On TRIAGE_REFUSED it gets a `triage.problems/1` (docs/json.md): code, message, place and hint of each. What comes
 * out through any other pointer is set on TRIAGE_OK and NULL or 0 otherwise.
 *
 * Threads: rules may be used by any number of threads at once. Answers belong to one person; calls on one handle wait for each other.
 * A handle may be freed while another thread uses it: that call ends first.
 */
#ifndef TRIAGE_TRIAGE_H
#define TRIAGE_TRIAGE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TRIAGE_API __attribute__((visibility("default")))
#else
#define TRIAGE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Raised whenever a function here changes or goes; functions may be added without. */
#define TRIAGE_ABI 1

typedef struct triage_rules triage_rules;
typedef struct triage_answers triage_answers;

typedef enum triage_status {
    TRIAGE_OK = 0,
    TRIAGE_REFUSED = 1,   /**< the input is wrong; `problems` says why */
    TRIAGE_BAD_CALL = 2,  /**< a pointer is null, or no handle of this kind */
    TRIAGE_NO_MEMORY = 3, /**< nothing has changed */
    TRIAGE_FAILED = 4     /**< an error inside the library; nothing has changed */
} triage_status;

/** For triage_set_option_at: not an option, but "not sure", or as if it had never been asked. */
#define TRIAGE_NOT_SURE UINT32_C(0xFFFFFFFE)
#define TRIAGE_NOT_ASKED UINT32_C(0xFFFFFFFF)

/** TRIAGE_ABI of the library that is there at run time, and its version, "0.2.0". */
TRIAGE_API uint32_t triage_abi(void);
TRIAGE_API const char* triage_version(void);
/** Gives back a text. NULL is fine. */
TRIAGE_API void triage_free(char* text);

/* Rules. */

/** A rule folder, a rule file or compiled rules. */
TRIAGE_API triage_status triage_load(const char* path, triage_rules** rules, char** problems);
/** The rules that the library was built with: "lower_leg_pain" or "return_to_running". */
TRIAGE_API triage_status triage_load_shipped(const char* name, triage_rules** rules, char** problems);
/** From memory: one self-contained rule file, or compiled rules (`triage compile`), which are known by their first bytes. */
TRIAGE_API triage_status triage_load_memory(const void* bytes, size_t size, triage_rules** rules, char** problems);
/** Answers to the rules stay good. NULL is fine. */
TRIAGE_API void triage_rules_free(triage_rules* rules);
/** `triage.rules/1`: identity, levels, groups, pathways and all questions. The place of a finding in the list is its position. */
TRIAGE_API triage_status triage_describe(const triage_rules* rules, char** json);

/* Answers of one person. */

/** Nothing answered yet; never "no". */
TRIAGE_API triage_status triage_answers_new(const triage_rules* rules, triage_answers** answers);
/** From an answer file, JSON or YAML; all or nothing. */
TRIAGE_API triage_status triage_answers_read(const triage_rules* rules, const char* text, size_t size, triage_answers** answers,
                                             char** problems);
/** From stored answers, perhaps of other rules: takes what still holds. `report` gets a `triage.restored/1`, which names the rest. */
TRIAGE_API triage_status triage_answers_restore(const triage_rules* rules, const char* text, size_t size,
                                                triage_answers** answers, char** report, char** problems);
/** `triage.answers/1`, for triage_answers_read and triage_answers_restore. */
TRIAGE_API triage_status triage_answers_write(const triage_answers* answers, char** json);
/** NULL is fine. */
TRIAGE_API void triage_answers_free(triage_answers* answers);

/** yes, no, unknown ("not sure") or the id of an option. */
TRIAGE_API triage_status triage_set_word(triage_answers* answers, const char* finding, const char* word, char** problems);
TRIAGE_API triage_status triage_set_number(triage_answers* answers, const char* finding, double number, char** problems);
/** As if the question had never been asked. */
TRIAGE_API triage_status triage_clear(triage_answers* answers, const char* finding, char** problems);
/** By position, for speed. yes_no: 0 no, 1 yes; choice: the position of the option; or TRIAGE_NOT_SURE, TRIAGE_NOT_ASKED. */
TRIAGE_API triage_status triage_set_option_at(triage_answers* answers, uint32_t position, uint32_t option);
TRIAGE_API triage_status triage_set_number_at(triage_answers* answers, uint32_t position, double number);

/** How the functions below answer for this person. Keys and values as texts:
 *  id (default empty), emergency_number, largest_change (0, 1 or 2, default 2), questions_a_screen (default 8);
 *  examiner, after_emergency, for_clinician, detail (true or false, default false); width (columns, default 80). */
TRIAGE_API triage_status triage_configure(triage_answers* answers, const char* key, const char* value, char** problems);

/* Questions and the result. */

/** `triage.screen/1`: the questions to ask now; its group is null when nothing is left to ask. */
TRIAGE_API triage_status triage_next(const triage_answers* answers, char** screen);
/** Ticks questions of a screen: yes to each id of `ticked`; `rest` ("denied", "not_sure", "left_open") to the other yes/no
 *  questions of `screen` that have no answer yet. Both are ids with blanks between them. All or nothing. */
TRIAGE_API triage_status triage_answer_screen(triage_answers* answers, const char* screen, const char* ticked, const char* rest,
                                              char** problems);
/** `triage.assessment/1`: the explained recommendation. */
TRIAGE_API triage_status triage_assess(const triage_answers* answers, char** assessment);
/** The level alone, without explanation: its rank, 0 the mildest. In a few microseconds, without allocating. */
TRIAGE_API triage_status triage_rank(const triage_answers* answers, int* rank);
/** The recommendation as "text", "markdown", "html" or "json". */
TRIAGE_API triage_status triage_render(const triage_answers* answers, const char* format, char** text, char** problems);
/** `triage.record/1`: answers, rules, engine and result on one line, for `triage replay`. */
TRIAGE_API triage_status triage_record(const triage_answers* answers, char** record);
/** `triage.why_not/1`: why not this pathway, outcome or condition. */
TRIAGE_API triage_status triage_why_not(const triage_answers* answers, const char* name, char** json, char** problems);

#ifdef __cplusplus
}
#endif

#endif
