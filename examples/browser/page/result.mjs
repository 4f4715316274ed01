// SPDX-License-Identifier: Apache-2.0
// The recommendation: what to do first, then, folded, why.
// Refuses to work out anything that the result does not say.
import {button, download, emergencyNumber, fold, h, list, number, once, p, section, shape, tell} from "./elements.mjs";
import {closing, go, onward, saveAnswers, views} from "./navigation.mjs";
import {askOf, assess, level, options, rank, said, state} from "./state.mjs";
import {language, words} from "./words.mjs";

/** How a level looks: a day at most is urgent. Where the rules give no time, their two gravest levels are. */
function look(id) {
  const {at_home, emergency, within_hours} = level(id);
  if (at_home) return "home";
  if (emergency) return "now";
  return (within_hours ?? (rank(id) < 2 ? 24 : Infinity)) <= 24 ? "urgent" : "soon";
}
const graver = (a, id) => rank(id) < rank(a.disposition.id);

function result() {
  const a = assess();
  const certain = a.emergency_is_certain;
  const lead = (a.leading.raised ? a.raised : a.unsure)
    .find((o) => o.pathway === a.leading.pathway && o.outcome === a.leading.outcome); // none under "otherwise"
  const at_home = a.disposition.at_home;
  const all = [...a.advice, ...(a.probable?.advice ?? [])];
  const advised = (kind) => once(all.filter((i) => i.kind === kind).map((i) => i.text));
  const [todo, avoid, seek] = [advised("do"), advised("avoid"), advised("seek_help")];
  const net = a.safety_net ?? a.probable?.safety_net ?? null;
  const kind = look(a.disposition.id);
  const calls = a.disposition.emergency && typeof number() !== "string";
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
  const aloud = h("div", {},
    card,
    a.unsettled?.length ? section(words.unsettled, p(words.unsettledText), openQuestions(a.unsettled)) : null,
    a.probable ? section(words.probable,
      p(words.probableText(a.probable.title, resolve.length, level(a.probable.disposition).label)),
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

  tell(`${words.levels[kind]}. ${a.leading.title}. ${a.leading.say}`); // beside the heading, which has the focus
  return [
    aloud,
    h("p", {class: "disclaimer"}, a.disclaimer),
    h("p", {class: "small"}, words.resultOf(new Date().toLocaleString(locale, {dateStyle: "long", timeStyle: "short"}))),
    h("div", {class: "noprint"}, readAloud(aloud), button(words.print, () => print(), "plain"), button(words.save, saveAnswers, "plain")),
    certain && !state.afterEmergency ? h("div", {class: "note noprint"}, p(words.answerMoreText),
      button(words.answerMore, () => { state.afterEmergency = true; onward(); }, "plain")) : null,
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
  const questions = (ids, most = 6) => list([
    ...ids.slice(0, most).map(askOf), ...(ids.length > most ? [words.more(ids.length - most)] : [])]);
  const also = a.raised.filter((o, i) => o.outcome !== a.leading.outcome && (at_home || !level(o.disposition).at_home) &&
    a.raised.findIndex((x) => x.outcome === o.outcome) === i);
  const notRuledOut = certain ? [] : a.unsure.filter((o) => o !== lead && o.missing.some((id) => a.unknown.includes(id)));
  const changes = state.about.dispositions.filter((d) => graver(a, d.id)).map((d) => ({
    d, ways: a.would_change.filter((w) => w.to === d.id && !w.answers.some((c) => state.findings.get(c.finding)?.fixed)),
  })).filter((c) => c.ways.length > 0);
  const notAsked = a.not_asked.filter((id) => !state.findings.get(id)?.examiner);
  const asked = fold(words.notAsked(notAsked.length),
    certain || !a.next_question ? p(words.notAskedText) : null, list(notAsked.map(askOf)));
  asked.classList.toggle("noprint", certain); // pages of paper that nobody needs in an emergency
  const withheld = a.withheld.filter((w) => w.offered && (at_home || w.certain)); // what is only unknown matters at home alone
  const named = [...(lead?.sources ?? []), ...a.advice.flatMap((i) => i.sources)];
  const sources = a.sources.filter((s) => named.includes(s.id)).map((s) => s.cite);
  return h("div", {},
    todo.length > 5 ? fold(words.later, list(todo.slice(5))) : null,
    net && !at_home && seek.length ? fold(words.moreHelp, list(seek)) : null,
    fold(words.why,
      reasons.length ? list(reasons.map((r) => [r.text, list(r.answers)])) : null,
      lead && !a.leading.raised && lead.missing.length ? [p(words.whyOpen), questions(lead.missing)] : null,
      lead ? null : p(words.otherwise)),
    lead?.speaks_for?.length || lead?.speaks_against?.length ? fold(words.fits,
      list(lead.speaks_for ?? []),
      lead.speaks_against?.length ? [h("h3", {}, words.fitsNot), list(lead.speaks_against)] : null) : null,
    also.length ? fold(words.also, list(also.map((o) => [o.title, list(once(o.because.map((b) => b.text)))]))) : null,
    notRuledOut.length ? fold(words.notRuledOut, list(notRuledOut.map((o) => o.title))) : null,
    withheld.length ? fold(words.withheld, list(withheld.map((w) => [w.text, list([w.because])]))) : null,
    a.tests.length ? fold(words.tests, list(a.tests)) : null,
    changes.length ? fold(words.wouldChange, changes.map((c) => [
      p(words.ifOne(c.d.label, c.ways.length)),
      list(c.ways.map((w) => w.answers.map((x) => `${askOf(x.finding)} – ${said(x.finding, x.to)}`).join(words.and)))])) : null,
    a.unknown.length ? fold(words.youNotSure(a.unknown.length), list(a.unknown.map(askOf))) : null,
    notAsked.length ? asked : null,
    forClinician(a, lead),
    fold(words.sources,
      sources.length ? list(sources) : null,
      p(words.rules(state.about)),
      h("p", {class: "small digest"}, a.ruleset.digest)));
}

function forClinician(a, lead) {
  const lines = [
    a.leading.clinician, a.summary,
    ...a.scores.map((s) => `${s.title}: ${words.points(s.least, s.most)}`),
    words.range(level(a.possible.least).label, level(a.possible.most).label),
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
      download(state.triage.assessJson(state.answers, options()), `${state.about.id}-result.json`), "link")),
    // Digests need a secure context; a page that some server hands out without TLS has none.
    globalThis.crypto?.subtle ? h("p", {class: "noprint"}, button(words.saveRecord, async () =>
      download(await state.triage.record(state.answers, options()), `${state.about.id}-record.json`), "link")) : null);
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

Object.assign(views, {result});
