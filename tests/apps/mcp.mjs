// SPDX-License-Identifier: Apache-2.0
// Interviews through the MCP server, with the client of the official SDK: mcp.mjs PACKAGE MODULES PROGRAM
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";

const [packageFolder, modules, program] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "/"));
const {Client} = require("@modelcontextprotocol/sdk/client/index.js");
const {StdioClientTransport} = require("@modelcontextprotocol/sdk/client/stdio.js");

// The example as it is installed: its packages lie beside it.
const work = mkdtempSync(join(tmpdir(), "triage-mcp-"));
mkdirSync(join(work, "node_modules"));
for (const name of ["@modelcontextprotocol", "zod"]) symlinkSync(join(modules, "node_modules", name), join(work, "node_modules", name));
symlinkSync(packageFolder, join(work, "node_modules", "triage-rules"));
copyFileSync(fileURLToPath(new URL("../../examples/mcp/server.mjs", import.meta.url)), join(work, "server.mjs"));

const client = new Client({name: "test", version: "1"});
await client.connect(new StdioClientTransport({command: process.execPath, args: [join(work, "server.mjs")]}));
const call = (name, input) => client.callTool({name, arguments: input});
const texts = async (name, input) => {
  const result = await call(name, input);
  assert.ok(!result.isError, JSON.stringify(result.content));
  return result.content.map((c) => c.text);
};
const assessedByProgram = (answers) =>
  execFileSync(program, ["assess", "-", "--format", "json"], {input: JSON.stringify(answers), encoding: "utf8"});

/** Says what `person` knows, screen after screen, until none is left or something must be said first. */
async function interview(person) {
  let [last] = await texts("next_screen", {answers: {}});
  for (let screens = 0; ; ++screens) {
    const {answers, screen} = JSON.parse(last);
    if (screen === null) return {answers, screens};
    const said = {};
    for (const q of screen.questions)
      if (q.type !== "yes_no" || person[q.id] === "unknown") said[q.id] = person[q.id] ?? "unknown";
    const ticked = screen.questions.filter((q) => person[q.id] === "yes").map((q) => q.id);
    const got = await texts("answer", {answers, said, ticked, rest: "denied"});
    last = got.at(-1);
    if (got.length > 1) return {answers: JSON.parse(last).answers, screens, first: got[0], screen: JSON.parse(last).screen};
  }
}

try {
  const {tools} = await client.listTools();
  assert.deepEqual(tools.map((t) => t.name), ["next_screen", "answer", "assess", "why_not"]);
  assert.match(client.getInstructions(), /Never answer for the person/);

  // To an emergency, which is said before anything else, by every tool.
  const emergency = await interview({age_years: 34, chest_pain: "yes"});
  assert.match(emergency.first, /^SAY THIS FIRST, word for word: Call emergency services/);
  assert.equal(emergency.screen, null);
  for (const [name, more] of [["next_screen", {}], ["assess", {}], ["why_not", {name: "dvt"}]])
    assert.match((await texts(name, {answers: emergency.answers, ...more}))[0], /^SAY THIS FIRST/);
  assert.equal((await texts("assess", {answers: emergency.answers})).at(-1), assessedByProgram(emergency.answers));

  // To care at home: nothing but what was said, and the bytes of the program.
  const file = readFileSync(new URL("../../examples/answers/soleus_strain.yaml", import.meta.url), "utf8");
  const strain = {};
  for (const [, id, value] of file.matchAll(/^(\w+): *"?([^"#\n]*?)"? *$/gm)) strain[id] = /^-?\d/.test(value) ? Number(value) : value;
  const home = await interview(strain);
  assert.ok(home.screens > 5, `${home.screens} screens`);
  const [said, json, ...none] = await texts("assess", {answers: home.answers});
  assert.equal(none.length, 0);
  assert.equal(JSON.parse(json).disposition.id, "self_care");
  assert.ok(said.includes(JSON.parse(json).disposition.label) && said.includes("not a diagnosis"));
  assert.equal(json, assessedByProgram(home.answers));

  // What was not said stays open, and what the rules refuse is told.
  const open = JSON.parse((await texts("answer", {answers: {}, rest: "left_open"}))[0]);
  assert.deepEqual(open.answers, {});
  for (const input of [{answers: {calf_sweling: "yes"}}, {answers: {age_years: 3000}}]) {
    const refused = await call("next_screen", input);
    assert.ok(refused.isError, JSON.stringify(refused));
  }
  const elsewhere = await call("answer", {answers: {}, said: {calf_swelling: "no"}, rest: "left_open"});
  assert.ok(elsewhere.isError && /no question of this screen/.test(elsewhere.content[0].text));
  assert.ok((await call("why_not", {answers: {}, name: "dvtt"})).content[0].text.includes('did you mean "dvt"'));
} finally {
  await client.close();
  rmSync(work, {recursive: true, force: true});
}
