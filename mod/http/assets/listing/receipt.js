import { inPageLanguage } from "./language.js";
import { sizeText } from "./size_text.js";
import { button } from "./upload_row.js";
import { TEXTS } from "./upload_texts.js";

/** A line of a receipt. @typedef {{ name: string, size: number, sha256: string | undefined, at: Date }} Line */

/** What was handed in: for each file its size, its SHA-256 and when it had arrived. It can be kept. */
export class Receipt {
  /** @type {Line[]} */
  #lines = [];
  #keep = button({ label: TEXTS.keepReceipt, act: () => this.#save() });

  /** @param {Element} list behind which it can be asked for */
  constructor(list) {
    this.#keep.hidden = true;
    list.after(this.#keep);
  }

  /** @param {Line} line @returns {string} what is said of it */
  add(line) {
    this.#lines.push(line);
    this.#keep.hidden = false;
    return described(line);
  }

  #save() {
    const title = `${document.title} – ${location.host}${location.pathname}`;
    const lines = this.#lines.map((line) => `${line.name}\r\n  ${described(line)}\r\n`);
    const text = [`\ufeff${title}\r\n\r\n`, ...lines];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(text, { type: "text/plain;charset=utf-8" }));
    link.download = `${TEXTS.receipt} ${timeForNames(new Date())}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

/** @param {Line} line */
function described({ size, sha256, at }) {
  const dates = new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  const bytes = new Intl.NumberFormat(document.documentElement.lang).format(size);
  const exact = size < 1000 ? [] : [`${bytes} ${inPageLanguage({ en: "bytes", fr: "octets" })}`];
  const parts = [sizeText(size), ...exact, dates.format(at), ...(sha256 ? [`SHA-256 ${sha256}`] : [])];
  return parts.join(" · ");
}

/** @param {Date} date local, as in a file name */
function timeForNames(date) {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19).replace("T", " ").replaceAll(":", "-");
}
