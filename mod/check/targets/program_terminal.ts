/**
 * # The terminal of a client
 *
 * A client talks to a person, and many first ones behave differently where nobody sits: what C and Java print stays
 * in a buffer when it goes into a pipe, and `input()` edits no line. So a client gets a pseudo-terminal, as at its
 * author's keyboard: what is typed is a line once Enter has been pressed, Ctrl-D is its end, and what it prints is on
 * the screen when a terminal would show it. Its standard error stays apart, since it tells of mistakes.
 *
 * Two things differ from a terminal on a desk: what is typed is not shown, because the screen is searched for what
 * the program has said, and a line feed stays a line feed.
 */
import { Terminals } from "../../process/tty/terminals.ts";
import type { TerminalStream } from "../../process/tty/terminal_stream.ts";
import type { Startable } from "../../system/start_words.ts";

/** The terminal that a program sits at. */
export class ProgramTerminal implements AsyncDisposable {
  readonly #terminals: Terminals;
  readonly #master: TerminalStream;
  readonly #path: string;
  /** Kept open until the program has gone: before it has opened its end, nobody has. */
  #slave: number | undefined;
  #typing: Promise<void> = Promise.resolve();

  private constructor(terminals: Terminals) {
    const { master, path } = terminals.make();
    [this.#terminals, this.#master, this.#path] = [terminals, master, path];
    this.#slave = terminals.calls.open(path);
    terminals.change(this.#slave, (modes) => {
      modes.setAll(["echo", "echoe", "echok", "echoctl", "onlcr"], false);
      modes.setAll(["icanon", "isig", "icrnl"], true);
    });
    terminals.calls.setWindowSize(master.fd, { rows: 40, columns: 160 });
  }

  /** Undefined where the system has none that can be used. */
  static open(): ProgramTerminal | undefined {
    let terminals: Terminals | undefined;
    try {
      terminals = Terminals.use();
      return terminals === undefined ? undefined : new ProgramTerminal(terminals);
    } catch {
      // No descriptor or no terminal is left: pipes do as well.
      void terminals?.[Symbol.asyncDispose]();
      return undefined;
    }
  }

  /**
   * A shell that opens the terminal for its standard input and output and becomes the program: the terminal is then
   * the controlling one of the session that it leads.
   */
  startable({ program, args }: Startable): Startable {
    const script = 'exec "$@" 0<>"$0" 1>&0';
    return { program: "/bin/sh", args: ["-c", script, this.#path, program, ...args], rawArguments: false };
  }

  /** Presses these keys; each line feed is Enter. */
  type(text: string): void {
    const keys = new TextEncoder().encode(text.replaceAll("\n", "\r"));
    // It has gone, or reads no more.
    this.#typing = this.#typing.then(() => this.#master.write(keys)).catch(() => {});
  }

  /** What appears on the screen; it ends when the terminal is given up, and once nobody sits there any more. */
  async *screen(): AsyncGenerator<Uint8Array> {
    const buffer = new Uint8Array(16_384);
    while (true) {
      const length = await this.#master.read(buffer);
      if (length === null) return;
      yield buffer.slice(0, length);
    }
  }

  /** The program has gone: what it has left on the screen is read, and then the screen ends. */
  leave(): void {
    if (this.#slave !== undefined) this.#terminals.calls.close(this.#slave);
    this.#slave = undefined;
  }

  /** Hangs up. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.leave();
    this.#master.close();
    await this.#typing;
    await this.#terminals[Symbol.asyncDispose]();
  }
}

/** What a keyboard sends for Ctrl-D. */
export const END_KEY = "\x04";
