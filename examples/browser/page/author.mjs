// SPDX-License-Identifier: Apache-2.0
// For those who write rules: each step's present value and why, live as an answer changes; other compiled rules can be dropped.
import {TriageError} from "../triage.mjs";
import {$, h, list, p} from "./elements.mjs";
import {readNumber} from "./fields.mjs";
import {go, restart, show} from "./navigation.mjs";
import {assess, options, state, useRules} from "./state.mjs";
import {words} from "./words.mjs";

export function authorPanel() {
  const w = words.author;
  const marks = {yes: "✓", no: "✗", unknown: "?"};
  const sides = {yes: words.yes, no: words.no, unknown: w.unknown};
  const mark = (value) => h("span", {class: "mark " + value}, `${marks[value] ?? ""} ${sides[value] ?? value}`);
  let chosen = null;
  let now = {};
  const paths = h("ul", {class: "paths"});
  const tree = h("div", {"aria-live": "off"});
  const told = h("div", {role: "status"});
  const finding = h("select", {id: "set-finding", change: () => showValue()});
  const value = h("div", {});
  const buttons = new Map();

  const node = (part) => h("li", {}, mark(part.value), " ", h("code", {}, part.condition + (part.answer ? ` = ${part.answer}` : "")),
    part.parts?.length ? h("ul", {}, part.parts.map(node)) : null);
  const explain = () => tree.replaceChildren(...state.triage.whyNot(now, chosen, options()).pathways.map((path) => h("section", {},
    h("h3", {}, path.title),
    p(`${w.ending}: ${path.ending}${path.outcome ? ` (${path.outcome})` : ""} `, h("code", {}, path.at)),
    path.steps.map((s) => h("div", {class: "step"},
      h("h4", {}, s.if ? mark(s.if.value) : null, " ", s.step),
      s.because ? p(s.because) : null,
      p(`${w.goesTo}: ${s.goes_to} `, h("code", {}, s.at)),
      s.if ? h("ul", {class: "tree"}, node(s.if)) : null)))));
  const choose = (id) => {
    chosen = id;
    for (const [key, b] of buttons) b.element.setAttribute("aria-pressed", String(key === id));
    explain();
  };
  const showValue = () => {
    const q = state.findings.get(finding.value);
    const present = now[q.id];
    const set = (to) => {
      const next = {...now};
      if (to === undefined || to === "") delete next[q.id];
      else next[q.id] = to;
      try {
        state.answers = state.triage.check(next);
      } catch (error) {
        if (!(error instanceof TriageError)) throw error;
        told.textContent = error.message;
        return;
      }
      told.textContent = "";
      for (const v of state.trail) v.said = null;
      show({focus: false});
    };
    const choices = q.type === "yes_no" ? [{id: "yes", label: words.yes}, {id: "no", label: words.no}] : q.options;
    const control = q.type === "number"
      ? h("input", {type: "text", id: "set-value", inputmode: "decimal", value: typeof present === "number" ? present : null, change: () => {
          const read = readNumber(control.value);
          if (control.value.trim() === "" || read.value !== undefined) set(control.value.trim() === "" ? "" : read.value);
          else told.textContent = w.number(q);
        }})
      : h("select", {id: "set-value", change: () => set(control.value)},
          [{id: "", label: w.open}, ...choices, {id: "unknown", label: words.notSure}].map((o) =>
            h("option", {value: o.id, selected: (present ?? "") === o.id}, o.label)));
    value.replaceChildren(
      h("p", {class: "hint"}, q.ask),
      h("label", {for: "set-value"}, w.value, q.type === "number" ? `: ${w.number(q)}` : ""), control);
  };
  const rebuild = () => {
    buttons.clear();
    paths.replaceChildren(...state.about.pathways.map((path) => {
      const badge = h("span", {class: "mark"});
      const element = h("button", {type: "button", "aria-pressed": "false", click: () => choose(path.id)},
        h("span", {}, path.title), badge);
      buttons.set(path.id, {element, badge});
      return h("li", {}, element);
    }));
    finding.replaceChildren(...state.about.findings.map((f) => h("option", {value: f.id}, f.id)));
    chosen = state.about.pathways[0]?.id ?? null;
    showValue();
  };
  const take = async (file) => {
    if (!file) return;
    const before = state.triage.writeAnswers(state.answers);
    const asks = state.findings;
    try {
      await useRules(await file.arrayBuffer());
    } catch (error) {
      told.replaceChildren(p(w.badFile(file.name)), list(error.problems?.map((x) => x.message) ?? [error.message]));
      return;
    }
    const kept = state.triage.restore(before);
    restart();
    state.answers = kept.answers;
    told.textContent = "";
    rebuild();
    go({kind: "restored", ...kept, asks});
  };
  const file = h("input", {type: "file", id: "rules-file", change: () => take(file.files[0])});
  const aside = $("author");
  aside.hidden = false;
  aside.addEventListener("dragover", (event) => { event.preventDefault(); aside.classList.add("over"); });
  aside.addEventListener("dragleave", () => aside.classList.remove("over"));
  aside.addEventListener("drop", (event) => {
    event.preventDefault();
    aside.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
  aside.replaceChildren(
    h("h2", {id: "author-title"}, w.title),
    told,
    h("h3", {}, w.set), h("label", {for: finding.id}, w.finding), finding, value,
    h("h3", {}, w.paths), paths, tree,
    h("label", {for: "rules-file"}, w.file), file);
  rebuild();
  return {update: (from) => {
    now = from;
    const a = assess(now, {largestChange: 0});
    const ending = (id) => ["raised", "unsure", "open", "cleared"].find((s) => a[s].some((o) => o.pathway === id)) ?? "none";
    for (const [id, b] of buttons) {
      const s = ending(id);
      b.badge.textContent = w.states[s];
      b.badge.className = "mark " + ({raised: "yes", cleared: "no", none: ""}[s] ?? "unknown");
      b.element.setAttribute("aria-pressed", String(id === chosen));
    }
    if (!aside.contains(document.activeElement) || document.activeElement.id !== "set-value") showValue();
    if (chosen) explain();
  }};
}
