// SPDX-License-Identifier: Apache-2.0
// triage from Node by koffi (npm install koffi): the native library, where the WebAssembly module is not fast enough.
//
//     node triage_koffi.mjs libtriage.so '{"calf_swelling": "yes", "age_years": 34}'
import {fileURLToPath} from "node:url";
import koffi from "koffi";

const OK = 0;
const REFUSED = 1;

/** The functions of libtriage.so that a small app needs. Answers are an object or the text of an answer file. */
export function open(path) {
  const c = koffi.load(path);
  const free = c.func("void triage_free(void* text)");
  const loadShipped = c.func("int triage_load_shipped(const char* name, _Out_ void** rules, _Out_ void** problems)");
  const read = c.func(
    "int triage_answers_read(void* rules, const char* text, size_t size, _Out_ void** answers, _Out_ void** problems)");
  const assess = c.func("int triage_assess(void* answers, _Out_ void** text)");
  const next = c.func("int triage_next(void* answers, _Out_ void** text)");
  const freeAnswers = c.func("void triage_answers_free(void* answers)");

  const take = (pointer) => {
    const text = koffi.decode(pointer, "char", -1);
    free(pointer);
    return text;
  };
  const checked = (status, problems) => {
    if (status === REFUSED) throw new Error(JSON.parse(take(problems)).problems.map((p) => p.message + "; " + p.hint).join("\n"));
    if (status !== OK) throw new Error("triage: status " + status);
  };

  const rules = [null];
  const refused = [null];
  checked(loadShipped("lower_leg_pain", rules, refused), refused[0]);

  const withPerson = (answers, work) => {
    const text = typeof answers === "string" ? answers : JSON.stringify(answers);
    const person = [null];
    const problems = [null];
    checked(read(rules[0], text, Buffer.byteLength(text), person, problems), problems[0]);
    try {
      const out = [null];
      checked(work(person[0], out), null);
      return take(out[0]);
    } finally {
      freeAnswers(person[0]);
    }
  };
  return {
    /** `triage.assessment/1` as text. */
    assessJson: (answers) => withPerson(answers, assess),
    /** `triage.screen/1` as an object. */
    nextScreen: (answers) => JSON.parse(withPerson(answers, next)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const triage = open(process.argv[2]);
  console.log(JSON.parse(triage.assessJson(process.argv[3] ?? "{}")).disposition.label);
}
