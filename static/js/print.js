// A button that prints the page; without this script it stays hidden, and the browser's own menu prints as well.

function improve(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

document.querySelectorAll("[data-print]").forEach(improve);
