import type { Message } from "../i18n/message.ts";
import { type CommandContext, SignalExit } from "../cli/command_context.ts";
import { listenForSignal } from "../process/listen_for_signal.ts";
import { decodeKeys, type KeyPress } from "./decode_keys.ts";
import { inputRow } from "./input_row.ts";
import { LineEditor } from "./line_editor.ts";
import type { Readline, ReadlineOptions } from "./readline.ts";

/**
 * A terminal with an input line that incoming text never tears.
 *
 * The terminal is put in raw mode: it shows nothing by itself, and every key comes here. The input line is
 * always the last row, and one row only. When something arrives, that row is erased, the text is printed
 * where it stood, and the row is drawn again below; the terminal's own scrolling and its memory of what
 * scrolled away keep working, because no other row is ever touched. All of it goes out in one write, so that
 * nothing flickers.
 *
 * The wrong choice for a full-screen program: it draws one row.
 */
export class TerminalReadline implements Readline {
  readonly isTerminal = true;
  readonly #context: CommandContext;
  readonly #options: ReadlineOptions;
  readonly #editor = new LineEditor();
  readonly #sizeWatch: Disposable;
  #prompt = "> ";
  #writing: Promise<void> = Promise.resolve();
  #givenBack = false;

  /** Takes the terminal over until it is disposed of. */
  constructor(context: CommandContext, options: ReadlineOptions) {
    this.#context = context;
    this.#options = options;
    context.stdin.setRaw!(true);
    this.#sizeWatch = listenForSignal("SIGWINCH", () => void this.#write(this.#row()));
    this.#write(PASTE_MARKS_ON + this.#row());
  }

  async *lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(4096);
    let rest = "";
    for (let length = await this.#read(buffer); length !== null; length = await this.#read(buffer)) {
      const found = decodeKeys(rest + decoder.decode(buffer.subarray(0, length), { stream: true }));
      rest = found.rest;
      for (const key of found.keys) {
        if (key.do === "endOfInput" && this.#editor.text === "") return;
        const line = this.#press(key);
        if (line !== undefined) yield line;
      }
      this.#write(this.#row());
    }
  }

  show(line: string): Promise<void> {
    return this.#write(`${ERASE_ROW}${line}\r\n${this.#row()}`);
  }

  remark(message: Message): Promise<void> {
    return this.#dim(this.#context.translate(message));
  }

  prompt(text: Message): void {
    this.#prompt = this.#context.translate(text);
    this.#write(this.#row());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sizeWatch[Symbol.dispose]();
    const written = this.#write(ERASE_ROW + PASTE_MARKS_OFF);
    this.#givenBack = true;
    this.#context.stdin.setRaw!(false);
    await written.catch(() => {/* a terminal that is gone needs nothing */});
  }

  /** Applies a key; returns the line it entered. */
  #press(key: KeyPress): string | undefined {
    switch (key.do) {
      case "enter":
        return this.#enter();
      case "interrupt":
        throw new SignalExit("SIGINT");
      case "endOfInput":
        return void this.#editor.apply({ do: "delete" });
      case "redraw":
        return void this.#write(CLEAR_SCREEN);
      case "complete":
        return this.#complete();
      default:
        return void this.#editor.apply(key);
    }
  }

  #enter(): string | undefined {
    const refusal = this.#options.refuseEntry?.(this.#editor.text);
    if (refusal !== undefined) {
      this.remark(refusal);
      return undefined;
    }
    const shown = this.#prompt + this.#editor.text;
    const line = this.#editor.enter();
    this.#write(`${ERASE_ROW}${shown}\r\n`);
    return line;
  }

  #complete(): undefined {
    const before = this.#editor.before.join("");
    const [only, ...others] = this.#options.complete?.(before) ?? [];
    if (only === undefined) return;
    if (others.length > 0) return void this.#dim([only, ...others].join("  "));
    const word = before.slice(before.lastIndexOf(" ") + 1);
    for (const _ of word) this.#editor.apply({ do: "backspace" });
    this.#editor.apply({ do: "insert", text: `${only} ` });
  }

  #dim(line: string): Promise<void> {
    return this.show(`${DIM}${line}${PLAIN}`);
  }

  /** Draws the input line over anything that stands in its row. */
  #row(): string {
    const { before, after } = this.#editor;
    const { text, column } = inputRow(this.#prompt, before, after, this.#context.stdout.columns());
    return `${ERASE_ROW}${text}\r${column > 0 ? `\x1b[${column}C` : ""}`;
  }

  /** Writes after everything written before; does nothing once the terminal is no longer ours. */
  #write(text: string): Promise<void> {
    if (this.#givenBack) return Promise.resolve();
    return this.#writing = this.#writing.then(() => this.#context.stdout.write(text));
  }

  #read(buffer: Uint8Array): Promise<number | null> {
    return this.#context.stdin.read(buffer);
  }
}

const ERASE_ROW = "\r\x1b[K";
const CLEAR_SCREEN = "\x1b[H\x1b[2J";
const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";
/** Asks the terminal to mark pasted text, so that a paste is not mistaken for keys. */
const PASTE_MARKS_ON = "\x1b[?2004h";
const PASTE_MARKS_OFF = "\x1b[?2004l";
