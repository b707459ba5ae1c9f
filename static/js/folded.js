// Letters without case and accents, so that "zoe" finds "Zoë".

export function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
