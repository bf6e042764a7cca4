import type { Locale } from "../i18n/locale.ts";
import type { Message } from "../i18n/message.ts";
import type { DroppedPermissions, KeptPermissions } from "../process/drop_permissions.ts";
import { SIGNAL_NUMBERS, type StopReason, type StopSignal } from "../process/stop_signals.ts";

/** The world, as a command sees it: injected, so that a test can be the world. */
export interface CommandContext extends Locale {
  /** The command line, without the program's name. */
  readonly args: readonly string[];
  readonly stdin: Input;
  /** Data only. */
  readonly stdout: Output;
  /** Messages for a person. */
  readonly stderr: MessageWriter;
  /** Aborts with an {@linkcode SignalExit} when the user or the system asks the program to stop. */
  readonly signal: AbortSignal;
  /**
   * Does something else at a signal that would ask the program to stop, until it is disposed of. Undefined where
   * there are no signals.
   */
  readonly divertSignal?: (name: StopSignal, act: () => void) => Disposable;
  /** An environment variable; empty ones count as absent. */
  env(name: string): string | undefined;
  /** Gives up all permissions but these, for good: what the program may do from here on. */
  keepPermissions(kept: KeptPermissions): DroppedPermissions;
  /**
   * Gives up the permissions that the running command said it does not need, unless that is done
   * already: for servers, once they listen.
   *
   * @returns a report on the permissions.
   */
  dropPermissions(): DroppedPermissions;
}

/** Where bytes come from. */
export interface Input {
  /** @returns how many bytes were read, at least 1, or `null` at the end. */
  read(buffer: Uint8Array): Promise<number | null>;
  isTerminal(): boolean;
  /** Hands over each key as it is pressed, without showing it, when the input is a terminal that can. */
  setRaw?(raw: boolean): void;
  /**
   * Stops this program and those that were started with it, as Ctrl-Z does, until the shell lets them go on; at
   * once or a moment later. The system does nothing where there is no such shell. Undefined where it cannot.
   */
  suspend?(): void;
}

/** Where data goes. */
export interface Output {
  /**
   * Writes all of it, waiting for a slow reader.
   *
   * @throws {OutputClosedError} when nobody reads any more.
   */
  write(data: Uint8Array | string): Promise<void>;
  /** Writes a few bytes and waits for nobody, before everything that is being written: for a program's last moment. */
  writeNow?(text: string): void;
  isTerminal(): boolean;
  /** Whether it is a terminal that obeys escape sequences (ECMA-48). */
  obeysEscapes(): boolean;
  /** Width of the terminal in columns; 80 when there is none. */
  columns(): number;
  /** Height of the terminal in rows; undefined when it is not known. */
  rows?(): number | undefined;
}

/** Where sentences go. */
export interface MessageWriter {
  /**
   * Says a sentence, in the reader's language. Never throws and never waits: a server must not stop because
   * nobody reads its log.
   */
  tell(message: Message): void;
  /**
   * Says a line as it is: an event of a trace, which programs read too and which quotes the words
   * of peers.
   */
  verbatim(text: string): void;
  /** Writes to the terminal as it is, for progress bars; nothing when it does not obey escape sequences. */
  draw(text: string): void;
  isTerminal(): boolean;
  /** Whether it is a terminal that obeys escape sequences (ECMA-48). */
  obeysEscapes(): boolean;
  columns(): number;
  /** Resolves when all that was said is written, or cannot be. */
  flush(): Promise<void>;
}

/** Why the program is to stop: a signal. */
export class SignalExit extends Error implements StopReason {
  override readonly name = "SignalExit";
  /** 128 plus the signal's number, as shells have it. */
  readonly exitCode: number;

  /** @param timeLeft milliseconds until the system ends the program by itself. */
  constructor(readonly signalName: StopSignal, readonly timeLeft: number = Infinity) {
    super(`ended by ${signalName}`);
    this.exitCode = 128 + SIGNAL_NUMBERS[signalName];
  }
}

/** Standard output is closed: there is nobody left to give data to. */
export class OutputClosedError extends Error {
  override readonly name = "OutputClosedError";

  constructor() {
    super("standard output was closed by its reader");
  }
}
