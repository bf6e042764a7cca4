import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { StartedProgram } from "../../process/started_program.ts";
import { startable } from "../../system/start_words.ts";
import { startFailure } from "./start_failure.ts";

/** A program under test, as a process. */
export class RunningProgram implements AsyncDisposable {
  readonly #program: StartedProgram;
  readonly #tails: { stdout: Tail; stderr: Tail };
  readonly #keyboard: WritableStreamDefaultWriter<Uint8Array> | undefined;

  /**
   * Starts it in a group of its own, so that the children of a server that forks end with it.
   *
   * @param typed its standard input, before {@linkcode endTyping}; without it there is none.
   * @throws {Error} with a sentence when there is no such program.
   */
  constructor(words: readonly string[], { cwd, typed }: { cwd?: string; typed?: string } = {}) {
    this.#program = start(words, cwd, typed !== undefined);
    const { child } = this.#program;
    this.#tails = { stdout: new Tail(child.stdout), stderr: new Tail(child.stderr) };
    if (typed !== undefined) {
      this.#keyboard = child.stdin.getWriter();
      this.#keyboard.write(new TextEncoder().encode(typed)).catch(unread);
    }
  }

  /** Ends its standard input, as Ctrl-D does. */
  endTyping(): void {
    this.#keyboard?.close().catch(unread);
  }

  /** Whether it has ended by now. */
  get ended(): boolean {
    return this.#program.ended !== undefined;
  }

  /** Resolves when it ends. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#program.child.status;
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
    this.endTyping();
    await this.#program.end(GRACE);
    await Promise.all([this.#tails.stdout.done(), this.#tails.stderr.done()]);
  }
}

/** Milliseconds that it has to end by itself. */
const GRACE = 300;

function start(words: readonly string[], cwd: string | undefined, typing: boolean): StartedProgram {
  try {
    const { program, args, rawArguments } = startable(words);
    return new StartedProgram({
      program,
      args,
      windowsRawArguments: rawArguments,
      cwd,
      env: { PYTHONUNBUFFERED: "1", PYTHONIOENCODING: "utf-8" },
      stdin: typing ? "piped" : "null",
      stdout: "piped",
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
    return new WritableStream({ write: (piece) => void (this.text = (this.text + piece).slice(-KEPT)) });
  }
}

/** How many characters of a program's output are kept. */
const KEPT = 65_536;
