// SPDX-License-Identifier: Apache-2.0
import { data, load, measure } from "./measure.mjs";

const logic = load("json-logic-js");
await measure("json-logic-js", (person) => logic.apply(data.json_logic, person));
