// SPDX-License-Identifier: Apache-2.0
// The offline interview: asks screen by screen, then shows the recommendation. `triage page` puts these modules into one script.
// Refuses to guess: what nobody answered is never sent as "no", nothing is preselected, and nothing leaves the page.
import "./answers.mjs";
import {authorPanel} from "./author.mjs";
import {$, button, h, number, p} from "./elements.mjs";
import {restart, show} from "./navigation.mjs";
import "./questions.mjs";
import "./result.mjs";
import {state, useRules} from "./state.mjs";
import {words} from "./words.mjs";

/** A fault of the page itself is never silent: a person must not wait for a result that does not come. */
function broke() {
  if (document.getElementById("broke")) return;
  $("main").prepend(h("div", {class: "problem", role: "alert", id: "broke"},
    h("h2", {}, words.broke), p(words.brokeText), p(words.urgent(number()))));
  scrollTo(0, 0);
}
addEventListener("error", broke);
addEventListener("unhandledrejection", broke);

/** Base64 of gzip, as it stands in this file. */
async function unpacked(id) {
  const bytes = Uint8Array.from(atob($(id).textContent.trim()), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

try {
  await useRules(await unpacked("rules"), await unpacked("engine"));
  $("skip").textContent = words.skip;
  $("back").setAttribute("aria-label", words.back);
  $("back").append(button(words.back, () => history.back(), "link"));
  restart();
  if (document.body.dataset.author === "true") state.panel = authorPanel();
  show({focus: false});
} catch (error) {
  $("main").replaceChildren(h("h1", {}, words.failed), p(words.failedText),
    h("p", {}, h("strong", {}, words.urgent(number()))), p(String(error)));
}
