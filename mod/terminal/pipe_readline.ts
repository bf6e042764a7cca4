import type { Message } from "../i18n/message.ts";
import type { CommandContext } from "../cli/command_context.ts";
import { stdinLines } from "./stdin_lines.ts";
import type { Readline } from "./readline.ts";

/** A readline without a terminal: lines in, lines out, remarks on standard error. */
export class PipeReadline implements Readline {
  readonly isTerminal = false;
  readonly #context: CommandContext;
  #prompt = "";

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async *lines(): AsyncGenerator<string> {
    for await (const lines of stdinLines(this.#context.stdin)) yield* lines;
  }

  show(line: string): Promise<void> {
    return this.#context.stdout.write(`${line}\n`);
  }

  remark(message: Message): Promise<void> {
    this.#context.stderr.tell(message);
    return Promise.resolve();
  }

  prompt(text: Message): void {
    const prompt = this.#context.translate(text).trimEnd();
    if (prompt === this.#prompt) return;
    this.#prompt = prompt;
    this.#context.stderr.verbatim(prompt);
  }

  restore(): void {/* it has been read, and is gone */}

  async [Symbol.asyncDispose](): Promise<void> {/* nothing was changed */}
}
