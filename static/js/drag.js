// A handle to drag an answer to its place with a finger or a mouse. The places and the buttons say the same to everybody
// else, so the handle is for the eye alone. Needs vendor/sortablejs; ranking.js hears what was dropped.

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

function improve(root) {
  for (const row of root.querySelectorAll(".ranking__item")) {
    const handle = Object.assign(document.createElement("span"), { className: "ranking__handle" });
    handle.setAttribute("aria-hidden", "true");
    row.prepend(handle);
  }
  new window.Sortable(root, {
    draggable: ".ranking__item",
    handle: ".ranking__handle",
    animation: still.matches ? 0 : 150, // milliseconds
    forceFallback: true, // a mouse drags as a finger does
    fallbackClass: "ranking__item--carried",
    ghostClass: "ranking__item--gap",
    onEnd: ({ item, oldDraggableIndex, newDraggableIndex }) => {
      if (oldDraggableIndex !== newDraggableIndex) item.dispatchEvent(new Event("dropped", { bubbles: true }));
    },
  });
}

if (window.Sortable) document.querySelectorAll("[data-ranking]").forEach(improve);
