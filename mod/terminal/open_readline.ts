import type { CommandContext } from "../cli/command_context.ts";
import { PipeReadline } from "./pipe_readline.ts";
import type { Readline, ReadlineOptions } from "./readline.ts";
import { TerminalReadline } from "./terminal_readline.ts";

/** The readline for these standard streams. */
export function openReadline(context: CommandContext, options: ReadlineOptions = {}): Readline {
  const terminal = context.stdin.isTerminal() && context.stdout.obeysEscapes() &&
    context.stdin.setRaw !== undefined;
  return terminal ? new TerminalReadline(context, options) : new PipeReadline(context);
}
