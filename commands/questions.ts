import type { System } from "../mod/cli/system.ts";
import { escapeControls } from "../mod/trace/render_event.ts";
import { stdinLines } from "./stdin_lines.ts";

/** Where the questions of an `ask` come from, and where their answers are shown. Disposing gives the terminal back. */
export interface Questions extends Disposable {
  /** As many at a time as are there. */
  readonly batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Shows answers on standard output; each with its line end. */
  show(text: string): Promise<void>;
}

/** The questions of the command line, or when there are none those of standard input: a pipe, or a prompt with history. */
export async function questionsFrom(
  words: readonly string[],
  prompt: string,
  system: System,
): Promise<Questions> {
  const show = (text: string) => system.stdout.write(text);
  if (words.length > 0) return { batches: [words], show, [Symbol.dispose]() {/* nothing was opened */} };
  if (!system.stdin.isTerminal()) {
    return { batches: stdinLines(system.stdin), show, [Symbol.dispose]() {/* nothing was opened */} };
  }
  const { deskFor } = await import("./desk.ts");
  const desk = deskFor(system);
  desk.prompt(prompt);
  return {
    batches: each(desk.lines()),
    async show(text) {
      for (const line of text.replace(/\n$/, "").split("\n")) await desk.show(escapeControls(line));
    },
    [Symbol.dispose]: () => desk[Symbol.dispose](),
  };
}

async function* each(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  for await (const line of lines) yield [line];
}
