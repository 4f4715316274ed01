#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// triage for assistants, by the Model Context Protocol: the rules ask and decide, the assistant only carries words to and fro.
// Refuses to keep anything: each call gets all answers and gives all answers back. Every answer goes through a screen.
import {McpServer} from "@modelcontextprotocol/sdk/server/mcp.js";
import {StdioServerTransport} from "@modelcontextprotocol/sdk/server/stdio.js";
import {load, TriageError} from "triage-rules";
import {z} from "zod";

const triage = await load();
const about = triage.describe();
const server = new McpServer(
  {name: "triage", version: about.version},
  {
    instructions: `${about.title}: fixed rules ask a person questions and say how soon to be seen. ${about.disclaimer}
You carry words between the person and the rules; you never decide anything.
Begin with next_screen and no answers. Put every question as it is written, wait for the person's own words, and pass on what they said with answer.
Never answer for the person, and never take silence for "no": what they did not say is left open. "I don't know" is "unknown"; then read the steps under "check" to them.
Where a result begins with SAY THIS FIRST, say it at once and word for word, before anything else.
When no screen is left, call assess and give its words unchanged: never a milder level, never without the disclaimer.`,
  },
);

const answers = z
  .record(z.string(), z.union([z.string(), z.number()]))
  .describe("All answers so far, exactly as the call before gave them; {} at the beginning. Never put in what the person did not say.");
const text = (value) => ({type: "text", text: typeof value === "string" ? value : JSON.stringify(value)});

/** What must be said before all else, as soon as answers have reached the gravest level. */
function urgent(given) {
  const now = triage.assess(given, {largestChange: 0});
  return now.emergency_is_certain
    ? [text(`SAY THIS FIRST, word for word: ${now.disposition.label}. ${now.leading.title}. ${now.leading.say}`)]
    : [];
}
/** Answers, and the screen that they lead to. */
function onward(given) {
  const {group, questions, screens_left} = triage.nextScreen(given);
  return {content: [...urgent(given), text({answers: given, screen: group && {group, questions, screens_left}})]};
}
/** A tool that only reads. What the rules refuse is told to the assistant, who can ask again. */
function tool(name, description, inputSchema, work) {
  const annotations = {readOnlyHint: true, idempotentHint: true, openWorldHint: false};
  server.registerTool(name, {description, inputSchema, annotations}, async (input) => {
    try {
      return work(input);
    } catch (error) {
      if (!(error instanceof TriageError)) throw error;
      return {isError: true, content: error.problems.map((p) => text(`${p.message}${p.hint ? ` (${p.hint})` : ""}`))};
    }
  });
}

tool(
  "next_screen",
  "The questions to ask now, worst first. Put each of them as it stands; screen is null when nothing is left to ask: then call assess.",
  {answers},
  (input) => onward(triage.check(input.answers)),
);

tool(
  "answer",
  "Passes on what the person said to the questions of the present screen, and gives the answers that follow and the next screen.",
  {
    answers,
    said: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .default({})
      .describe('Question id to what the person said: "yes", "no", "unknown" when they do not know, an option id, or a number in the unit of the question.'),
    ticked: z.array(z.string()).default([]).describe("Ids of the yes/no questions that the person said are true."),
    rest: z
      .enum(["denied", "not_sure", "left_open"])
      .describe('The other yes/no questions of the screen: "denied" only if the person said that none of the others is true, "not_sure" if they cannot tell, else "left_open".'),
  },
  (input) => {
    const {questions} = triage.nextScreen(input.answers);
    for (const id of Object.keys(input.said))
      if (!questions.some((q) => q.id === id))
        throw new TriageError([{code: "unknown-id", message: `"${id}" is no question of this screen`, hint: "ask next_screen"}]);
    return onward(triage.answerScreen({...input.answers, ...input.said}, {screen: {questions}, ticked: input.ticked, rest: input.rest}));
  },
);

tool(
  "assess",
  "The recommendation: first as text for the person, to be given as it stands, then in full as JSON (triage.assessment/1).",
  {answers},
  (input) => ({content: [...urgent(input.answers), text(triage.render(input.answers)), text(triage.assessJson(input.answers))]}),
);

tool(
  "why_not",
  `Why something did not come out: what each of its steps is now. It takes the id of a pathway, an outcome or a condition. Pathways: ${about.pathways
    .map((p) => `${p.id} (${p.title})`)
    .join(", ")}.`,
  {answers, name: z.string()},
  (input) => ({content: [...urgent(input.answers), text(triage.whyNot(input.answers, input.name))]}),
);

await server.connect(new StdioServerTransport());
