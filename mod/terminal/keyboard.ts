import type { CommandContext } from "../cli/command_context.ts";
import { escapeControls } from "../trace/render_event.ts";
import { stdinLines } from "./stdin_lines.ts";

/** Where a person types and reads, or a pair of pipes that stands in for one. */
export interface Keyboard extends AsyncDisposable {
  /** The lines that are typed, as many at a time as are there; ends with Ctrl-D or the end of the input. */
  lines(): AsyncGenerator<readonly string[]>;
  /** Shows what somebody else says: a terminal as lines with nothing in them that could steer it, a pipe as it is. */
  show(text: string): Promise<void>;
}

/** The keyboard for these standard streams: with line editing and a history on a terminal. */
export async function keyboardFor(context: CommandContext, prompt = "> "): Promise<Keyboard> {
  const { openReadline } = await import("./readline.ts");
  const readline = openReadline(context);
  if (!readline.isTerminal) {
    return {
      lines: () => stdinLines(context.stdin),
      // What is typed may come from a pipe, and what is said go to a terminal all the same.
      show: (text) =>
        context.stdout.write(
          context.stdout.isTerminal() ? text.split("\n").map(escapeControls).join("\n") : text,
        ),
      [Symbol.asyncDispose]: () => readline[Symbol.asyncDispose](),
    };
  }
  readline.prompt(prompt);
  return {
    async *lines() {
      for await (const line of readline.lines()) yield [line];
    },
    async show(text) {
      for (const line of text.replace(/\n$/, "").split("\n")) await readline.show(escapeControls(line));
    },
    [Symbol.asyncDispose]: () => readline[Symbol.asyncDispose](),
  };
}
