import { type Message, verbatim } from "../../../i18n/message.ts";
import { type CommandContext, SignalExit } from "../../../cli/command_context.ts";
import type { ChatLine } from "../chat_line.ts";
import type { ChatContext } from "../chat_session.ts";
import { asksWhetherMeant } from "./many_lines.ts";
import { type ColorCount, colorCount } from "./name_color.ts";
import { styleLine } from "./style_line.ts";
import { ConnectionSubscriber } from "../room/subscriber.ts";
import { Participant } from "../room/participant.ts";
import { wantsColor } from "../../../terminal/wants_color.ts";
import { openReadline } from "../../../terminal/open_readline.ts";
import type { Readline } from "../../../terminal/readline.ts";

/** The server's own terminal as one more member of the room. */
export interface Console extends AsyncDisposable {
  /**
   * The world for the server beside this console: its output does not tear the input line, and
   * Ctrl-C stops it.
   */
  readonly context: CommandContext;
}

/** Longest time a timer can wait: a console is never cut off for reading slowly. */
const NEVER = 2 ** 31 - 1;

/**
 * Sits the person at the server's terminal down in the room, as `console`, with the operator's commands. The
 * end of the typing (Ctrl-D) leaves the room; the server goes on.
 */
export async function openConsole(
  { hub, options }: ChatContext,
  outside: CommandContext,
): Promise<Console> {
  const readline = openReadline(outside, { manyLines: asksWhetherMeant });
  const colors = readline.isTerminal && wantsColor(outside.stdout, outside.env)
    ? colorCount(outside.env)
    : undefined;
  const stop = new AbortController();
  const context = besideReadline(outside, readline, stop.signal);
  const everything = { ...options, plain: false, catchUpTimeout: NEVER };
  const subscriber = new ConnectionSubscriber(lineWriter(readline, colors), everything);
  let tries = 0;
  const presetName = () => tries++ === 0 ? "console" : `console${tries}`;
  const participant = new Participant(hub, subscriber, {
    replay: options.replay,
    presetName,
    operator: true,
  });
  const writing = subscriber.run();
  await participant.greet();
  if (readline.isTerminal) readline.prompt(verbatim("console> "));
  const typing = receiveTyped(readline, participant, (line) => hub.tell(subscriber, line)).catch((error) =>
    stop.abort(error)
  );
  return {
    context,
    async [Symbol.asyncDispose]() {
      hub.end(subscriber);
      await writing;
      await readline[Symbol.asyncDispose]();
      await Promise.race([typing, Promise.resolve()]);
    },
  };
}

async function receiveTyped(
  readline: Readline,
  participant: Participant,
  tell: (line: ChatLine) => void,
): Promise<void> {
  for await (const line of readline.lines()) {
    try {
      await participant.receive(line);
    } catch (error) {
      if (error instanceof SignalExit) throw error;
      tell({ type: "error", text: (error as Error).message });
    }
  }
  if (readline.isTerminal) await participant.leave();
}

/** Shows each line that is written. */
function lineWriter(
  readline: Readline,
  colors: ColorCount | undefined,
): ConstructorParameters<typeof ConnectionSubscriber>[0] {
  const decoder = new TextDecoder();
  return {
    async write(bytes) {
      for (const line of decoder.decode(bytes).split("\n").slice(0, -1)) {
        await readline.show(colors === undefined ? line : styleLine(line, "console", colors).coloured);
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
