import { inPageLanguage } from "./language.js";
import { refreshListing } from "./listing_rows.js";
import { sendByTus } from "./tus_upload.js";

/** @typedef {import("./tus_upload.js").Say} Say */

const TEXTS = inPageLanguage({
  en: {
    folder: "this is a folder; send it as one file, such as a zip",
    starting: "starting",
    received: "received",
  },
  fr: {
    folder: "c’est un dossier ; envoyez-le en un seul fichier, un zip par exemple",
    starting: "début de l’envoi",
    received: "reçu",
  },
});

/**
 * Sends files one after the other, each with a line that says how far it is.
 *
 * @param {HTMLFormElement} form
 * @param {File[]} files
 * @param {string[]} folders names among the files that are folders
 */
export async function sendAll(form, files, folders = []) {
  let sent = 0;
  for (const file of files) if (await send(form, file, folders.includes(file.name))) sent++;
  if (sent > 0 && sent === files.length && !form.classList.contains("big")) await refreshListing();
}

/**
 * @param {HTMLFormElement} form
 * @param {File} file
 * @param {boolean} isFolder
 */
async function send(form, file, isFolder) {
  const item = document.createElement("li");
  const label = document.createElement("span");
  const bar = document.createElement("progress");
  label.setAttribute("role", "status");
  bar.max = file.size || 1;
  bar.value = 0;
  item.append(label, bar);
  form.querySelector(".transfers")?.append(item);
  /** @type {Say} */
  const say = (text, state) => {
    label.textContent = file.name + ": " + text;
    label.className = state ?? "";
  };
  try {
    if (isFolder) throw new Error(TEXTS.folder);
    say(TEXTS.starting);
    await sendByTus(file, bar, say);
    bar.value = bar.max;
    say(TEXTS.received, "done");
    return true;
  } catch (error) {
    say(/** @type {Error} */ (error).message, "failed");
    return false;
  }
}
