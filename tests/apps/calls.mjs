// SPDX-License-Identifier: Apache-2.0
// What calls cost in Node: calls.mjs PACKAGE  prints the median of each in microseconds.
import {pathToFileURL} from "node:url";

const {load} = await import(pathToFileURL(`${process.argv[2]}/triage.mjs`));
function median(work, times = 200) {
  const taken = [];
  for (let i = 0; i < times; ++i) {
    const start = performance.now();
    work();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[times / 2] * 1e3;
}
const start = performance.now();
const triage = await load();
console.log(`load ${((performance.now() - start) * 1e3).toFixed(0)}`);
const answers = {age_years: 34, calf_swelling: "yes", chest_pain: "no"};
console.log(`read ${median(() => triage.check(answers)).toFixed(1)}`);
console.log(`next ${median(() => triage.nextScreen(answers)).toFixed(1)}`);
console.log(`assess ${median(() => triage.assessJson(answers)).toFixed(1)}`);
console.log(`assess_without_changes ${median(() => triage.assessJson(answers, {largestChange: 0})).toFixed(1)}`);
