import { unicodeWidth } from "@std/cli/unicode-width";
import { verbatim } from "../../../i18n/message.ts";
import { type ReadlineContext, TerminalReadline } from "../../../terminal/terminal_readline.ts";
import type { RelayContext } from "../../context.ts";
import type { RelayEndpoint } from "../../relay_endpoint.ts";
import { promptText } from "./prompt_text.ts";

/** The terminal that a readline takes over. */
export type TerminalStreams = Pick<ReadlineContext, "stdin" | "stdout">;

/** How lines are read. */
interface ReadlineSettings {
  readonly past: readonly string[];
  /** What stands before the input; undefined: the unfinished line that the other side has written. */
  readonly prompt: string | undefined;
  /** An unfinished line after which the input is neither shown nor remembered. */
  readonly noecho: RegExp | undefined;
  /** The character that ends the input. */
  readonly escape: string | undefined;
  readonly writable: boolean;
  /** Is told the lines that may be remembered. */
  readonly entered: (line: string) => void;
  /** Called once when the terminal is given back. */
  readonly closed: () => void;
}

/** The longest unfinished line that is kept together, bytes. */
const LONGEST = 1 << 16;
const LF = 10;
/** Columns that a prompt leaves to the input. */
const ROOM = 13;
const NOTHING = new Uint8Array(0);
const LINE_END = new TextEncoder().encode("\r\n");

/**
 * The person at a terminal as one side of a relay. What the other side writes scrolls by above the input line;
 * its last line, as long as it has no end, is the prompt (socat looks for it in the same way). That is why nothing
 * tears the line that is being typed, and why no output waits until it is entered.
 */
export class ReadlineEndpoint implements RelayEndpoint {
  readonly fds = [0, 1] as const;
  readonly readable = true;
  readonly writable: boolean;
  readonly datagram = false;
  readonly environment = {};
  readonly #readline: TerminalReadline;
  readonly #lines: AsyncGenerator<string>;
  readonly #streams: TerminalStreams;
  readonly #settings: ReadlineSettings;
  readonly #restore: () => void;
  /** Entered, and not read yet. */
  #typed: Uint8Array = NOTHING;
  /** The unfinished line of the other side, and its text as a prompt. */
  #unfinished: Uint8Array = NOTHING;
  #asked = "";
  /** Whether a line is being typed, and whether nobody may see it. */
  #typing = false;
  #hidden = false;
  #open = true;

  constructor(streams: TerminalStreams, context: RelayContext, settings: ReadlineSettings) {
    this.#streams = streams;
    this.#settings = settings;
    this.writable = settings.writable;
    this.#readline = new TerminalReadline({ ...streams, translate: String }, {
      prompt: verbatim(settings.prompt ?? ""),
      past: settings.past,
      hidden: () => this.#typing ? this.#hidden : this.#hides(),
      begun: () => this.#begun(),
      entered: (line) => this.#entered(line),
      ...(context.interrupt === undefined ? {} : { interrupt: context.interrupt }),
      ...(settings.escape === undefined ? {} : { escape: settings.escape }),
    });
    this.#lines = this.#readline.lines();
    this.#showPrompt();
    // However the end comes, the terminal is itself again.
    this.#restore = context.cleanups.add(() => void this.#giveBack());
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#typed.length === 0) {
      const { value, done } = await this.#lines.next();
      if (done || !this.#open) {
        // The next thing said, here or by the shell, begins a line of its own.
        if (this.#open) this.#wait(joined(this.#unfinished, LINE_END));
        await this.#giveBack();
        return null;
      }
      this.#typed = new TextEncoder().encode(`${value}\n`);
    }
    const count = Math.min(buffer.length, this.#typed.length);
    buffer.set(this.#typed.subarray(0, count));
    this.#typed = this.#typed.subarray(count);
    return count;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#open) return await this.#streams.stdout.write(bytes);
    const all = joined(this.#unfinished, bytes);
    const end = all.length > LONGEST ? all.length : all.lastIndexOf(LF) + 1;
    this.#wait(all.slice(end));
    this.#showPrompt();
    if (end > 0) await this.#readline.showBytes(withEnd(all.subarray(0, end)));
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#giveBack();
    this.#restore();
  }

  /** Only the end of a line that is wider than the terminal can stand before the input. */
  #showPrompt(): void {
    const { prompt } = this.#settings;
    const asked = this.#fits() ? this.#asked : this.#asked.slice(-this.#room());
    this.#readline.prompt(verbatim(this.#typing ? prompt ?? asked : asked || (prompt ?? "")));
  }

  /** What was asked stays on the screen, in a line of its own when it is not the prompt. */
  #begun(): void {
    if (!this.#typing) this.#hidden = this.#hides();
    this.#typing = true;
    if (this.#unfinished.length > 0 && !this.#isPrompt()) {
      void this.#readline.showBytes(withEnd(this.#unfinished));
      this.#wait(NOTHING);
    }
    this.#showPrompt();
  }

  #entered(line: string): void {
    if (this.#isPrompt()) this.#wait(NOTHING);
    if (!this.#hidden) this.#settings.entered(line);
    this.#typing = this.#hidden = false;
    this.#showPrompt();
  }

  #isPrompt(): boolean {
    return this.#fits() && (this.#settings.prompt ?? this.#asked) === this.#asked;
  }

  #hides(): boolean {
    return this.#settings.noecho?.test(this.#asked) ?? false;
  }

  #fits(): boolean {
    return unicodeWidth(this.#asked) <= this.#room();
  }

  #room(): number {
    return Math.max(1, this.#streams.stdout.columns() - ROOM);
  }

  #wait(unfinished: Uint8Array): void {
    this.#unfinished = unfinished;
    this.#asked = promptText(unfinished);
  }

  async #giveBack(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#settings.closed();
    await this.#readline[Symbol.asyncDispose]();
    await this.#streams.stdout.write(this.#unfinished).catch(
      () => {/* a terminal that is gone needs nothing */},
    );
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

/** A line that has no end gets one. */
function withEnd(lines: Uint8Array): Uint8Array {
  return lines.at(-1) === LF ? lines : joined(lines, LINE_END);
}
