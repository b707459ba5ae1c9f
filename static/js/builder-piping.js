// Puts an earlier answer where the text is being written. Without this it goes to the end of the text.

const words = { field: null };

document.addEventListener("focusout", (event) => {
  if (event.target.matches("[id$='-text'], [id$='-help']")) words.field = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-piping] button");
  const field = words.field;
  if (!button || !field || !button.form.contains(field)) return;
  event.preventDefault();
  const chosen = button.closest("[data-piping]").querySelector("[name=piped]").selectedOptions[0];
  const before = field.value.slice(0, field.selectionStart);
  const space = before && !/\s$/.test(before) ? " " : "";
  field.setRangeText(space + chosen.dataset.mark, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
