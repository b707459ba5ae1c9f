// Buttons that move an answer up or down; they fill the places, which stay there to be chosen by hand.

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
}

class Ranking {
  constructor(root) {
    this.root = root;
    this.items = [...root.querySelectorAll(".ranking__item")].map((row) => ({
      row,
      text: row.querySelector("label").textContent.trim(),
      select: row.querySelector("select"),
    }));
    this.items.forEach((item) => this.addButtons(item));
    this.said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.said.setAttribute("role", "status");
    root.append(this.said);
    root.addEventListener("change", () => this.mark());
    root.addEventListener("dropped", (event) => this.drop(event.target));
    window.addEventListener("pageshow", (event) => event.persisted || this.show());
    this.show();
  }

  addButtons(item) {
    const moves = Object.assign(document.createElement("div"), { className: "ranking__moves" });
    item.buttons = [["up", -1, "↑"], ["down", 1, "↓"]].map(([way, step, sign]) => {
      const button = Object.assign(document.createElement("button"), {
        type: "button", className: "button button--quiet ranking__move", textContent: sign,
      });
      button.setAttribute("aria-label", fill(this.root.dataset[way], { answer: item.text }));
      button.addEventListener("click", () => this.move(item, step, button));
      return button;
    });
    moves.append(...item.buttons);
    item.row.append(moves);
  }

  ranked() {
    const placed = this.items.filter((item) => item.select.value);
    return placed.sort((one, other) => one.select.value - other.select.value);
  }

  move(item, step, button) {
    const order = this.ranked();
    const from = order.indexOf(item);
    if (from < 0 && step < 0) order.push(item); // an answer without a place takes the next one
    else if (from < 0 || from + step < 0 || from + step >= order.length) return;
    else order.splice(from + step, 0, ...order.splice(from, 1));
    this.place(order, item);
    button.focus();
  }

  // Where it was dropped is its place, so what is seen above it has one as well.
  drop(row) {
    const seen = [...this.root.querySelectorAll(".ranking__item")];
    const items = seen.map((one) => this.items.find((item) => item.row === one));
    const item = items[seen.indexOf(row)];
    const above = items.slice(0, items.indexOf(item));
    const order = this.ranked().filter((one) => one !== item);
    const last = above.at(-1);
    if (last && !order.includes(last)) order.push(...above.filter((one) => !order.includes(one)));
    order.splice(last ? order.indexOf(last) + 1 : 0, 0, item);
    this.place(order, item);
  }

  place(order, item) {
    order.forEach((one, index) => { one.select.value = String(index + 1); });
    this.sort(order);
    const values = { answer: item.text, place: item.select.value, count: this.items.length };
    this.said.textContent = fill(this.root.dataset.moved, values);
    item.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  sort(order) {
    const rest = this.items.filter((item) => !order.includes(item));
    [...order, ...rest].forEach((item) => this.said.before(item.row));
  }

  show() {
    this.sort(this.ranked());
    this.mark();
  }

  // Buttons that would do nothing stay where they are, so that the focus is never lost.
  mark() {
    const order = this.ranked();
    for (const item of this.items) {
      const place = order.indexOf(item);
      item.buttons[0].setAttribute("aria-disabled", String(place === 0));
      item.buttons[1].setAttribute("aria-disabled", String(place < 0 || place === order.length - 1));
    }
  }
}

document.querySelectorAll("[data-ranking]").forEach((root) => new Ranking(root));
