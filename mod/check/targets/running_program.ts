import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { OrphanGuard } from "../../process/orphan_guard.ts";
import { startable } from "../../system/start_words.ts";
import { startFailure } from "./start_failure.ts";

/** A program under test, as a process. */
export class RunningProgram implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #tails: { stdout: Tail; stderr: Tail };
  #ended: Deno.CommandStatus | undefined;
  readonly #keyboard: WritableStreamDefaultWriter<Uint8Array> | undefined;
  readonly #orphans = new OrphanGuard();

  /**
   * Starts it in a group of its own, so that the children of a server that forks end with it.
   *
   * @param typed its standard input, before {@linkcode endTyping}; without it there is none.
   * @throws {Error} with a sentence when there is no such program.
   */
  constructor(words: readonly string[], { cwd, typed }: { cwd?: string; typed?: string } = {}) {
    this.#child = start(words, cwd, typed !== undefined);
    this.#orphans.add(this.#child.pid, { group: Deno.build.os !== "windows" });
    this.#tails = { stdout: new Tail(this.#child.stdout), stderr: new Tail(this.#child.stderr) };
    this.#child.status.then((status) => this.#ended = status);
    if (typed !== undefined) {
      this.#keyboard = this.#child.stdin.getWriter();
      this.#keyboard.write(new TextEncoder().encode(typed)).catch(unread);
    }
  }

  /** Ends its standard input, as Ctrl-D does. */
  endTyping(): void {
    this.#keyboard?.close().catch(unread);
  }

  /** Whether it has ended by now. */
  get ended(): boolean {
    return this.#ended !== undefined;
  }

  /** Resolves when it ends. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  /** The end of what it wrote. */
  get stdout(): string {
    return this.#tails.stdout.text;
  }

  /** The end of what it said on standard error. */
  get stderr(): string {
    return this.#tails.stderr.text;
  }

  /** Ends it and everything it has started: it is asked first, then forced. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.endTyping();
    this.#signal("SIGTERM");
    const force = setTimeout(() => this.#signal("SIGKILL"), 300);
    await this.#child.status;
    clearTimeout(force);
    this.#signal("SIGKILL");
    await this.#orphans[Symbol.asyncDispose]();
    await Promise.all([this.#tails.stdout.done(), this.#tails.stderr.done()]);
  }

  #signal(signal: Deno.Signal): void {
    try {
      if (Deno.build.os === "windows") this.#child.kill(signal);
      else Deno.kill(-this.#child.pid, signal);
    } catch {
      // It has ended, and all its children with it.
    }
  }
}

function start(words: readonly string[], cwd: string | undefined, typing: boolean): Deno.ChildProcess {
  try {
    const { program, args, rawArguments } = startable(words);
    return new Deno.Command(program, {
      args: [...args],
      windowsRawArguments: rawArguments,
      cwd,
      env: { PYTHONUNBUFFERED: "1", PYTHONIOENCODING: "utf-8" },
      stdin: typing ? "piped" : "null",
      stdout: "piped",
      stderr: "piped",
      ...(Deno.build.os === "windows" ? {} : { detached: true }),
    }).spawn();
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
