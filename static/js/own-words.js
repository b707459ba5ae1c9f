// Writing in one's own words chooses "Other".

for (const other of document.querySelectorAll("[data-other]")) {
  const choice = other.querySelector("input[type=radio], input[type=checkbox]");
  const words = other.querySelector("input[type=text]");
  words.addEventListener("input", () => {
    if (!words.value.trim() || choice.checked) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
