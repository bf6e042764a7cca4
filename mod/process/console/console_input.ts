import { Utf8FromUtf16 } from "./utf8_from_utf16.ts";
import { CTRL_Z } from "./windows_console.ts";

/** Reads what is typed at a console; see `WindowsConsole.read`. */
export type ConsoleRead = (units: Uint16Array<ArrayBuffer>) => Promise<number | undefined>;

/**
 * What is typed at the console of Windows, as bytes of UTF-8.
 *
 * Ctrl-Z at the start of a line is the end of the input, once: who reads again reads on, as on any
 * terminal. In raw mode it is a key like others.
 */
export class ConsoleInput {
  readonly #read: ConsoleRead;
  readonly #typed = new Utf8FromUtf16();
  readonly #units = new Uint16Array(4096);
  #raw = false;
  #ended = false;

  constructor(read: ConsoleRead) {
    this.#read = read;
  }

  /** Whether every key comes at once, and none has a meaning. */
  set raw(raw: boolean) {
    this.#raw = raw;
  }

  /**
   * Reads what was typed.
   *
   * @returns how many bytes, at least 1, or `null` at the end of the input.
   */
  async read(buffer: Uint8Array): Promise<number | null> {
    while (true) {
      const taken = this.#typed.take(buffer);
      if (taken > 0) return taken;
      if (this.#ended) {
        this.#ended = false;
        return null;
      }
      await this.#fill();
    }
  }

  async #fill(): Promise<void> {
    const count = await this.#read(this.#units);
    if (count === undefined) {
      this.#typed.end();
      this.#ended = true;
      return;
    }
    const units = this.#units.subarray(0, count);
    const end = this.#raw ? -1 : units.indexOf(CTRL_Z);
    this.#ended = end >= 0;
    this.#typed.add(end >= 0 ? units.subarray(0, end) : units);
  }
}
