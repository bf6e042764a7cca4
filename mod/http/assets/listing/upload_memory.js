/*
What was being sent is remembered in the browser, so that it goes on after a reload, or when the phone has closed
the page: the person chooses the same file again, and the rest of it is sent. A browser lets no page keep the file
itself.
*/

/**
 * An upload of this folder that is not complete.
 *
 * @typedef {object} Remembered
 * @property {string} key
 * @property {string} path
 * @property {number} size bytes
 * @property {number} modified of the file, milliseconds since 1970
 * @property {string} sample of its bytes; empty when nothing of it was sent
 * @property {string} batch what was chosen together has the same
 * @property {string | undefined} place where the server keeps what it has of it
 * @property {number} sent bytes that it has
 * @property {number} busy until when a page is known to be sending it, milliseconds since 1970
 * @property {number} at when it was last touched
 */

/** The server forgets after a day what nobody touches, milliseconds. */
const FORGOTTEN = 24 * 60 * 60 * 1000;
/** How long a page that says no more is thought to be sending, milliseconds. */
const BUSY = 12_000;
/** How much at each end of a file is looked at, bytes. */
const SAMPLE = 64 * 1024;
const PREFIX = "netlab upload " + location.pathname + " ";

/**
 * A number that other bytes hardly have (FNV-1a); the browser's own hashes are there only under https.
 *
 * @param {Blob} file
 */
export async function sampleOf(file) {
  const ends = new Blob([file.slice(0, SAMPLE), file.slice(Math.max(SAMPLE, file.size - SAMPLE))]);
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(await ends.arrayBuffer())) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}

/** Those of this folder that no page is sending at the moment. @returns {Remembered[]} */
export function rememberedUploads() {
  return allRemembered().filter(({ busy }) => busy < Date.now());
}

/** When the last page that sends something to this folder falls silent, if it does. @returns {number} */
export function nextSilence() {
  return Math.max(0, ...allRemembered().map(({ busy }) => busy));
}

/** @returns {Remembered[]} */
function allRemembered() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    return keys.flatMap((key) => {
      const found = JSON.parse(localStorage.getItem(key) ?? "null");
      if (found && Date.now() - found.at < FORGOTTEN) return [{ ...found, key }];
      localStorage.removeItem(key);
      return [];
    });
  } catch {
    return []; // a browser that keeps nothing, or what others have put there
  }
}

/**
 * The upload of this file that can go on. A phone says of a picture that it was made when it was chosen, so of
 * pictures, sound and film the bytes count.
 *
 * @param {File} file
 * @param {string} path
 * @param {string} sample
 */
export function rememberedOf(file, path, sample) {
  const media = /^(image|video|audio)\//.test(file.type);
  return rememberedUploads().find((each) =>
    each.path === path && each.size === file.size && ["", sample].includes(each.sample) &&
    (media || each.modified === file.lastModified)
  );
}

/** @param {string} path @param {File} file */
export function memoryKey(path, file) {
  return PREFIX + [path, file.size, file.lastModified].join(" ");
}

/** @typedef {Omit<Remembered, "busy" | "at">} OwnUpload one that this page is sending */

/** @param {OwnUpload} upload */
export function remember({ key, ...upload }) {
  keep(key, { ...upload, busy: Date.now() + BUSY });
}

/** This page sends it no more. @param {OwnUpload} upload */
export function putAside({ key, ...upload }) {
  keep(key, { ...upload, busy: 0 });
}

/** @param {string} key @param {object} upload */
function keep(key, upload) {
  try {
    localStorage.setItem(key, JSON.stringify({ ...upload, at: Date.now() }));
  } catch {
    // A browser that keeps nothing: then nothing goes on after a reload.
  }
}

/** @param {string} key */
export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing is kept
  }
}
