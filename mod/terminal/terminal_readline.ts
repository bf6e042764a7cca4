import type { Message } from "../i18n/message.ts";
import { type CommandContext, SignalExit } from "../cli/command_context.ts";
import { listenForSignal } from "../process/listen_for_signal.ts";
import { decodeKeys, type KeyPress } from "./decode_keys.ts";
import { inputRow } from "./input_row.ts";
import { type EditorAction, LineEditor } from "./line_editor.ts";
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
  readonly #context: ReadlineContext;
  readonly #options: ReadlineOptions;
  readonly #editor: LineEditor;
  readonly #signals: readonly Disposable[];
  #prompt: string;
  #writing: Promise<void> = Promise.resolve();
  #givenBack = false;

  /** Takes the terminal over until it is disposed of. */
  constructor(context: ReadlineContext, options: ReadlineOptions) {
    this.#context = context;
    this.#options = options;
    this.#editor = new LineEditor(options.past);
    this.#prompt = options.prompt === undefined ? "> " : context.translate(options.prompt);
    context.stdin.setRaw!(true);
    this.#signals = [
      listenForSignal("SIGWINCH", () => void this.#write(this.#row())),
      // The shell that stopped us has changed the terminal meanwhile.
      listenForSignal("SIGCONT", () => this.#takeBack()),
    ];
    this.#write(PASTE_MARKS_ON + this.#row());
  }

  async *lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(4096);
    let rest = "";
    for (let length = await this.#read(buffer); length !== null; length = await this.#read(buffer)) {
      const input = rest + decoder.decode(buffer.subarray(0, length), { stream: true });
      const escape = this.#options.escape === undefined ? -1 : input.indexOf(this.#options.escape);
      const found = decodeKeys(escape < 0 ? input : input.slice(0, escape));
      rest = found.rest;
      const isPaste = found.keys.findIndex(isEnter) < found.keys.length - 1;
      for (const key of found.keys) {
        if (key.do === "endOfInput" && this.#editor.text === "") return;
        const line = this.#press(key, isPaste);
        if (line !== undefined) yield line;
      }
      if (escape >= 0) return;
      this.#write(this.#row());
    }
  }

  show(line: string): Promise<void> {
    return this.#write(`${ERASE_ROW}${line}\r\n${this.#row()}`);
  }

  /** Shows whole lines as they are, with their ends. */
  showBytes(lines: Uint8Array): Promise<void> {
    const encoder = new TextEncoder();
    const [before, after] = [encoder.encode(ERASE_ROW), encoder.encode(this.#row())];
    const all = new Uint8Array(before.length + lines.length + after.length);
    all.set(before);
    all.set(lines, before.length);
    all.set(after, before.length + lines.length);
    return this.#write(all);
  }

  remark(message: Message): Promise<void> {
    return this.#dim(this.#context.translate(message));
  }

  prompt(text: Message): void {
    this.#prompt = this.#context.translate(text);
    this.#write(this.#row());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#givenBack) return await this.#writing.catch(() => {/* as below */});
    for (const signal of this.#signals) signal[Symbol.dispose]();
    const written = this.#write(ERASE_ROW + PASTE_MARKS_OFF);
    this.#givenBack = true;
    this.#context.stdin.setRaw!(false);
    await written.catch(() => {/* a terminal that is gone needs nothing */});
  }

  /** Applies a key; returns the line it entered. */
  #press(key: KeyPress, pasted: boolean): string | undefined {
    switch (key.do) {
      case "enter":
        return this.#enter(pasted);
      case "interrupt":
        if (this.#options.interrupt === undefined) throw new SignalExit("SIGINT");
        return void this.#options.interrupt();
      case "endOfInput":
        return void this.#editor.apply({ do: "delete" });
      case "redraw":
        return void this.#write(CLEAR_SCREEN);
      case "complete":
        return this.#complete();
      default:
        return this.#edit(key);
    }
  }

  #edit(action: EditorAction): undefined {
    const empty = this.#editor.text === "";
    this.#editor.apply(action);
    if (empty && this.#editor.text !== "") this.#options.begun?.();
  }

  #enter(pasted: boolean): string | undefined {
    const refusal = this.#options.refuseEntry?.(this.#editor.text, pasted);
    if (refusal !== undefined) {
      this.remark(refusal);
      return undefined;
    }
    if (this.#editor.text === "") this.#options.begun?.();
    const hidden = this.#options.hidden?.() ?? false;
    const shown = this.#prompt + (hidden ? "" : this.#editor.text);
    const line = this.#editor.enter(!hidden);
    this.#write(`${ERASE_ROW}${shown}\r\n`);
    this.#options.entered?.(line);
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
    const { before, after } = this.#options.hidden?.() ? NOTHING_TYPED : this.#editor;
    const { text, column } = inputRow(this.#prompt, before, after, this.#context.stdout.columns());
    return `${ERASE_ROW}${text}\r${column > 0 ? `\x1b[${column}C` : ""}`;
  }

  /** Writes after everything written before; does nothing once the terminal is no longer ours. */
  #write(text: string | Uint8Array): Promise<void> {
    if (this.#givenBack) return Promise.resolve();
    return this.#writing = this.#writing.then(() => this.#context.stdout.write(text));
  }

  #takeBack(): void {
    this.#context.stdin.setRaw!(true);
    this.#write(PASTE_MARKS_ON + this.#row());
  }

  #read(buffer: Uint8Array): Promise<number | null> {
    return this.#context.stdin.read(buffer);
  }
}

/** The part of the world that a terminal's readline needs. */
export type ReadlineContext = Pick<CommandContext, "stdin" | "stdout" | "translate">;

function isEnter(key: KeyPress): boolean {
  return key.do === "enter";
}

const NOTHING_TYPED: Pick<LineEditor, "before" | "after"> = { before: [], after: [] };
const ERASE_ROW = "\r\x1b[K";
const CLEAR_SCREEN = "\x1b[H\x1b[2J";
const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";
/** Asks the terminal to mark pasted text, so that a paste is not mistaken for keys. */
const PASTE_MARKS_ON = "\x1b[?2004h";
const PASTE_MARKS_OFF = "\x1b[?2004l";
