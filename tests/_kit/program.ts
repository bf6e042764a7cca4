import { fromFileUrl } from "@std/path";
import { TextLineStream } from "@std/streams";

/**
 * The program under test, as a user starts it: from source, or the compiled binary that `NETLAB_BIN` names.
 *
 * @returns executable and first arguments.
 */
export function netlab(...args: string[]): [string, string[]] {
  const binary = Deno.env.get("NETLAB_BIN");
  if (binary) return [binary, args];
  const config = fromFileUrl(new URL("../../deno.json", import.meta.url));
  const main = fromFileUrl(new URL("../../main.ts", import.meta.url));
  return [Deno.execPath(), ["run", "-A", "--no-check", "--config", config, main, ...args]];
}

/** Words are compared: no colours in them, and English whatever the tester's own language is. */
export const PLAIN: Readonly<Record<string, string>> = { NO_COLOR: "1", LC_ALL: "C.UTF-8" };

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a program is started with. */
export interface RunOptions {
  /** What it reads on standard input. */
  stdin?: string | Uint8Array;
  cwd?: string;
  env?: Record<string, string>;
  /** Milliseconds after which it is killed and the test fails. @default {60000} */
  timeout?: number;
}

/** Runs netlab to its end. */
export function run(args: string[], options: RunOptions = {}): Promise<Ended> {
  const [command, first] = netlab(...args);
  return runCommand(command, first, options);
}

/** Runs any program to its end. */
export async function runCommand(command: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { stdout, ...rest } = await runBytes(command, args, options);
  return { ...rest, stdout: new TextDecoder().decode(stdout) };
}

/** Runs any program to its end; its output as bytes. */
export async function runBytes(
  command: string,
  args: string[],
  { stdin, cwd, env, timeout = 60_000 }: RunOptions = {},
): Promise<{ code: number; stdout: Uint8Array; stderr: string }> {
  const child = new Deno.Command(command, {
    args,
    cwd,
    env: { ...PLAIN, ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
  const feeding = feed(child.stdin, stdin);
  const { code, signal, stdout, stderr } = await child.output();
  clearTimeout(timer);
  await feeding;
  const text = new TextDecoder().decode(stderr);
  if (signal === "SIGKILL") {
    throw new Error(`${command} ${args.join(" ")} did not end in ${timeout} ms\n${text}`);
  }
  return { code, stdout, stderr: text };
}

async function feed(stdin: WritableStream<Uint8Array>, data: string | Uint8Array | undefined): Promise<void> {
  const writer = stdin.getWriter();
  try {
    if (data !== undefined) {
      await writer.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
    }
    await writer.close();
  } catch {
    // The program ended without reading all of it.
  }
}

/** A netlab server that runs for the length of a test. */
export class Server implements AsyncDisposable {
  /** What it has said on standard error so far, line by line. */
  readonly lines: string[] = [];
  readonly child: Deno.ChildProcess;
  readonly #reading: Promise<void>;
  readonly #deaf = new AbortController();
  #waiting: { matches: (line: string) => boolean; found: (line: string) => void }[] = [];

  private constructor(args: string[], options: Pick<RunOptions, "cwd" | "env">) {
    const [command, first] = netlab(...args);
    this.child = new Deno.Command(command, {
      args: first,
      cwd: options.cwd,
      env: { ...PLAIN, ...options.env },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    this.#reading = this.#read();
  }

  /** Starts `netlab …` and waits for nothing. */
  static spawn(args: string[], options: Pick<RunOptions, "cwd" | "env"> = {}): Server {
    return new Server(args, options);
  }

  /** Starts `netlab …` and waits until it listens. */
  static async start(args: string[], options: Pick<RunOptions, "cwd" | "env"> = {}): Promise<Server> {
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

  /** The next line that matches, said already or not; fails after ten seconds. */
  line(matches: (line: string) => boolean): Promise<string> {
    const said = this.lines.find(matches);
    if (said !== undefined) return Promise.resolve(said);
    return new Promise((found, fail) => {
      const timer = setTimeout(() => fail(new Error(`Never said; heard:\n${this.lines.join("\n")}`)), 30_000);
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

  /** Asks it to stop and waits for its end. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<number> {
    try {
      this.child.kill(signal);
    } catch {
      // It has ended already.
    }
    const { code } = await this.child.status;
    await this.#reading;
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
