// A slip's picture leads to an address with the code after "#", which browsers do not send: it is put in the field.

const field = document.querySelector("[data-code-from-link]");
const code = new URLSearchParams(location.hash.slice(1)).get("code");
if (code) {
  if (!field.value) field.value = code.slice(0, 60);
  history.replaceState(null, "", location.pathname + location.search);
}
