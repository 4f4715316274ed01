// SPDX-License-Identifier: Apache-2.0
// The module in Chromium gives the bytes that it gives in Node: chromium.mjs PACKAGE MODULES PEOPLE HASHES [plain]
// plain: without what would change the result.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";

const [, , folder, modules, people, hashes, plain] = process.argv;
const puppeteer = createRequire(pathToFileURL(`${modules}/package.json`))("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
  protocolTimeout: 240000,
});
const work = mkdtempSync(join(tmpdir(), "triage-module-"));
try {
  const page = await browser.newPage();
  const script = readFileSync(`${folder}/triage.mjs`, "utf8").replaceAll(/^export /gm, "");
  writeFileSync(join(work, "page.html"), "<!DOCTYPE html><title>x</title>");
  await page.goto(pathToFileURL(join(work, "page.html")).href); // a file may hash, an empty page may not
  await page.addScriptTag({type: "module", content: script + "\nwindow.load = load;\nwindow.sha256 = sha256;"});
  await page.waitForFunction("window.load");
  await page.evaluate(async (base64) => {
    window.triage = await window.load({wasm: Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))});
  }, readFileSync(`${folder}/triage.wasm`).toString("base64"));
  const lines = readFileSync(people, "utf8").trim().split("\n");
  const wanted = readFileSync(hashes, "utf8").split("\n");
  const options = plain ? {largestChange: 0} : {};
  let wrong = 0;
  for (let from = 0; from < lines.length; from += 500) {
    const got = await page.evaluate(
      (all, how) => Promise.all(all.map((line) => window.sha256(window.triage.assessJson(JSON.parse(line), how)))),
      lines.slice(from, from + 500),
      options,
    );
    wrong += got.filter((hash, i) => hash !== `sha256:${wanted[from + i]}`).length;
  }
  if (wrong > 0) console.log(`${wrong} of ${lines.length} differ`);
  process.exitCode = wrong > 0 || lines.length === 0 ? 1 : 0;
} finally {
  await browser.close();
  rmSync(work, {recursive: true, force: true});
}
