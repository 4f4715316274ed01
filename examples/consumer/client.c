/* SPDX-License-Identifier: Apache-2.0
 * The smallest app in C: two answers, one recommendation. Its argument is a rule folder; without one, the built-in rules. */
#include <stdio.h>

#include <triage/triage.h>

static int refused(char* problems) {
    fprintf(stderr, "%s", problems != NULL ? problems : "triage refused the call\n");
    triage_free(problems);
    return 1;
}

int main(int argc, char** argv) {
    triage_rules* rules = NULL;
    triage_answers* answers = NULL;
    char* text = NULL;
    char* problems = NULL;
    const triage_status loaded = argc > 1 ? triage_load(argv[1], &rules, &problems)
                                          : triage_load_shipped("lower_leg_pain", &rules, &problems);
    int code = 0;

    if (loaded != TRIAGE_OK) return refused(problems);
    if (triage_answers_new(rules, &answers) != TRIAGE_OK) return refused(NULL);
    if (triage_set_number(answers, "age_years", 34, &problems) != TRIAGE_OK ||
        triage_set_word(answers, "calf_swelling", "yes", &problems) != TRIAGE_OK ||
        triage_render(answers, "text", &text, &problems) != TRIAGE_OK)
        code = refused(problems);
    else
        fputs(text, stdout);
    triage_free(text);
    triage_answers_free(answers);
    triage_rules_free(rules);
    return code;
}
