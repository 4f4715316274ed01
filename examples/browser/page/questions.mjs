// SPDX-License-Identifier: Apache-2.0
// A screen of questions: shown, read, and complained about where something is missing.
import {$, fold, h, button, hush, list, p} from "./elements.mjs";
import {numberField, radioField, tickField} from "./fields.mjs";
import {closing, go, live, next, onward, portion, views} from "./navigation.mjs";
import {assess, state} from "./state.mjs";
import {words} from "./words.mjs";

/** Only yes/no questions that worry can be denied together; one of them alone is asked alone. */
function parts(view) {
  const all = view.ids.map((id) => state.findings.get(id)).filter(Boolean);
  const together = view.kind === "ask" ? all.filter((q) => q.can_say_none) : [];
  const ticks = together.length > 1 ? together : [];
  return {alone: all.filter((q) => !ticks.includes(q)), ticks};
}

function ask(view) {
  const {alone, ticks} = parts(view);
  const n = state.trail.slice(0, state.at + 1).filter((v) => v.kind === "ask").length;
  const fields = alone.map((q) => (q.type === "number" ? numberField(q, view) : radioField(q, view)));
  const group = view.group ?? state.about.groups.find((g) => g.id === state.findings.get(view.ids[0]).group);
  if (ticks.length > 0) fields.push(tickField(ticks, group));
  const headings = {closing: words.closing(view.ids.length + (view.rest?.length ?? 0)), change: `${words.change}: ${group.title}`};
  for (const f of fields) f.box = h("div", {class: "question"}, f.element);
  const body = h("form", {novalidate: true, autocomplete: "off", submit: (event) => {
    event.preventDefault();
    proceed(view);
  }},
    fields.map((f) => f.box),
    h("button", {type: "submit"}, words.continue),
    view.kind === "closing" ? button(words.skipClosing, () => { state.answers = state.form.read().answers; onward(); }, "plain") : null,
    view.kind === "ask" ? why([...alone, ...ticks]) : null);
  state.form = {read: () => {
    let out = {...state.answers};
    const problems = [];
    for (const f of fields) {
      const read = f.read(out);
      out = read.answers;
      if (read.problem) problems.push({...read.problem, field: f});
    }
    return {answers: out, problems};
  }};
  body.addEventListener("input", live);
  return [
    view.kind === "ask" ? h("p", {class: "caption"}, words.screen(n, n + view.left - 1)) : null,
    h("h1", {}, headings[view.kind] ?? group.title),
    view.kind === "closing" ? p(words.closingText(view.ids.length + view.rest.length)) : null,
    body,
  ];
}

function proceed(view) {
  const read = state.form.read();
  const said = JSON.stringify(view.ids.map((id) => read.answers[id] ?? null));
  // Help comes first: what is still missing on this screen does not hold it up.
  const certain = !state.afterEmergency && assess(read.answers, {largestChange: 0}).emergency_is_certain;
  if (!certain && read.problems.length > 0) return complain(read.problems);
  state.answers = read.answers;
  state.form = null;
  if (!certain && view.said === said && state.trail[state.at + 1]) return history.forward();
  view.said = said;
  if (certain || !(view.rest?.length > 0)) go(next());
  else go(view.kind === "closing" ? closing(view.rest) : portion(view.group, view.rest, view.left - view.rest.length));
}

/** The error summary, with a link to each field; each field says it again. */
function complain(problems) {
  for (const e of document.querySelectorAll(".problem, .field-error")) e.remove();
  for (const e of document.querySelectorAll(".wrong")) e.classList.remove("wrong");
  for (const e of document.querySelectorAll("[aria-invalid]")) e.removeAttribute("aria-invalid");
  for (const {field, text, target} of problems) {
    field.box.classList.add("wrong");
    field.error(h("p", {class: "error field-error", id: field.id + "-error"}, hush(words.error + ": "), text));
    if (target.type === "text") target.setAttribute("aria-invalid", "true");
  }
  const summary = h("div", {class: "problem", role: "alert", tabindex: "-1", "aria-labelledby": "problem"},
    h("h2", {id: "problem"}, words.problem),
    list(problems.map(({field, text, target}) => h("a", {href: "#" + target.id, click: (event) => {
      event.preventDefault();
      target.focus();
      target.scrollIntoView({block: "center"});
    }}, `${field.ask} ${text}`))));
  $("main").prepend(summary);
  document.title = `${words.error}: ${document.title.replace(words.error + ": ", "")}`;
  scrollTo(0, 0);
  summary.focus();
}

const why = (all) => fold(words.whyAsked, all.map((q) => [
  h("h3", {}, q.ask), q.why ? p(q.why) : null, q.check.length > 0 ? list(q.check) : null]));

Object.assign(views, {ask, closing: ask, change: ask});
