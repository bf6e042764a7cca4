import { type Message, verbatim } from "../i18n/message.ts";
import type { CommandContext } from "../cli/command_context.ts";
import { escapeControls } from "../io/visible_text.ts";
import { stdinLines } from "./stdin_lines.ts";

/**
 * The lines that a client is to ask or say, and the place where the answers are shown. Disposing
 * gives the terminal back.
 */
export interface Inputs extends AsyncDisposable {
  /** The lines, as many at a time as are there; ends with Ctrl-D or the end of the input. */
  readonly batches: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /**
   * Shows what somebody else says, each line with its end: a terminal as lines with nothing in them that
   * could steer it, a pipe as it is.
   */
  show(text: string): Promise<void>;
  /** Says something about the conversation: on standard error, but never in the middle of a prompt's line. */
  tell(message: Message): void;
}

/** The inputs of the command line, or, if there are none, those of {@linkcode readInputs}. */
export async function openInputs(
  words: readonly string[],
  prompt: string,
  context: CommandContext,
): Promise<Inputs> {
  if (words.length === 0) return await readInputs(prompt, context);
  return {
    batches: [words],
    show: (text) => context.stdout.write(text),
    tell: (message) => context.stderr.tell(message),
    async [Symbol.asyncDispose]() {/* nothing was opened */},
  };
}

/**
 * The lines of standard input: those of a pipe, or those that are typed at a prompt, with line editing and a
 * history.
 */
export async function readInputs(prompt: string, context: CommandContext): Promise<Inputs> {
  const { openReadline } = await import("./open_readline.ts");
  const readline = openReadline(context);
  const close = () => readline[Symbol.asyncDispose]();
  if (!readline.isTerminal) {
    return {
      batches: stdinLines(context.stdin),
      // The input may come from a pipe while the output still goes to a terminal.
      show: (text) =>
        context.stdout.write(
          context.stdout.isTerminal() ? text.split("\n").map(escapeControls).join("\n") : text,
        ),
      tell: (message) => context.stderr.tell(message),
      [Symbol.asyncDispose]: close,
    };
  }
  readline.prompt(verbatim(prompt));
  return {
    batches: eachAlone(readline.lines()),
    async show(text) {
      for (const line of text.replace(/\n$/, "").split("\n")) await readline.show(escapeControls(line));
    },
    tell: (message) =>
      void readline.remark(message).catch(() => {/* the terminal has gone, and its reader is told */}),
    [Symbol.asyncDispose]: close,
  };
}

async function* eachAlone(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  for await (const line of lines) yield [line];
}
