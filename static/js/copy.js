// Buttons that copy a link or a text; without this script they stay hidden, and the text can be marked by hand.

function improve(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 3_000);
  });
}

document.querySelectorAll("[data-copy]").forEach(improve);
