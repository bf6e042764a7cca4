import { DescriptorPoller } from "../../net/descriptor/descriptor_poller.ts";
import { TerminalModes } from "./terminal_modes.ts";
import { type TerminalReading, TerminalStream } from "./terminal_stream.ts";
import { TtyCalls, type WindowSize } from "./tty_calls.ts";

/** A new pseudo terminal. */
export interface PseudoTerminal {
  /** The end that what is written at the other end comes out of. */
  readonly master: TerminalStream;
  /** The path of the end that looks like a terminal. */
  readonly path: string;
}

/**
 * The terminals that a program has opened: they share the C library and the thread that waits. It is let go of
 * when the last user has given it back.
 */
export class Terminals implements AsyncDisposable {
  static #shared: { readonly terminals: Terminals; users: number } | undefined;

  readonly calls: TtyCalls;
  readonly #poller: DescriptorPoller;

  private constructor(calls: TtyCalls) {
    this.calls = calls;
    this.#poller = new DescriptorPoller(calls);
  }

  /**
   * Undefined where the system or its C library has no such calls, or they may not be used.
   *
   * @throws {Error} with the system's code, when there is no descriptor left
   */
  static use(): Terminals | undefined {
    if (Terminals.#shared === undefined) {
      const calls = TtyCalls.open();
      if (calls === undefined) return undefined;
      try {
        Terminals.#shared = { terminals: new Terminals(calls), users: 0 };
      } catch (error) {
        calls[Symbol.dispose]();
        throw error;
      }
    }
    Terminals.#shared.users++;
    return Terminals.#shared.terminals;
  }

  /**
   * Makes a pseudo terminal.
   *
   * @throws {Error} with the system's code
   */
  make(reading: TerminalReading = {}): PseudoTerminal {
    const fd = this.calls.open("/dev/ptmx");
    try {
      return { path: this.calls.unlockSlave(fd), master: this.stream(fd, { ...reading, master: true }) };
    } catch (error) {
      this.calls.close(fd);
      throw error;
    }
  }

  /** Drives a descriptor that does not block, and takes ownership of it. */
  stream(fd: number, reading?: TerminalReading): TerminalStream {
    return new TerminalStream(fd, this.calls, this.#poller, reading);
  }

  /**
   * Changes the modes of a terminal.
   *
   * @returns a function that sets them as they were
   * @throws {Error} with the system's code, ENOTTY for what is no terminal
   */
  change(fd: number, changes: (modes: TerminalModes) => void): () => void {
    const before = this.calls.modes(fd);
    const modes = new TerminalModes(before);
    changes(modes);
    this.calls.setModes(fd, modes.record);
    return () => {
      try {
        this.calls.setModes(fd, before);
      } catch {
        // The terminal has gone.
      }
    };
  }

  /** The size of the first of the standard streams that is a terminal, and undefined if none is. */
  ownWindowSize(): WindowSize | undefined {
    for (const fd of [0, 1, 2]) {
      const size = this.calls.windowSize(fd);
      if (size !== undefined && size.rows > 0) return size;
    }
    return undefined;
  }

  /** Gives it back. */
  async [Symbol.asyncDispose](): Promise<void> {
    const shared = Terminals.#shared!;
    if (--shared.users > 0) return;
    Terminals.#shared = undefined;
    await this.#poller.close();
    this.calls[Symbol.dispose]();
  }
}
