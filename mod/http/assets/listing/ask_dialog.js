/**
 * A dialog with a heading, something to fill in or choose, and two buttons. What cannot be done is told in it, and
 * what was filled in stays.
 *
 * @param {object} parts
 * @param {string} parts.heading
 * @param {Node[]} parts.content
 * @param {string} parts.done what the button that goes on says
 * @param {string} parts.cancel
 * @param {() => Promise<void>} [parts.attempt] does it; its error says why not
 * @returns {Promise<boolean>} whether it is done; false when somebody does not go on
 */
export function askDialog({ heading, content, done, cancel, attempt = async () => {} }) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const title = document.createElement("h2");
  title.textContent = heading;
  title.id = "asked";
  dialog.setAttribute("aria-labelledby", title.id);
  const form = document.createElement("form");
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.setAttribute("role", "alert");
  const buttons = document.createElement("p");
  buttons.className = "buttons";
  buttons.append(dialogButton(cancel, "button"), dialogButton(done, "submit"));
  form.append(title, ...content, problem, buttons);
  dialog.append(form);
  document.body.append(dialog);
  const before = document.activeElement;
  /** @type {Promise<boolean> | undefined} */
  let trying;
  const go = async () => {
    problem.textContent = "";
    try {
      await attempt();
      dialog.close();
      return true;
    } catch (error) {
      problem.textContent = /** @type {Error} */ (error).message + ".";
      form.querySelector("input")?.focus();
      trying = undefined;
      return false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    trying ??= go();
  });
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(trying ?? false);
    });
    dialog.showModal();
  });
}

/**
 * @param {string} text
 * @param {"button" | "submit"} type
 */
function dialogButton(text, type) {
  const button = document.createElement("button");
  button.className = "button";
  button.textContent = text;
  // Enter in a field presses the first button that submits
  button.type = type;
  if (type === "button") button.addEventListener("click", () => button.closest("dialog")?.close());
  return button;
}
