// Goes back to the start after so many seconds in which nobody touched the page.

function improve(link) {
  const pause = Number(link.dataset.startAgain) * 1000;
  let waiting;

  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(() => location.replace(link.href), pause);
  }

  for (const sign of ["pointerdown", "keydown", "scroll"]) document.addEventListener(sign, wait, { passive: true });
  wait();
}

document.querySelectorAll("[data-start-again]").forEach(improve);
