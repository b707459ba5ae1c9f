// A long select becomes a box to type in with the matching answers below; the select keeps what is sent.

import { folded } from "./folded.js";

function element(tag, properties, attributes = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

class Search {
  constructor(list) {
    this.words = list.dataset;
    this.select = list.querySelector("select");
    this.options = [...this.select.options].filter((option) => option.value);
    const id = this.select.id;
    this.select.id = `${id}-sent`;
    this.select.hidden = true;
    this.answers = element("ul", { className: "list__answers", id: `${id}-answers`, hidden: true }, { role: "listbox" });
    this.answers.setAttribute("aria-label", this.words.placeholder);
    this.box = element("input", { className: "input", type: "text", id, autocomplete: "off" }, {
      role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.answers.id,
      placeholder: this.words.placeholder, spellcheck: "false",
    });
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
      if (this.select.hasAttribute(name)) this.box.setAttribute(name, this.select.getAttribute(name));
    }
    this.found = element("p", { className: "found" }, { role: "status" });
    list.append(this.box, this.found, this.answers);
    this.here = -1;
    this.settle();
    this.listen();
  }

  listen() {
    this.box.addEventListener("input", () => this.open(this.box.value));
    this.box.addEventListener("click", () => this.open(""));
    this.box.addEventListener("keydown", (event) => this.press(event));
    this.box.addEventListener("blur", () => this.leave());
    this.answers.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    this.answers.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.choose(this.shown[[...this.answers.children].indexOf(row)]);
    });
    window.addEventListener("pageshow", () => this.settle());
  }

  open(text) {
    const wanted = folded(text.trim());
    this.shown = this.options.filter((option) => folded(option.text).includes(wanted));
    this.answers.replaceChildren(...this.shown.map((option, place) => element("li", {
      className: "list__answer", id: `${this.answers.id}-${place}`, textContent: option.text,
    }, { role: "option", "aria-selected": String(option.selected), ...(option.lang && { lang: option.lang }) })));
    this.answers.hidden = !this.shown.length;
    this.box.setAttribute("aria-expanded", String(!this.answers.hidden));
    const sentence = this.shown.length ? this.words.found : this.words.nothing;
    this.found.textContent = sentence.replace("{count}", this.shown.length);
    this.point(-1);
  }

  close() {
    this.answers.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.found.textContent = "";
    this.point(-1);
  }

  point(place) {
    this.here = place;
    const rows = [...this.answers.children];
    rows.forEach((row, index) => row.classList.toggle("list__answer--here", index === place));
    this.box.removeAttribute("aria-activedescendant");
    if (place < 0) return;
    this.box.setAttribute("aria-activedescendant", rows[place].id);
    rows[place].scrollIntoView({ block: "nearest" });
  }

  press(event) {
    const isOpen = !this.answers.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return this.open("");
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = this.shown.length;
      this.point(this.here < 0 && step < 0 ? count - 1 : (this.here + step + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault(); // Enter would send the form
      if (isOpen && this.here >= 0) this.choose(this.shown[this.here]);
    } else if (event.key === "Escape") {
      this.settle();
      this.close();
    }
  }

  choose(option) {
    this.send(option.value);
    this.settle();
    this.close();
  }

  // Leaving with nothing written is no answer; the exact words of an answer choose it; else nothing changes.
  leave() {
    const written = folded(this.box.value.trim());
    const exact = this.options.find((option) => folded(option.text) === written);
    if (!written) this.send("");
    else if (exact) this.send(exact.value);
    this.settle();
    this.close();
  }

  send(value) {
    if (this.select.value === value) return;
    this.select.value = value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  settle() {
    this.box.value = this.select.value ? this.select.selectedOptions[0].text : "";
  }
}

document.querySelectorAll("[data-search]").forEach((list) => new Search(list));
