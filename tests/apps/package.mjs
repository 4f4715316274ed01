// SPDX-License-Identifier: Apache-2.0
// Run in a folder into which the package was installed from its tarball: the README's program and the errors.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {load, TriageError} from "triage-rules";

const triage = await load();
let answers = {age_years: 34};
const screen = triage.nextScreen(answers);
assert.equal(screen.schema, "triage.screen/1");
assert.ok(screen.group.title.length > 0 && screen.questions.length > 0 && screen.screens_left > 1);
answers = triage.answerScreen(answers, {screen, ticked: ["chest_pain"], rest: "denied"});
assert.equal(answers.chest_pain, "yes");
assert.equal(answers.breathlessness, "no");
assert.equal(triage.assess(answers).disposition.id, "emergency_now");
assert.equal(triage.nextScreen(answers).group, null);

const open = triage.answerScreen({}, {screen, ticked: [], rest: "not_sure"});
assert.ok(Object.values(open).every((value) => value === "unknown"));

assert.throws(() => triage.assess({calf_sweling: "yes", age_years: "34", onset: null}), (error) => {
  assert.ok(error instanceof TriageError);
  assert.deepEqual(error.problems.map((p) => p.code), ["unknown-id", "wrong-type", "wrong-type"]);
  assert.match(error.message, /calf_swelling/);
  return true;
});
assert.throws(() => triage.whyNot({}, "dvtt"), /did you mean "dvt"/);
assert.throws(() => triage.assess({}, {largestChnge: 1}), TriageError);
assert.equal(triage.whyNot({calf_swelling: "no"}, "dvt").schema, "triage.why_not/1");
assert.match(triage.render({}, "html"), /^<!DOCTYPE html>/i);

const stored = triage.writeAnswers({age_years: 34, calf_swelling: true});
assert.deepEqual(triage.restore(stored).answers, {age_years: 34, calf_swelling: "yes"});
assert.equal(triage.restore(stored).sameRules, true);
const old = triage.restore(JSON.stringify({answers: {no_such_finding: "yes", age_years: 34}}));
assert.equal(old.lost[0].why, "removed_finding");
assert.deepEqual(old.answers, {age_years: 34});

const record = await triage.record({age_years: 34, calf_swelling: "yes"}, {id: "c-1"});
assert.match(record, /^\{"schema": "triage.record\/1"/);
if (process.argv[2]) process.stdout.write(record); // for `triage replay`

// Rules that were handed in, and rules that are none.
const bytes = readFileSync(createRequire(import.meta.url).resolve("triage-rules/triage.wasm"));
assert.ok(bytes.length > 100000);
await assert.rejects(load({rules: new Uint8Array([1, 2, 3])}), /compiled rules/);
