// SPDX-License-Identifier: Apache-2.0
// triage for JavaScript: answers are plain objects, results are plain objects, and nothing is kept between calls.
// Refuses what the library refuses: a wrong id or value is a TriageError that carries the problems, each with a hint.
//
//     const triage = await load();
//     let answers = {age_years: 34};
//     const screen = triage.nextScreen(answers);
//     answers = triage.answerScreen(answers, {screen, ticked: ["calf_swelling"], rest: "denied"});
//     console.log(triage.assess(answers).disposition.label);

/** The input was refused. `problems`: code, message and hint of each; rule files also have a place. */
export class TriageError extends Error {
  constructor(problems) {
    super(problems.map((p) => p.message + (p.hint ? `; ${p.hint}` : "")).join("\n"));
    this.name = "TriageError";
    this.problems = problems;
  }
}

const OK = 0;
const REFUSED = 1;
const optionKeys = {
  id: "id",
  emergencyNumber: "emergency_number",
  largestChange: "largest_change",
  questionsAScreen: "questions_a_screen",
  examiner: "examiner",
  afterEmergency: "after_emergency",
  forClinician: "for_clinician",
  detail: "detail",
  width: "width",
};

// What stands before the parts of a record that digests are taken of.
const answersKey = ', "answers": ';
const resultKey = ', "result": ';

async function sha256(text) {
  const {subtle} = globalThis.crypto ?? (await import("node:crypto")).webcrypto; // Node 18 has no global
  const digest = await subtle.digest("SHA-256", new TextEncoder().encode(text));
  return "sha256:" + [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The module's memory, and texts in and out of it. */
class Module {
  constructor(instance) {
    this.calls = instance.exports;
    this.calls._initialize();
    this.out = this.calls.triage_alloc(8); // two pointers that a call may set
    if (this.out === 0) throw new Error("triage: out of memory");
  }
  put(bytes) {
    const at = this.calls.triage_alloc(bytes.length + 1);
    if (at === 0) throw new Error("triage: out of memory");
    const memory = new Uint8Array(this.calls.memory.buffer); // fresh: memory may have grown
    memory.set(bytes, at);
    memory[at + bytes.length] = 0;
    return at;
  }
  pointer(at) {
    return new DataView(this.calls.memory.buffer).getUint32(at, true);
  }
  take(at) {
    if (at === 0) return "";
    const memory = new Uint8Array(this.calls.memory.buffer);
    const text = new TextDecoder().decode(memory.subarray(at, memory.indexOf(0, at)));
    this.calls.triage_free(at);
    return text;
  }
  /** Calls a function whose texts go in as arguments; gives what came out through its last pointers, in their order. */
  call(name, args, outs) {
    const held = [];
    const raw = args.map((arg) => {
      if (typeof arg !== "string") return arg;
      // A NUL would end the text early: no id and no word has one.
      const at = this.put(new TextEncoder().encode(arg.replaceAll("\0", "\uFFFD")));
      held.push(at);
      return at;
    });
    try {
      const pointers = Array.from({length: outs}, (_, i) => this.out + 4 * i);
      const status = this.calls[name](...raw, ...pointers);
      const got = pointers.map((at) => this.pointer(at));
      if (status === OK) return got;
      if (status === REFUSED) throw new TriageError(JSON.parse(this.take(got.at(-1))).problems);
      throw new Error(`triage: ${name} failed with status ${status}`);
    } finally {
      for (const at of held) this.calls.triage_free(at);
    }
  }
}

/** One rule set. Made by `load`. */
export class Triage {
  #module;
  #rules;
  constructor(module, rules) {
    this.#module = module;
    this.#rules = rules;
  }

  /** `triage.rules/1`: identity, levels, groups, pathways and all questions. */
  describe() {
    return JSON.parse(this.#module.take(this.#module.call("triage_describe", [this.#rules], 1)[0]));
  }
  /** `triage.screen/1`: the questions to ask now; its group is null when nothing is left to ask. */
  nextScreen(answers, options = {}) {
    return this.#with(answers, options, (person) => JSON.parse(this.#text("triage_next", [person], 1)));
  }
  /**
   * New answers: yes to each of `ticked`, and `rest` ("denied", "not_sure" or "left_open") for the other yes/no questions of the
   * screen that have no answer yet.
   */
  answerScreen(answers, {screen, ticked = [], rest}) {
    const ids = screen.questions.filter((q) => q.type === "yes_no").map((q) => q.id);
    return this.#with(answers, {}, (person) => {
      this.#module.call("triage_answer_screen", [person, ids.join(" "), ticked.join(" "), rest], 1);
      return JSON.parse(this.#text("triage_answers_write", [person], 1)).answers;
    });
  }
  /** `triage.assessment/1`: the explained recommendation. */
  assess(answers, options = {}) {
    return JSON.parse(this.assessJson(answers, options));
  }
  /** The same as text, byte for byte what `triage assess --format json` writes. */
  assessJson(answers, options = {}) {
    return this.#with(answers, options, (person) => this.#text("triage_assess", [person], 1));
  }
  /** The recommendation as "text", "markdown", "html" or "json". */
  render(answers, format = "text", options = {}) {
    return this.#with(answers, options, (person) =>
      this.#module.take(this.#module.call("triage_render", [person, format], 2)[0]));
  }
  /** `triage.why_not/1`: why not this pathway, outcome or condition. */
  whyNot(answers, name, options = {}) {
    return this.#with(answers, options, (person) =>
      JSON.parse(this.#module.take(this.#module.call("triage_why_not", [person, name], 2)[0])));
  }
  /** The answers as they are read: throws a TriageError on what no finding takes. */
  check(answers) {
    return this.#with(answers, {}, (person) => JSON.parse(this.#text("triage_answers_write", [person], 1)).answers);
  }
  /** `triage.answers/1` as text, to be kept. */
  writeAnswers(answers, options = {}) {
    return this.#with(answers, options, (person) => this.#text("triage_answers_write", [person], 1));
  }
  /** `triage.record/1` as text: what was answered, by which rules and engine, and the result; for `triage replay`. */
  async record(answers, options = {}) {
    const unsigned = "sha256:" + "0".repeat(64);
    const text = (answersDigest, resultDigest) =>
      this.#with(answers, options, (person) => this.#text("triage_record_with", [person, answersDigest, resultDigest], 1));
    const draft = text(unsigned, unsigned);
    const from = draft.indexOf(answersKey);
    const until = draft.indexOf(resultKey, from);
    return text(
      await sha256(draft.slice(from + answersKey.length, until)),
      await sha256(draft.slice(until + resultKey.length, draft.length - 2)),
    );
  }
  /** Stored answers, perhaps of other rules: those that still hold, and what was lost with its reason. */
  restore(text) {
    let stored;
    try {
      stored = JSON.parse(text);
    } catch (error) {
      throw new TriageError([{code: "wrong-type", message: "these are no stored answers: " + error.message, hint: ""}]);
    }
    if (typeof stored !== "object" || stored === null || Array.isArray(stored))
      throw new TriageError([{code: "wrong-type", message: "stored answers are an object", hint: ""}]);
    const values = stored.answers ?? stored;
    if (typeof values !== "object" || Array.isArray(values))
      throw new TriageError([{code: "wrong-type", message: "answers are an object: {finding: answer}", hint: ""}]);
    return this.#with({}, {}, (person) => {
      const lost = [];
      for (const [finding, value] of Object.entries(values)) {
        const word = typeof value === "number" ? 0 : typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
        const why = this.#text("triage_restore", [person, finding, word, typeof value === "number" ? value : 0], 1);
        if (why !== "") lost.push(JSON.parse(why).lost[0]);
      }
      const answers = JSON.parse(this.#text("triage_answers_write", [person], 1)).answers;
      const given = stored.answers === undefined ? {} : (stored.ruleset ?? {});
      return {answers, lost, ruleset: given, sameRules: given.digest !== undefined && given.digest === this.describe().digest};
    });
  }

  #text(name, args, outs) {
    return this.#module.take(this.#module.call(name, args, outs)[0]);
  }
  /** Runs `work` with a handle to a person who gave these answers. */
  #with(answers, options, work) {
    const [person] = this.#module.call("triage_answers_new", [this.#rules], 1);
    try {
      const problems = [];
      for (const [finding, value] of Object.entries(answers)) {
        try {
          this.#set(person, finding, value);
        } catch (error) {
          if (!(error instanceof TriageError)) throw error;
          problems.push(...error.problems); // all of them at once
        }
      }
      if (problems.length > 0) throw new TriageError(problems);
      for (const [key, value] of Object.entries(options))
        this.#module.call("triage_configure", [person, optionKeys[key] ?? key, String(value)], 1);
      return work(person);
    } finally {
      this.#module.calls.triage_answers_free(person);
    }
  }
  #set(person, finding, value) {
    if (typeof value === "number") this.#module.call("triage_set_number", [person, finding, value], 1);
    else if (typeof value === "boolean") this.#module.call("triage_set_word", [person, finding, value ? "yes" : "no"], 1);
    else if (typeof value === "string") this.#module.call("triage_set_word", [person, finding, value], 1);
    else
      throw new TriageError([
        {
          code: "wrong-type",
          message: `the answer to ${finding} cannot be ${value === null ? "null" : typeof value}`,
          hint: 'write "unknown" for "not sure", or leave the finding out',
        },
      ]);
  }
}

async function bytesOf(source) {
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return source;
  const url = new URL(source, import.meta.url);
  if (url.protocol === "file:" && typeof process !== "undefined") {
    const {readFile} = await import("node:fs/promises");
    return readFile(url);
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`triage: ${url} cannot be read: ${response.status}`);
  return response.arrayBuffer();
}

/**
 * Loads the module and a rule set.
 * `wasm`: bytes or a URL (default: triage.wasm beside this file). `rules`: bytes or a URL of compiled rules, as `triage compile`
 * writes them (default: those inside the module, "lower_leg_pain").
 */
export async function load({wasm = "./triage.wasm", rules} = {}) {
  // The module asks the system for nothing but to write its last words, which nobody reads.
  const system = new Proxy({}, {get: () => () => 0});
  const {instance} = await WebAssembly.instantiate(await bytesOf(wasm), {wasi_snapshot_preview1: system});
  const module = new Module(instance);
  if (rules === undefined) return new Triage(module, module.call("triage_load_shipped", ["lower_leg_pain"], 2)[0]);
  const source = await bytesOf(rules);
  const bytes = source instanceof ArrayBuffer ? new Uint8Array(source) : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  const at = module.put(bytes);
  try {
    return new Triage(module, module.call("triage_load_memory", [at, bytes.length], 2)[0]);
  } finally {
    module.calls.triage_free(at);
  }
}
