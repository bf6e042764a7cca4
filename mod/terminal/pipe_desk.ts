import type { System } from "../cli/system.ts";
import { stdinLines } from "./stdin_lines.ts";
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
    for await (const lines of stdinLines(this.#system.stdin)) yield* lines;
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
    this.#system.stderr.verbatim(this.#system.translate(text).trimEnd());
  }

  async [Symbol.asyncDispose](): Promise<void> {/* nothing was changed */}
}
