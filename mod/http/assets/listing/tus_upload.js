import { inPageLanguage } from "./language.js";

/** What an upload is said to be doing. @typedef {(text: string, state?: "done" | "failed") => void} Say */

const TEXTS = inPageLanguage({
  en: {
    refused: "refused",
    lost: "the connection was lost",
    waiting: "waiting for the connection",
    forgotten: "the server has forgotten this upload",
  },
  fr: {
    refused: "refusé",
    lost: "la connexion a été perdue",
    waiting: "en attente de la connexion",
    forgotten: "le serveur a oublié cet envoi",
  },
});

/** @type {(text: string) => string} */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
/** @type {(milliseconds: number) => Promise<void>} */
const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Sends a file by the tus protocol, as in `files/upload/resumable_upload.ts`: it goes on by itself after a lost
 * connection.
 *
 * @param {File} file
 * @param {HTMLProgressElement} bar
 * @param {Say} say
 */
export async function sendByTus(file, bar, say) {
  const created = await fetch(location.pathname, {
    method: "POST",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(file.size),
      "upload-metadata": "filename " + base64(file.name),
    },
  });
  if (created.status !== 201) throw new Error((await created.text()).trim() || TEXTS.refused);
  // Its path is ours as the server knows it; a proxy may show us under another.
  const url = location.pathname + new URL(created.headers.get("location") ?? "", location.href).search;
  if (file.size === 0) return;
  let failures = 0;
  for (let offset = 0; offset < file.size;) {
    const { status, text } = await patch(url, file, offset, bar, say);
    if (status === 204) return;
    const refused = status >= 400 && status !== 409 && status < 500 || status === 507;
    if (refused) throw new Error(text || TEXTS.refused);
    if (++failures > 8) throw new Error(TEXTS.lost);
    say(TEXTS.waiting);
    await wait(Math.min(500 * 2 ** failures, 15000));
    const known = await fetch(url, { method: "HEAD", headers: { "tus-resumable": "1.0.0" } })
      .catch(() => null);
    if (known?.status === 404) throw new Error(TEXTS.forgotten);
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
