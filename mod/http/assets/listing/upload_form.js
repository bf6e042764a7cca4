import { sendAll } from "./transfer_list.js";

/**
 * Files that are chosen or dropped are sent, and the page stays.
 *
 * @param {HTMLFormElement} form
 */
export function sendWithoutLeaving(form) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const button = form.querySelector("button");
  if (button) button.hidden = true;
  input.addEventListener("change", () => {
    sendAll(form, [...input.files ?? []]);
    input.value = "";
  });
  for (const type of ["dragenter", "dragover"]) {
    addEventListener(type, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const type of ["dragleave", "drop"]) addEventListener(type, () => form.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer === null) return;
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
    const folders = entries.flatMap((entry) => entry?.isDirectory ? [entry.name] : []);
    sendAll(form, [...event.dataTransfer.files], folders);
  });
}
