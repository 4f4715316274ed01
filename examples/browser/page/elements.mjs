// SPDX-License-Identifier: Apache-2.0
// Building what is on show. Text stays text: nothing here reads markup.

export const $ = (id) => document.getElementById(id);
export const emergencyNumber = document.body.dataset.emergencyNumber;
export const once = (all) => [...new Set(all)];

const shapes = {
  now: "M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.6v.2",
  urgent: "M12 2.5 22.5 21h-21zM12 9v6M12 17.9v.2",
  soon: "M12 2a10 10 0 1 0 .01 0zM12 6.5V12l4 2.5",
  home: "M3 11 12 3l9 8v10H3zM9.5 21v-7h5v7",
};

/** An element; a function among the attributes is an event listener. Text stays text. */
export function h(name, attributes = {}, ...inside) {
  const e = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") e.addEventListener(key, value);
    else if (value === true) e.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) e.setAttribute(key, value);
  }
  e.append(...inside.flat(9).filter((i) => i !== null && i !== undefined && i !== false));
  return e;
}
export const p = (...inside) => h("p", {}, ...inside);
export const list = (items, kind = "") => h("ul", {class: kind || null}, items.map((i) => h("li", {}, i)));
export const hush = (text) => h("span", {class: "hush"}, text);
export const button = (text, click, kind = null) => h("button", {type: "button", class: kind, click}, text);
export const fold = (title, ...inside) => h("details", {}, h("summary", {}, title), ...inside);
export const section = (title, ...inside) => [h("h2", {}, title), ...inside];
export function shape(of) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", shapes[of]);
  svg.append(path);
  return svg;
}
export function tell(text) {
  $("say").textContent = "";
  setTimeout(() => ($("say").textContent = text), 50); // the same words again are said again
}
export function download(text, name) {
  const url = URL.createObjectURL(new Blob([text], {type: "application/json"}));
  h("a", {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
/** The emergency number, to be tapped where it is one. */
export const number = () =>
  /^[+\d][\d\s-]*$/.test(emergencyNumber)
    ? h("a", {href: "tel:" + emergencyNumber.replace(/[^+\d]/g, "")}, emergencyNumber)
    : emergencyNumber;
