// Looks at a page as it is shown, for what a checker of rules misses. One object; checks.py calls its functions.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const shown = (element) => element.getClientRects().length > 0 && element.checkVisibility();
  const words = (element) => (element ? element.textContent.trim().replace(/\s+/g, " ") : "");
  const named = (element) => `<${element.tagName.toLowerCase()}> ${element.id || words(element).slice(0, 40)}`;
  const referred = (element, attribute) => (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean);
  const ownName = (element) =>
    element.getAttribute("aria-label") || referred(element, "aria-labelledby").map((id) => words(document.getElementById(id))).join(" ");
  const GROUPS = "fieldset, [role=group], [role=radiogroup]";
  const forPeople = (element) => !element.closest(".unseen"); // the field that only machines fill
  const controls = () => all("input:not([type=hidden]), select, textarea").filter(shown);
  const targets = () => all("a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']").filter(shown).filter(forPeople);

  // Relative luminance and contrast, WCAG 2.2 glossary.
  const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const linear = (channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((channel) => linear(channel / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const edge = (element) => {
    const style = getComputedStyle(element);
    const there = ["Top", "Left"].every((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
    return there ? contrast(style.borderTopColor, ground(element.parentElement)) : null;
  };

  const page = (ensure, refused) => {
    ensure(document.documentElement.lang, "the page says no language");
    ensure(all("h1").length === 1, `the page has ${all("h1").length} main headings`);
    ensure(document.title.trim(), "the title is empty");
    ensure(document.title.startsWith("Error:") === refused, `the title is “${document.title}”`);
    ensure(!refused || document.activeElement.matches("[role=alert], [role=status]"), "the focus is not on what to look at");
  };

  const labels = (ensure) => {
    for (const control of controls()) {
      ensure([...(control.labels || [])].some((label) => words(label)) || ownName(control), "no label", control);
      const isAlike = (other) => control.name && other.name === control.name && other.type === control.type;
      const alike = controls().filter((other) => other === control || isAlike(other));
      ensure(alike.length === 1 || control.closest(GROUPS), "not in a group", control);
    }
    for (const group of all(GROUPS).filter(shown)) {
      ensure(words(group.querySelector(":scope > legend")) || ownName(group), "a group without a legend", group);
    }
  };

  const links = (ensure) => {
    for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
      for (const element of all(`[${attribute}]`)) {
        for (const id of referred(element, attribute)) {
          ensure(document.getElementById(id), `${attribute} names ${id}, which is not there`, element);
        }
      }
    }
    for (const link of all(".summary a")) {
      const target = document.getElementById(link.hash.slice(1));
      ensure(target && shown(target) && target.tabIndex >= 0, "the summary links to nothing that takes the focus", link);
    }
  };

  // What a paragraph cannot hold, such as another, ends it: an empty one is left.
  const paragraphs = (ensure) => {
    for (const empty of all("p:empty:not([role], [aria-live])")) ensure(false, "a paragraph without words", empty);
  };

  const notes = (ensure) => {
    for (const note of all(".hint, .problem").filter(shown)) {
      const described = note.id ? all(`[aria-describedby~="${note.id}"]`) : [];
      ensure(described.length, "a note that nothing is described by", note);
      const marked = described.some((element) => element.ariaInvalid === "true");
      ensure(!note.matches(".problem") || marked, "a problem of something not marked invalid", note);
    }
    for (const invalid of all("[aria-invalid=true]")) {
      const described = referred(invalid, "aria-describedby").map((id) => document.getElementById(id));
      ensure(described.some((note) => note && note.matches(".problem")), "invalid without a sentence", invalid);
    }
  };

  // An input and its label are one target. WCAG 2.2, success criterion 2.5.8.
  const sizes = (ensure) => {
    for (const target of targets()) {
      const boxes = [target, ...(target.labels || [])].map((each) => each.getBoundingClientRect());
      const across = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const down = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      ensure(across >= 24 && down >= 24, `a target of ${Math.round(across)} by ${Math.round(down)}`, target);
    }
  };

  // The browser draws its own dots, ticks and sliders; the box around one is ours, a line between two no box. WCAG 2.2, success criterion 1.4.11.
  const edges = (ensure) => {
    for (const control of controls()) {
      const drawn = control.matches("[type=radio], [type=checkbox], [type=range]");
      const found = edge(drawn ? control.parentElement : control) ?? (drawn ? 21 : 1);
      ensure(found >= 3, `a border with a contrast of ${found.toFixed(2)}`, control);
    }
  };

  const structure = (refused) => {
    const problems = [];
    const ensure = (right, sentence, element) => right || problems.push(element ? `${sentence}: ${named(element)}` : sentence);
    page(ensure, refused);
    for (const check of [labels, links, paragraphs, notes, sizes, edges]) check(ensure);
    return problems;
  };

  // The first of a group of radio buttons stands for all: one stop of the Tab key.
  const stopOf = (element) => {
    const stands = element.type === "radio" ? controls().find((other) => other.name === element.name) : element;
    return `${targets().indexOf(stands)} ${named(stands)}`;
  };
  const usable = () => [...new Set(targets().map(stopOf))];

  const outlined = (element) => {
    for (let each = element, up = 0; each && up < 3; each = each.parentElement, up++) {
      const style = getComputedStyle(each);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) {
        return contrast(style.outlineColor, ground(each.parentElement || each)) >= 3;
      }
    }
    return false;
  };

  // Where the focus is now; null when it is on nothing.
  const stop = () => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { right, bottom, width, height } = element.getBoundingClientRect();
    const seen = right + scrollX > 0 && bottom + scrollY > 0 && width > 0 && height > 0;
    const problems = [];
    if (!outlined(element)) problems.push(`no focus to be seen: ${named(element)}`);
    if (!seen) problems.push(`focused out of sight: ${named(element)}`);
    return { name: stopOf(element), problems };
  };

  return { structure, usable, stop };
})()
