// SPDX-License-Identifier: Apache-2.0
// The module in Chromium gives the bytes that it gives in Node: chromium.mjs PACKAGE MODULES PEOPLE HASHES
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

const [, , folder, modules, people, hashes] = process.argv;
const puppeteer = createRequire(pathToFileURL(`${modules}/package.json`))("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage();
  const script = readFileSync(`${folder}/triage.mjs`, "utf8").replaceAll(/^export /gm, "");
  await page.setContent("<!DOCTYPE html><title>x</title>");
  await page.addScriptTag({type: "module", content: script + "\nwindow.load = load;"});
  await page.waitForFunction("window.load");
  const wasm = readFileSync(`${folder}/triage.wasm`).toString("base64");
  const lines = readFileSync(people, "utf8").trim().split("\n");
  const got = await page.evaluate(
    async (base64, all) => {
      const triage = await window.load({wasm: Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))});
      return all.map((line) => triage.assessJson(JSON.parse(line)));
    },
    wasm,
    lines,
  );
  const {createHash} = await import("node:crypto");
  const wanted = readFileSync(hashes, "utf8").split("\n");
  const wrong = got.filter((text, i) => createHash("sha256").update(text).digest("hex") !== wanted[i]).length;
  if (wrong > 0) console.log(`${wrong} of ${got.length} differ`);
  process.exitCode = wrong > 0 || got.length === 0 ? 1 : 0;
} finally {
  await browser.close();
}
