import { resolve } from "@std/path";
import type { Connection } from "../../net/connection.ts";
import { dial, type HostPort } from "../../net/tcp/dial.ts";
import { NetError } from "../../net/errors/net_error.ts";
import { listen } from "../../net/tcp/listen.ts";
import { listenDatagrams } from "../../net/udp/datagram_socket.ts";
import { RunningProgram } from "./running_program.ts";
import { sleep } from "../probes/sleep.ts";
import type { Target } from "./target.ts";

/** The program to run. */
export interface ProgramTargetOptions {
  /** The command's words, in which `{port}` and `{dir}` are filled in. */
  readonly words: readonly string[];
  /** Where it listens, if the command does not take a port; else a free port is chosen at each start. */
  readonly endpoint?: HostPort;
  /** The folder it runs in, which is also `{dir}`; by default the current one. */
  readonly dir?: string;
  readonly signal: AbortSignal;
}

/**
 * A server that is started for the check, and started anew when it has ended.
 *
 * No trial connection is made to find out whether it listens: a server that serves one client only
 * would spend it. The first connection is simply tried until it succeeds, while the program runs.
 */
export class ProgramTarget implements Target {
  readonly ours = true;
  readonly name: string;
  readonly #options: ProgramTargetOptions;
  #program: RunningProgram | undefined;
  #endpoint: HostPort | undefined;
  #reached = false;

  constructor(options: ProgramTargetOptions) {
    this.#options = options;
    this.name = options.words.join(" ");
  }

  async ready(fresh: boolean): Promise<boolean> {
    if (this.#program !== undefined && !this.#program.ended && !fresh) return false;
    await this.#program?.[Symbol.asyncDispose]();
    const { dir, endpoint } = this.#options;
    this.#endpoint = endpoint ?? { hostname: "localhost", port: await freePort() };
    this.#reached = false;
    this.#program = new RunningProgram(
      this.#words(this.#endpoint.port),
      dir === undefined ? {} : { cwd: dir },
    );
    return true;
  }

  async connect(): Promise<Connection> {
    const deadline = performance.now() + START_TIME;
    while (true) {
      try {
        const connection = await dial(this.endpoint(), { signal: this.#options.signal });
        this.#reached = true;
        return connection;
      } catch (error) {
        this.#tryOtherFamily();
        if (this.#hopeless(error) || performance.now() > deadline) throw error;
        await sleep(25, this.#options.signal);
      }
    }
  }

  endpoint(): HostPort {
    return this.#endpoint!;
  }

  said(): string {
    return this.#program?.stderr ?? "";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.[Symbol.asyncDispose]();
  }

  /** A server for IPv6 alone is found, too, where `localhost` is an IPv4 address and nothing else. */
  #tryOtherFamily(): void {
    if (this.#reached || this.#options.endpoint !== undefined) return;
    const hostname = this.#endpoint!.hostname === "localhost" ? "::1" : "localhost";
    this.#endpoint = { ...this.#endpoint!, hostname };
  }

  /** Once it has accepted somebody, a refusal is an answer; before, it may still be starting. */
  #hopeless(error: unknown): boolean {
    if (!(error instanceof NetError) || error.code !== "connection_refused") return true;
    return this.#reached || this.#program!.ended;
  }

  #words(port: number): string[] {
    const { words, dir } = this.#options;
    return words.map((word) =>
      fromHere(word).replaceAll("{port}", String(port)).replaceAll("{dir}", dir ?? Deno.cwd())
    );
  }
}

/**
 * A word that names a file of the folder in which the user typed it, as a path that is good in any folder.
 */
export function fromHere(word: string): string {
  try {
    return Deno.statSync(word).isFile ? resolve(word) : word;
  } catch {
    return word;
  }
}

/** A port that is free at this moment in both families, for connections and for datagrams. */
async function freePort(): Promise<number> {
  while (true) {
    const listeners = await listen(0);
    try {
      const { port } = listeners[0]!.address;
      (await listenDatagrams(port)).forEach((socket) => socket.close());
      return port;
    } catch (error) {
      if (!(error instanceof NetError) || error.code !== "address_in_use") throw error;
    } finally {
      listeners.forEach((listener) => listener.close());
    }
  }
}

/** How long a program may take until it listens, in milliseconds. */
const START_TIME = 15_000;
