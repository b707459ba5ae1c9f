// Shows a question only while its condition holds; what is hidden is not sent, and comes back as it was.

const asked = [...document.querySelectorAll("[data-show-if]")].map((element) => ({
  element,
  tree: JSON.parse(element.dataset.showIf),
}));
const disabledHere = new WeakSet();

function controls(name) {
  const all = [...document.querySelectorAll("input[name], select[name], textarea[name]")];
  const own = all.filter((control) => control.name === name);
  return own.length ? own : all.filter((control) => control.name.startsWith(`${name}.`));
}

function given(control) {
  if (control.disabled) return [];
  if (control.type === "checkbox" || control.type === "radio") return control.checked ? [control.value] : [];
  return [control.value.trim()];
}

function sent(value) {
  return value === true ? "yes" : value === false ? "no" : String(value);
}

function number(text) {
  return text.trim() === "" ? NaN : Number(text.replace(",", "."));
}

function isFreeText(name) {
  return controls(name).some((control) => control.matches("textarea, input[type=text]"));
}

// Numbers by size; dates and times are written so that their letters sort.
function compare(one, other) {
  const sizes = [number(one), number(other)];
  if (sizes.every((size) => !Number.isNaN(size))) return sizes[0] - sizes[1];
  if (sizes.some((size) => !Number.isNaN(size))) return NaN;
  return one < other ? -1 : one > other ? 1 : 0;
}

const OPERATORS = {
  "=": (value, operand) => value === operand || compare(value, operand) === 0,
  "<": (value, operand) => compare(value, operand) < 0,
  "<=": (value, operand) => compare(value, operand) <= 0,
  ">": (value, operand) => compare(value, operand) > 0,
  ">=": (value, operand) => compare(value, operand) >= 0,
};

function holds(tree) {
  if (tree.all) return tree.all.every(holds);
  if (tree.any) return tree.any.some(holds);
  const values = controls(tree.q).flatMap(given).filter((text) => text !== "");
  if (tree.op === "empty") return values.length === 0;
  if (tree.op === "filled") return values.length > 0;
  const operand = sent(tree.value);
  if (tree.op === "!=") return !values.some((value) => OPERATORS["="](value, operand));
  if (tree.op === "contains" && isFreeText(tree.q)) {
    return values.some((value) => value.toLowerCase().includes(operand.toLowerCase()));
  }
  return values.some((value) => OPERATORS[tree.op === "contains" ? "=" : tree.op](value, operand));
}

function questions(tree) {
  return (tree.all || tree.any || []).flatMap(questions).concat(tree.q ? [tree.q] : []);
}

function show(element, shown) {
  element.hidden = !shown;
  for (const control of element.querySelectorAll("input, select, textarea, button")) {
    if (!shown && !control.disabled) {
      control.disabled = true;
      disabledHere.add(control);
    } else if (shown && disabledHere.delete(control)) {
      control.disabled = false;
    }
  }
}

// A hidden question counts as unanswered and may hide others, so look again until nothing changes.
function update() {
  for (let round = 0; round <= decided.length; round += 1) {
    const changing = decided.filter(({ element, tree }) => element.hidden === holds(tree));
    if (!changing.length) return;
    for (const { element, tree } of changing) show(element, holds(tree));
  }
}

function undescribe(element, id) {
  const others = element.getAttribute("aria-describedby").split(/\s+/).filter((other) => other !== id);
  if (others.length) element.setAttribute("aria-describedby", others.join(" "));
  else element.removeAttribute("aria-describedby");
}

// What was asked on another page cannot be seen from here: there the sentence stays.
const decided = asked.filter(({ tree }) => questions(tree).every((name) => controls(name).length));

for (const { element } of decided) {
  const sentence = element.querySelector("[data-condition]");
  if (sentence) {
    sentence.hidden = true;
    for (const described of element.querySelectorAll(`[aria-describedby~="${sentence.id}"]`)) {
      undescribe(described, sentence.id); // hidden text would still be read as a description
    }
  }
}
if (decided.length) {
  document.addEventListener("input", update);
  document.addEventListener("change", update);
  window.addEventListener("pageshow", update); // browsers put earlier answers back
  update();
}
