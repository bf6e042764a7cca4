import type { ReadlineContext } from "../../../mod/terminal/terminal_readline.ts";
import { VirtualTerminal } from "./virtual_terminal.ts";

/** A terminal with somebody at it, for a readline: what is typed goes in, and the screen can be looked at. */
export class FakeTerminal extends VirtualTerminal {
  /** Whether the terminal is in raw mode, each time that it was said. */
  readonly raw: boolean[] = [];
  #typed: Uint8Array[] = [];
  #waiting: ((length: number | null) => void) | undefined;
  #buffer: Uint8Array = new Uint8Array(0);

  /** The terminal as the world of a readline. */
  get context(): ReadlineContext {
    return {
      stdin: {
        isTerminal: () => true,
        setRaw: (raw) => void this.raw.push(raw),
        read: (buffer) => this.#read(buffer),
      },
      stdout: {
        isTerminal: () => true,
        obeysEscapes: () => true,
        columns: () => this.columns,
        rows: () => this.rows,
        write: (data) => {
          this.write(data);
          for (const answer of this.answers.splice(0)) this.type(answer);
          return Promise.resolve();
        },
      },
      env: (name) => !this.breaksRows && name === "XTERM_VERSION" ? "XTerm(390)" : undefined,
      translate: String,
    };
  }

  /** What is typed, in one piece. */
  type(text: string): void {
    this.#typed.push(new TextEncoder().encode(text));
    this.#hand();
  }

  /** Resolves when what was typed has been taken in and its effect been drawn. */
  async idle(): Promise<void> {
    for (let turn = 0; turn < 400; turn++) await null; // nothing on the way but promises
  }

  #read(buffer: Uint8Array): Promise<number | null> {
    this.#buffer = buffer;
    const { promise, resolve } = Promise.withResolvers<number | null>();
    this.#waiting = resolve;
    this.#hand();
    return promise;
  }

  #hand(): void {
    const waiting = this.#waiting;
    const next = this.#typed.shift();
    if (waiting === undefined || next === undefined) {
      if (next !== undefined) this.#typed.unshift(next);
      return;
    }
    const part = next.subarray(0, this.#buffer.length);
    if (part.length < next.length) this.#typed.unshift(next.subarray(part.length));
    this.#buffer.set(part);
    this.#waiting = undefined;
    waiting(part.length);
  }
}
