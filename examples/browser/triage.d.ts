// SPDX-License-Identifier: Apache-2.0
export type Value = "yes" | "no" | "unknown" | (string & {}) | number | boolean;
/** Finding to answer. "unknown" is "not sure"; what is not there was not asked. */
export type Answers = Record<string, Value>;

export interface Option { id: string; label: string; }
export interface Question {
  id: string;
  ask: string;
  why: string;
  type: "yes_no" | "choice" | "number";
  options: Option[];
  unit: string | null;
  min: number | null;
  max: number | null;
  whole: boolean;
  check: string[];
  red_flag: boolean;
  can_say_none: boolean;
}
export interface Group { id: string; title: string; ask: string; }
/** `triage.screen/1` */
export interface Screen {
  schema: "triage.screen/1";
  group: Group | null;
  questions: Question[];
  screens_left: number;
}
export interface Problem {
  code: string;
  message: string;
  hint: string;
  file?: string;
  line?: number;
  column?: number;
  error?: boolean;
}
export interface Because { finding: string; value: string; text: string; at: string; }
export interface Outcome {
  pathway: string;
  outcome: string;
  condition: string;
  disposition: string;
  title: string;
  because: Because[];
  sources: string[];
  missing?: string[];
}
export interface SafetyNet { uncertainty: string; watch_for: string[]; get_help: string; time_course: string; recheck_days: number | null; }
export interface OpenQuestion { finding: string; ask: string; check: string[]; if_no: string; }
export interface Advice { id: string; kind: "do" | "avoid" | "seek_help"; text: string; sources: string[]; }
/** `triage.assessment/1`; docs/json.md has every key. Later versions may add keys. */
export interface Assessment {
  schema: "triage.assessment/1";
  id: string | null;
  ruleset: {id: string; version: string; digest: string; review: string};
  disposition: {id: string; label: string; rank: number; at_home: boolean; emergency: boolean};
  emergency_is_certain: boolean;
  possible: {least: string; most: string};
  leading: {pathway: string | null; outcome: string; condition: string | null; title: string; say: string; clinician: string; raised: boolean};
  raised: Outcome[];
  unsure: Outcome[];
  probable?: {outcome: string; condition: string; title: string; disposition: string; advice: Advice[]; safety_net: SafetyNet | null};
  resolve?: OpenQuestion[];
  unsettled?: OpenQuestion[];
  scores: {id: string; title: string; least: number; most: number}[];
  advice: Advice[];
  withheld: {id: string; text: string; because: string; offered: boolean; certain: boolean}[];
  tests: string[];
  safety_net: SafetyNet | null;
  sources: {id: string; cite: string; judgement: boolean}[];
  not_asked: string[];
  unknown: string[];
  summary: string;
  next_question: string | null;
  disclaimer: string;
  [later: string]: unknown;
}
/** `triage.rules/1` */
export interface Rules {
  schema: "triage.rules/1";
  id: string;
  version: string;
  title: string;
  language: string;
  scope: string;
  digest: string;
  review: string;
  disclaimer: string;
  dispositions: {id: string; label: string; within_hours: number | null; at_home: boolean; emergency: boolean}[];
  groups: Group[];
  pathways: {id: string; title: string; red_flag: boolean}[];
  findings: (Question & {clinical: string; group: string; examiner: boolean; fixed: boolean})[];
}
export interface Lost {
  finding: string;
  value: string;
  why: "removed_finding" | "renamed_finding" | "removed_option" | "renamed_option" | "out_of_range" | "wrong_type";
  now: string | null;
  message: string;
}
export interface Options {
  id?: string;
  emergencyNumber?: string;
  largestChange?: 0 | 1 | 2;
  questionsAScreen?: number;
  examiner?: boolean;
  afterEmergency?: boolean;
  forClinician?: boolean;
  detail?: boolean;
  width?: number;
}

export class TriageError extends Error {
  problems: Problem[];
}
export class Triage {
  describe(): Rules;
  nextScreen(answers: Answers, options?: Options): Screen;
  answerScreen(
    answers: Answers,
    reply: {screen: Pick<Screen, "questions">; ticked?: string[]; rest: "denied" | "not_sure" | "left_open"},
  ): Answers;
  assess(answers: Answers, options?: Options): Assessment;
  assessJson(answers: Answers, options?: Options): string;
  render(answers: Answers, format?: "text" | "markdown" | "html" | "json", options?: Options): string;
  whyNot(answers: Answers, name: string, options?: Options): {schema: "triage.why_not/1"; asked_for: string; pathways: unknown[]};
  check(answers: Answers): Answers;
  writeAnswers(answers: Answers, options?: Options): string;
  record(answers: Answers, options?: Options): Promise<string>;
  restore(text: string): {answers: Answers; lost: Lost[]; ruleset: object; sameRules: boolean};
}
export function load(source?: {wasm?: BufferSource | string | URL; rules?: BufferSource | string | URL}): Promise<Triage>;
