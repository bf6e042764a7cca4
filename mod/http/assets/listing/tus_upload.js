import { exchange } from "./exchange.js";
import { inPageLanguage } from "./language.js";
import { lineIsBack } from "./line_is_back.js";

/*
Sends a file by the tus protocol, as in `files/upload/resumable_upload.ts`. It goes on by itself after a lost
connection or a restart of the server, for as long as the page is open.
*/

/** @typedef {import("./exchange.js").Answer} Answer */

/**
 * What is sent.
 *
 * @typedef {object} Sending
 * @property {File | undefined} file undefined: it has to be chosen once more
 * @property {number} size bytes
 * @property {string} path its name, behind the folders in which it comes
 * @property {string | undefined} place where the server keeps what it has of it, relative to the page
 * @property {"error" | "rename" | "overwrite"} existing what happens when the name is taken
 * @property {string} batch what was chosen together has the same
 * @property {boolean} receipt the server says what it has received
 */

/**
 * Who looks on.
 *
 * @typedef {object} Onlooker
 * @property {(place: string) => void} began
 * @property {(sent: number) => void} progress
 * @property {() => void} waits for the connection
 */

/**
 * What the server has received.
 *
 * @typedef {object} Received
 * @property {string | undefined} name its name now; in a drop box nobody learns it
 * @property {string | undefined} sha256 hexadecimal
 * @property {Date} at
 */

const TEXTS = inPageLanguage({
  en: {
    refused: "the server refuses it",
    taken: "There is a file of this name already",
    unreadable: "it cannot be read; choose it again, and a folder as a folder",
  },
  fr: {
    refused: "le serveur le refuse",
    taken: "Il y a déjà un fichier de ce nom",
    unreadable: "il est illisible ; choisissez\u2011le à nouveau, et un dossier comme dossier",
  },
});

/** It is not taken; the message says why. */
export class Refused extends Error {
  /** @param {string} [sentence] the server's own */
  constructor(sentence) {
    super(sentence?.replace(/\.$/, "") || TEXTS.refused);
  }
}

/** The name is taken. */
export class Taken extends Refused {}

/** It may go better the next time. */
class Interrupted extends Error {
  /** @param {string | null} [seconds] after which the server wants to be asked again */
  constructor(seconds) {
    super();
    this.seconds = seconds ? Number(seconds) || undefined : undefined;
  }
}

/** How often a server may say that it is broken, before it is believed. */
const MOST_FAILURES = 5;
/** A file of so many bytes goes with the request that announces it: of many small ones, each is one request. */
const SMALL = 256 * 1024;
const PIECE = "application/offset+octet-stream";
const VERSION = { "tus-resumable": "1.0.0" };

/** @type {(text: string) => string} */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/**
 * Sends a file, or what the server has not got of it yet.
 *
 * @param {Sending} sending its `place` is set as soon as there is one
 * @param {Onlooker} onlooker
 * @param {AbortSignal} signal gives up
 * @returns {Promise<Received>}
 * @throws {Taken | Refused} or the reason of the signal
 */
export async function sendByTus(sending, onlooker, signal) {
  let furthest = -1;
  let broken = 0;
  for (let failures = 0;; failures++) {
    signal.throwIfAborted();
    try {
      const answer = await reached(sending, onlooker, signal);
      const offset = Number(answer.field("upload-offset"));
      if (offset > furthest) failures = broken = 0;
      furthest = offset;
      onlooker.progress(offset);
      return received(offset < sending.size ? await append(sending, offset, onlooker, signal) : answer);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Interrupted)) throw error;
      if (error.message !== "" && ++broken === MOST_FAILURES) throw new Refused(error.message);
      onlooker.waits();
      await lineIsBack(failures, error.seconds, signal);
    }
  }
}

/**
 * How much of it the server has.
 *
 * @param {Sending} sending
 * @param {Onlooker} onlooker
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
async function reached(sending, onlooker, signal) {
  const fields = { ...VERSION, ...(sending.receipt ? { "want-repr-digest": "sha-256=10" } : {}) };
  const metadata = { existing: sending.existing };
  if (sending.place !== undefined) {
    const head = { ...fields, "upload-metadata": encoded(metadata) };
    const answer = await exchange("HEAD", sending.place, head, { signal });
    if (isTaken(answer)) throw new Taken(TEXTS.taken);
    if (answer.status === 409) return await placed(sending, fields, signal);
    if (answer.status === 200) return answer;
    if (answer.status !== 404 && answer.status !== 410) throw failure(answer);
    sending.place = undefined; // it has forgotten it, so from the beginning
  }
  const { file, path, size, batch } = sending;
  const names = { filename: path.slice(path.lastIndexOf("/") + 1), relativePath: path, batch };
  const whole = size > 0 && size <= SMALL ? file : undefined;
  const answer = await exchange("POST", location.pathname, {
    ...fields,
    "upload-length": String(size),
    "upload-metadata": encoded({ ...names, ...metadata }),
    ...(whole ? { "content-type": PIECE } : {}),
  }, { body: whole, signal, progress: onlooker.progress });
  if (answer.status === 0 && whole) await checkReadable(whole, 0);
  if (isTaken(answer)) throw new Taken(answer.text);
  if (answer.status !== 201) throw failure(answer);
  const place = new URL(answer.field("location") ?? "", location.origin + location.pathname);
  sending.place = place.pathname + place.search;
  onlooker.began(sending.place);
  return answer;
}

/** Whether it is only the name that is in the way. @param {Answer} answer */
function isTaken({ status, field }) {
  return status === 409 && field("name-taken") === "?1";
}

/**
 * All of it has arrived and cannot have its name: HEAD does not say why, so it is asked for once more.
 *
 * @param {Sending} sending
 * @param {Record<string, string>} fields
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
async function placed({ place, size, existing }, fields, signal) {
  const answer = await exchange("PATCH", place ?? "", {
    ...fields,
    "upload-metadata": encoded({ existing }),
    "upload-offset": String(size),
    "content-type": PIECE,
  }, { signal });
  if (isTaken(answer)) throw new Taken(answer.text);
  if (answer.status !== 204) throw failure(answer);
  return answer;
}

/**
 * Sends the rest.
 *
 * @param {Sending} sending
 * @param {number} offset
 * @param {Onlooker} onlooker
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
async function append({ file, place, existing, receipt }, offset, onlooker, signal) {
  if (file === undefined) throw new Refused(TEXTS.unreadable);
  const answer = await exchange("PATCH", place ?? "", {
    ...VERSION,
    ...(receipt ? { "want-repr-digest": "sha-256=10" } : {}),
    "upload-metadata": encoded({ existing }),
    "upload-offset": String(offset),
    "content-type": PIECE,
  }, { body: file.slice(offset), signal, progress: (sent) => onlooker.progress(offset + sent) });
  if (answer.status === 204) return answer;
  if (answer.status === 0) await checkReadable(file, offset);
  // Out of step, or complete and its name taken meanwhile: the next question tells.
  if ([404, 409, 410].includes(answer.status)) throw new Interrupted();
  throw failure(answer);
}

/**
 * A file that has changed or gone ends a request just as a lost connection does.
 *
 * @param {File} file
 * @param {number} offset
 */
async function checkReadable(file, offset) {
  try {
    await file.slice(offset, offset + 1).arrayBuffer();
  } catch {
    throw new Refused(TEXTS.unreadable);
  }
}

/** @param {Answer} answer */
function failure({ status, text, field }) {
  if (status === 500) return Object.assign(new Interrupted(), { message: text || TEXTS.refused });
  const passes = status === 0 || [408, 425, 429, 502, 503, 504].includes(status);
  return passes ? new Interrupted(field("retry-after")) : new Refused(text);
}

/** @param {Answer} answer @returns {Received} */
function received({ field }) {
  const name = field("content-location")?.split("/").at(-1);
  const digest = /sha-256=:([^:]+):/.exec(field("repr-digest") ?? "")?.[1];
  const bytes = digest && [...atob(digest)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
  return { name: name && decodeURIComponent(name), sha256: bytes && bytes.join(""), at: new Date() };
}

/** Upload-Metadata. @param {Record<string, string>} values */
function encoded(values) {
  return Object.entries(values).map(([key, value]) => `${key} ${base64(value)}`).join(",");
}
