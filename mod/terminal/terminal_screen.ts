import type { CommandContext } from "../cli/command_context.ts";
import { listenForSignal } from "../process/listen_for_signal.ts";
import { AreaPainter, MODES_AGAIN } from "./area_painter.ts";
import { AsyncEvent } from "./async_event.ts";
import type { AreaRoom, InputArea } from "./input_area.ts";
import { onProgramEnd } from "./on_program_end.ts";
import { WriteQueue } from "./write_queue.ts";

/** The part of the world that a terminal is. */
export type TerminalContext =
  & Pick<CommandContext, "stdin" | "stdout">
  & Partial<Pick<CommandContext, "env">>;

/** What a {@linkcode TerminalScreen} shows, and whom it tells. */
export interface ScreenOptions {
  /** The input area as it is now. */
  layOut(room: AreaRoom): InputArea;
  /** Whether somebody reads what the terminal answers. */
  hears(): boolean;
  /** Called when the terminal cannot be written to. */
  failed(error: unknown): void;
}

/** Milliseconds that a terminal has to say where its cursor is. */
const ANSWER_TIME = 1000;
/**
 * Milliseconds after a change of the width in which the next one is likely. (tmux tells its programs of a second one
 * up to 250 later than it makes it.)
 */
const DRAGGING = 600;
/** Milliseconds after which a program that nobody stopped takes its terminal back. */
const NOT_STOPPED = 300;
/** Of a terminal that does not say how high it is. */
const USUAL_ROWS = 24;

/**
 * A terminal in raw mode with an input area below all that is printed.
 *
 * When something is printed, the area is taken away, the text is written where it stood, and the area is drawn
 * again below: in one write, so that nothing flickers. The terminal is given back when this is disposed of, while
 * the program is stopped by its shell, and when the program ends otherwise.
 */
export class TerminalScreen implements AsyncDisposable {
  readonly #context: TerminalContext;
  readonly #options: ScreenOptions;
  readonly #painter: AreaPainter;
  readonly #queue: WriteQueue;
  readonly #held: readonly Disposable[];
  #changed = true;
  #answer = Promise.withResolvers<number | undefined>();
  /** The terminal does not answer questions. */
  #isMute = false;
  /** Whether the terminal is in raw mode, but for the times when the shell has it. */
  #wantsKeys = true;
  /** Closed while the shell has the terminal. */
  readonly #ours = new AsyncEvent();
  /** The width of the terminal. */
  #columns: number;
  /** Set for a while after the width has changed. */
  #dragging: ReturnType<typeof setTimeout> | undefined;
  /** Set while the program is being stopped, or has been. */
  #suspended = false;
  #suspension: ReturnType<typeof setTimeout> | undefined;
  /** When the terminal was taken back last, milliseconds. */
  #takenBack = 0;
  #givenBack = false;

  /** Takes the terminal over. */
  constructor(context: TerminalContext, options: ScreenOptions) {
    this.#context = context;
    this.#options = options;
    this.#painter = new AreaPainter(CUTS_ROWS.every((name) => context.env?.(name) === undefined));
    this.#queue = new WriteQueue((bytes) => context.stdout.write(bytes), () => this.#measure());
    this.#columns = context.stdout.columns();
    this.#ours.set();
    context.stdin.setRaw!(true);
    this.#held = [
      listenForSignal("SIGWINCH", () => this.redraw()),
      // The shell that stopped us has changed the terminal meanwhile.
      listenForSignal("SIGCONT", () => this.#goOn()),
      onProgramEnd(() => this.#giveBackNow()),
    ];
    this.#draw(PASTE_MARKS_ON);
  }

  /** Prints whole lines, with their ends; resolves when they are written, however slow the terminal is. */
  print(lines: string): Promise<void> {
    return this.#queue.add(() => this.#painter.erase() + lines + this.#area());
  }

  /** Prints whole lines, as they are. */
  printBytes(lines: Uint8Array): Promise<void> {
    const encoder = new TextEncoder();
    return this.#queue.add(() => {
      const [before, after] = [encoder.encode(this.#painter.erase()), encoder.encode(this.#area())];
      const all = new Uint8Array(before.length + lines.length + after.length);
      all.set(before);
      all.set(lines, before.length);
      all.set(after, before.length + lines.length);
      return all;
    });
  }

  /** Draws the input area, since something has changed. */
  redraw(): void {
    this.#changed = true;
    this.#add(() => this.#changed ? this.#painter.erase() + this.#area() : "");
  }

  /** Begins again on an empty screen. */
  clear(): void {
    this.#add(() => {
      this.#painter.forget();
      return CLEAR_SCREEN + this.#area();
    });
  }

  /** The terminal has answered where its cursor is. @param column from 1; undefined: it will not. */
  cursorAt(column: number | undefined): void {
    this.#answer.resolve(column);
  }

  /**
   * Wants no keys any more: what is typed is the terminal's to show, and Ctrl-C its signal to make. The area stays.
   */
  endInput(): void {
    if (!this.#wantsKeys) return;
    this.#wantsKeys = false;
    this.#context.stdin.setRaw!(false);
  }

  /** Gives the terminal back to the shell, and stops; the shell's `fg` goes on. */
  suspend(): void {
    const { suspend, setRaw } = this.#context.stdin;
    if (suspend === undefined || setRaw === undefined || this.#suspended) return;
    this.#suspended = true;
    this.#queue.add(() => {
      this.#ours.clear();
      return this.#painter.erase() + PASTE_MARKS_OFF;
    }).then(() => {
      this.#context.stdin.setRaw!(false);
      const since = Date.now();
      suspend();
      this.#suspension = setTimeout(() => {
        // Where nobody could let it go on again, the system does not stop it.
        if (Date.now() - since < 2 * NOT_STOPPED) this.#takeBack();
      }, NOT_STOPPED);
    }).catch(this.#options.failed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#givenBack) return await this.#queue.close();
    this.#givenBack = true;
    clearTimeout(this.#suspension);
    clearTimeout(this.#dragging);
    this.#ours.set();
    for (const each of this.#held) each[Symbol.dispose]();
    const written = this.#queue.add(() => this.#painter.erase() + PASTE_MARKS_OFF);
    void this.#queue.close();
    this.endInput();
    await written.catch(() => {/* a terminal that is gone needs nothing */});
  }

  /** A shell may say it twice. */
  #goOn(): void {
    if (this.#suspended || Date.now() - this.#takenBack > NOT_STOPPED) this.#takeBack();
  }

  #takeBack(): void {
    if (this.#givenBack) return;
    this.#takenBack = Date.now();
    clearTimeout(this.#suspension);
    this.#suspended = false;
    this.#ours.set();
    if (this.#wantsKeys) this.#context.stdin.setRaw!(true);
    this.#painter.forget();
    this.#draw(PASTE_MARKS_ON);
  }

  #draw(first: string): void {
    this.#add(() => first + this.#painter.erase() + this.#area());
  }

  #add(piece: () => string): void {
    this.#queue.add(piece).catch((error) => this.#options.failed(error));
  }

  /** The input area as it is now, to be written. */
  #area(): string {
    this.#changed = false;
    const columns = this.#columns;
    // Half of the screen stays to what is printed.
    const rows = Math.max(1, (this.#context.stdout.rows?.() ?? USUAL_ROWS) >> 1);
    return this.#painter.draw(this.#options.layOut({ columns, rows }), columns, this.#dragging !== undefined);
  }

  /** Finds out where the area is after the width of the window has changed. */
  async #measure(): Promise<void> {
    await this.#ours.whenSet;
    const columns = this.#context.stdout.columns();
    if (columns === this.#columns) return;
    this.#columns = columns;
    const column = this.#painter.asksForCursor(columns) ? await this.#askForCursor() : undefined;
    this.#painter.resized(columns, column === undefined ? undefined : column - 1);
    clearTimeout(this.#dragging);
    this.#dragging = setTimeout(() => {
      this.#dragging = undefined;
      this.redraw();
    }, DRAGGING);
  }

  /** @returns the column in the terminal's answer, from 1; undefined when there is none. */
  async #askForCursor(): Promise<number | undefined> {
    if (this.#isMute || !this.#options.hears()) return undefined;
    this.#answer = Promise.withResolvers<number | undefined>();
    await this.#context.stdout.write(ASK_FOR_CURSOR);
    const timer = setTimeout(() => {
      this.#isMute = true; // a later answer would be taken for that to another question
      this.cursorAt(undefined);
    }, ANSWER_TIME);
    try {
      return await this.#answer.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  /** For a program that ends without having given the terminal back. */
  #giveBackNow(): void {
    this.#context.stdout.writeNow?.(`${PASTE_MARKS_OFF}${MODES_AGAIN}\r\n`);
    this.#context.stdin.setRaw!(false);
  }
}

/** Set by terminals that cut rows off when they get narrower: xterm, GNU screen. */
const CUTS_ROWS = ["XTERM_VERSION", "STY"];
const CLEAR_SCREEN = "\x1b[H\x1b[2J";
/** Asks the terminal to mark pasted text, so that a paste is not mistaken for keys. */
const PASTE_MARKS_ON = "\x1b[?2004h";
const PASTE_MARKS_OFF = "\x1b[?2004l";
/** Asks the terminal where its cursor is; the key decoder finds the answer. */
const ASK_FOR_CURSOR = "\x1b[6n";
