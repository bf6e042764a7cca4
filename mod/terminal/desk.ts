import type { System } from "../cli/system.ts";
import { PipeDesk } from "./pipe_desk.ts";
import { TerminalDesk } from "./terminal_desk.ts";

/**
 * Where a person sits: lines are typed here and others appear meanwhile. A terminal has an input line that nothing ever
 * writes over; a pipe is read and written line by line, so that a program can sit here too. Disposing gives the terminal back, and
 * waits until it has been: the program may end right after.
 */
export interface Desk extends AsyncDisposable {
  /** Whether a person is likely to sit here. */
  readonly isTerminal: boolean;
  /** The lines that are typed; ends with Ctrl-D or the end of the input. */
  lines(): AsyncGenerator<string>;
  /** Shows a line of others; resolves when it is written, however slow the terminal is. */
  show(line: string): Promise<void>;
  /** Shows something that is not part of the talk. */
  remark(line: string): Promise<void>;
  /** What stands before the input line. */
  prompt(text: string): void;
}

/** What shapes a desk. */
export interface DeskOptions {
  /** Why the line cannot be entered now; it stays in the input line then. A terminal asks this at each Enter. */
  refuseEntry?(line: string): string | undefined;
  /** Ways to go on from what was typed, for the Tab key. */
  complete?(text: string): string[];
}

/** The desk for these standard streams. */
export function deskFor(system: System, options: DeskOptions = {}): Desk {
  const terminal = system.stdin.isTerminal() && system.stdout.isTerminal() &&
    system.stdin.setRaw !== undefined;
  return terminal ? new TerminalDesk(system, options) : new PipeDesk(system);
}
