import type { System } from "../cli/system.ts";
import { keyboardFor } from "./keyboard.ts";

/** Where the questions of an `ask` come from, and where their answers are shown. Disposing gives the terminal back. */
export interface Questions extends AsyncDisposable {
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
  if (words.length > 0) {
    return {
      batches: [words],
      show: (text) => system.stdout.write(text),
      async [Symbol.asyncDispose]() {/* nothing was opened */},
    };
  }
  const keyboard = await keyboardFor(system, prompt);
  return {
    batches: keyboard.lines(),
    show: (text) => keyboard.show(text),
    [Symbol.asyncDispose]: () => keyboard[Symbol.asyncDispose](),
  };
}
