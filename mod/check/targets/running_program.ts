import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { type ProcessFamily, processFamily } from "../../process/process_family.ts";
import { StartedProgram } from "../../process/started_program.ts";
import { findProgram } from "../../system/find_program.ts";
import { startable } from "../../system/start_words.ts";
import type { ProgramEnd } from "../causes/evidence.ts";
import { MemoryWatch } from "./memory_watch.ts";
import { END_KEY, ProgramTerminal } from "./program_terminal.ts";
import { startFailure } from "./start_failure.ts";

/** How a program is started. */
export interface ProgramPlace {
  /** The folder it runs in; by default the current one. */
  readonly cwd?: string | undefined;
  /** Whether it sits at a terminal, where the system has any, instead of between pipes. */
  readonly terminal?: boolean;
  /** The most memory that it and all that it has started may use, bytes; by default any. */
  readonly memory?: number | undefined;
}

/**
 * A program under test, as a process.
 *
 * Its keyboard is open and silent until {@linkcode type} or {@linkcode endTyping}: a server that watches its
 * keyboard, as many first ones do, must not find it at its end.
 */
export class RunningProgram implements AsyncDisposable {
  readonly #program: StartedProgram;
  readonly #terminal: ProgramTerminal | undefined;
  readonly #tails: { stdout: Tail; stderr: Tail };
  readonly #keyboard: WritableStreamDefaultWriter<Uint8Array> | undefined;
  readonly #memory: MemoryWatch | undefined;
  readonly #started = performance.now();
  #lifetime: number | undefined;
  #ended: ProgramEnd | undefined;
  #stopping = false;

  /**
   * Starts it in a group of its own, so that the children of a server that forks end with it.
   *
   * @throws {Error} with a sentence when there is no such program.
   */
  constructor(words: readonly string[], { cwd, terminal = false, memory }: ProgramPlace = {}) {
    // What cannot be found is started all the same: the system says why it cannot be.
    const sits = terminal && findProgram(words[0] ?? "") !== undefined;
    this.#terminal = sits ? ProgramTerminal.open() : undefined;
    this.#program = start(words, cwd, this.#terminal);
    const { child } = this.#program;
    this.#memory = memory === undefined ? undefined : new MemoryWatch(child.pid, memory);
    const screen = this.#terminal && ReadableStream.from(this.#terminal.screen());
    this.#tails = { stdout: new Tail(screen ?? child.stdout), stderr: new Tail(child.stderr) };
    this.#keyboard = this.#terminal === undefined ? child.stdin.getWriter() : undefined;
    this.#keyboard?.closed.catch(unread);
    child.status.then(({ code, signal }) => {
      this.#lifetime = performance.now() - this.#started;
      this.#terminal?.leave();
      this.#memory?.[Symbol.dispose]();
      if (!this.#stopping) this.#ended = { code, signal };
    });
  }

  /** The number of its process. */
  get pid(): number {
    return this.#program.child.pid;
  }

  /** Whether it sits at a terminal. */
  get atTerminal(): boolean {
    return this.#terminal !== undefined;
  }

  /** Types this. */
  type(text: string): void {
    if (this.#terminal !== undefined) this.#terminal.type(text);
    else this.#keyboard!.write(new TextEncoder().encode(text)).catch(unread);
  }

  /** Ends its standard input: presses Ctrl-D. */
  endTyping(): void {
    if (this.#terminal !== undefined) this.#terminal.type(END_KEY);
    else this.#keyboard!.close().catch(unread);
  }

  /** How it has ended by itself; undefined while it runs, and when it was us who ended it. */
  get ended(): ProgramEnd | undefined {
    return this.#ended;
  }

  /** Whether it runs no longer, for whatever reason. */
  get over(): boolean {
    return this.#program.ended !== undefined;
  }

  /** The memory that it has used more of, bytes, and was ended for; undefined where it has not. */
  get outgrown(): number | undefined {
    return this.#memory?.exceeded;
  }

  /** Milliseconds for which it has run. */
  get lifetime(): number {
    return this.#lifetime ?? performance.now() - this.#started;
  }

  /** Resolves when it ends. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#program.child.status;
  }

  /** It and its children, as the system shows them now; undefined where the system does not. */
  family(): ProcessFamily | undefined {
    return processFamily(this.#program.child.pid);
  }

  /** How many characters it has printed, on its screen or for its user and as errors. */
  get printed(): number {
    return this.#tails.stdout.count + this.#tails.stderr.count;
  }

  /** The end of what it wrote. */
  get stdout(): string {
    return this.#tails.stdout.text;
  }

  /** The end of what it said on standard error. */
  get stderr(): string {
    return this.#tails.stderr.text;
  }

  /** Ends it and everything it has started: it is asked first, as far as that is possible, then forced. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    if (this.#terminal === undefined) this.endTyping();
    await this.#program.end(GRACE);
    await Promise.all([this.#tails.stdout.done(), this.#tails.stderr.done()]);
    await this.#terminal?.[Symbol.asyncDispose]();
  }
}

/** What Python prints into a pipe comes out at once. */
const PIPED = { PYTHONUNBUFFERED: "1", PYTHONIOENCODING: "utf-8" };
/** As on a desk (to Python, an empty text is no wish), but without colours and pictures. */
const AT_TERMINAL = { PYTHONUNBUFFERED: "", PYTHONIOENCODING: "utf-8", TERM: "dumb" };

/** Milliseconds that it has to end by itself. */
const GRACE = 300;

function start(
  words: readonly string[],
  cwd: string | undefined,
  terminal: ProgramTerminal | undefined,
): StartedProgram {
  const piped = terminal === undefined ? "piped" : "null";
  try {
    const plain = startable(words);
    const { program, args, rawArguments } = terminal?.startable(plain) ?? plain;
    return new StartedProgram({
      program,
      args,
      windowsRawArguments: rawArguments,
      cwd,
      env: terminal === undefined ? PIPED : AT_TERMINAL,
      stdin: piped,
      stdout: piped,
      stderr: "piped",
      own: false,
      group: true,
    });
  } catch (error) {
    throw new MessageError(msg`Cannot run "${words.join(" ")}": ${startFailure(words, error)}`, {
      cause: error,
    });
  }
}

/** It ended without reading all of it. */
function unread(): void {}

/** The last characters of a stream, which is read to its end all the time. */
class Tail {
  text = "";
  /** How many characters have come. */
  count = 0;
  readonly #stream: ReadableStream<Uint8Array>;
  readonly #reading: Promise<void>;
  readonly #stop = new AbortController();

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#stream = stream;
    this.#reading = this.#read();
  }

  /** Stops reading: a child that was forked off may hold the stream open. */
  async done(): Promise<void> {
    const timer = setTimeout(() => this.#stop.abort(), 200);
    await this.#reading;
    clearTimeout(timer);
  }

  async #read(): Promise<void> {
    const text = new TextDecoderStream();
    try {
      await this.#stream.pipeThrough(text, { signal: this.#stop.signal }).pipeTo(this.#sink());
    } catch {
      // Stopped, or the pipe broke: the text read so far stays.
    }
  }

  #sink(): WritableStream<string> {
    return new WritableStream({
      write: (piece) => {
        this.count += piece.length;
        this.text = (this.text + piece).slice(-KEPT);
      },
    });
  }
}

/** How many characters of a program's output are kept. */
const KEPT = 65_536;
