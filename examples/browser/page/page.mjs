// SPDX-License-Identifier: Apache-2.0
// The offline interview: asks screen by screen, then shows the recommendation.
// Refuses to guess: what nobody answered is never sent as "no", nothing is preselected, and nothing leaves the page.
import {load, TriageError} from "../triage.mjs";

// ---------------------------------------------------------------- words

// Everything that the page itself says, by language. The rules bring the rest.
const languages = {
  en: {
    skip: "Skip to the questions",
    start: "Start",
    goOn: "Go on with my answers",
    startAgain: "Start again",
    continue: "Continue",
    back: "Back",
    forWhom: "Who this is for",
    whatItIsNot: "What this is not",
    about: (n) => `This page asks you questions, on about ${n} short screens. ` +
      "Then it says how soon you should be seen, and what to do until then.",
    private: "Nothing you answer leaves this page, and your browser does not keep it. " +
      "If you close the page, your answers are gone, unless you save them to a file.",
    urgent: (number) => ["If you have chest pain, trouble breathing or feel very ill, call ", number, " now."],
    loadTitle: "You saved answers before?",
    loadLabel: "Load saved answers from a file",
    cannotRead: (name) => `“${name}” cannot be loaded. It does not hold saved answers.`,
    screen: (n, all) => (all > n ? `Screen ${n} of about ${all}` : `Screen ${n}`),
    yes: "Yes",
    no: "No",
    notSure: "Not sure",
    or: "or",
    tickHint: "Tick all that are true, or “Not sure” if you cannot tell. For the rest, choose “None” at the end.",
    none: "None of these",
    noneOfOthers: "None of the others",
    howTo: "How to find out",
    thenTick: "If it is true, tick it. If it is not true, untick “Not sure”. Still cannot tell? Leave it like this.",
    thenChoose: "Still cannot tell? Leave it at “Not sure”.",
    stepsShown: "The steps to find out are now below the question.",
    whyAsked: "Why we ask, and how to find out",
    from: (least, most, unit, whole) => `${whole ? "A whole number from" : "From"} ${least} to ${most}${unit ? " " + unit : ""}`,
    readAs: (number) => `We read this as ${number}.`,
    error: "Error",
    problem: "There is a problem",
    missing: "Choose an answer. If you cannot tell, choose “Not sure”.",
    missingList: "Tick what is true, or choose “None of these”.",
    missingRest: "You left some empty. Tick them if they are true. If not, choose “None of the others”.",
    missingNumber: "Enter a number, or choose “Not sure”.",
    noNumber: "Enter the answer in digits, such as 7 or 7.5.",
    twoCommas: (one, two) => `The comma can mean two things. Enter ${one}, or ${two} with a point.`,
    outside: (least, most) => `Enter a number from ${least} to ${most}.`,
    checkTitle: "Check your answers",
    checkText: "Look through them before you see the result. You can change any of them.",
    saidNo: (n) => (n === 1 ? "One answer is “No”" : `${n} answers are “No”`),
    change: "Change",
    showResult: "Show the result",
    noAnswers: "You have not answered anything yet.",
    closing: (n) => (n === 1 ? "One answer is still open" : `${n} answers are still open`),
    closingText: (n) => n === 1
      ? "You were not sure about this question. It decides what you should do. Please try to find out now."
      : "You were not sure about these questions. They decide what you should do. Please try to find out now.",
    skipClosing: "I cannot find out: go on",
    restoredTitle: "Your saved answers",
    restored: (n) => (n === 1 ? "One answer was loaded." : `${n} answers were loaded.`),
    otherRules: "They were saved with other questions or another version of these questions.",
    lost: (n) => (n === 1 ? "One answer could not be used" : `${n} answers could not be used`),
    lostWhy: {
      removed_finding: "this question is no longer asked",
      renamed_finding: "this question has changed",
      removed_option: "this choice is no longer there",
      renamed_option: "this choice has changed",
      out_of_range: "the number is outside what is allowed now",
      wrong_type: "this question is now answered in another way",
      default: "the question has changed",
    },
    lostAsk: "If they matter, you will be asked again.",
    levels: {now: "Act now", urgent: "Urgent", soon: "Get it looked at", home: "At home"},
    call: (number) => `Call ${number}`,
    result: "Result",
    resultOf: (when) => `Result of ${when}.`,
    answerNow: (n) => (n === 1 ? "Answer it now" : "Answer them now"),
    probable: "What it probably is",
    probableText: (title, n, label) => `Your other answers fit this: ${title}. ` + (n === 1
      ? `One question is open. If the answer is no, the advice is: ${label}.`
      : `${n} questions are open. If the answer to each is no, the advice is: ${label}.`),
    probableBare: (title, n) => `Your other answers fit this: ${title}. ` +
      (n === 1 ? "One question is open." : `${n} questions are open.`),
    unsettled: "You were not sure about this",
    unsettledText: "Find it out today, and then change your answers here: you may need to be seen.",
    do: "What to do now",
    avoid: "What to avoid",
    help: "When to get help",
    again: "When to look again",
    recheck: (days) => {
      const [n, unit] = days % 7 === 0 ? [days / 7, "week"] : [days, "day"];
      return `Go through these questions again in ${n} ${unit}${n === 1 ? "" : "s"}, or at once if anything new appears.`;
    },
    conflict: (said, ask, implied) =>
      `You answered “${said}” to “${ask}”, but another answer of yours means “${implied}”. Your own answer was used.`,
    contradicts: "Some of your answers cannot be true together, so this result is careful on purpose.",
    conflicts: "Your answers do not fit together",
    later: "Later steps",
    moreHelp: "More on getting help",
    why: "Why",
    whyOpen: "These questions are open, and “not sure” does not count as “no”:",
    otherwise: "These questions do not cover what you have, so please have a clinician look at it.",
    fits: "What fits",
    fitsNot: "What does not fit",
    also: "Also found",
    notRuledOut: "Not ruled out yet",
    tests: "Tests a clinician may do",
    wouldChange: "What would change this",
    ifOne: (label, n) => `${label}, if ${n === 1 ? "this is" : "any one of these is"} true:`,
    and: ", and ",
    more: (n) => `and ${n} more`,
    youNotSure: (n) => `You were not sure (${n})`,
    notAsked: (n) => `Not asked (${n})`,
    notAskedText: "These answers could not change the result, or the result was clear before.",
    sources: "Where this comes from",
    rules: (about) => `Rules: ${about.title}, version ${about.version} (${about.review}).`,
    clinician: "For the clinician",
    points: (least, most) => (least === most ? `${least}` : `${least} to ${most}`),
    range: (least, most) => `Possible range: ${least} to ${most}.`,
    copy: "Copy the summary",
    copied: "Copied.",
    copyFailed: "The browser does not allow it. The text is selected: copy it yourself.",
    saveResult: "Save the full result for software (JSON)",
    saveRecord: "Save a record, to show later how this was decided",
    read: "Read aloud",
    stop: "Stop reading",
    print: "Print",
    save: "Save my answers to a file",
    saved: "Your answers are saved to a file.",
    answers: "Your answers",
    checkAgain: "See or change your answers",
    openQuestions: "Some questions are still open. Your answers to them could change this result.",
    answerThem: "Answer them",
    answerMore: "Answer the other questions too",
    answerMoreText: "Do this only if help is on its way. It tells the people who help you more.",
    broke: "Something went wrong on this page",
    brokeText: "Save your answers, open the page again and load them. If you are worried, do not wait: get medical help.",
    failed: "This page cannot run in this browser",
    failedText: "Please open it in a newer version of Chrome, Edge, Firefox or Safari.",
    author: {
      title: "The rules, live",
      paths: "Pathways",
      set: "Set an answer",
      finding: "Finding",
      value: "Answer",
      open: "not answered",
      number: (q) => `A number from ${q.min} to ${q.max}, empty for not answered`,
      goesTo: "goes to",
      ending: "ends as",
      unknown: "not known",
      file: "Try other compiled rules: drop the file here, or choose it",
      badFile: (name) => `“${name}” cannot be used:`,
      states: {raised: "raised", unsure: "not sure", open: "open", cleared: "cleared", none: "nothing"},
    },
  },
};
const language = document.documentElement.lang.split("-")[0];
const words = languages[language] ?? languages.en;

// ---------------------------------------------------------------- state

const $ = (id) => document.getElementById(id);
const emergencyNumber = document.body.dataset.emergencyNumber;
const byAuthor = document.body.dataset.author === "true";
let run = ""; // marks the entries of this interview in the browser's history

let engine; // bytes of the module
let triage; // the rules at hand
let about; // what they say of themselves
let findings = new Map(); // id -> question
let answers = {}; // {finding: answer}
let afterEmergency = false; // the person chose to go on
let offered = new Set(); // findings that the closing round offered
let trail = []; // the views so far, as Back and Forward go through them
let at = -1;
let form = null; // the questions on show, and how to read them

const options = () => (emergencyNumber ? {emergencyNumber} : {});
const assess = (from = answers, more = {}) => triage.assess(from, {...options(), ...more});
const rank = (id) => about.dispositions.findIndex((d) => d.id === id); // 0 is the gravest
const level = (id) => about.dispositions[rank(id)];

async function useRules(bytes) {
  triage = await load({wasm: engine, rules: bytes});
  about = triage.describe();
  findings = new Map(about.findings.map((f) => [f.id, f]));
  $("service").textContent = about.title;
}

const leading = (a) =>
  [...a.raised, ...a.unsure].find((o) => o.pathway === a.leading.pathway && o.outcome === a.leading.outcome);
/** Known answers have reached the gravest level. */
const emergencyIsCertain = (a) =>
  rank(a.disposition.id) === 0 && a.leading.pathway !== null &&
  a.raised.some((o) => o.pathway === a.leading.pathway && o.outcome === a.leading.outcome);

// ---------------------------------------------------------------- building elements

const shapes = {
  now: "M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.6v.2",
  urgent: "M12 2.5 22.5 21h-21zM12 9v6M12 17.9v.2",
  soon: "M12 2a10 10 0 1 0 .01 0zM12 6.5V12l4 2.5",
  home: "M3 11 12 3l9 8v10H3zM9.5 21v-7h5v7",
};

/** An element; a function among the attributes is an event listener. Text stays text. */
function h(name, attributes = {}, ...inside) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") e.addEventListener(key, value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) e.setAttribute(key, value);
  }
  e.append(...inside.flat(9).filter((i) => i !== null && i !== undefined && i !== false));
  return e;
}
const p = (...inside) => h("p", {}, ...inside);
const list = (items, kind = "") => h("ul", {class: kind || null}, items.map((i) => h("li", {}, i)));
const hush = (text) => h("span", {class: "hush"}, text);
const button = (text, click, kind = null) => h("button", {type: "button", class: kind, click}, text);
const fold = (title, ...inside) => h("details", {}, h("summary", {}, title), ...inside);
const section = (title, ...inside) => [h("h2", {}, title), ...inside];
function shape(of) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", shapes[of]);
  svg.append(path);
  return svg;
}
function tell(text) {
  $("say").textContent = "";
  setTimeout(() => ($("say").textContent = text), 50); // the same words again are said again
}
function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], {type: "application/json"}));
  h("a", {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
/** The emergency number, to be tapped where it is one. */
const number = () =>
  /^[+\d][\d\s-]*$/.test(emergencyNumber)
    ? h("a", {href: "tel:" + emergencyNumber.replace(/[^+\d]/g, "")}, emergencyNumber)
    : emergencyNumber;
const once = (all) => [...new Set(all)];
const unitOf = (q) => (!q.unit || q.unit.startsWith("score") ? "" : q.unit.replaceAll("_", " "));
function said(id, value) {
  if (value === undefined) return words.author.open;
  if (value === "unknown") return words.notSure;
  const q = findings.get(id);
  const option = q?.options.find((o) => o.id === value);
  if (option) return option.label;
  if (q?.type === "yes_no") return value === "yes" ? words.yes : value === "no" ? words.no : String(value);
  return `${value}${q && unitOf(q) ? " " + unitOf(q) : ""}`;
}
const askOf = (id) => findings.get(id)?.ask ?? id;

// ---------------------------------------------------------------- going from view to view

function go(view) {
  trail.length = ++at;
  trail.push(view);
  history.pushState({run, at}, "");
  show();
}
/** What comes next, by the answers alone. */
function next() {
  const now = assess();
  if (!afterEmergency && emergencyIsCertain(now)) return {kind: "result"};
  const screen = triage.nextScreen(answers, {...options(), afterEmergency});
  if (screen.group !== null) return portion(screen.group, portions(screen.questions), screen.screens_left);
  const open = [...(now.resolve ?? []), ...(now.unsettled ?? [])].map((q) => q.finding).filter((id) => !offered.has(id));
  for (const id of open) offered.add(id);
  return open.length > 0 ? closing(once(open)) : {kind: "check"};
}
const closing = (ids) => ({kind: "closing", ids: ids.slice(0, 4), rest: ids.slice(4)});
const onward = () => go(next());
const portion = (group, [ids, ...rest], left) => ({kind: "ask", group, ids, rest, left: left + rest.length});
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
function restart() {
  answers = {};
  afterEmergency = false;
  offered = new Set();
  trail = [{kind: "start"}];
  at = 0;
  run = Math.random().toString(36).slice(2);
  history.replaceState({run, at}, "");
}
addEventListener("popstate", (event) => {
  const before = JSON.stringify(answers);
  if (form !== null) answers = form.read().answers; // what was ticked is kept, what was left is still open
  const to = event.state;
  const known = to?.run === run && trail[to.at] !== undefined;
  const forward = known && to.at > at;
  at = known ? to.at : 0;
  if (!known) { // an interview that was given up
    trail.length = 1;
    history.replaceState({run, at}, "");
  } else if (forward && JSON.stringify(answers) !== before) {
    trail[at] = next(); // what stood there was meant for other answers
    trail.length = at + 1;
  }
  show();
});

const views = {start, ask, closing: ask, change: ask, check, restored, result};

function show({focus = true} = {}) {
  const view = trail[at];
  globalThis.speechSynthesis?.cancel();
  form = null;
  $("say").textContent = "";
  const inside = views[view.kind](view);
  $("main").replaceChildren(...inside.flat(9).filter(Boolean));
  $("back").hidden = at === 0;
  $("service").hidden = view.kind === "start";
  const heading = $("main").querySelector("h1");
  heading.tabIndex = -1;
  const name = view.kind === "result" ? `${words.result}: ${heading.textContent}` : heading.textContent;
  document.title = view.kind === "start" ? about.title : `${name} – ${about.title}`;
  foot();
  if (focus) {
    scrollTo(0, 0);
    heading.focus({preventScroll: true});
  }
  live();
}

function foot() {
  const keep = Object.keys(answers).length > 0 || form !== null;
  $("foot").replaceChildren(
    h("div", {}, keep && !["start", "result"].includes(trail[at].kind) ? button(words.save, saveAnswers, "link") : null),
    h("p", {}, words.private),
    h("p", {class: "digest"}, words.rules(about)),
  );
}
function saveAnswers() {
  download(triage.writeAnswers(form ? form.read().answers : answers), `${about.id}-answers.json`);
  tell(words.saved);
}

// ---------------------------------------------------------------- the first page

function start() {
  const has = Object.keys(answers).length > 0;
  const problem = h("p", {class: "error", role: "alert", hidden: true});
  const file = h("input", {type: "file", id: "load", accept: ".json,application/json", change: async () => {
    const chosen = file.files[0];
    if (!chosen) return;
    try {
      const restored = triage.restore(await chosen.text());
      restart();
      answers = restored.answers;
      go({kind: "restored", ...restored});
    } catch (error) {
      if (!(error instanceof TriageError)) throw error;
      problem.hidden = false;
      problem.textContent = words.cannotRead(chosen.name);
      file.value = "";
    }
  }});
  return [
    h("h1", {}, about.title),
    h("p", {class: "lead"}, words.about(triage.nextScreen({}).screens_left)),
    h("div", {class: "warn"}, h("p", {}, h("strong", {}, words.urgent(number())))),
    about.scope ? section(words.forWhom, p(about.scope)) : null,
    h("div", {class: "noprint"},
      has ? button(words.goOn, onward) : null,
      button(has ? words.startAgain : words.start, () => { restart(); onward(); }, has ? "plain" : null)),
    section(words.whatItIsNot, p(about.disclaimer)),
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

// ---------------------------------------------------------------- asking

/** Only yes/no questions that worry can be denied together; one of them alone is asked alone. */
function parts(view) {
  const all = view.ids.map((id) => findings.get(id)).filter(Boolean);
  const together = view.kind === "ask" ? all.filter((q) => q.can_say_none) : [];
  const ticks = together.length > 1 ? together : [];
  return {alone: all.filter((q) => !ticks.includes(q)), ticks};
}

function ask(view) {
  const {alone, ticks} = parts(view);
  const n = trail.slice(0, at + 1).filter((v) => v.kind === "ask").length;
  const fields = alone.map((q) => (q.type === "number" ? numberField(q, view) : radioField(q, view)));
  const group = view.group ?? about.groups.find((g) => g.id === findings.get(view.ids[0]).group);
  if (ticks.length > 0) fields.push(tickField(ticks, group));
  const headings = {closing: words.closing(view.ids.length + (view.rest?.length ?? 0)), change: `${words.change}: ${group.title}`};
  for (const f of fields) f.box = h("div", {class: "question"}, f.element);
  const body = h("form", {novalidate: true, autocomplete: "off", submit: (event) => {
    event.preventDefault();
    proceed(view, body);
  }},
    fields.map((f) => f.box),
    h("button", {type: "submit"}, words.continue),
    view.kind === "closing" ? button(words.skipClosing, () => { answers = form.read().answers; onward(); }, "plain") : null,
    view.kind === "ask" ? why([...alone, ...ticks]) : null);
  form = {read: () => {
    let out = {...answers};
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

function proceed(view, body) {
  const read = form.read();
  const said = JSON.stringify(view.ids.map((id) => read.answers[id] ?? null));
  // Help comes first: what is still missing on this screen does not hold it up.
  const certain = !afterEmergency && emergencyIsCertain(assess(read.answers, {largestChange: 0}));
  if (!certain && read.problems.length > 0) return complain(read.problems, body);
  answers = read.answers;
  form = null;
  if (!certain && view.said === said && trail[at + 1]) return history.forward();
  view.said = said;
  if (certain || !(view.rest?.length > 0)) go(next());
  else go(view.kind === "closing" ? closing(view.rest) : portion(view.group, view.rest, view.left - view.rest.length));
}

/** The error summary, with a link to each field; each field says it again. */
function complain(problems, body) {
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

function stepsOf(q, then) {
  return q.check.length === 0 ? null
    : h("div", {class: "steps", id: "steps-" + q.id, hidden: true}, p(words.howTo), list(q.check), p(then));
}
function open(steps, yes) {
  if (steps === null || steps.hidden !== yes) return;
  steps.hidden = !yes;
  if (yes) tell(words.stepsShown);
}
const why = (all) => fold(words.whyAsked, all.map((q) => [
  h("h3", {}, q.ask), q.why ? p(q.why) : null, q.check.length > 0 ? list(q.check) : null]));

/** One question with radio buttons: yes/no or a choice, or "not sure". */
function radioField(q, view) {
  const id = "q-" + q.id;
  const present = answers[q.id];
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
function readNumber(text) {
  const typed = text.trim();
  const comma = /^([+-]?)(\d*),(\d+)$/.exec(typed);
  if (comma) {
    const [, sign, before, after] = comma;
    if (after.length === 3 && /^[1-9]\d{0,2}$/.test(before)) return {two: [sign + before + after, `${sign}${before}.${after}`]};
    return {value: Number(`${sign}${before}.${after}`), comma: true};
  }
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(typed) ? {value: Number(typed)} : {};
}

function numberField(q, view) {
  const id = "q-" + q.id;
  const present = answers[q.id];
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
function tickField(all, group) {
  const id = "list";
  const label = h("label", {for: "none"});
  const none = h("input", {type: "checkbox", id: "none", change: () => refresh()});
  const rows = all.map((q) => {
    const steps = stepsOf(q, words.thenTick);
    const tick = h("input", {type: "checkbox", id: "q-" + q.id, checked: answers[q.id] === "yes", change: () => {
      if (tick.checked) unsure.checked = false;
      mark();
    }});
    const unsure = h("input", {type: "checkbox", id: "u-" + q.id, checked: answers[q.id] === "unknown", change: () => {
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
  none.checked = untouched().length > 0 && untouched().every((r) => answers[r.q.id] === "no");
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
      const answered = triage.answerScreen(out, {
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

// ---------------------------------------------------------------- check your answers

function check() {
  const row = (q) => h("div", {},
    h("dt", {}, q.ask),
    h("dd", {}, said(q.id, answers[q.id])),
    h("dd", {}, button([words.change, hush(" " + q.ask)], () => go({kind: "change", ids: [q.id]}), "link")));
  const groups = about.groups.map((g) => {
    const of = about.findings.filter((q) => q.group === g.id && answers[q.id] !== undefined);
    const denied = of.filter((q) => answers[q.id] === "no");
    const others = of.filter((q) => !denied.includes(q));
    return of.length === 0 ? null : section(g.title,
      others.length > 0 ? h("dl", {class: "answers"}, others.map(row)) : null,
      denied.length > 0 ? fold([words.saidNo(denied.length), hush(": " + g.title)], h("dl", {class: "answers"}, denied.map(row))) : null);
  });
  return [
    h("h1", {}, words.checkTitle),
    p(Object.keys(answers).length > 0 ? words.checkText : words.noAnswers),
    button(words.showResult, () => go({kind: "result"})),
    groups,
    button(words.showResult, () => go({kind: "result"})),
  ];
}

// ---------------------------------------------------------------- the result

function look(id) {
  const place = rank(id);
  if (level(id).at_home) return "home";
  return place === 0 ? "now" : place === 1 ? "urgent" : "soon";
}
const graver = (a, id) => rank(id) < rank(a.disposition.id);

function result() {
  const a = assess();
  const certain = emergencyIsCertain(a);
  const lead = leading(a);
  const at_home = level(a.disposition.id).at_home;
  const all = [...a.advice, ...(a.probable?.advice ?? [])];
  const advised = (kind) => once(all.filter((i) => i.kind === kind).map((i) => i.text));
  const [todo, avoid, seek] = [advised("do"), advised("avoid"), advised("seek_help")];
  const net = a.safety_net ?? a.probable?.safety_net ?? null;
  const kind = look(a.disposition.id);
  const calls = kind === "now" && typeof number() !== "string" &&
    `${a.disposition.label} ${a.leading.say}`.includes(emergencyNumber);

  const locale = navigator.languages?.find((l) => l.startsWith(language)) ?? language;
  const card = h("section", {class: "card " + kind},
    h("div", {class: "top"}, h("p", {class: "level"}, shape(kind), words.levels[kind]), h("h1", {}, a.disposition.label)),
    h("div", {class: "body"},
      h("p", {class: "what"}, a.leading.title),
      a.leading.say ? p(a.leading.say) : null,
      calls ? h("a", {class: "button call", href: number().href}, words.call(emergencyNumber)) : null));

  const openQuestions = (some) => [
    list([
      ...some.slice(0, 6).map((q) => [q.ask, q.check.length > 0 ? list(q.check) : null]),
      ...(some.length > 6 ? [words.more(some.length - 6)] : []),
    ]),
    some.length ? button(words.answerNow(some.length), () => go(closing(some.map((q) => q.finding))), "plain") : null,
  ];
  const resolve = a.resolve ?? [];
  const ifNo = resolve.length > 0 && resolve.every((q) => q.if_no === resolve[0].if_no) ? level(resolve[0].if_no)?.label : null;
  const aloud = h("div", {},
    card,
    a.unsettled?.length ? section(words.unsettled, p(words.unsettledText), openQuestions(a.unsettled)) : null,
    a.probable ? section(words.probable,
      p(ifNo ? words.probableText(a.probable.title, resolve.length, ifNo) : words.probableBare(a.probable.title, resolve.length)),
      openQuestions(resolve)) : null,
    todo.length ? section(words.do, list(todo.slice(0, 5), "marks do")) : null,
    avoid.length ? section(words.avoid, list(avoid, "marks avoid")) : null,
    net ? section(words.help,
      net.uncertainty ? p(net.uncertainty) : null, list(net.watch_for, "marks help"), net.get_help ? p(net.get_help) : null)
      : seek.length ? section(words.help, list(seek, "marks help")) : null,
    net && (net.time_course || net.recheck_days) ? section(words.again, net.time_course ? p(net.time_course) : null,
      net.recheck_days ? p(words.recheck(net.recheck_days)) : null) : null,
    a.conflicts?.length || a.contradicts_assumption ? section(words.conflicts,
      a.contradicts_assumption ? p(words.contradicts) : null,
      list((a.conflicts ?? []).map((c) => words.conflict(said(c.finding, c.said), askOf(c.finding), said(c.finding, c.implied))))) : null);

  return [
    aloud,
    h("p", {class: "disclaimer"}, a.disclaimer),
    h("p", {class: "small"}, words.resultOf(new Date().toLocaleString(locale, {dateStyle: "long", timeStyle: "short"}))),
    h("div", {class: "noprint"}, readAloud(aloud), button(words.print, () => print(), "plain"), button(words.save, saveAnswers, "plain")),
    certain && !afterEmergency ? h("div", {class: "note noprint"}, p(words.answerMoreText),
      button(words.answerMore, () => { afterEmergency = true; onward(); }, "plain")) : null,
    !certain && a.next_question ? h("div", {class: "note noprint"},
      p(words.openQuestions), button(words.answerThem, onward, "plain")) : null,
    more(a, {lead, certain, at_home, todo, seek, net}),
    h("div", {class: "noprint"}, section(words.answers,
      button(words.checkAgain, () => go({kind: "check"}), "plain"),
      button(words.startAgain, () => go({kind: "start"}), "plain"))),
  ];
}

/** What stands below the line: folded, in the order of the program's own recommendation. */
function more(a, {lead, certain, at_home, todo, seek, net}) {
  const reasons = [];
  for (const b of lead?.because ?? []) {
    if (reasons.at(-1)?.text !== b.text) reasons.push({text: b.text, answers: []});
    reasons.at(-1).answers.push(`${askOf(b.finding)} – ${said(b.finding, b.value)}`);
  }
  const isRaised = a.raised.includes(lead);
  const questions = (ids, most = 6) => list([
    ...ids.slice(0, most).map(askOf), ...(ids.length > most ? [words.more(ids.length - most)] : [])]);
  const also = a.raised.filter((o, i) => o.outcome !== a.leading.outcome && (at_home || !level(o.disposition).at_home) &&
    a.raised.findIndex((x) => x.outcome === o.outcome) === i);
  const notRuledOut = certain ? [] : a.unsure.filter((o) => o !== lead && o.missing.some((id) => a.unknown.includes(id)));
  const changes = about.dispositions.filter((d) => graver(a, d.id)).map((d) => ({
    d, ways: a.would_change.filter((w) => w.to === d.id && !w.answers.some((c) => findings.get(c.finding)?.fixed)),
  })).filter((c) => c.ways.length > 0);
  const notAsked = a.not_asked.filter((id) => !findings.get(id)?.examiner);
  const asked = fold(words.notAsked(notAsked.length),
    certain || !a.next_question ? p(words.notAskedText) : null, list(notAsked.map(askOf)));
  asked.classList.toggle("noprint", certain); // pages of paper that nobody needs in an emergency
  const sources = once([...(lead?.sources ?? []), ...a.advice.flatMap((i) => i.sources)]);
  return h("div", {},
    todo.length > 5 ? fold(words.later, list(todo.slice(5))) : null,
    net && !at_home && seek.length ? fold(words.moreHelp, list(seek)) : null,
    fold(words.why,
      list(reasons.map((r) => [r.text, list(r.answers)])),
      lead && !isRaised && lead.missing.length ? [p(words.whyOpen), questions(lead.missing)] : null,
      lead ? null : p(words.otherwise)),
    lead?.speaks_for?.length || lead?.speaks_against?.length ? fold(words.fits,
      list(lead.speaks_for ?? []),
      lead.speaks_against?.length ? [h("h3", {}, words.fitsNot), list(lead.speaks_against)] : null) : null,
    also.length ? fold(words.also, list(also.map((o) => [o.title, list(once(o.because.map((b) => b.text)))]))) : null,
    notRuledOut.length ? fold(words.notRuledOut, list(notRuledOut.map((o) => o.title))) : null,
    a.tests.length ? fold(words.tests, list(a.tests)) : null,
    changes.length ? fold(words.wouldChange, changes.map((c) => [
      p(words.ifOne(c.d.label, c.ways.length)),
      list(c.ways.map((w) => w.answers.map((x) => `${askOf(x.finding)} – ${said(x.finding, x.to)}`).join(words.and)))])) : null,
    a.unknown.length ? fold(words.youNotSure(a.unknown.length), list(a.unknown.map(askOf))) : null,
    notAsked.length ? asked : null,
    forClinician(a, lead),
    fold(words.sources,
      sources.length ? list(sources) : null,
      p(words.rules(about)),
      h("p", {class: "small digest"}, a.ruleset.digest)));
}

function forClinician(a, lead) {
  const lines = [
    a.leading.clinician, a.summary,
    ...a.scores.map((s) => `${s.id}: ${words.points(s.least, s.most)}`),
    words.range(a.possible.least, a.possible.most),
    ...(lead?.review ? [lead.review] : []),
    `${a.ruleset.id} ${a.ruleset.version} (${a.ruleset.review}) ${a.ruleset.digest}`,
  ].filter(Boolean);
  const text = h("div", {class: "digest"}, lines.map((l) => p(l)));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(lines.join("\n"));
      tell(words.copied);
      done.textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(text);
      done.textContent = words.copyFailed;
    }
  };
  const done = h("span", {});
  return fold(words.clinician, text,
    h("p", {class: "noprint"}, button(words.copy, copy, "plain"), done),
    h("p", {class: "noprint"}, button(words.saveResult, () =>
      download(triage.assessJson(answers, options()), `${about.id}-result.json`), "link")),
    // Digests need a secure context; a page that some server hands out without TLS has none.
    globalThis.crypto?.subtle ? h("p", {class: "noprint"}, button(words.saveRecord, async () =>
      download(await triage.record(answers, options()), `${about.id}-record.json`), "link")) : null);
}

/** Only a voice on this device: a voice from the network would send what it reads. */
function readAloud(from) {
  const voices = globalThis.speechSynthesis;
  if (!voices) return null;
  const mine = () => voices.getVoices().find((v) => v.localService && v.lang.split(/[-_]/)[0] === language);
  const b = button(words.read, () => {
    if (voices.speaking) {
      voices.cancel();
      return;
    }
    b.textContent = words.stop;
    const texts = [...from.querySelectorAll("h1, h2, p, li")].filter((e) => !e.querySelector("ul")).map((e) => e.textContent);
    texts.forEach((text, i) => {
      const part = new SpeechSynthesisUtterance(text);
      part.voice = mine();
      part.lang = language;
      part.onerror = part.onend = () => { if (i === texts.length - 1 || !voices.speaking) b.textContent = words.read; };
      voices.speak(part);
    });
  }, "plain");
  b.hidden = !mine();
  voices.addEventListener?.("voiceschanged", () => (b.hidden = !mine()));
  return b;
}

let closed = []; // folds that printing opened
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const d of closed) d.open = true;
});
addEventListener("afterprint", () => {
  for (const d of closed) d.open = false;
  closed = [];
});

// ---------------------------------------------------------------- for authors

let panel = null;

/** Shows what the answers mean, also those that are ticked but not yet sent. */
function live() {
  if (panel) panel.update(form ? form.read().answers : answers);
}

function authorPanel() {
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
  const explain = () => tree.replaceChildren(...triage.whyNot(now, chosen, options()).pathways.map((path) => h("section", {},
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
    const q = findings.get(finding.value);
    const present = now[q.id];
    const set = (to) => {
      const next = {...now};
      if (to === undefined || to === "") delete next[q.id];
      else next[q.id] = to;
      try {
        answers = triage.check(next);
      } catch (error) {
        if (!(error instanceof TriageError)) throw error;
        told.textContent = error.message;
        return;
      }
      told.textContent = "";
      for (const v of trail) v.said = null;
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
    paths.replaceChildren(...about.pathways.map((path) => {
      const state = h("span", {class: "mark"});
      const element = h("button", {type: "button", "aria-pressed": "false", click: () => choose(path.id)},
        h("span", {}, path.title), state);
      buttons.set(path.id, {element, state});
      return h("li", {}, element);
    }));
    finding.replaceChildren(...about.findings.map((f) => h("option", {value: f.id}, f.id)));
    chosen = about.pathways[0]?.id ?? null;
    showValue();
  };
  const take = async (file) => {
    if (!file) return;
    const before = triage.writeAnswers(answers);
    const asks = findings;
    try {
      await useRules(await file.arrayBuffer());
    } catch (error) {
      told.replaceChildren(p(w.badFile(file.name)), list(error.problems?.map((x) => x.message) ?? [error.message]));
      return;
    }
    const kept = triage.restore(before);
    restart();
    answers = kept.answers;
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
    const state = (id) => ["raised", "unsure", "open", "cleared"].find((s) => a[s].some((o) => o.pathway === id)) ?? "none";
    for (const [id, b] of buttons) {
      const s = state(id);
      b.state.textContent = w.states[s];
      b.state.className = "mark " + ({raised: "yes", cleared: "no", none: ""}[s] ?? "unknown");
      b.element.setAttribute("aria-pressed", String(id === chosen));
    }
    if (!aside.contains(document.activeElement) || document.activeElement.id !== "set-value") showValue();
    if (chosen) explain();
  }};
}

// ---------------------------------------------------------------- begin

/** A fault of the page itself is never silent: a person must not wait for a result that does not come. */
function broke() {
  if (document.getElementById("broke")) return;
  $("main").prepend(h("div", {class: "problem", role: "alert", id: "broke"},
    h("h2", {}, words.broke), p(words.brokeText), p(words.urgent(number()))));
  scrollTo(0, 0);
}
addEventListener("error", broke);
addEventListener("unhandledrejection", broke);

/** Base64 of gzip, as it stands in this file. */
async function unpacked(id) {
  const bytes = Uint8Array.from(atob($(id).textContent.trim()), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

try {
  engine = await unpacked("engine");
  await useRules(await unpacked("rules"));
  $("skip").textContent = words.skip;
  $("back").setAttribute("aria-label", words.back);
  $("back").append(button(words.back, () => history.back(), "link"));
  restart();
  if (byAuthor) panel = authorPanel();
  show({focus: false});
} catch (error) {
  $("main").replaceChildren(h("h1", {}, words.failed), p(words.failedText),
    h("p", {}, h("strong", {}, words.urgent(number()))), p(String(error)));
}
