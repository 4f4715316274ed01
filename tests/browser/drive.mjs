// SPDX-License-Identifier: Apache-2.0
// Drives the offline page as people use it: on a phone and on a wide screen, by mouse and by keyboard alone.
//
//   node drive.mjs INTERVIEW.html PICTURES [--program triage] [--rules FILE.triage] [--other OTHER.html] [--modules FOLDER]
//
// INTERVIEW.html holds the shipped rules on lower leg pain. --program compares the page's result with that of the program, byte
// for byte; --rules drops another compiled rule file on the author's panel; --other walks through a page with other rules.
// Needs puppeteer-core and axe-core, from --modules (a folder with node_modules) or NODE_PATH, and Chromium (CHROMIUM=path).
import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {pathToFileURL, fileURLToPath} from "node:url";

const given = process.argv.slice(2);
const flag = (name) => {
  const i = given.indexOf(name);
  return i < 0 ? undefined : given.splice(i, 2)[1];
};
const [program, rulesFile, other, modules, soleusFile] = ["--program", "--rules", "--other", "--modules", "--answers"].map(flag);
const [pagePath, pictures] = given.map((path) => resolve(path));
if (!pictures) {
  console.error("usage: node drive.mjs INTERVIEW.html PICTURES [--program P] [--rules F] [--other H] [--modules D] [--answers F]");
  process.exit(2);
}
const require = createRequire(modules ? join(resolve(modules), "/") : import.meta.url);
const puppeteer = require("puppeteer-core");
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

// ---------------------------------------------------------------- checks

let checks = 0;
let failed = 0;
function check(what, ok, detail = "") {
  ++checks;
  if (!ok) ++failed;
  console.log(`${ok ? "ok    " : "FAILED"} ${what}${ok || !detail ? "" : ": " + detail}`);
}
const same = (what, got, wanted) => check(what, got === wanted, `got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);

/** Flat answers of a YAML file: finding: value. */
function answersOf(path) {
  const out = {};
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const m = /^(\w+): *"?([^"#]*?)"? *$/.exec(line);
    if (m) out[m[1]] = /^-?\d/.test(m[2]) ? Number(m[2]) : m[2];
  }
  return out;
}
const soleus = answersOf(soleusFile ?? fileURLToPath(new URL("../../examples/answers/soleus_strain.yaml", import.meta.url)));

// ---------------------------------------------------------------- a browser window

const work = mkdtempSync(join(tmpdir(), "triage-page-"));
const downloads = join(work, "downloads");
mkdirSync(pictures, {recursive: true});
mkdirSync(downloads);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
  protocolTimeout: 240000,
});

/** One window on one page, with the ways to use it: `mouse`, or the keyboard alone. */
class Window {
  static async open(path, {width, keyboard = false, name}) {
    const w = new Window();
    w.name = `${name ?? width} ${keyboard ? "keyboard" : "mouse"}`;
    w.width = width;
    w.keyboard = keyboard;
    w.page = await browser.newPage();
    w.requests = [];
    w.errors = [];
    w.axed = {screens: 0, violations: []};
    w.wide = [];
    w.page.on("request", (r) => w.requests.push(r.url()));
    w.page.on("console", (m) => w.errors.push(`${m.type()}: ${m.text()}`));
    w.page.on("pageerror", (e) => w.errors.push(e.message));
    await w.page.setViewport({width, height: width < 600 ? 844 : 900});
    const session = await w.page.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: downloads});
    w.url = pathToFileURL(path).href;
    await w.page.goto(w.url);
    await w.page.waitForSelector("#main button");
    return w;
  }
  /** What must hold of the whole visit. */
  async close() {
    const others = requestsBut(this.requests, this.url);
    check(`${this.name}: no request but the page itself`, others.length === 0, others.join(" "));
    check(`${this.name}: no word on the console`, this.errors.length === 0, this.errors.slice(0, 3).join(" | "));
    if (this.axed.screens > 0)
      check(`${this.name}: axe finds nothing on ${this.axed.screens} screens, light and dark`, this.axed.violations.length === 0,
        [...new Set(this.axed.violations)].slice(0, 8).join(" | "));
    check(`${this.name}: nothing to scroll sideways`, this.wide.length === 0, [...new Set(this.wide)].join(" | "));
    await this.page.close();
  }
  heading() {
    return this.page.$eval("h1", (e) => e.textContent);
  }
  has(selector) {
    return this.page.$(selector).then(Boolean);
  }
  text(selector = "main") {
    return this.page.$eval(selector, (e) => e.innerText);
  }
  picture(name, full = true) {
    return this.page.screenshot({path: join(pictures, `${name}_${this.width}.png`), fullPage: full});
  }
  /** Focus by Tab alone. */
  async tabTo(selector) {
    for (let i = 0; i < 400; ++i) {
      if (await this.page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`${this.name}: Tab never reaches ${selector}`);
  }
  async press(selector) {
    if (!this.keyboard) return this.page.$eval(selector, (e) => e.scrollIntoView({block: "center"})).then(() => this.page.click(selector));
    await this.tabTo(selector);
    const button = await this.page.evaluate(() => document.activeElement.matches("button, a, summary"));
    await this.page.keyboard.press(button ? "Enter" : "Space");
  }
  /** Presses, and waits until another view has come. */
  async leave(selector) {
    await this.page.evaluate(() => (document.querySelector("h1").dataset.old = "yes"));
    await this.press(selector);
    try {
      await this.page.waitForFunction(() => document.querySelector("h1")?.dataset.old === undefined, {timeout: 20000});
    } catch {
      await this.picture("stuck");
      throw new Error(`${this.name}: stays at "${await this.heading()}": ${await this.text()}`);
    }
  }
  buttonNamed(text) {
    return this.page.evaluate((t) => {
      for (const b of document.querySelectorAll("[data-found]")) b.removeAttribute("data-found");
      const b = [...document.querySelectorAll("button, a")].find((e) => e.textContent.startsWith(t) && e.offsetParent !== null);
      b?.setAttribute("data-found", "");
      return b !== undefined;
    }, text).then((found) => {
      if (!found) throw new Error(`${this.name}: no button "${text}"`);
      return "[data-found]";
    });
  }
  async named(text) {
    return this.leave(await this.buttonNamed(text));
  }
  async toggle(id, on) {
    if ((await this.page.$eval("#" + id, (e) => e.checked)) !== on) await this.press("#" + id);
  }
  async radio(id, index) {
    if (!this.keyboard) return this.press(`#q-${id}-${index}`);
    await this.tabTo(`[name="q-${id}"]`);
    const now = await this.page.evaluate(() => (document.activeElement.checked ? Number(/\d+$/.exec(document.activeElement.id)[0]) : -1));
    if (now < 0) await this.page.keyboard.press("Space");
    for (let i = Math.max(now, 0); i < index; ++i) await this.page.keyboard.press("ArrowDown");
    for (let i = Math.max(now, 0); i > index; --i) await this.page.keyboard.press("ArrowUp");
  }
  async type(id, text) {
    await this.press("#" + id);
    await this.page.$eval("#" + id, (e) => e.select());
    await this.page.keyboard.type(text);
  }
  /** The questions on show. */
  questions() {
    return this.page.evaluate(() => {
      const out = {ticks: [], radios: [], numbers: []};
      for (const e of document.querySelectorAll("form .row .choice input")) out.ticks.push(e.id.slice(2));
      const names = new Set([...document.querySelectorAll("form input[type=radio]")].map((e) => e.name));
      for (const n of names)
        out.radios.push({id: n.slice(2), values: [...document.querySelectorAll(`[name="${n}"]`)].map((e) => e.value)});
      for (const e of document.querySelectorAll("form input[type=text]")) out.numbers.push(e.id.slice(2));
      return out;
    });
  }
  /** Answers what is on show: by `answers`, else "no", else "not sure". */
  async answer(answers) {
    const q = await this.questions();
    for (const {id, values} of q.radios) {
      const value = answers[id] ?? (values[0] === "yes" ? "no" : "unknown");
      await this.radio(id, values.indexOf(String(value)));
    }
    for (const id of q.numbers) {
      if (typeof answers[id] === "number") await this.type("q-" + id, String(answers[id]));
      else await this.toggle(`q-${id}-unsure`, true);
    }
    let rest = 0;
    for (const id of q.ticks) {
      if (answers[id] === "yes") await this.toggle("q-" + id, true);
      else if (answers[id] === "unknown") await this.toggle("u-" + id, true);
      else ++rest;
    }
    if (rest > 0) await this.toggle("none", true);
  }
  /** Screen after screen until something else than questions comes. */
  async walk(answers, {axe = false, until = () => false} = {}) {
    const seen = [];
    for (let i = 0; i < 60 && (await this.has("form")) && !/still open/.test(await this.heading()); ++i) {
      const heading = await this.heading();
      seen.push(heading);
      if (until(heading)) break;
      if (axe) await this.axe();
      await this.answer(answers);
      await this.leave("form button[type=submit]");
    }
    return seen;
  }
  /** axe-core in light and dark, and whether anything sticks out. */
  async axe() {
    ++this.axed.screens;
    const heading = await this.heading();
    if (!(await this.page.evaluate(() => typeof axe !== "undefined"))) {
      // Past the policy of the page, by the debugger: the page itself could not load it.
      await this.page.evaluate(axeSource);
    }
    for (const scheme of ["light", "dark"]) {
      await this.page.emulateMediaFeatures([{name: "prefers-color-scheme", value: scheme}]);
      const found = await this.page.evaluate(async () =>
        (await axe.run(document, {resultTypes: ["violations"]})).violations.map((v) => `${v.id} ${v.nodes[0].html.slice(0, 120)}`));
      for (const v of found) this.axed.violations.push(`${heading} (${scheme}): ${v}`);
    }
    await this.page.emulateMediaFeatures([{name: "prefers-color-scheme", value: "light"}]);
    for (const control of nameless(await this.page.accessibility.snapshot())) this.axed.violations.push(`${heading}: ${control}`);
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) this.wide.push(`${heading}: ${wide} px`);
    if (this.width < 600) {
      await this.page.setViewport({width: 320, height: 844});
      const narrow = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (narrow > 0) this.wide.push(`${heading} at 320 px: ${narrow} px`);
      await this.page.setViewport({width: this.width, height: 844});
      const large = await this.page.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
        const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        document.documentElement.style.fontSize = "";
        return over;
      });
      if (large > 0) this.wide.push(`${heading} in letters of 200 %: ${large} px`);
    }
  }
  /** The text of the file that a button gives. */
  async download(text) {
    for (const f of readdirSync(downloads)) rmSync(join(downloads, f));
    await this.press(await this.buttonNamed(text));
    for (let i = 0; i < 100; ++i) {
      const done = readdirSync(downloads).find((f) => f.endsWith(".json"));
      if (done) return readFileSync(join(downloads, done), "utf8");
      await new Promise((r) => setTimeout(r, 100));
    }
    throw new Error(`${this.name}: "${text}" gave no file`);
  }
  async load(name, text) {
    const path = join(work, name);
    writeFileSync(path, text);
    await (await this.page.$("#load")).uploadFile(path);
  }
}
/** What a screen reader would have no name for; "Not sure" alone is none, because every question has one. */
function nameless(node) {
  const control = /^(button|link|checkbox|radio|textbox|combobox|DisclosureTriangle)$/.test(node.role);
  const lacks = control && (!node.name || (node.role === "checkbox" && node.name === "Not sure"));
  return [...(lacks ? [`a ${node.role} without a name`] : []), ...(node.children ?? []).flatMap(nameless)];
}
/** A file that the page gives is a blob of its own, not a request. */
const requestsBut = (requests, url) => requests.filter((r) => r !== url && !r.startsWith("blob:"));

async function equalsProgram(w, what, compare = true) {
  const saved = JSON.parse(await w.download("Save my answers"));
  await w.page.$$eval("details", (all) => all.forEach((d) => (d.open = true)));
  const result = await w.download("Save the full result");
  const record = await w.download("Save a record");
  const number = await w.page.$eval("body", (b) => b.dataset.emergencyNumber);
  if (program && compare) {
    const kept = join(work, "record.json");
    writeFileSync(kept, record);
    check(`${w.name}: ${what}: the program replays the record`,
      execFileSync(program, ["replay", kept], {encoding: "utf8"}).startsWith("The same result, byte for byte"));
    const path = join(work, "program.json");
    writeFileSync(path, JSON.stringify({answers: saved.answers}));
    const says = execFileSync(program, ["assess", path, "--format", "json", "--emergency-number", number],
      {encoding: "utf8", maxBuffer: 1 << 24});
    check(`${w.name}: ${what}: the page and the program give the same bytes`, result.trimEnd() === says.trimEnd());
  }
  return saved.answers;
}

// ---------------------------------------------------------------- visits

async function selfCare(width, keyboard) {
  const w = await Window.open(pagePath, {width, keyboard});
  const title = await w.page.title();
  same(`${w.name}: one h1, and it is the title`, await w.heading(), title);
  await w.axe();
  await w.picture("start");
  await w.named("Start");

  // An error: nothing chosen.
  const first = await w.heading();
  check(`${w.name}: the heading has the focus`, await w.page.evaluate(() => document.activeElement.tagName === "H1"));
  check(`${w.name}: the title names screen and service`, (await w.page.title()) === `${first} – ${title}`, await w.page.title());
  check(`${w.name}: progress in words`, /^Screen 1 of about \d+/.test(await w.text(".caption")));
  check(`${w.name}: nothing is chosen beforehand`, !(await w.has("form :checked")));
  await w.picture("ticking");
  await w.press("form button[type=submit]");
  await w.page.waitForSelector(".problem");
  const legend = await w.text("legend");
  check(`${w.name}: an error summary has the focus and repeats the question`,
    await w.page.evaluate((l) => document.activeElement.matches(".problem[role=alert]") && document.activeElement.innerText.includes(l), legend));
  check(`${w.name}: the title says error`, (await w.page.title()).startsWith("Error: "));
  await w.axe();
  await w.picture("error");
  await w.press(".problem a");
  check(`${w.name}: its link leads to the field`, await w.page.evaluate(() => document.activeElement.matches("form input")));

  // What is not ticked is not denied.
  const {ticks} = await w.questions();
  await w.press("#u-" + ticks[2]);
  check(`${w.name}: "not sure" shows how to find out`, await w.page.$eval("#steps-" + ticks[2], (e) => !e.hidden && e.innerText.length > 20));
  await w.axe();
  await w.picture("not_sure");
  await w.press("form button[type=submit]");
  await w.page.waitForSelector(".problem");
  check(`${w.name}: the others have to be denied in words`, (await w.text(".problem")).includes("None of the others"));
  const partly = JSON.parse(await w.download("Save my answers")).answers;
  check(`${w.name}: what was left empty is not in the file`, JSON.stringify(partly) === JSON.stringify({[ticks[2]]: "unknown"}), JSON.stringify(partly));
  await w.press("#none");
  await w.leave("form button[type=submit]");

  // Back keeps it; the answer is found out; the others are said anew.
  await w.leave("#back button");
  same(`${w.name}: Back is the screen before`, await w.heading(), first);
  check(`${w.name}: Back keeps the answers`, await w.page.evaluate((id) =>
    document.getElementById("u-" + id).checked && document.getElementById("none").checked, ticks[2]));
  await w.leave("form button[type=submit]");
  const second = await w.heading();
  check(`${w.name}: Continue goes on to where it was`, second !== first);
  await w.page.goBack();
  await w.page.waitForFunction((f) => document.querySelector("h1").textContent === f, {}, first);
  check(`${w.name}: the browser's own Back does the same`, await w.page.$eval("#u-" + ticks[2], (e) => e.checked));
  await w.press("#u-" + ticks[2]);
  check(`${w.name}: after a change the denial is asked anew`, await w.page.$eval("#none", (e) => !e.checked));
  same(`${w.name}: and it is "None of these" again`, await w.text("label[for=none]"), "None of these");
  await w.press("#none");
  await w.leave("form button[type=submit]");

  const seen = await w.walk(soleus, {axe: !keyboard}); // the screens are the same
  same(`${w.name}: after ${seen.length} screens come the answers`, await w.heading(), "Check your answers");
  await w.axe();
  await w.picture("check");

  // Change one, and come back.
  await w.leave(await w.page.evaluate(() => {
    document.querySelector("[data-found]")?.removeAttribute("data-found");
    const b = [...document.querySelectorAll("dl button")].find((e) => e.textContent.includes("How old"));
    b.setAttribute("data-found", "");
    return "[data-found]";
  }));
  await w.axe();
  check(`${w.name}: a change begins with the answer there is`, (await w.page.$eval("form input[type=text]", (e) => e.value)) === "34");
  await w.type("q-age_years", "1,000");
  await w.press("form button[type=submit]");
  await w.page.waitForSelector(".problem");
  check(`${w.name}: 1,000 is not guessed`, (await w.text(".problem")).includes("two things"));
  await w.type("q-age_years", "150");
  await w.press("form button[type=submit]");
  await w.page.waitForFunction(() => document.querySelector(".problem")?.innerText.includes("from 0 to 120"));
  check(`${w.name}: a number outside is refused with the range`, true);
  await w.type("q-age_years", "34,5");
  await w.leave("form button[type=submit]");
  same(`${w.name}: after the change come the answers again`, await w.heading(), "Check your answers");
  check(`${w.name}: 34,5 is read as 34.5`, (await w.text()).includes("34.5 years"));
  await w.named("Change How old");
  await w.type("q-age_years", "34");
  await w.leave("form button[type=submit]");

  await w.named("Show the result");
  check(`${w.name}: a plain strain is looked after at home`, await w.has(".card.home"), await w.heading());
  await w.axe();
  await w.picture("result");
  check(`${w.name}: the result has advice, safety net, why and disclaimer`, await w.page.evaluate(() => {
    const t = document.querySelector("main").textContent;
    return ["What to do now", "What to avoid", "When to get help", "Why", "For the clinician", "not a diagnosis"].every((x) => t.includes(x));
  }));
  const opened = await w.page.evaluate(() => {
    const before = document.querySelectorAll("details[open]").length;
    dispatchEvent(new Event("beforeprint"));
    const during = document.querySelectorAll("details:not([open])").length;
    dispatchEvent(new Event("afterprint"));
    return before === 0 && during === 0 && document.querySelectorAll("details[open]").length === 0;
  });
  check(`${w.name}: printing opens every fold, for as long as it prints`, opened);
  await w.page.emulateMediaType("print");
  check(`${w.name}: print has no controls`, await w.page.evaluate(() => [...document.querySelectorAll("button, input")].every((e) => e.offsetParent === null)));
  await w.page.emulateMediaType("screen");
  const kept = await equalsProgram(w, "self care");
  check(`${w.name}: the file holds no answer that was not given`,
    Object.entries(kept).every(([id, v]) => String(soleus[id] ?? "no") === String(v) || v === "unknown"));
  await w.axe(); // with the folds open
  await w.picture("result_open");
  await w.page.emulateMediaFeatures([{name: "prefers-color-scheme", value: "dark"}]);
  await w.page.$$eval("details", (all) => all.forEach((d) => (d.open = false)));
  await w.picture("result_dark");
  await w.close();
  return kept;
}

async function emergency(width, keyboard) {
  const w = await Window.open(pagePath, {width, keyboard, name: `${width} emergency`});
  await w.named("Start");
  await w.press("#q-breathlessness");
  await w.leave("form button[type=submit]"); // the rest is untouched: that does not hold up help
  check(`${w.name}: a certain emergency comes at once`, await w.has(".card.now"), await w.heading());
  await w.page.waitForFunction(() => document.querySelector("#say").textContent !== "");
  check(`${w.name}: a screen reader hears it`, (await w.page.evaluate(() => document.activeElement.tagName === "H1")) &&
    /^Act now\. .*\. .*call/i.test(await w.page.$eval("#say[role=status]", (e) => e.textContent)), await w.page.$eval("#say", (e) => e.textContent));
  await w.axe();
  await w.picture("emergency");
  await equalsProgram(w, "emergency");
  await w.page.$$eval("details", (all) => all.forEach((d) => (d.open = false)));
  await w.page.emulateMediaFeatures([{name: "prefers-color-scheme", value: "dark"}]);
  await w.picture("emergency_dark");
  await w.page.emulateMediaFeatures([{name: "prefers-color-scheme", value: "light"}]);
  await w.leave("#back button");
  check(`${w.name}: Back, to correct a slip`, await w.page.$eval("#q-breathlessness", (e) => e.checked));
  await w.press("#q-breathlessness");
  await w.press("#none");
  await w.page.evaluate(() => (document.querySelector("h1").dataset.old = "yes"));
  await w.page.goForward();
  await w.page.waitForFunction(() => document.querySelector("h1")?.dataset.old === undefined);
  check(`${w.name}: the browser's Forward does not lead to what no longer holds`, await w.has("form"), await w.heading());
  await w.leave("#back button");
  await w.leave("form button[type=submit]");
  check(`${w.name}: and the interview goes on`, await w.has("form"));
  await w.leave("#back button");
  await w.press("#q-breathlessness");
  await w.leave("form button[type=submit]");
  await w.named("Answer the other questions");
  check(`${w.name}: the person may go on answering`, await w.has("form"));
  await w.close();
}

async function notSure(width, keyboard) {
  const w = await Window.open(pagePath, {width, keyboard, name: `${width} closing`});
  await w.named("Start");
  await w.walk({...soleus, calf_swelling: "unknown"});
  check(`${w.name}: one "not sure" that matters is asked once more`, /still open/.test(await w.heading()), await w.heading());
  check(`${w.name}: with its steps on show`, await w.page.$eval(".steps", (e) => !e.hidden));
  await w.axe();
  await w.picture("closing");
  await w.named("I cannot find out");
  await w.named("Show the result");
  check(`${w.name}: still not sure: a few days, and what it probably is`,
    (await w.has(".card.soon")) && (await w.text()).includes("What it probably is"), await w.heading());
  await w.axe();
  await w.picture("not_sure_result");
  await equalsProgram(w, "not sure");
  await w.named("Answer it now");
  check(`${w.name}: from the result to the open question`, /still open/.test(await w.heading()));
  await w.leave("#back button");
  await w.leave("#back button");
  await w.leave("#back button");
  check(`${w.name}: Back to it as well`, /still open/.test(await w.heading()));
  await w.radio("calf_swelling", 1);
  await w.leave("form button[type=submit]");
  await w.walk(soleus);
  await w.named("Show the result");
  check(`${w.name}: found out, it is home care`, await w.has(".card.home"), await w.heading());
  await w.close();
}

async function saved(width, kept) {
  const w = await Window.open(pagePath, {width, name: `${width} saved`});
  await w.load("broken.json", "this is no JSON");
  await w.page.waitForFunction(() => document.querySelector("main [role=alert]")?.textContent !== "");
  check(`${w.name}: a file of something else is refused in words`, (await w.text("main [role=alert]")).includes("broken.json"));
  await w.axe();
  await w.load("old.json", JSON.stringify({schema: "triage.answers/1", ruleset: {id: "lower_leg_pain", version: "0.1.0", digest: "sha256:0"},
    answers: {...kept, age_years: 999, onset: "by_magic", wears_a_hat: "yes"}}));
  await w.page.waitForFunction(() => document.querySelector("h1").textContent === "Your saved answers");
  const text = await w.text();
  check(`${w.name}: says what was lost, and why`, text.includes("3 answers could not be used") && text.includes("wears_a_hat") && text.includes("How old are you?"), text);
  check(`${w.name}: and that the rules were others`, text.includes("another version"));
  await w.axe();
  await w.picture("lost");
  await w.named("Continue");
  check(`${w.name}: what was lost is asked again`, await w.has("form"));
  await w.walk(soleus);
  await w.named("Show the result");
  check(`${w.name}: and it ends where it ended before`, await w.has(".card.home"), await w.heading());
  const again = JSON.parse(await w.download("Save my answers"));
  same(`${w.name}: with the same answers`, JSON.stringify(again.answers), JSON.stringify(kept));
  await w.named("Start again");
  await w.named("Start again");
  check(`${w.name}: starting again forgets them`, !(await w.has("form :checked")));
  await w.leave("#back button");
  await w.page.evaluate(() => dispatchEvent(new ErrorEvent("error")));
  check(`${w.name}: a fault of the page is said aloud`, (await w.text("[role=alert]#broke")).includes("get medical help"));
  await w.axe();
  check(`${w.name}: and Back leads to the start, not into what was given up`, await w.has("#load"), await w.heading());
  await w.close();
}

async function author(width) {
  const path = join(work, "author.html");
  writeFileSync(path, readFileSync(pagePath, "utf8").replace('data-author="false"', 'data-author="true"'));
  const w = await Window.open(path, {width, name: `${width} author`});
  check(`${w.name}: every pathway is there`, (await w.page.$$("#author .paths li")).length > 10);
  await w.named("Start");
  const step = () => w.page.$eval("#author .step", (e) => e.innerText);
  const before = await step();
  await w.press("#q-chest_pain");
  check(`${w.name}: a step changes as an answer is ticked`, (await step()) !== before && (await step()).includes("chest_pain = yes"), await step());
  await w.axe();
  await w.picture("author");
  await w.press("#q-chest_pain");
  await w.page.select("#set-finding", "calf_swelling");
  await w.page.select("#set-value", "yes");
  await w.page.$$eval("#author .paths button", (all) => all.find((b) => b.textContent.includes("Clot in a leg vein")).click());
  check(`${w.name}: any answer can be set`, (await w.text("#author")).includes("calf_swelling = yes"));
  check(`${w.name}: the chosen pathway says why`, (await w.text("#author")).includes("ends as"));
  await w.axe();
  await w.picture("author_dvt");
  await (await w.page.$("#rules-file")).uploadFile(pagePath);
  await w.page.waitForFunction(() => document.querySelector("#author").innerText.includes("cannot be used"));
  check(`${w.name}: a file that is no compiled rules is refused`, true);
  if (rulesFile) {
    const title = await w.text("#service");
    await w.page.select("#set-value", "");
    await w.page.select("#set-finding", "age_years");
    await w.type("set-value", "34");
    await w.page.keyboard.press("Tab");
    if (width < 600) {
      await w.page.$eval("#rules-file", (e) => (e.value = ""));
      await (await w.page.$("#rules-file")).uploadFile(resolve(rulesFile));
    } else {
      await w.page.evaluate((base64) => {
        const held = new DataTransfer();
        held.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], "rules.triage"));
        document.querySelector("#author").dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
      }, readFileSync(resolve(rulesFile)).toString("base64"));
    }
    await w.page.waitForFunction((t) => document.querySelector("#service").textContent !== t, {}, title);
    await w.page.waitForFunction(() => document.querySelector("h1").textContent === "Your saved answers");
    const lost = await w.text();
    check(`${w.name}: other compiled rules take the place of these, and what was lost is told`,
      lost.includes("could not be used") && lost.includes("How old are you?"), lost);
    await w.axe();
    await w.named("Continue");
    check(`${w.name}: and ask their own questions`, await w.has("form"));
  }
  await w.close();
}

/** Browsers on test machines have no voices: one that is on the device, or one from the network. */
async function voice(localService) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument((local) => {
    window.spoken = [];
    const voices = {speaking: false, cancel() {}, addEventListener() {}, getVoices: () => [{lang: "en-GB", localService: local}],
      speak: (part) => window.spoken.push(part.text)};
    Object.defineProperty(window, "speechSynthesis", {value: voices});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  }, localService);
  await page.goto(pathToFileURL(pagePath).href);
  await page.waitForSelector("#main button");
  await page.click("#main button");
  await page.waitForSelector("#q-breathlessness");
  await page.click("#q-breathlessness");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".card.now");
  const offered = await page.$$eval("main button", (all) => {
    const b = all.find((e) => e.textContent === "Read aloud");
    if (!b || b.hidden) return false;
    b.click();
    return true;
  });
  const heading = await page.$eval("h1", (e) => e.textContent);
  const spoken = await page.evaluate(() => window.spoken);
  if (localService) check("a voice on the device reads the result aloud", offered && spoken.includes(heading) && spoken.length > 3);
  else check("a voice from the network is never given the result", !offered && spoken.length === 0);
  await page.close();
}

/** Whoever is not sure of anything is never sent home. */
async function allNotSure(path, name) {
  const w = await Window.open(path, {width: 390, name: `390 ${name}`});
  await w.named("Start");
  const seen = await w.walk(new Proxy({}, {get: () => "unknown"}));
  if (/still open/.test(await w.heading())) {
    await w.axe();
    await w.leave("form button[type=submit]"); // each keeps "not sure"
    for (let i = 0; i < 9 && (await w.has("form")); ++i) await w.leave("form button[type=submit]");
  }
  await w.named("Show the result");
  check(`${w.name}: not sure of anything, ${seen.length} screens: not home care`, (await w.has(".card")) && !(await w.has(".card.home")),
    await w.heading());
  await w.axe();
  await equalsProgram(w, "not sure of anything", path === pagePath);
  await w.close();
}

async function otherRules(width) {
  const w = await Window.open(resolve(other), {width, name: `${width} other rules`});
  await w.axe();
  await w.named("Start");
  await w.walk({}, {axe: true});
  if (/still open/.test(await w.heading())) await w.named("I cannot find out");
  await w.named("Show the result");
  check(`${w.name}: other rules lead to a result too`, await w.has(".card"), await w.heading());
  await w.axe();
  await w.picture("other_rules");
  await w.close();
}

try {
  let kept;
  for (const width of [390, 1200])
    for (const keyboard of [false, true]) {
      kept = await selfCare(width, keyboard);
      await emergency(width, keyboard);
      await notSure(width, keyboard);
    }
  await voice(true);
  await voice(false);
  await allNotSure(pagePath, "all not sure");
  if (other) await allNotSure(resolve(other), "all not sure, other rules");
  for (const width of [390, 1200]) {
    await saved(width, kept);
    await author(width);
    if (other) await otherRules(width);
  }
} catch (error) {
  check("the visit came to its end", false, error.stack);
} finally {
  await browser.close();
  rmSync(work, {recursive: true, force: true});
}
console.log(`${checks} checks, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
