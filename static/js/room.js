// Says how much room is left, once little is: seen at once, read aloud after a pause in typing.

const NEAR = 0.2; // of the room; or 20 letters
const PAUSE = 1000; // milliseconds

// Bytes as the answer is stored: quotes, backslashes and line breaks take two, other letters up to four.
function size(text) {
  return new TextEncoder().encode(JSON.stringify(text.normalize("NFC").trim())).length - 2;
}

function improve(input) {
  const { room, roomLeft, roomOver } = input.dataset;
  const seen = Object.assign(document.createElement("div"), { className: "room", hidden: true });
  const heard = Object.assign(document.createElement("div"), { className: "visually-hidden" });
  seen.setAttribute("aria-hidden", "true");
  heard.setAttribute("role", "status");
  input.after(seen, heard);
  let waiting;

  function count() {
    const left = Number(room) - size(input.value);
    const near = left <= Math.max(20, room * NEAR) && input.value !== "";
    const sentence = near ? (left < 0 ? roomOver : roomLeft).replace("{count}", Math.abs(left)) : "";
    seen.textContent = sentence;
    seen.hidden = !near;
    seen.classList.toggle("room--over", left < 0);
    return sentence;
  }

  input.addEventListener("input", () => {
    const sentence = count();
    clearTimeout(waiting);
    waiting = setTimeout(() => { heard.textContent = sentence; }, PAUSE);
  });
  count(); // seen only: a page that opens has other things to say
}

document.querySelectorAll("[data-room]").forEach(improve);
