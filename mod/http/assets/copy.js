// The page of a shared text: one button that copies it. Without this script the text can still be selected.

const text = /** @type {HTMLTextAreaElement} */ (document.querySelector("#text"));
const button = /** @type {HTMLButtonElement} */ (document.querySelector("#copy"));
const told = /** @type {HTMLElement} */ (document.querySelector("#copied"));

button.hidden = false;
button.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    // Without TLS browsers have no clipboard for pages; what is selected they copy.
    text.focus();
    text.select();
    if (!document.execCommand("copy")) return;
  }
  told.textContent = button.dataset.done ?? "";
});
