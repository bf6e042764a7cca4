import type { System } from "../mod/cli/system.ts";
import type { Desk } from "./desk.ts";

/** A desk without a terminal: lines in, lines out, remarks on standard error. */
export class PipeDesk implements Desk {
  readonly isTerminal = false;
  readonly #system: System;
  #prompt = "";

  constructor(system: System) {
    this.#system = system;
  }

  async *lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(64 * 1024);
    let rest = "";
    for (let length = await this.#read(buffer); length !== null; length = await this.#read(buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: true })).split("\n");
      rest = lines.pop()!;
      for (const line of lines) yield line.replace(/\r$/, "");
    }
    rest += decoder.decode();
    if (rest !== "") yield rest;
  }

  show(line: string): Promise<void> {
    return this.#system.stdout.write(`${line}\n`);
  }

  remark(line: string): Promise<void> {
    this.#system.stderr.line(line);
    return Promise.resolve();
  }

  prompt(text: string): void {
    if (text === this.#prompt) return;
    this.#prompt = text;
    this.#system.stderr.line(text.trimEnd());
  }

  [Symbol.dispose](): void {/* nothing was changed */}

  #read(buffer: Uint8Array): Promise<number | null> {
    return this.#system.stdin.read(buffer);
  }
}
