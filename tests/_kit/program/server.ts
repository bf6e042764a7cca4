import { StartedProgram } from "../../../mod/process/started_program.ts";
import { SIGNALS_VARIABLE, signalSystem, type StopSignal } from "../../../mod/process/stop_signals.ts";
import { TextLineStream } from "@std/streams";
import { netlab, PLAIN } from "./netlab.ts";
import type { RunOptions } from "./run.ts";

/** How a server is started. */
export interface ServerOptions extends Pick<RunOptions, "cwd" | "env" | "network"> {
  /** What runs netlab, instead of the program under test: an executable and its first arguments. */
  readonly program?: readonly [string, ...string[]];
  /** How long a line is waited for, milliseconds. @default {30000} */
  readonly within?: number;
}

/** A netlab server that runs for the length of a test. */
export class Server implements AsyncDisposable {
  /** Its standard error so far, line by line. */
  readonly lines: string[] = [];
  readonly child: Deno.ChildProcess;
  readonly #program: StartedProgram;
  readonly #reading: Promise<void>;
  readonly #deaf = new AbortController();
  readonly #within: number;
  #waiting: { matches: (line: string) => boolean; found: (line: string) => void }[] = [];

  private constructor(args: string[], { program, within = 30_000, ...options }: ServerOptions) {
    this.#within = within;
    const [command, first] = program === undefined
      ? netlab(...args)
      : [program[0], [...program.slice(1), ...args]];
    const [path, all] = options.network?.command(command, ...first) ?? [command, first];
    this.#program = new StartedProgram({
      program: path,
      args: all,
      cwd: options.cwd,
      env: { ...PLAIN, ...options.env },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      own: true,
      guarded: false,
      system: signalSystem(Deno.build.os, options.env?.[SIGNALS_VARIABLE] ?? Deno.env.get(SIGNALS_VARIABLE)),
    });
    this.child = this.#program.child;
    this.#reading = this.#read();
  }

  /** Starts `netlab …` and waits for nothing. */
  static spawn(args: string[], options: ServerOptions = {}): Server {
    return new Server(args, options);
  }

  /** Starts `netlab …` and waits until it listens. */
  static async start(args: string[], options: ServerOptions = {}): Promise<Server> {
    const server = Server.spawn(args, options);
    await server.line((line) => line.includes("listening on "));
    return server;
  }

  /** The port of the first socket. */
  get port(): number {
    return this.ports[0]!;
  }

  /** The ports of all its sockets, in the order of their ready lines. */
  get ports(): number[] {
    return this.lines.flatMap((line) => /listening on (?:AF=\d+ )?\S*:(\d+) /.exec(`${line} `)?.[1] ?? [])
      .map(Number);
  }

  /** The next line that matches, whether it has come already or not; fails after half a minute. */
  line(matches: (line: string) => boolean): Promise<string> {
    const said = this.lines.find(matches);
    if (said !== undefined) return Promise.resolve(said);
    return new Promise((found, fail) => {
      const never = () => fail(new Error(`Never said; heard:\n${this.lines.join("\n")}`));
      const timer = setTimeout(never, this.#within);
      this.#waiting.push({
        matches,
        found: (line) => {
          clearTimeout(timer);
          found(line);
        },
      });
    });
  }

  /** Closes our end of its standard error. */
  async deafen(): Promise<void> {
    this.#deaf.abort();
    await this.#reading;
  }

  /** Asks it to stop, as that signal does. */
  ask(signal: StopSignal = "SIGTERM"): void {
    this.#program.askToStop(signal);
  }

  /** Asks it to stop and waits for its end. */
  async stop(signal: StopSignal | "SIGKILL" = "SIGTERM"): Promise<number> {
    if (signal === "SIGKILL") this.#program.kill();
    else this.ask(signal);
    const { code } = await this.child.status;
    await Promise.all([this.#reading, this.#program.end(0)]);
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
  }

  async #read(): Promise<void> {
    const text = new TextDecoderStream();
    const piping = this.child.stderr.pipeTo(text.writable, { signal: this.#deaf.signal });
    try {
      for await (const line of text.readable.pipeThrough(new TextLineStream())) this.#hear(line);
    } catch (error) {
      if (!this.#deaf.signal.aborted) throw error;
    }
    await piping.catch(() => {/* deafened */});
  }

  #hear(line: string): void {
    this.lines.push(line);
    this.#waiting = this.#waiting.filter((each) => {
      const matched = each.matches(line);
      if (matched) each.found(line);
      return !matched;
    });
  }
}
