/* SPDX-License-Identifier: Apache-2.0
 * triage as functions of PostgreSQL, over the C interface.
 *
 *     SELECT triage_assess('{"calf_swelling": "yes"}') -> 'disposition' ->> 'label';
 *
 * Each session loads the rules once: those that are built in, or the file or folder of the setting triage.rules. */
#include <postgres.h>

#include <fmgr.h>
#include <utils/builtins.h>
#include <utils/guc.h>
#include <utils/jsonb.h>

#include <triage/triage.h>

PG_MODULE_MAGIC;

static char* rules_path = NULL;
static triage_rules* rules = NULL;

static void forget_rules(const char* ignored, void* also_ignored) {
    (void)ignored;
    (void)also_ignored;
    triage_rules_free(rules);
    rules = NULL;
}

void _PG_init(void);
void _PG_init(void) {
    DefineCustomStringVariable("triage.rules", "Rule folder, rule file or compiled rules; empty: the built-in rules.", NULL,
                               &rules_path, "", PGC_SUSET, 0, NULL, forget_rules, NULL);
}

/* Ends the statement with what was wrong. The text is copied first: an error never comes back here. */
static void pg_attribute_noreturn() refuse(triage_status status, char* problems) {
    char* copy = problems != NULL ? pstrdup(problems) : NULL;
    triage_free(problems);
    ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                    status == TRIAGE_REFUSED ? errmsg("triage refused the answers") : errmsg("triage failed with status %d", status),
                    copy != NULL ? errdetail("%s", copy) : 0));
}

/* The answers of one row. */
static triage_answers* read_answers(Jsonb* json) {
    triage_answers* answers = NULL;
    char* problems = NULL;
    triage_status status;
    char* text = JsonbToCString(NULL, &json->root, VARSIZE(json));
    if (rules == NULL) {
        status = rules_path != NULL && rules_path[0] != '\0' ? triage_load(rules_path, &rules, &problems)
                                                             : triage_load_shipped("lower_leg_pain", &rules, &problems);
        if (status != TRIAGE_OK) refuse(status, problems);
    }
    status = triage_answers_read(rules, text, strlen(text), &answers, &problems);
    if (status != TRIAGE_OK) refuse(status, problems);
    pfree(text);
    return answers;
}

PG_FUNCTION_INFO_V1(triage_assess_jsonb);
Datum triage_assess_jsonb(PG_FUNCTION_ARGS) {
    const int32 changes = PG_GETARG_INT32(1);
    triage_answers* answers = read_answers(PG_GETARG_JSONB_P(0));
    char count[16];
    char* problems = NULL;
    char* text = NULL;
    char* copy;
    triage_status status;
    snprintf(count, sizeof count, "%d", changes);
    status = triage_configure(answers, "largest_change", count, &problems);
    if (status == TRIAGE_OK) status = triage_assess(answers, &text);
    triage_answers_free(answers);
    if (status != TRIAGE_OK) refuse(status, problems);
    copy = pstrdup(text);
    triage_free(text);
    PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(copy)));
}

PG_FUNCTION_INFO_V1(triage_rank_jsonb);
Datum triage_rank_jsonb(PG_FUNCTION_ARGS) {
    triage_answers* answers = read_answers(PG_GETARG_JSONB_P(0));
    int rank = 0;
    const triage_status status = triage_rank(answers, &rank);
    triage_answers_free(answers);
    if (status != TRIAGE_OK) refuse(status, NULL);
    PG_RETURN_INT32(rank);
}
