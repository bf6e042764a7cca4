import { exchange } from "./exchange.js";
import { forget, nextSilence, rememberedUploads } from "./upload_memory.js";
import { TEXTS } from "./upload_texts.js";
import { UploadRow } from "./upload_row.js";

/** @typedef {import("./upload_memory.js").Remembered} Remembered */
/** @typedef {import("./upload_queue.js").UploadQueue} UploadQueue */

/** How many are shown. */
const MOST_SHOWN = 100;
const VERSION = { "tus-resumable": "1.0.0" };

/** What was being sent to this folder when the page was left, to be chosen again or forgotten. */
export class UnfinishedUploads {
  /** @type {Map<string, UploadRow>} */
  #rows = new Map();

  /** @param {Element} list @param {UploadQueue} queue @param {() => void} choose opens the choice of files */
  constructor(list, queue, choose) {
    this.list = list;
    this.queue = queue;
    this.choose = choose;
  }

  /** Shows those that no page is sending, now and when another page falls silent. */
  show() {
    for (const upload of rememberedUploads().slice(0, MOST_SHOWN)) {
      const isHere = this.#rows.has(upload.key) || this.queue.all.some(({ key }) => key === upload.key);
      if (!isHere) this.#showOne(upload);
    }
    const silence = nextSilence() - Date.now();
    if (silence > 0) setTimeout(() => this.show(), silence + 100);
  }

  /** One that goes on. @param {string} key */
  leave(key) {
    this.#rows.get(key)?.remove();
    this.#rows.delete(key);
  }

  /** @param {Remembered} upload */
  async #showOne(upload) {
    const row = new UploadRow(this.list, upload.path, upload.size);
    this.#rows.set(upload.key, row);
    this.#say(upload, row);
    if (upload.place === undefined) return;
    const answer = await exchange("HEAD", upload.place, VERSION);
    if (!this.#rows.has(upload.key)) return; // it was chosen or forgotten meanwhile
    const sent = Number(answer.field("upload-offset"));
    if (answer.status === 409 || answer.status === 200 && sent === upload.size) {
      // The server has all of it; perhaps the name is taken.
      this.leave(upload.key);
      this.queue.enqueue({ ...upload, file: undefined, existing: "error" });
    } else if (answer.status === 200) this.#say({ ...upload, sent }, row);
    else if (answer.status === 404) this.#say({ ...upload, place: undefined, sent: 0 }, row);
  }

  /** @param {Remembered} upload @param {UploadRow} row */
  #say({ key, size, sent, place }, row) {
    const percent = Math.floor(100 * sent / (size || 1));
    row.say(sent > 0 ? TEXTS.aside(percent) : TEXTS.notBegun, {
      sent,
      choices: [{ label: TEXTS.chooseAgain, act: this.choose }, {
        label: TEXTS.forget,
        act: () => {
          this.leave(key);
          forget(key);
          if (place !== undefined) exchange("DELETE", place, VERSION);
        },
      }],
    });
  }
}
