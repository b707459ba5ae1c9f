// Adds a slider to a number, and a way back to "not answered".

function improve(slider) {
  const number = slider.querySelector("input[type=number]");
  const range = Object.assign(document.createElement("input"), {
    type: "range", className: "slider__range", min: number.min, max: number.max, step: number.step,
  });
  range.setAttribute("aria-label", slider.dataset.slider);
  range.setAttribute("aria-describedby", `${number.id}-hint`); // what its ends mean; a problem is said at the number
  const clear = Object.assign(document.createElement("button"), {
    type: "button", className: "button button--quiet", textContent: slider.dataset.clear,
  });
  const elsewhere = slider.parentElement.querySelector("input[type=checkbox]"); // "does not apply"

  function follow() {
    const empty = number.value === "";
    if (!empty) range.value = number.value;
    range.classList.toggle("slider__range--empty", empty);
    range.setAttribute("aria-valuetext", empty ? slider.dataset.empty : number.value);
    clear.hidden = empty;
  }

  function set(value) {
    number.value = value;
    number.dispatchEvent(new Event("input", { bubbles: true }));
  }

  range.addEventListener("input", () => set(range.value));
  range.addEventListener("click", () => set(range.value)); // the middle, where it already stands
  number.addEventListener("input", () => {
    if (elsewhere && number.value !== "") elsewhere.checked = false;
    follow();
  });
  clear.addEventListener("click", () => {
    set("");
    number.focus();
  });
  if (elsewhere) elsewhere.addEventListener("change", () => elsewhere.checked && set(""));
  window.addEventListener("pageshow", follow);
  slider.prepend(range);
  slider.append(clear);
  follow();
}

document.querySelectorAll("[data-slider]").forEach(improve);
