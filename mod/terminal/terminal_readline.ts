import { type Message, msg } from "../i18n/message.ts";
import { type CommandContext, SignalExit } from "../cli/command_context.ts";
import { AsyncEvent } from "./async_event.ts";
import { completion } from "./completion.ts";
import { HistorySearch } from "./history_search.ts";
import { type AreaRoom, type InputArea, inputArea } from "./input_area.ts";
import { type KeyPress, LONGEST_PASTE } from "./key_decoder.ts";
import { type EditorAction, isEdit, LineEditor } from "./line_editor.ts";
import { readKeys } from "./read_keys.ts";
import type { Readline, ReadlineOptions } from "./readline.ts";
import { type TerminalContext, TerminalScreen } from "./terminal_screen.ts";

/** Lines that are entered and wait to be taken; beyond, no key is read. */
const MOST_WAITING = 4096;
/** Lines that can be entered together. */
const MOST_TOGETHER = 1000;

/**
 * A terminal where lines are typed while others appear.
 *
 * Keys are read all the time, and what they enter waits until it is asked for: Ctrl-C works while somebody is
 * busy with the last line. What keys mean is told here, what they do to the text in `line_editor.ts`, and how
 * it gets on the screen in `terminal_screen.ts`.
 */
export class TerminalReadline implements Readline {
  readonly isTerminal = true;
  readonly #context: ReadlineContext;
  readonly #options: ReadlineOptions;
  readonly #editor: LineEditor;
  readonly #screen: TerminalScreen;
  #prompt: string;
  #search: HistorySearch | undefined;
  /** The text before lines were pasted into it of which it is asked whether they are meant. */
  #question: { readonly before: string; readonly after: string; readonly text: string } | undefined;
  readonly #waiting: string[] = [];
  readonly #arrived = new AsyncEvent();
  readonly #taken = new AsyncEvent();
  #reading = false;
  #ended = false;
  #failure: unknown;
  readonly #disposed = new AbortController();

  /** Takes the terminal over until it is disposed of. */
  constructor(context: ReadlineContext, options: ReadlineOptions) {
    this.#context = context;
    this.#options = options;
    this.#editor = new LineEditor(options.past);
    this.#prompt = options.prompt === undefined ? "> " : context.translate(options.prompt);
    this.#screen = new TerminalScreen(context, {
      layOut: (room) => this.#layOut(room),
      hears: () => this.#reading,
      failed: (error) => this.#fail(error),
    });
  }

  async *lines(): AsyncGenerator<string> {
    if (!this.#reading && !this.#ended) void this.#read();
    while (true) {
      while (this.#waiting.length > 0) {
        yield this.#waiting.shift()!;
        this.#taken.set();
      }
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended) return;
      this.#arrived.clear();
      await this.#arrived.whenSet;
    }
  }

  show(line: string): Promise<void> {
    return this.#screen.print(`${line}\r\n`);
  }

  /** Shows whole lines as they are, with their ends. */
  showBytes(lines: Uint8Array): Promise<void> {
    return this.#screen.printBytes(lines);
  }

  remark(message: Message): Promise<void> {
    return this.#dim(this.#context.translate(message));
  }

  prompt(text: Message): void {
    this.#prompt = this.#context.translate(text);
    this.#screen.redraw();
  }

  restore(text: string): void {
    const [before, after] = [this.#editor.before.join(""), this.#editor.after.join("")];
    const isAlone = before + after === "";
    const all = isAlone ? text : `${text}\n${before}`;
    this.#search = undefined;
    if (this.#question !== undefined) {
      const rest = this.#question.before;
      this.#question = { ...this.#question, before: rest === "" ? text : `${text}\n${rest}` };
    }
    this.#editor.replace(all, after);
    this.#screen.redraw();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    this.#disposed.abort();
    await this.#screen[Symbol.asyncDispose]();
  }

  /** Takes keys until the input ends. */
  async #read(): Promise<void> {
    this.#reading = true;
    try {
      const how = { escape: this.#options.escape, signal: this.#disposed.signal };
      for await (const { keys, last } of readKeys(this.#context.stdin, how)) {
        this.#pressAll(keys);
        if (last || this.#ended) break;
        this.#taken.clear();
        if (this.#waiting.length > MOST_WAITING) await this.#taken.whenSet;
      }
      this.#ended = true;
    } catch (error) {
      this.#failure ??= error;
    }
    this.#reading = false;
    this.#screen.endInput();
    this.#screen.cursorAt(undefined);
    this.#arrived.set();
  }

  #pressAll(keys: readonly KeyPress[]): void {
    const first = keys.findIndex(isEnter);
    for (const key of keys) {
      if (this.#ended) break;
      this.#press(key, first < keys.length - 1);
    }
    // An answer of the terminal changes nothing: to draw after it would be to ask again.
    if (keys.some((key) => key.do !== "cursorAt")) this.#screen.redraw();
    this.#arrived.set();
  }

  /** @param together whether other keys have come with it. */
  #press(key: KeyPress, together: boolean): void {
    if (key.do === "cursorAt") this.#screen.cursorAt(key.column);
    else if (key.do === "suspend") this.#screen.suspend();
    else if (key.do === "redraw") this.#screen.clear();
    else if (this.#question !== undefined) this.#answer(key);
    else if (this.#search === undefined || !this.#searches(this.#search, key)) this.#edit(key, together);
  }

  #edit(key: KeyPress, together: boolean): void {
    switch (key.do) {
      case "enter":
        return this.#enter(together);
      case "newline":
        return this.#options.manyLines === undefined ? this.#enter(together) : this.#insert("\n");
      case "paste":
        return this.#paste(key.text);
      case "interrupt":
        return this.#interrupt();
      case "endOfInput":
        this.#ended = this.#editor.text === "";
        return this.#editor.apply({ do: "delete" });
      case "complete":
        return this.#complete();
      case "search":
        if (!this.#hidden) this.#search = new HistorySearch(this.#editor.past);
        return;
      default:
        if (isEdit(key)) this.#apply(key);
    }
  }

  #apply(action: EditorAction): void {
    const empty = this.#editor.text === "";
    this.#editor.apply(action);
    if (empty && this.#editor.text !== "") this.#options.begun?.();
  }

  #insert(text: string): void {
    this.#apply({ do: "insert", text });
  }

  /** As in a shell: first the line goes, then the program. */
  #interrupt(): void {
    if (this.#editor.text !== "") return this.#editor.clear();
    if (this.#options.interrupt !== undefined) return this.#options.interrupt();
    this.#failure = new SignalExit("SIGINT");
    this.#ended = true;
  }

  #enter(together: boolean): void {
    const text = this.#editor.text;
    const lines = text.split("\n");
    if (lines.length > MOST_TOGETHER) return this.#refuse(tooMany(lines.length));
    const refusal = this.#options.refuseEntry?.(text, together || lines.length > 1);
    if (refusal !== undefined) return this.#refuse(refusal);
    if (text === "") this.#options.begun?.();
    const hidden = this.#hidden;
    const shown = lines.map((line) => `${this.#prompt}${hidden ? "" : line}\r\n`);
    this.#editor.enter(!hidden);
    if (!this.#options.holdsEntered) {
      this.#screen.print(shown.join("")).catch((error) => this.#fail(error));
    }
    for (const line of lines) {
      this.#options.entered?.(line);
      this.#waiting.push(line);
    }
  }

  /** One line is as if it had been typed; of several it is asked whether they are meant. */
  #paste(pasted: string): void {
    if (pasted.length > LONGEST_PASTE) return this.#refuse(TOO_LONG);
    const { manyLines } = this.#options;
    const text = manyLines === undefined ? pasted : pasted.replace(/\n+$/, "");
    const lines = text.split("\n");
    if (lines.length > MOST_TOGETHER) return this.#refuse(tooMany(lines.length));
    if (lines.length === 1) return this.#insert(text);
    if (manyLines === undefined) return this.#enterEach(lines);
    const [before, after] = [this.#editor.before.join(""), this.#editor.after.join("")];
    this.#insert(text);
    const count = this.#editor.text.split("\n").length;
    this.#question = { before, after, text: this.#context.translate(manyLines(count)) };
  }

  /** All but the last, which has no end yet. */
  #enterEach(lines: readonly string[]): void {
    const together = lines.length > 2 || lines.at(-1) !== "";
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.#enter(together);
      if (line !== "") this.#insert(line);
    }
  }

  /** The answer to the question whether the pasted lines are meant. */
  #answer(key: KeyPress): void {
    const answer = answerOf(key);
    if (answer === undefined) return;
    const { before, after } = this.#question!;
    this.#question = undefined;
    if (answer === "yes") this.#enter(true);
    if (answer === "no") this.#editor.replace(before, after);
  }

  /** @returns whether the key belongs to the search; if not, the line that was found is edited with it. */
  #searches(search: HistorySearch, key: KeyPress): boolean {
    if (key.do === "insert") search.type(key.text);
    else if (key.do === "paste") search.type(key.text.split("\n")[0]!);
    else if (key.do === "backspace") search.erase();
    else if (key.do === "search") search.older();
    else if (key.do === "searchNewer") search.newer();
    else {
      this.#search = undefined;
      if (key.do === "cancel" || key.do === "interrupt") return true;
      const { before, after } = search.match;
      if (before + after !== "") this.#editor.replace(before, after);
      return false;
    }
    return true;
  }

  #complete(): void {
    const before = this.#editor.before.join("");
    const { typed, insert, choices } = completion(before, this.#options.complete?.(before) ?? []);
    if (choices.length > 0) this.#dim(choices.join("  ")).catch((error) => this.#fail(error));
    if (insert === "") return;
    for (let left = typed; left > 0; left--) this.#editor.apply({ do: "backspace" });
    this.#insert(insert);
  }

  #layOut(room: AreaRoom): InputArea {
    if (this.#search !== undefined) {
      const { query, found, match } = this.#search;
      const prompt = found ? msg`search "${query}": ` : msg`nothing with "${query}": `;
      return inputArea(this.#context.translate(prompt), [match.before], [match.after], room);
    }
    const { before, after } = this.#hidden ? NOTHING_TYPED : this.#editor;
    if (this.#question === undefined) return inputArea(this.#prompt, before, after, room);
    const text = inputArea(this.#prompt, before, after, { ...room, rows: Math.max(1, room.rows - 1) });
    const question = inputArea("", [...this.#question.text], [], { ...room, rows: 2 });
    return {
      rows: [...text.rows, ...question.rows],
      row: text.rows.length + question.row,
      before: question.before,
    };
  }

  get #hidden(): boolean {
    return this.#options.hidden?.() ?? false;
  }

  #refuse(reason: Message): void {
    this.remark(reason).catch((error) => this.#fail(error));
  }

  #dim(line: string): Promise<void> {
    return this.show(`${DIM}${line}${PLAIN}`);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#arrived.set();
  }
}

/** The part of the world that a terminal's readline needs. */
export type ReadlineContext = TerminalContext & Pick<CommandContext, "translate">;

function isEnter(key: KeyPress): boolean {
  return key.do === "enter";
}

/** The letters are those of the question in English and in French. */
function answerOf(key: KeyPress): "yes" | "no" | "edit" | undefined {
  if (key.do === "cancel" || key.do === "interrupt" || key.do === "endOfInput") return "no";
  if (key.do !== "insert") return undefined;
  const letter = key.text.toLowerCase();
  if (letter === "y" || letter === "o") return "yes";
  return letter === "n" ? "no" : letter === "e" || letter === "m" ? "edit" : undefined;
}

function tooMany(lines: number): Message {
  return msg`${lines} lines are more than the ${MOST_TOGETHER} that can be entered together`;
}

const TOO_LONG = msg`The paste is longer than ${LONGEST_PASTE} characters: none of it was taken`;
const NOTHING_TYPED: Pick<LineEditor, "before" | "after"> = { before: [], after: [] };
const DIM = "\x1b[2m";
const PLAIN = "\x1b[0m";
