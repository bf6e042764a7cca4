import type { Message } from "../i18n/message.ts";

/**
 * The place where a person sits: lines are typed here while others appear. A terminal has an input
 * line that nothing ever writes over; a pipe is read and written line by line, so that a program
 * can sit here too. Disposing gives the terminal back, and waits until it has been: the program may
 * end right after.
 */
export interface Readline extends AsyncDisposable {
  /** Whether a person is likely to sit here. */
  readonly isTerminal: boolean;
  /** The lines that are typed; ends with Ctrl-D or the end of the input. */
  lines(): AsyncGenerator<string>;
  /** Shows a line of others; resolves when it is written, however slow the terminal is. */
  show(line: string): Promise<void>;
  /** Shows something that is not part of the talk. */
  remark(message: Message): Promise<void>;
  /** The text before the input line. */
  prompt(text: Message): void;
  /** Puts lines back into the input, before what is typed there; a pipe has no such place, and forgets them. */
  restore(text: string): void;
}

/** The options of a readline. */
export interface ReadlineOptions {
  /**
   * Why the text cannot be entered now; it stays in the input line then. A terminal asks this at each Enter.
   *
   * @param text a line, or several that were composed or pasted, with `\n` in between
   * @param pasted whether it came together with another line or with what follows it
   */
  refuseEntry?(text: string, pasted: boolean): Message | undefined;
  /**
   * Lets several lines be composed (Alt-Enter), to be entered together; and asks this before as many lines are
   * entered by a paste: yes, no or edit. Default: pasted lines are entered one after the other as they come.
   */
  manyLines?(count: number): Message;
  /** Ways to continue the typed text, for the Tab key. */
  complete?(text: string): string[];
  /** What stands before the input at the start. Default: `> `. */
  readonly prompt?: Message;
  /** Lines entered in earlier times, oldest first, for the up arrow. */
  readonly past?: readonly string[];
  /** Whether the line being typed is neither shown nor remembered. */
  hidden?(): boolean;
  /** Called when a line begins: at its first character, or when it is entered empty. */
  begun?(): void;
  /** Lines that were entered are not shown: whoever takes them does that, when it is time. */
  readonly holdsEntered?: boolean;
  /** Called when a line has been entered and shown, before it is given out. */
  entered?(line: string): void;
  /** What Ctrl-C does where the terminal makes no signal of it. Default: the lines end with a `SignalExit`. */
  interrupt?(): void;
  /** The character that ends the lines when it is typed. */
  readonly escape?: string;
}
