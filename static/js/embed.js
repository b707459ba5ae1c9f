// For the page around a form: makes each frame of this site as high as the form in it says. It does nothing else.

(() => {
  const source = document.currentScript?.src;  // none where it was loaded as a module
  if (!source) return;
  const site = new URL(source).origin;
  const LARGEST = 20_000;

  addEventListener("message", (event) => {
    const height = Number(event.data?.formHeight);
    if (event.origin !== site || !(height > 0 && height <= LARGEST)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = `${height}px`;
    }
  });
})();
