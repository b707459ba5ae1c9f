// A handle to drag a card to its place, also on another page. The buttons do the same, so it is for the eye alone.

const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const place = document.querySelector("[data-place]");

function improve(list) {
  for (const card of list.querySelectorAll(":scope > [data-card]")) {
    const handle = Object.assign(document.createElement("span"), { className: "qcard__handle" });
    handle.setAttribute("aria-hidden", "true");
    card.prepend(handle);
  }
  new window.Sortable(list, {
    group: "cards",
    draggable: "[data-card]",
    handle: ".qcard__handle",
    animation: still.matches ? 0 : 150, // milliseconds
    forceFallback: true, // a mouse drags as a finger does
    fallbackClass: "qcard--carried",
    ghostClass: "qcard--gap",
    onEnd: ({ item, from, to, oldDraggableIndex, newDraggableIndex }) => {
      if (from === to && oldDraggableIndex === newDraggableIndex) return;
      place.elements.card.value = item.dataset.card;
      place.elements.page.value = to.dataset.cards;
      place.elements.index.value = newDraggableIndex;
      place.requestSubmit();
    },
  });
}

if (window.Sortable && place) document.querySelectorAll("[data-cards]").forEach(improve);
