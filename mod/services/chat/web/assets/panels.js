/**
 * On a small screen the people and the commands are behind a button each, and lie over the log when they are asked
 * for; on a large one they are always there and the buttons are not.
 *
 * @param {readonly HTMLElement[]} buttons each controls the panel that it names by `aria-controls`
 * @returns {{ close: () => void, open: (panel: HTMLElement) => void }}
 */
export function openPanelsBy(buttons) {
  /** @param {HTMLElement} button */
  const panelOf = (
    button,
  ) => /** @type {HTMLElement} */ (document.getElementById(button.getAttribute("aria-controls") ?? ""));
  /** @param {HTMLElement} [shown] */
  const show = (shown) => {
    for (const button of buttons) {
      const isOpen = button === shown;
      button.setAttribute("aria-expanded", String(isOpen));
      panelOf(button).classList.toggle("open", isOpen);
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(button.getAttribute("aria-expanded") === "true" ? undefined : button);
    });
  }
  document.addEventListener("keydown", (event) => {
    const open = buttons.find((button) => button.getAttribute("aria-expanded") === "true");
    if (event.key !== "Escape" || open === undefined) return;
    show();
    open.focus();
  });
  return {
    close: () => show(),
    open: (panel) => {
      show(buttons.find((button) => panelOf(button) === panel));
      panel.querySelector("button")?.focus();
    },
  };
}
