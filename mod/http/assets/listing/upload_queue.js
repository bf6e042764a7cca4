import { exchange } from "./exchange.js";
import { Refused, sendByTus, Taken } from "./tus_upload.js";
import { forget, memoryKey, putAside, remember, rememberedOf, sampleOf } from "./upload_memory.js";
import { namesThatSayNothing } from "./same_names.js";
import { sizeText } from "./size_text.js";
import { TEXTS } from "./upload_texts.js";
import { UploadRow } from "./upload_row.js";

/** @typedef {import("./chosen_files.js").Chosen} Chosen */
/** @typedef {import("./tus_upload.js").Received} Received */
/** @typedef {import("./tus_upload.js").Sending} Sending */

/** How many files are sent at once. */
const AT_ONCE = 2;
/** How many of those that wait have a line of their own. */
const LINES = 50;
/** How many of those that were received keep their lines. */
const DONE_LINES = 200;
/** How often it is noted how far an upload is, milliseconds. */
const NOTED = 3000;

/**
 * What becomes of one file.
 *
 * @typedef {Sending & {
 *   key: string,
 *   modified: number,
 *   sample: string,
 *   sent: number,
 *   state: "queued" | "sending" | "asks" | "received" | "refused" | "skipped",
 *   row: UploadRow | undefined,
 *   stop: AbortController,
 * }} Upload
 */

/**
 * Who is told.
 *
 * @typedef {object} Listener
 * @property {(upload: Upload, why: string) => void} asks its name is taken
 * @property {(upload: Upload, received: Received) => void} received
 * @property {(upload: Upload) => void} resumes a file that was chosen again
 * @property {() => void} changed
 */

/**
 * All files that a page sends, whenever they were chosen: two at a time, each on its own. One that is refused or
 * asks something holds up no other.
 */
export class UploadQueue {
  /** @type {Upload[]} */
  all = [];
  /** @type {Upload[]} */
  #queued = [];
  #sending = 0;
  /** @type {UploadRow[]} */
  #done = [];
  /** What happens to the rest of a batch when a name is taken. @type {Map<string, Upload["existing"] | "skip">} */
  #rest = new Map();

  /** @param {Element} list @param {boolean} receipt @param {Listener} listener */
  constructor(list, receipt, listener) {
    this.list = list;
    this.receipt = receipt;
    this.listener = listener;
  }

  /** Whether something would be lost if the page were left. */
  get busy() {
    return this.all.some(({ state }) => ["queued", "sending", "asks"].includes(state));
  }

  /** Whether something is under way by itself. */
  get moving() {
    return this.#sending > 0 || this.#queued.length > 0;
  }

  /** @param {Chosen[]} files that were chosen together */
  add(files) {
    const batch = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
    const nothing = namesThatSayNothing(files.map(({ path }) => path));
    for (const { file, path } of files) {
      const about = { file, path, size: file.size, modified: file.lastModified, key: memoryKey(path, file) };
      this.enqueue({ ...about, batch, existing: nothing.has(path) ? "rename" : "error" });
    }
  }

  /**
   * @param {Pick<Upload, "file" | "path" | "size" | "modified" | "key" | "batch" | "existing"> & Partial<Upload>} about
   */
  enqueue(about) {
    /** @type {Upload} */
    const upload = {
      place: undefined,
      sample: "",
      sent: 0,
      row: undefined,
      receipt: this.receipt,
      stop: new AbortController(),
      ...about,
      state: "queued",
    };
    if (!this.all.includes(upload)) this.all.push(upload);
    this.#line(upload, this.#queued.push(upload) <= LINES);
    this.#next();
    return upload;
  }

  /** Once more, after a refusal or an answer. @param {Upload} upload */
  again(upload) {
    upload.state = "queued";
    upload.stop = new AbortController();
    this.#line(upload, true);
    this.#queued.unshift(upload);
    this.#next();
  }

  /** It is not wanted any more; the server forgets what it has of it. @param {Upload} upload */
  drop(upload) {
    upload.stop.abort();
    this.#queued = this.#queued.filter((each) => each !== upload);
    upload.state = "skipped";
    forget(upload.key);
    if (upload.place !== undefined) dropAtServer(upload.place);
    upload.row?.say(TEXTS.skipped);
    this.listener.changed();
  }

  /**
   * What happens with a name that is taken.
   *
   * @param {Upload} upload that asks
   * @param {"rename" | "overwrite" | "skip"} choice
   */
  decide(upload, choice) {
    if (upload.state !== "asks") return;
    if (choice === "skip") return this.drop(upload);
    upload.existing = choice;
    this.again(upload);
  }

  /** The same for all others that were chosen with it. @param {"rename" | "overwrite" | "skip"} choice */
  decideAll(choice) {
    for (const upload of this.all.filter(({ state }) => state === "queued" || state === "asks")) {
      this.#rest.set(upload.batch, choice);
    }
    for (const upload of this.all.filter(({ state }) => state === "sending")) {
      this.#rest.set(upload.batch, choice);
    }
    for (const upload of this.all.filter(({ state }) => state === "asks")) this.decide(upload, choice);
  }

  /** Notes all that is not complete. @param {boolean} leaving this page ends, or may do so */
  note(leaving) {
    for (const upload of this.all) {
      if (!["queued", "sending", "asks"].includes(upload.state)) continue;
      const { key, path, size, modified, sample, batch, place, sent } = upload;
      (leaving ? putAside : remember)({ key, path, size, modified, sample, batch, place, sent });
    }
  }

  #next() {
    while (this.#sending < AT_ONCE && this.#queued.length > 0) {
      const upload = /** @type {Upload} */ (this.#queued.shift());
      this.#sending++;
      upload.state = "sending";
      this.#send(upload).finally(() => {
        this.#sending--;
        this.#next();
        this.listener.changed();
      });
    }
    this.listener.changed();
  }

  /** @param {Upload} upload */
  async #send(upload) {
    this.#line(upload, true);
    const { signal } = upload.stop;
    try {
      await this.#recall(upload);
      const received = await sendByTus(upload, this.#onlooker(upload), signal);
      upload.state = "received";
      forget(upload.key);
      const renamed = received.name !== undefined && received.name !== upload.path.split("/").at(-1);
      upload.row?.say(renamed ? TEXTS.receivedAs(received.name ?? "") : TEXTS.received, { state: "done" });
      this.listener.received(upload, received);
      if (upload.row && this.#done.push(upload.row) > DONE_LINES) this.#done.shift()?.remove();
    } catch (error) {
      if (signal.aborted) return; // it was dropped
      const why = /** @type {Error} */ (error).message;
      if (error instanceof Taken) return this.#taken(upload, why);
      upload.state = "refused";
      forget(upload.key);
      const sentence = error instanceof Refused ? why : TEXTS.unreadable;
      const choices = [{ label: TEXTS.again, act: () => this.again(upload) }];
      upload.row?.say(sentence, { state: "failed", choices });
    }
  }

  /** @param {Upload} upload @param {string} why */
  #taken(upload, why) {
    const choice = this.#rest.get(upload.batch);
    upload.state = "asks";
    if (choice === undefined || choice === upload.existing) return this.listener.asks(upload, why);
    // Not within the turn that ends this try.
    queueMicrotask(() => this.decide(upload, /** @type {"rename" | "overwrite" | "skip"} */ (choice)));
  }

  /** What the server has of it already. @param {Upload} upload */
  async #recall(upload) {
    const { file, path } = upload;
    if (file === undefined || upload.sample !== "") return;
    upload.row?.say(TEXTS.starting, { sent: 0, choices: this.#cancel(upload) });
    upload.sample = await sampleOf(file);
    const known = rememberedOf(file, path, upload.sample);
    if (known === undefined) return;
    if (known.key !== upload.key) forget(known.key);
    upload.place = known.place;
    upload.batch = known.batch;
    this.listener.resumes(upload);
  }

  /** @param {Upload} upload */
  #onlooker(upload) {
    let noted = 0;
    const note = () => {
      noted = Date.now();
      const { key, path, size, modified, sample, batch, place, sent } = upload;
      remember({ key, path, size, modified, sample, batch, place, sent });
    };
    const choices = this.#cancel(upload);
    return {
      began: note,
      /** @param {number} sent */
      progress: (sent) => {
        upload.sent = sent;
        if (Date.now() - noted > NOTED) note();
        const percent = Math.floor(100 * sent / (upload.size || 1));
        upload.row?.say(TEXTS.progress(percent, sizeText(upload.size)), { sent, choices });
      },
      waits: () => upload.row?.say(TEXTS.line, { sent: upload.sent, choices }),
    };
  }

  /** @param {Upload} upload @param {boolean} shown */
  #line(upload, shown) {
    if (!shown) return;
    upload.row ??= new UploadRow(this.list, upload.path, upload.size);
    if (upload.state === "queued") {
      upload.row.say(TEXTS.queued, { sent: upload.sent, choices: this.#cancel(upload) });
    }
  }

  /** @param {Upload} upload */
  #cancel(upload) {
    return [{ label: TEXTS.cancel, act: () => this.drop(upload) }];
  }
}

/** @param {string} place */
function dropAtServer(place) {
  exchange("DELETE", place, { "tus-resumable": "1.0.0" });
}
