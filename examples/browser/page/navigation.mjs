// SPDX-License-Identifier: Apache-2.0
// Going from view to view: what comes next is a function of the answers, and Back and Forward keep them.
import {$, h, button, download, once, tell} from "./elements.mjs";
import {assess, options, state} from "./state.mjs";
import {words} from "./words.mjs";

let run = ""; // marks the entries of this interview in the browser's history

export function go(view) {
  state.trail.length = ++state.at;
  state.trail.push(view);
  history.pushState({run, at: state.at}, "");
  show();
}
/** What comes next, by the answers alone. */
export function next() {
  const now = assess();
  if (!state.afterEmergency && now.emergency_is_certain) return {kind: "result"};
  const screen = state.triage.nextScreen(state.answers, {...options(), afterEmergency: state.afterEmergency});
  if (screen.group !== null) return portion(screen.group, portions(screen.questions), screen.screens_left);
  const open = [...(now.resolve ?? []), ...(now.unsettled ?? [])].map((q) => q.finding).filter((id) => !state.offered.has(id));
  for (const id of open) state.offered.add(id);
  return open.length > 0 ? closing(once(open)) : {kind: "check"};
}
export const closing = (ids) => ({kind: "closing", ids: ids.slice(0, 4), rest: ids.slice(4)});
export const onward = () => go(next());
export const portion = (group, [ids, ...rest], left) => ({kind: "ask", group, ids, rest, left: left + rest.length});
/** A screen in portions for a phone: what is asked one by one, three at a time, then what is ticked together. */
function portions(questions) {
  const alone = questions.filter((q) => !q.can_say_none).map((q) => q.id);
  const ticks = questions.filter((q) => q.can_say_none).map((q) => q.id);
  const out = [];
  while (alone.length > 0) out.push(alone.splice(0, 3));
  if (out.length === 1 && out[0].length === 1) out[0].push(...ticks);
  else if (ticks.length > 0) out.push(ticks);
  return out;
}
export function restart() {
  state.answers = {};
  state.afterEmergency = false;
  state.offered = new Set();
  state.trail = [{kind: "start"}];
  state.at = 0;
  run = Math.random().toString(36).slice(2);
  history.replaceState({run, at: state.at}, "");
}
addEventListener("popstate", (event) => {
  const before = JSON.stringify(state.answers);
  if (state.form !== null) state.answers = state.form.read().answers; // what was ticked is kept, what was left is still open
  const to = event.state;
  const known = to?.run === run && state.trail[to.at] !== undefined;
  const forward = known && to.at > state.at;
  state.at = known ? to.at : 0;
  if (!known) { // an interview that was given up
    state.trail.length = 1;
    history.replaceState({run, at: state.at}, "");
  } else if (forward && JSON.stringify(state.answers) !== before) {
    state.trail[state.at] = next(); // what stood there was meant for other answers
    state.trail.length = state.at + 1;
  }
  show();
});

/** Kind of view -> what it shows. Each module of views adds its own. */
export const views = {};

export function show({focus = true} = {}) {
  const view = state.trail[state.at];
  globalThis.speechSynthesis?.cancel();
  state.form = null;
  $("say").textContent = "";
  const inside = views[view.kind](view);
  $("main").replaceChildren(...inside.flat(9).filter(Boolean));
  $("back").hidden = state.at === 0;
  $("service").hidden = view.kind === "start";
  const heading = $("main").querySelector("h1");
  heading.tabIndex = -1;
  const name = view.kind === "result" ? `${words.result}: ${heading.textContent}` : heading.textContent;
  document.title = view.kind === "start" ? state.about.title : `${name} – ${state.about.title}`;
  foot();
  if (focus) {
    scrollTo(0, 0);
    heading.focus({preventScroll: true});
  }
  live();
}

function foot() {
  const keep = Object.keys(state.answers).length > 0 || state.form !== null;
  $("foot").replaceChildren(
    h("div", {}, keep && !["start", "result"].includes(state.trail[state.at].kind) ? button(words.save, saveAnswers, "link") : null),
    h("p", {}, words.private),
    h("p", {class: "digest"}, words.rules(state.about)),
  );
}
export function saveAnswers() {
  download(state.triage.writeAnswers(state.form ? state.form.read().answers : state.answers), `${state.about.id}-answers.json`);
  tell(words.saved);
}

/** Shows an author what the answers mean, also those that are ticked but not yet sent. */
export function live() {
  state.panel?.update(state.form ? state.form.read().answers : state.answers);
}
