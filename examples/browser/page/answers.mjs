// SPDX-License-Identifier: Apache-2.0
// The pages around the questions: the first one, answers that were loaded, and "check your answers".
import {TriageError} from "../triage.mjs";
import {button, fold, h, hush, list, number, p, section} from "./elements.mjs";
import {go, onward, restart, views} from "./navigation.mjs";
import {askOf, said, state} from "./state.mjs";
import {words} from "./words.mjs";

function start() {
  const has = Object.keys(state.answers).length > 0;
  const problem = h("p", {class: "error", role: "alert", hidden: true});
  const file = h("input", {type: "file", id: "load", accept: ".json,application/json", change: async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    try {
      const restored = state.triage.restore(await chosen.text());
      restart();
      state.answers = restored.answers;
      go({kind: "restored", ...restored});
    } catch (error) {
      if (!(error instanceof TriageError)) throw error;
      problem.hidden = false;
      problem.textContent = words.cannotRead(chosen.name);
      file.value = "";
    }
  }});
  return [
    h("h1", {}, state.about.title),
    h("p", {class: "lead"}, words.about(state.triage.nextScreen({}).screens_left)),
    h("div", {class: "warn"}, h("p", {}, h("strong", {}, words.urgent(number())))),
    state.about.scope ? section(words.forWhom, p(state.about.scope)) : null,
    h("div", {class: "noprint"},
      has ? button(words.goOn, onward) : null,
      button(has ? words.startAgain : words.start, () => { restart(); onward(); }, has ? "plain" : null)),
    section(words.whatItIsNot, p(state.about.disclaimer)),
    h("div", {class: "noprint"}, section(words.loadTitle, h("label", {for: "load"}, words.loadLabel), problem, file)),
  ];
}

function restored(view) {
  const n = Object.keys(view.answers).length;
  return [
    h("h1", {}, words.restoredTitle),
    p(words.restored(n)),
    view.sameRules ? null : p(words.otherRules),
    view.lost.length === 0 ? null : h("div", {class: "note"},
      h("h2", {}, words.lost(view.lost.length)),
      list(view.lost.map((l) => [
        h("strong", {}, view.asks?.get(l.finding)?.ask ?? askOf(l.finding)), ` ${said(l.finding, l.value)}: `,
        words.lostWhy[l.why] ?? words.lostWhy.default, ".",
      ])),
      p(words.lostAsk)),
    button(words.continue, onward),
  ];
}

function check() {
  const row = (q) => h("div", {},
    h("dt", {}, q.ask),
    h("dd", {}, said(q.id, state.answers[q.id])),
    h("dd", {}, button([words.change, hush(" " + q.ask)], () => go({kind: "change", ids: [q.id]}), "link")));
  const groups = state.about.groups.map((g) => {
    const of = state.about.findings.filter((q) => q.group === g.id && state.answers[q.id] !== undefined);
    const denied = of.filter((q) => state.answers[q.id] === "no");
    const others = of.filter((q) => !denied.includes(q));
    return of.length === 0 ? null : section(g.title,
      others.length > 0 ? h("dl", {class: "answers"}, others.map(row)) : null,
      denied.length > 0 ? fold([words.saidNo(denied.length), hush(": " + g.title)], h("dl", {class: "answers"}, denied.map(row))) : null);
  });
  return [
    h("h1", {}, words.checkTitle),
    p(Object.keys(state.answers).length > 0 ? words.checkText : words.noAnswers),
    button(words.showResult, () => go({kind: "result"})),
    groups,
    button(words.showResult, () => go({kind: "result"})),
  ];
}

Object.assign(views, {start, restored, check});
