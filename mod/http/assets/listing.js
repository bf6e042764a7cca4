"use strict";
/*
The one script of a listing. Everything works without it: sorting, searching and uploading go through the
server then. With it, the search filters while one types, times are the reader's own, and uploads show their
progress and go on by themselves after a lost connection (the tus protocol, as in
`files/upload/resumable_upload.ts`).
*/

/** What an upload is said to be doing. @typedef {(text: string, state?: "done" | "failed") => void} Say */

const texts = document.documentElement.lang === "fr"
  ? {
    /** @type {(shown: number, all: number) => string} */
    shown: (shown, all) => shown + " sur " + all + (shown > 1 ? " affichés" : " affiché"),
    folder: "c’est un dossier ; envoyez-le en un seul fichier, un zip par exemple",
    starting: "début de l’envoi",
    received: "reçu",
    refused: "refusé",
    lost: "la connexion a été perdue",
    waiting: "en attente de la connexion",
    forgotten: "le serveur a oublié cet envoi",
  }
  : {
    /** @type {(shown: number, all: number) => string} */
    shown: (shown, all) => shown + " of " + all + " shown",
    folder: "this is a folder; send it as one file, such as a zip",
    starting: "starting",
    received: "received",
    refused: "refused",
    lost: "the connection was lost",
    waiting: "waiting for the connection",
    forgotten: "the server has forgotten this upload",
  };

/** @type {HTMLInputElement | null} */
const searchField = document.querySelector("input[type=search]");
if (searchField) filterWhileTyping(searchField);
showLocalTimes();
/** @type {HTMLFormElement | null} */
const uploadForm = document.querySelector(".drop");
if (uploadForm) sendWithoutLeaving(uploadForm);

/** @param {HTMLInputElement} search */
function filterWhileTyping(search) {
  /** @type {NodeListOf<HTMLTableRowElement>} */
  const found = document.querySelectorAll("#files tbody tr");
  const rows = [...found];
  const names = rows.map((row) => row.querySelector("bdi")?.textContent?.toLowerCase() ?? "");
  const count = document.querySelector("#shown");
  search.addEventListener("input", () => {
    const wanted = search.value.toLowerCase();
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !names[at].includes(wanted);
      if (!row.hidden) shown++;
    });
    if (count) count.textContent = wanted === "" ? "" : texts.shown(shown, rows.length);
  });
}

function showLocalTimes() {
  const dates = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "short" });
  for (const time of document.querySelectorAll("#files time")) {
    time.textContent = dates.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime));
  }
}

/** @param {HTMLFormElement} form */
function sendWithoutLeaving(form) {
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

/**
 * @param {HTMLFormElement} form
 * @param {File[]} files
 * @param {string[]} folders names among the files that are folders
 */
async function sendAll(form, files, folders = []) {
  let sent = 0;
  for (const file of files) if (await send(form, file, folders.includes(file.name))) sent++;
  if (sent > 0 && sent === files.length && !form.classList.contains("big")) location.reload();
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
    if (isFolder) throw new Error(texts.folder);
    say(texts.starting);
    await transfer(file, bar, say);
    bar.value = bar.max;
    say(texts.received, "done");
    return true;
  } catch (error) {
    say(/** @type {Error} */ (error).message, "failed");
    return false;
  }
}

/** @type {(text: string) => string} */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
/** @type {(milliseconds: number) => Promise<void>} */
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @param {File} file
 * @param {HTMLProgressElement} bar
 * @param {Say} say
 */
async function transfer(file, bar, say) {
  const created = await fetch(location.pathname, {
    method: "POST",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(file.size),
      "upload-metadata": "filename " + base64(file.name),
    },
  });
  if (created.status !== 201) throw new Error((await created.text()).trim() || texts.refused);
  // Its path is ours as the server knows it; a proxy may show us under another.
  const url = location.pathname + new URL(created.headers.get("location") ?? "", location.href).search;
  if (file.size === 0) return;
  let failures = 0;
  for (let offset = 0; offset < file.size;) {
    const { status, text } = await patch(url, file, offset, bar, say);
    if (status === 204) return;
    const refused = status >= 400 && status !== 409 && status < 500 || status === 507;
    if (refused) throw new Error(text || texts.refused);
    if (++failures > 8) throw new Error(texts.lost);
    say(texts.waiting);
    await wait(Math.min(500 * 2 ** failures, 15000));
    const known = await fetch(url, { method: "HEAD", headers: { "tus-resumable": "1.0.0" } })
      .catch(() => null);
    if (known?.status === 404) throw new Error(texts.forgotten);
    if (known?.ok) {
      const reached = Number(known.headers.get("upload-offset"));
      if (reached > offset) failures = 0;
      offset = reached;
    }
  }
}

/**
 * By XMLHttpRequest, since fetch cannot tell how far an upload is.
 *
 * @param {string} url
 * @param {File} file
 * @param {number} offset
 * @param {HTMLProgressElement} bar
 * @param {Say} say
 * @returns {Promise<{ status: number, text: string }>} status 0: the connection was lost
 */
function patch(url, file, offset, bar, say) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", url);
    request.setRequestHeader("tus-resumable", "1.0.0");
    request.setRequestHeader("upload-offset", String(offset));
    request.setRequestHeader("content-type", "application/offset+octet-stream");
    request.upload.onprogress = (event) => {
      bar.value = offset + event.loaded;
      say(Math.floor(100 * (offset + event.loaded) / file.size) + " %");
    };
    request.onloadend = () => resolve({ status: request.status, text: (request.responseText || "").trim() });
    request.send(file.slice(offset));
  });
}
