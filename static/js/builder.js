// Saves an open card while it is being edited, and says so. Without this its buttons do the same.

const said = document.querySelector("[data-saved]");
const PATIENCE = 700; // milliseconds without typing

// What a page says of itself when it comes is not read aloud everywhere; words that change are.
for (const place of document.querySelectorAll("[data-again]")) {
  const words = place.textContent;
  place.textContent = "";
  setTimeout(() => { place.textContent = words; }, 150); // milliseconds
}

function say(words, isProblem = false) {
  if (!said) return;
  said.textContent = words;
  said.classList.toggle("builder__saved--problem", isProblem);
}

function list(name, found) {
  const place = document.querySelector(`[data-${name}]`);
  if (!place) return;
  place.hidden = found.length === 0;
  place.querySelector("ul").replaceChildren(...found.map((one) => {
    const item = document.createElement("li");
    if (!one.href) item.textContent = one.text;
    else item.append(Object.assign(document.createElement("a"), { href: one.href, textContent: one.text }));
    return item;
  }));
}

// How a text with Markdown looks, made of the elements that it may have.
const TAGS = ["p", "br", "strong", "em", "ul", "ol", "li", "a"];
const ATTRIBUTES = ["href", "rel", "start"];

function made(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const [tag, attributes, inside] = node;
  const element = document.createElement(TAGS.includes(tag) ? tag : "span");
  for (const name of ATTRIBUTES) if (attributes[name]) element.setAttribute(name, attributes[name]);
  element.append(...inside.map(made));
  return element;
}

function look(name, nodes) {
  const place = document.querySelector(`[data-look="${name}"]`);
  if (!place) return;
  place.hidden = nodes.length === 0;
  place.querySelector(".written").replaceChildren(...nodes.map(made));
}

function take(answer) {
  for (const [name, nodes] of Object.entries(answer.looks)) look(name, nodes);
  for (const input of document.querySelectorAll("input[name=revision]")) input.value = answer.revision;
  const undo = document.querySelector("[data-undo]");
  if (undo) undo.hidden = !answer.can_undo;
  const checked = document.querySelector("[data-checked]");
  if (checked) checked.textContent = answer.checked;
  list("stops", answer.stops);
  list("advice", answer.advice);
  const fine = document.querySelector("[data-fine]");
  if (fine) fine.hidden = answer.stops.length > 0;
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.waiting = 0;
    this.running = null; // one saving at a time: each names the revision the one before made
    this.again = false;
    form.addEventListener("input", (event) => event.target.closest("[data-no-autosave]") || this.soon(PATIENCE));
    form.addEventListener("change", (event) => event.target.closest("[data-no-autosave]") || this.soon(0));
    form.addEventListener("submit", (event) => this.submit(event));
  }

  soon(after) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), after);
    say(said.dataset.saving);
  }

  save() {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.send().finally(() => {
      this.running = null;
      if (this.again) {
        this.again = false;
        this.save();
      }
    });
  }

  async send() {
    const body = new URLSearchParams([...new FormData(this.form)].filter(([name]) => name !== "do"));
    body.set("do", "save");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
      if (answer.redirected) {
        say(said.dataset.out, true);
        return;
      }
      const told = await answer.json();
      if (!answer.ok) {
        say(told.problem || said.dataset.away, true);
        return;
      }
      take(told);
      say(said.dataset.done);
    } catch {
      say(said.dataset.away, true);
    }
  }

  // A button waits for the saving under way, so that it does not meet its own older revision.
  submit(event) {
    clearTimeout(this.waiting);
    if (!this.running) return;
    event.preventDefault();
    const button = event.submitter;
    this.again = false;
    this.running.finally(() => setTimeout(() => this.form.requestSubmit(button), 0));
  }
}

if (said) document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
