import { type Message, verbatim } from "../../../i18n/message.ts";
import { type CommandContext, SignalExit } from "../../../cli/command_context.ts";
import type { ChatContext } from "../chat_session.ts";
import { styleLine } from "./style_line.ts";
import { SendQueue } from "../room/send_queue.ts";
import { Participant } from "../room/participant.ts";
import { wantsColor } from "../../../terminal/wants_color.ts";
import { openReadline } from "../../../terminal/open_readline.ts";
import type { Readline } from "../../../terminal/readline.ts";

/** The server's own terminal as one more member of the room. */
export interface Console extends AsyncDisposable {
  /** The world for the server beside this console: what it says does not tear the input line, Ctrl-C stops it. */
  readonly context: CommandContext;
}

/** Longest time a timer can wait: a console is never cut off for reading slowly. */
const NEVER = 2 ** 31 - 1;

/**
 * Sits the person at the server's terminal down in the room, as `console`, with the operator's commands. The end of the
 * typing (Ctrl-D) leaves the room; the server goes on.
 */
export async function openConsole(
  { hub, encoder, options }: ChatContext,
  outside: CommandContext,
): Promise<Console> {
  const readline = openReadline(outside);
  const colored = readline.isTerminal && wantsColor(outside.stdout, outside.env);
  const stop = new AbortController();
  const context = besideReadline(outside, readline, stop.signal);
  const missedLine = (count: number) => encoder.encode({ type: "missed", count }, "text")!;
  const { bufferLines: lines, bufferBytes: bytes } = options;
  const queue = new SendQueue(sinkOf(readline, colored), { lines, bytes, missedLine, catchUpTimeout: NEVER });
  const output = {
    deliver: (line: Parameters<typeof encoder.encode>[0]) => queue.push(encoder.encode(line, "text")!),
    end: () => queue.end(),
    useJson() {/* a person reads here */},
  };
  let tries = 0;
  const presetName = () => tries++ === 0 ? "console" : `console${tries}`;
  const person = new Participant(hub, output, { replay: options.replay, presetName, operator: true });
  const writing = queue.run();
  await person.greet();
  if (readline.isTerminal) readline.prompt(verbatim("console> "));
  const typing = hearTyping(readline, person).catch((error) => stop.abort(error));
  return {
    context,
    async [Symbol.asyncDispose]() {
      queue.end();
      await writing;
      await readline[Symbol.asyncDispose]();
      await Promise.race([typing, Promise.resolve()]);
    },
  };
}

async function hearTyping(readline: Readline, person: Participant): Promise<void> {
  for await (const line of readline.lines()) {
    try {
      await person.receive(line);
    } catch (error) {
      if (error instanceof SignalExit) throw error;
      person.tell({ type: "error", text: (error as Error).message });
    }
  }
  if (readline.isTerminal) await person.leave();
}

function sinkOf(readline: Readline, colored: boolean): ConstructorParameters<typeof SendQueue>[0] {
  const decoder = new TextDecoder();
  return {
    async write(bytes) {
      for (const line of decoder.decode(bytes).split("\n").slice(0, -1)) {
        await readline.show(colored ? styleLine(line, "console").coloured : line);
      }
    },
    reset() {/* nobody is cut off from the console */},
  };
}

/** The server's own messages go through the readline; its stop is the program's, or Ctrl-C typed here. */
function besideReadline(
  outside: CommandContext,
  readline: Readline,
  interrupted: AbortSignal,
): CommandContext {
  if (!readline.isTerminal) return outside;
  const stderr = {
    ...outside.stderr,
    tell: (message: Message) => void readline.remark(message),
    verbatim: (text: string) => void readline.remark(verbatim(text)),
  };
  return { ...outside, stderr, signal: AbortSignal.any([outside.signal, interrupted]) };
}
