// SPDX-License-Identifier: Apache-2.0
// What was answered, by which rules, and where the person is. A view reads it and draws; only answering changes it.
import {load} from "../triage.mjs";
import {$, emergencyNumber} from "./elements.mjs";
import {words} from "./words.mjs";

/** What the page knows at the moment; nothing else is kept. */
export const state = {
  triage: null, // the rules at hand
  about: null, // what they say of themselves
  findings: new Map(), // id -> question
  answers: {}, // {finding: answer}
  afterEmergency: false, // the person chose to go on
  offered: new Set(), // findings that the closing round offered
  trail: [], // the views so far, as Back and Forward go through them
  at: -1,
  form: null, // the questions on show, and how to read them
  panel: null, // for authors
};

export const options = () => (emergencyNumber ? {emergencyNumber} : {});
export const assess = (from = state.answers, more = {}) => state.triage.assess(from, {...options(), ...more});
export const rank = (id) => state.about.dispositions.findIndex((d) => d.id === id); // 0 is the gravest
export const level = (id) => state.about.dispositions[rank(id)];

let engine; // bytes of the module
export async function useRules(rules, wasm = engine) {
  engine = wasm;
  state.triage = await load({wasm, rules});
  state.about = state.triage.describe();
  state.findings = new Map(state.about.findings.map((f) => [f.id, f]));
  $("service").textContent = state.about.title;
}

export const unitOf = (q) => (!q.unit || q.unit.startsWith("score") ? "" : q.unit.replaceAll("_", " "));
export function said(id, value) {
  if (value === undefined) return words.author.open;
  if (value === "unknown") return words.notSure;
  const q = state.findings.get(id);
  const option = q?.options.find((o) => o.id === value);
  if (option) return option.label;
  if (q?.type === "yes_no") return value === "yes" ? words.yes : value === "no" ? words.no : String(value);
  return `${value}${q && unitOf(q) ? " " + unitOf(q) : ""}`;
}
export const askOf = (id) => state.findings.get(id)?.ask ?? id;
