/** What is read first, and what with each further step, bytes. */
const FIRST = 128 * 1024;
const MORE = 512 * 1024;

/** A text that is read part by part: a log of a gigabyte is shown as soon as a note. */
export class TextParts {
  #address;
  #signal;
  #at = 0;
  /** Of the first part; later ones belong to it as long as it stays the same. @type {string | null} */
  #tag = null;
  /** @type {TextDecoder | undefined} */
  #decoder;
  /** Bytes, as far as they are known. */
  size = 0;

  /**
   * @param {string} address
   * @param {AbortSignal} signal
   */
  constructor(address, signal) {
    this.#address = address;
    this.#signal = signal;
  }

  /** How much has been read, bytes. */
  get read() {
    return this.#at;
  }

  /** Whether there is more to come. */
  get more() {
    return this.#at < this.size;
  }

  /**
   * The next part, in the charset that the server tells, or else in that which browsers take then.
   *
   * @returns {Promise<string>}
   * @throws {Error} `changed` when it is not the same file any more, `binary` when it is no text
   */
  async next() {
    const length = this.#at === 0 ? FIRST : MORE;
    const headers = new Headers({ range: "bytes=" + this.#at + "-" + (this.#at + length - 1) });
    if (this.#tag !== null) headers.set("if-range", this.#tag);
    const response = await fetch(this.#address, { headers, signal: this.#signal });
    // An empty file has no bytes that could be asked for
    if (response.status === 416 && response.headers.get("content-range") === "bytes */0") return "";
    if (!response.ok || isBinary(response)) {
      await response.body?.cancel();
      throw new Error(response.ok ? "binary" : String(response.status));
    }
    if (response.status !== 206 && this.#at > 0) {
      await response.body?.cancel();
      throw new Error("changed");
    }
    this.#tag = response.headers.get("etag");
    this.size = Number(
      response.headers.get("content-range")?.split("/")[1] ?? response.headers.get("content-length"),
    );
    const bytes = await atMost(length, response);
    this.#at += bytes.length;
    this.#decoder ??= decoderFor(response.headers.get("content-type") ?? "", bytes);
    return this.#decoder.decode(bytes, { stream: this.more });
  }
}

/**
 * The server has looked at the bytes: a `.ts` may be a film.
 *
 * @param {Response} response
 */
function isBinary({ headers }) {
  return /^(image|audio|video|font)\/|octet-stream/.test(headers.get("content-type") ?? "");
}

/**
 * @param {string} type
 * @param {Uint8Array} beginning
 */
function decoderFor(type, beginning) {
  const charset = /charset=([\w-]+)/i.exec(type)?.[1] ?? "windows-1252";
  const swapped = beginning[0] === 0xfe && beginning[1] === 0xff;
  return new TextDecoder(/^utf-?16$/i.test(charset) && swapped ? "utf-16be" : charset);
}

/**
 * The beginning of a body, because something on the way may not know ranges.
 *
 * @param {number} length
 * @param {Response} response
 */
async function atMost(length, { body }) {
  const parts = [];
  let read = 0;
  const reader = body?.getReader();
  while (reader && read < length) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value.subarray(0, length - read));
    read += parts[parts.length - 1].length;
  }
  await reader?.cancel();
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
