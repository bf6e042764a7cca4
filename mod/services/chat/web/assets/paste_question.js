import { TEXTS } from "./texts.js";

/** Lines of what was pasted that the question shows. */
const SHOWN = 6;

/**
 * Asks what to do with several lines that were pasted, because once they are said nobody can take them back. Who
 * closes the question edits them first.
 *
 * @param {readonly string[]} lines
 * @returns {Promise<"lines" | "one" | "edit">}
 */
export function askAboutPaste(lines) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask pasted";
  const heading = document.createElement("h2");
  heading.id = "pasted";
  heading.textContent = TEXTS.pasted(lines.length);
  dialog.setAttribute("aria-labelledby", heading.id);
  const preview = document.createElement("p");
  preview.className = "preview";
  preview.dir = "auto";
  preview.textContent = lines.slice(0, SHOWN).join("\n") + (lines.length > SHOWN ? "\n…" : "");
  const buttons = document.createElement("form");
  buttons.method = "dialog";
  buttons.className = "buttons";
  // The first one has the focus: Enter that was typed too early says nothing
  buttons.append(
    choice("edit", TEXTS.editFirst),
    choice("one", TEXTS.asOne),
    choice("lines", TEXTS.asLines(lines.length)),
  );
  dialog.append(heading, preview, buttons);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      const { returnValue } = dialog;
      resolve(returnValue === "lines" || returnValue === "one" ? returnValue : "edit");
    });
    dialog.showModal();
  });
}

/**
 * @param {string} value
 * @param {string} text
 */
function choice(value, text) {
  const button = document.createElement("button");
  button.className = "button";
  button.value = value;
  button.textContent = text;
  return button;
}
