// A long list of choices gets a box that hides what does not match; what is chosen stays in sight.

import { folded } from "./folded.js";

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function improve(group) {
  const choices = [...group.querySelectorAll(".choice")];
  const id = `${choices[0].querySelector("input").id}-find`;
  const label = element("label", { className: "part__label", htmlFor: id, textContent: group.dataset.filter });
  const box = element("input", { className: "input", type: "search", id, autocomplete: "off" });
  const found = element("p", { className: "found" });
  found.setAttribute("role", "status");
  choices[0].before(label, box, found);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // Enter would send the form
  });
  box.addEventListener("input", () => {
    const wanted = folded(box.value.trim());
    const matching = choices.filter((choice) => folded(choice.textContent).includes(wanted));
    for (const choice of choices) {
      choice.hidden = !matching.includes(choice) && !choice.querySelector("input").checked;
    }
    const sentence = matching.length ? group.dataset.found : group.dataset.nothing;
    found.textContent = wanted ? sentence.replace("{count}", matching.length) : "";
  });
}

document.querySelectorAll("[data-filter]").forEach(improve);
