import { byId } from "./element.js";
import { dayAndTime } from "./times.js";
import { TEXTS } from "./student_texts.js";

/** Makes the form hand in, with a receipt. */
export function handInForm() {
  const form = byId("hand-in");
  const input = /** @type {HTMLInputElement} */ (byId("file"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = input.files?.[0];
    if (file === undefined) return;
    byId("receipt").textContent = byId("trouble").textContent = "";
    try {
      const headers = { accept: "application/json" };
      const response = await fetch(encodeURIComponent(file.name), { method: "PUT", body: file, headers });
      if (!response.ok) {
        byId("trouble").textContent = await response.text();
        return;
      }
      const { file: name, version, at, sha256, late } = await response.json();
      const lateness = late ? " (" + TEXTS.late + ")" : "";
      byId("receipt").textContent = TEXTS.receipt(name, version, dayAndTime(at)) + lateness + ". SHA-256 " +
        sha256;
      if (form instanceof HTMLFormElement) form.reset();
    } catch {
      byId("trouble").textContent = TEXTS.failed;
    }
  });
}
