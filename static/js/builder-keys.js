// Keys of the builder, listed on the page under "?". They are silent while text is being typed.

const keys = document.querySelector("details.keys");
const cards = () => [...document.querySelectorAll("[data-card]")];
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function here() {
  return document.activeElement?.closest("[data-card]") || null;
}

function step(by) {
  const all = cards();
  const at = all.indexOf(here());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
  next?.querySelector("a, button:not([tabindex='-1']), input:not([type=hidden])")?.focus();
}

function press(name, around = here()) {
  around?.querySelector(`button[name=do][value=${name}]`)?.click();
}

function page() {
  return document.activeElement?.closest("[data-page]") || null;
}

let before = null; // what had the focus when the list of keys was opened

function list() {
  before = document.activeElement;
  keys.open = true;
  keys.querySelector("summary").focus();
}

function leave() {
  keys.open = false;
  if (before?.isConnected && before !== document.body) before.focus();
}

const deeds = {
  "?": () => (keys.open ? leave() : list()),
  Escape: () => keys.open && leave(),
  n: () => {
    const all = [...document.querySelectorAll("details.add")];
    const last = all.at(-1);
    if (!last) return;
    last.open = true;
    last.querySelector("button").focus();
  },
  j: () => step(1),
  k: () => step(-1),
  e: () => here()?.querySelector("a[id^=edit-]")?.click(),
  u: () => document.querySelector("[data-undo]:not([hidden]) button")?.click(),
};

document.addEventListener("keydown", (event) => {
  const up = event.key === "ArrowUp";
  if (event.altKey && (up || event.key === "ArrowDown") && (event.shiftKey ? page() : here())) {
    event.preventDefault();
    if (event.shiftKey) press(up ? "page-up" : "page-down", page());
    else press(up ? "up" : "down");
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target) || !deeds[event.key]) return;
  event.preventDefault();
  deeds[event.key]();
});
