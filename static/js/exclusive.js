// "None of these" clears the other choices, and another choice clears it.

for (const group of document.querySelectorAll("[data-exclusive-choices]")) {
  const exclusive = group.querySelector("[data-exclusive]");
  if (!exclusive) continue;
  group.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox" || !event.target.checked) return;
    for (const box of group.querySelectorAll("input[type=checkbox]:checked")) {
      if (box !== event.target && (event.target === exclusive || box === exclusive)) box.checked = false;
    }
  });
}
