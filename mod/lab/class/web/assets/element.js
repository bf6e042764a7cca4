/**
 * An element, with its attributes and what is in it. Texts are texts, never HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string | boolean | ((event: Event) => void)>>} attributes a function is called on a click;
 *   false leaves the attribute out
 * @param {readonly (Node | string)[]} inside
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, inside = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener("click", value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

/**
 * The element with that id, which the page has.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error("the page has no " + id);
  return found;
}

/**
 * Changes what is in an element, and leaves the keyboard where it is.
 *
 * @param {HTMLElement} place
 * @param {readonly (Node | string)[]} inside things that are to keep the keyboard have the same `data-focus` before and after
 */
export function refill(place, inside) {
  const focused = document.activeElement;
  const key = focused instanceof HTMLElement && place.contains(focused)
    ? focused.dataset["focus"]
    : undefined;
  place.replaceChildren(...inside);
  if (key === undefined) return;
  const again = [...place.querySelectorAll("[data-focus]")].find((each) =>
    each instanceof HTMLElement && each.dataset["focus"] === key
  );
  if (again instanceof HTMLElement) again.focus();
}

/**
 * A line to copy, and the button that copies it.
 *
 * @param {string} text
 * @param {{ copy: string, copied: string }} texts
 */
export function copyLine(text, texts) {
  const code = element("code", {}, [text]);
  const button = element("button", {
    type: "button",
    class: "button",
    "data-focus": "copy " + text,
    "aria-label": texts.copy + ": " + text,
    onclick: () => {
      // Without encryption a page has no clipboard: then the text is selected for Ctrl-C.
      const select = () => getSelection()?.selectAllChildren(code);
      if (navigator.clipboard === undefined) return select();
      navigator.clipboard.writeText(text).then(() => button.textContent = texts.copied, select);
    },
  }, [texts.copy]);
  return element("div", { class: "line" }, [code, button]);
}
