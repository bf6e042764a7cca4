import { createInterface, type Interface } from "node:readline";
import process from "node:process";
import type { System } from "../mod/cli/system.ts";

/** Where a person types, or a pipe that stands in for one. */
export interface Keyboard extends Disposable {
  // Disposing gives the terminal back; it may be done twice.
  /** The lines that are typed, as many at a time as are there; ends with Ctrl-D or the end of the input. */
  lines(): AsyncGenerator<readonly string[]>;
  /** Shows what somebody else says, on standard output. */
  show(text: string): Promise<void>;
}

/** The keyboard for these standard streams: with line editing and a history on a terminal. */
export function keyboardFor(system: System, prompt: string): Keyboard {
  return system.stdin.isTerminal() && system.stderr.isTerminal()
    ? new TerminalKeyboard(system, prompt)
    : new PipeKeyboard(system);
}

/** The longest line that is taken from a pipe, in characters. */
const LONGEST = 1 << 24;

class PipeKeyboard implements Keyboard {
  readonly #system: System;

  constructor(system: System) {
    this.#system = system;
  }

  async *lines(): AsyncGenerator<readonly string[]> {
    const { stdin } = this.#system;
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    let rest = "";
    for (let length = await stdin.read(buffer); length !== null; length = await stdin.read(buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: true })).split("\n");
      rest = lines.pop()!;
      if (rest.length > LONGEST) throw new Error(`A line of the input is longer than ${LONGEST} characters`);
      if (lines.length > 0) yield lines.map((line) => line.replace(/\r$/, ""));
    }
    rest += decoder.decode();
    if (rest !== "") yield [rest];
  }

  show(text: string): Promise<void> {
    return this.#system.stdout.write(text);
  }

  [Symbol.dispose](): void {/* nothing was changed */}
}

/** The prompt goes to standard error, because standard output carries what the other side says and nothing else. */
class TerminalKeyboard implements Keyboard {
  readonly #system: System;
  readonly #terminal: Interface;
  #open = true;
  #disposed = false;

  constructor(system: System, prompt: string) {
    this.#system = system;
    this.#terminal = createInterface({
      input: process.stdin,
      output: process.stderr,
      terminal: true,
      historySize: 1000,
      prompt,
    });
    this.#terminal.on("close", () => this.#open = false);
    // In raw mode Ctrl-C is a key like any other; it is to mean what it means everywhere.
    this.#terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  }

  async *lines(): AsyncGenerator<readonly string[]> {
    this.#terminal.prompt();
    for await (const line of this.#terminal) {
      yield [line];
      this.#terminal.prompt();
    }
  }

  async show(text: string): Promise<void> {
    if (this.#open) this.#system.stderr.draw(ERASE_ROW);
    await this.#system.stderr.flush();
    await this.#system.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    if (this.#open) this.#terminal.prompt(true);
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#terminal.close();
    this.#system.stderr.draw(ERASE_ROW);
  }
}

const ERASE_ROW = "\r\x1b[K";
