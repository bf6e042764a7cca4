/**
 * A dialog with a heading, something to fill in or choose, and two buttons.
 *
 * @param {object} parts
 * @param {string} parts.heading
 * @param {Node[]} parts.content
 * @param {string} parts.done what the button that goes on says
 * @param {string} parts.cancel
 * @returns {Promise<boolean>} false when somebody does not go on
 */
export function askDialog({ heading, content, done, cancel }) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const title = document.createElement("h2");
  title.textContent = heading;
  title.id = "asked";
  dialog.setAttribute("aria-labelledby", title.id);
  const form = document.createElement("form");
  form.method = "dialog";
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  buttons.append(dialogButton(cancel, ""), dialogButton(done, "done"));
  form.append(title, ...content, buttons);
  dialog.append(form);
  document.body.append(dialog);
  const before = document.activeElement;
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(dialog.returnValue === "done");
    });
    dialog.showModal();
  });
}

/**
 * @param {string} text
 * @param {string} value
 */
function dialogButton(text, value) {
  const button = document.createElement("button");
  button.className = "button";
  button.textContent = text;
  button.value = value;
  // Enter in a field presses the first button that submits
  button.type = value === "" ? "button" : "submit";
  if (value === "") button.addEventListener("click", () => button.closest("dialog")?.close(""));
  return button;
}
