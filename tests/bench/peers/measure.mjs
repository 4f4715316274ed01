// SPDX-License-Identifier: Apache-2.0
// What every peer does alike: read the rules and the people, check each of them, then time. Prints one line of JSON.
// Usage: node PEER.mjs FOLDER DATA, where FOLDER holds node_modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const folder = resolve(process.argv[2]) + "/";
export const load = createRequire(folder);
export const data = JSON.parse(readFileSync(process.argv[3], "utf8"));

const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];

// Microseconds of processor time for one person, of all threads. The first round lets the compiler warm up.
async function microseconds(work) {
  const rounds = [];
  for (let round = 0; round < 6; ++round) {
    const before = process.cpuUsage();
    for (const person of data.people) await work(person);
    const used = process.cpuUsage(before);
    if (round > 0) rounds.push((used.user + used.system) / data.people.length);
  }
  return median(rounds);
}

// `ends` gives where each pathway ends for a person, or a promise of it; `nothing`, where there is one, does no work but to
// cross the border between JavaScript and the engine.
export async function measure(name, ends, nothing) {
  const version = JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, "utf8")).version;
  for (let i = 0; i < data.people.length; ++i)
    if (JSON.stringify(await ends(data.people[i])) !== JSON.stringify(data.ends[i])) {
      console.log(JSON.stringify({ version, differs: i }));
      return;
    }
  const whole = await microseconds(ends);
  const border = nothing ? await microseconds(nothing) : 0;
  console.log(JSON.stringify({ version, whole, border }));
}
