// SPDX-License-Identifier: Apache-2.0
// The questions on a screen: each field shows what was answered, and reads what stands there now.
// Refuses to guess: nothing is preselected, and what nobody touched is never "no".
import {h, hush, list, p, tell} from "./elements.mjs";
import {state, unitOf} from "./state.mjs";
import {words} from "./words.mjs";

function stepsOf(q, then) {
  return q.check.length === 0 ? null
    : h("div", {class: "steps", id: "steps-" + q.id, hidden: true}, p(words.howTo), list(q.check), p(then));
}
function open(steps, yes) {
  if (steps === null || steps.hidden !== yes) return;
  steps.hidden = !yes;
  if (yes) tell(words.stepsShown);
}

/** One question with radio buttons: yes/no or a choice, or "not sure". */
export function radioField(q, view) {
  const id = "q-" + q.id;
  const present = state.answers[q.id];
  const steps = stepsOf(q, words.thenChoose);
  const choices = q.type === "yes_no"
    ? [{id: "yes", label: words.yes}, {id: "no", label: words.no}] : q.options;
  const inputs = [];
  const radio = (value, label, i) => {
    const input = h("input", {type: "radio", name: id, id: `${id}-${i}`, value, checked: present === value,
      change: () => open(steps, value === "unknown")});
    inputs.push(input);
    return h("div", {class: "choice"}, input, h("label", {for: input.id}, label));
  };
  const legend = h("legend", {}, q.ask);
  const element = h("fieldset", {},
    legend,
    choices.map((o, i) => radio(o.id, o.label, i)),
    h("p", {class: "or"}, words.or),
    radio("unknown", words.notSure, choices.length),
    steps);
  if (steps && (present === "unknown" || view.kind === "closing")) steps.hidden = false;
  return {
    element, id, ask: q.ask,
    error: (e) => { legend.after(e); element.setAttribute("aria-describedby", e.id); },
    read: (from) => {
      const chosen = inputs.find((i) => i.checked);
      const out = {...from};
      if (chosen) out[q.id] = chosen.value;
      else delete out[q.id];
      return {answers: out, problem: chosen ? null : {text: words.missing, target: inputs[0]}};
    },
  };
}

/** A number as people type it: "34,5" is 34.5; where the comma could mean thousands, nothing is guessed. */
export function readNumber(text) {
  const typed = text.trim();
  const comma = /^([+-]?)(\d*),(\d+)$/.exec(typed);
  if (comma) {
    const [, sign, before, after] = comma;
    if (after.length === 3 && /^[1-9]\d{0,2}$/.test(before)) return {two: [sign + before + after, `${sign}${before}.${after}`]};
    return {value: Number(`${sign}${before}.${after}`), comma: true};
  }
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed) ? {value: Number(typed)} : {};
}

export function numberField(q, view) {
  const id = "q-" + q.id;
  const present = state.answers[q.id];
  const steps = stepsOf(q, words.thenChoose);
  const readAs = h("span", {class: "small"});
  const say = () => {
    const read = readNumber(input.value);
    readAs.textContent = read.comma ? words.readAs(read.value) : "";
    if (read.comma) tell(readAs.textContent);
  };
  const input = h("input", {type: "text", id, inputmode: q.whole ? "numeric" : "decimal", autocomplete: "off",
    "aria-describedby": id + "-hint", value: typeof present === "number" ? present : null,
    input: () => { if (input.value !== "") { unsure.checked = false; open(steps, false); } },
    change: say});
  const unsure = h("input", {type: "checkbox", id: id + "-unsure", checked: present === "unknown", change: () => {
    if (unsure.checked) { input.value = ""; say(); }
    open(steps, unsure.checked);
  }});
  const hint = h("p", {class: "hint", id: id + "-hint"}, words.from(q.min, q.max, unitOf(q), q.whole));
  const element = h("div", {class: "field"},
    h("label", {for: id}, q.ask), hint,
    h("div", {class: "number"}, input, h("span", {"aria-hidden": "true"}, unitOf(q)), readAs),
    h("div", {class: "choice"}, unsure, h("label", {for: unsure.id}, words.notSure, hush(": " + q.ask))),
    steps);
  if (steps && (present === "unknown" || view.kind === "closing")) steps.hidden = false;
  return {
    element, id, ask: q.ask,
    error: (e) => { hint.after(e); input.setAttribute("aria-describedby", `${hint.id} ${e.id}`); },
    read: (from) => {
      const out = {...from};
      delete out[q.id];
      const problem = (text) => ({answers: out, problem: {text, target: input}});
      if (unsure.checked) return {answers: {...out, [q.id]: "unknown"}};
      if (input.value.trim() === "") return problem(words.missingNumber);
      const {value, two} = readNumber(input.value);
      if (two) return problem(words.twoCommas(...two));
      if (value === undefined) return problem(words.noNumber);
      if (value < q.min || value > q.max) return problem(words.outside(q.min, q.max));
      return {answers: {...out, [q.id]: value}};
    },
  };
}

/**
 * Yes/no questions to tick. Each is ticked, or "not sure", or untouched; the untouched become "no" only by "None of these",
 * which reads "None of the others" as soon as something is marked.
 */
export function tickField(all, group) {
  const id = "list";
  const label = h("label", {for: "none"});
  const none = h("input", {type: "checkbox", id: "none", change: () => refresh()});
  const rows = all.map((q) => {
    const steps = stepsOf(q, words.thenTick);
    const tick = h("input", {type: "checkbox", id: "q-" + q.id, checked: state.answers[q.id] === "yes", change: () => {
      if (tick.checked) unsure.checked = false;
      mark();
    }});
    const unsure = h("input", {type: "checkbox", id: "u-" + q.id, checked: state.answers[q.id] === "unknown", change: () => {
      if (unsure.checked) tick.checked = false;
      mark();
    }});
    const mark = () => {
      open(steps, unsure.checked);
      none.checked = false; // it was said of fewer questions, or of more
      refresh();
    };
    if (steps && unsure.checked) steps.hidden = false;
    return {q, tick, unsure, element: h("div", {class: "row"},
      h("div", {class: "pair"},
        h("div", {class: "choice"}, tick, h("label", {for: tick.id}, q.ask)),
        h("div", {class: "unsure"}, unsure, h("label", {for: unsure.id}, words.notSure, hush(": " + q.ask)))),
      steps)};
  });
  const untouched = () => rows.filter((r) => !r.tick.checked && !r.unsure.checked);
  const rest = h("div", {}, h("p", {class: "or"}, words.or), h("div", {class: "choice"}, none, label));
  const refresh = () => {
    const left = untouched().length;
    rest.hidden = left === 0;
    label.textContent = left === rows.length ? words.none : words.noneOfOthers;
  };
  none.checked = untouched().length > 0 && untouched().every((r) => state.answers[r.q.id] === "no");
  refresh();
  const hint = h("p", {class: "hint", id: "list-hint"}, words.tickHint);
  const element = h("fieldset", {"aria-describedby": hint.id}, h("legend", {}, group.ask), hint, rows.map((r) => r.element), rest);
  return {
    element, id, ask: group.ask,
    error: (e) => { hint.after(e); element.setAttribute("aria-describedby", `${e.id} ${hint.id}`); },
    read: (from) => {
      const out = {...from};
      for (const r of rows) {
        delete out[r.q.id]; // said anew
        if (r.unsure.checked) out[r.q.id] = "unknown";
      }
      const left = untouched();
      const denied = left.length > 0 && none.checked;
      const answered = state.triage.answerScreen(out, {
        screen: {questions: all},
        ticked: rows.filter((r) => r.tick.checked).map((r) => r.q.id),
        rest: denied ? "denied" : "left_open",
      });
      if (left.length === 0 || denied) return {answers: answered};
      return {answers: answered, problem: left.length === rows.length
        ? {text: words.missingList, target: rows[0].tick} : {text: words.missingRest, target: none}};
    },
  };
}
