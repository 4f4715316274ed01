// SPDX-License-Identifier: Apache-2.0
// Reads answers, one JSON object a line, and prints the SHA-256 of each assessment's bytes.
//   assess.mjs wasm PACKAGE [plain] < people     the module; plain: without what would change the result
//   assess.mjs koffi LIBRARY MODULES < people    the native library
import {createHash} from "node:crypto";
import {createInterface} from "node:readline";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

const [, , way, where, modules] = process.argv;
async function assessor() {
  if (way === "wasm") {
    const {load} = await import(pathToFileURL(`${where}/triage.mjs`));
    const triage = await load();
    const options = modules === "plain" ? {largestChange: 0} : {};
    return (answers) => triage.assessJson(answers, options);
  }
  // koffi lies where npm put it, not beside the example.
  const example = new URL("../../examples/embedding/triage_koffi.mjs", import.meta.url);
  const koffi = createRequire(pathToFileURL(`${modules}/package.json`)).resolve("koffi");
  const {registerHooks, register} = await import("node:module");
  const source = `export async function resolve(name, context, next) {
    return name === "koffi" ? next(${JSON.stringify(pathToFileURL(koffi).href)}, context) : next(name, context);
  }`;
  if (registerHooks) registerHooks({resolve: (name, context, next) => next(name === "koffi" ? pathToFileURL(koffi).href : name, context)});
  else register("data:text/javascript," + encodeURIComponent(source));
  const {open} = await import(example);
  const triage = open(where);
  return (answers) => triage.assessJson(answers);
}

const assess = await assessor();
for await (const line of createInterface({input: process.stdin}))
  console.log(createHash("sha256").update(assess(JSON.parse(line))).digest("hex"));
