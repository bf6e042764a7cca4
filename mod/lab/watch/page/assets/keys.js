/**
 * Keys do what the buttons do, unless one types.
 *
 * @param {Readonly<Record<string, () => void>>} acts by key
 */
export function onKeys(acts) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element | null} */ (event.target);
    const isTyping = target !== null && target.matches("input, select, textarea");
    if (isTyping && event.key === "Escape") return /** @type {HTMLElement} */ (target).blur();
    if (document.querySelector("dialog[open]") !== null || isTyping) return;
    // A button is pressed with the space bar, a list of panels has arrows of its own
    if (target?.matches("button, summary, a") && (event.key === " " || event.key === "Enter")) return;
    if (target?.matches("[role=tab]") && event.key.startsWith("Arrow")) return;
    if (target?.matches("#stream-box, pre, .panel") && /^(Arrow|Page|Home|End)/.test(event.key)) return;
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
