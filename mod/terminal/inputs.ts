import type { CommandContext } from "../cli/command_context.ts";
import { keyboardFor } from "./keyboard.ts";

/** Where the inputs of an `ask` come from, and where their answers are shown. Disposing gives the terminal back. */
export interface Inputs extends AsyncDisposable {
  /** As many at a time as are there. */
  readonly batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Shows answers on standard output; each with its line end. */
  show(text: string): Promise<void>;
}

/** The inputs of the command line, or when there are none those of standard input: a pipe, or a prompt with history. */
export async function openInputs(
  words: readonly string[],
  prompt: string,
  context: CommandContext,
): Promise<Inputs> {
  if (words.length > 0) {
    return {
      batches: [words],
      show: (text) => context.stdout.write(text),
      async [Symbol.asyncDispose]() {/* nothing was opened */},
    };
  }
  const keyboard = await keyboardFor(context, prompt);
  return {
    batches: keyboard.lines(),
    show: (text) => keyboard.show(text),
    [Symbol.asyncDispose]: () => keyboard[Symbol.asyncDispose](),
  };
}
