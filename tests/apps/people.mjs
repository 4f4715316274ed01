// SPDX-License-Identifier: Apache-2.0
// Draws people for the tests of equality: people.mjs PACKAGE COUNT  prints one JSON object of answers a line. The same people each
// time. A third answers little, a third most questions, a third everything; one answer in eight is "not sure".
import {pathToFileURL} from "node:url";

const [, , folder, count] = process.argv;
const {load} = await import(pathToFileURL(`${folder}/triage.mjs`));
const triage = await load();
const {findings} = triage.describe();

// A small generator with a fixed seed (xorshift32), so that a failure can be looked at again.
let state = 0x2545f491;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

function value(finding) {
  if (random(8) === 0) return "unknown";
  if (finding.type === "yes_no") return random(finding.red_flag ? 12 : 3) === 0 ? "yes" : "no";
  if (finding.type === "choice") return finding.options[random(finding.options.length)].id;
  const steps = finding.whole ? finding.max - finding.min : (finding.max - finding.min) * 2;
  return finding.min + random(Math.floor(steps) + 1) / (finding.whole ? 1 : 2);
}

for (let i = 0; i < Number(count); ++i) {
  const share = [1, 6, 8][i % 3];
  const answers = {};
  for (const finding of findings) if (random(8) < share) answers[finding.id] = value(finding);
  console.log(JSON.stringify(answers));
}
