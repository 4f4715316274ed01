// SPDX-License-Identifier: Apache-2.0
import { data, load, measure } from "./measure.mjs";

const { ZenEngine } = load("@gorules/zen-engine");
const engine = new ZenEngine();

// A decision with one expression.
function decision(value) {
  return engine.createDecision({
    nodes: [
      { id: "in", name: "in", type: "inputNode" },
      { id: "it", name: "it", type: "expressionNode", content: { expressions: [{ id: "ends", key: "ends", value }] } },
      { id: "out", name: "out", type: "outputNode" },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "it" },
      { id: "b", sourceId: "it", targetId: "out" },
    ],
  });
}

const rules = decision(data.zen);
const nothing = decision("[]");
await measure(
  "@gorules/zen-engine",
  async (person) => (await rules.evaluate(person)).result.ends,
  (person) => nothing.evaluate(person),
);
