import { msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import type { Connection } from "../../net/connection.ts";
import { dial, type HostPort } from "../../net/tcp/dial.ts";
import { NetError } from "../../net/errors/net_error.ts";
import { findPortOwner } from "../../net/port_owner/port_owner.ts";
import { listen } from "../../net/tcp/listen.ts";
import { listenDatagrams } from "../../net/udp/datagram_socket.ts";
import { type ProgramLanguage, programLanguage } from "../causes/program_language.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import { startSeen } from "../texts/start_texts.ts";
import { type ProgramSigns, programSigns } from "./program_signs.ts";
import type { CallRecorder, SeenCalls } from "../calls/call_recorder.ts";
import { RecordedStart } from "./recorded_start.ts";
import type { RunningProgram } from "./running_program.ts";
import { sleep } from "../probes/sleep.ts";
import { StartPatience, StartWatch } from "./start_watch.ts";
import type { Target } from "./target.ts";

/** The program to run. */
export interface ProgramTargetOptions {
  /** The command's words, in which `{port}` and `{dir}` are filled in. */
  readonly words: readonly string[];
  /** The command as it was typed; by default its words. */
  readonly name?: string;
  /** Where it listens, if the command does not take a port; else a free port is chosen at each start. */
  readonly endpoint?: HostPort;
  /** What stands for `{dir}`; by default the current folder. */
  readonly dir?: string;
  /** The folder it runs in; by default the current one. */
  readonly cwd?: string;
  /** Whether it is to be reached by datagrams. @default "tcp" */
  readonly transport?: "tcp" | "udp";
  /** Whether somebody sits at it: it gets a terminal where the system has any. */
  readonly terminal?: boolean;
  /** The most memory that it and all that it has started may use, bytes; by default any. */
  readonly memory?: number | undefined;
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
  readonly language: ProgramLanguage | undefined;
  readonly #options: ProgramTargetOptions;
  readonly #patience: StartPatience;
  readonly #start = new RecordedStart();
  #endpoint: HostPort | undefined;
  #reached = false;
  /** Whether it was started once: from then on it may be itself who has the port. */
  #begun = false;

  constructor(options: ProgramTargetOptions, patience: StartPatience = new StartPatience()) {
    this.#options = options;
    this.#patience = patience;
    this.name = options.name ?? options.words.join(" ");
    this.language = programLanguage(options.words);
  }

  /** Another one of the same program, on a port of its own; undefined where its port is always the same. */
  fork(): ProgramTarget | undefined {
    return this.#options.endpoint === undefined
      ? new ProgramTarget(this.#options, this.#patience)
      : undefined;
  }

  /** The program as it runs now, once it has been started. */
  get program(): RunningProgram | undefined {
    return this.#start.program;
  }

  recordCalls(recorder: CallRecorder | undefined): void {
    this.#start.recorder = recorder;
  }

  async calls(): Promise<SeenCalls | undefined> {
    return await this.#start.calls();
  }

  async ready(fresh: boolean): Promise<boolean> {
    if (this.program !== undefined && !this.program.over && !fresh) return false;
    if (!this.#begun) await this.#refuseTaken();
    this.#begun = true;
    await this.#start.end();
    const { endpoint, cwd, terminal = false, memory } = this.#options;
    this.#endpoint = endpoint ?? { hostname: "localhost", port: await this.#freePort() };
    this.#reached = false;
    await this.#start.begin(this.#words(this.#endpoint.port), { cwd, terminal, memory });
    return true;
  }

  async connect(): Promise<Connection> {
    const watch = this.#watch();
    while (true) {
      try {
        const connection = await dial(this.endpoint(), { signal: this.#options.signal });
        this.#reached = true;
        return connection;
      } catch (error) {
        this.#tryOtherFamily();
        // Once it has accepted somebody, a refusal is an answer; before, it may still be starting.
        if (!(error instanceof NetError) || error.code !== "connection_refused" || this.#reached) throw error;
        const problem = watch.problem();
        if (problem !== undefined) {
          throw new RuleViolation("refused", EXPECTED.client, undefined, startSeen(problem), {
            start: problem,
          });
        }
        await sleep(25, this.#options.signal);
      }
    }
  }

  /** Waits until it has a UDP socket on its port, where the system shows that. */
  async awake(): Promise<void> {
    const watch = this.#watch();
    while (!watch.bound()) {
      const problem = watch.problem();
      if (problem !== undefined) {
        const seen = startSeen(problem, "udp");
        throw new RuleViolation("refused", EXPECTED.client, undefined, seen, { start: problem });
      }
      await sleep(25, this.#options.signal);
    }
  }

  endpoint(): HostPort {
    return this.#endpoint!;
  }

  said(): string {
    const { stderr = "", stdout = "" } = this.program ?? {};
    // What it prints for its user tells something only where it could not be reached.
    return stderr === "" && !this.#reached ? stdout : stderr;
  }

  async signs(): Promise<ProgramSigns> {
    return this.program === undefined
      ? {}
      : await programSigns(this.program, this.#options.signal, this.#endpoint?.port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#start.end();
  }

  #watch(): StartWatch {
    const { transport = "tcp", words } = this.#options;
    return new StartWatch({
      program: this.program!,
      port: this.#endpoint!.port,
      transport,
      compiled: words.some((word) => BUILDS.test(word)),
      patience: this.#patience,
    });
  }

  /** Somebody else's server on the program's port would be checked in its place. */
  async #refuseTaken(): Promise<void> {
    const { endpoint, transport = "tcp" } = this.#options;
    if (endpoint === undefined || !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/i.test(endpoint.hostname)) return;
    const { hostname, port } = endpoint;
    const open = transport === "udp" ? listenDatagrams : listen;
    try {
      for (const socket of await open(port, { hostname })) socket.close();
    } catch (error) {
      if (!(error instanceof NetError) || error.code !== "address_in_use") return;
      const owner = transport === "tcp" ? findPortOwner(port) : undefined;
      throw new MessageError(
        owner === undefined
          ? msg`port ${port} is taken already: end the program that has it, or check that one without --run`
          : msg`port ${port} is taken already, by ${owner.name} (process ${owner.pid}): end it, or check it without --run`,
        { cause: error },
      );
    }
  }

  /** A server for IPv6 alone is found, too, where `localhost` is an IPv4 address and nothing else. */
  #tryOtherFamily(): void {
    if (this.#reached || this.#options.endpoint !== undefined) return;
    const hostname = this.#endpoint!.hostname === "localhost" ? "::1" : "localhost";
    this.#endpoint = { ...this.#endpoint!, hostname };
  }

  /** A port that is free at this moment in both families, for connections and for datagrams. */
  async #freePort(): Promise<number> {
    while (true) {
      const port = await triedPort();
      for (let looks = 0; port !== undefined && looks < MOST_LOOKS; looks++) {
        if (!await isAnswered(port, this.#options.signal)) return port;
        // A child that another thread is just starting has a copy of our listeners until its program begins.
        await sleep(5, this.#options.signal);
      }
    }
  }

  #words(port: number): string[] {
    const { words, dir } = this.#options;
    return words.map((word) =>
      word.replaceAll("{port}", String(port)).replaceAll("{dir}", dir ?? Deno.cwd())
    );
  }
}

/** What compiles before it runs: one process may compute for long then. */
const BUILDS =
  /\.java$|(^|[/\\])(go|cargo|make|mvnw?|gradlew?|dotnet|sbt|swift|scala|kotlin|runghc)(\.(exe|cmd|bat))?$/;

/** A port at which somebody still answers after so many looks is somebody else's by now. */
const MOST_LOOKS = 100;

/** A port that the system chose, if it is free for datagrams, too. */
async function triedPort(): Promise<number | undefined> {
  const listeners = await listen(0);
  try {
    const { port } = listeners[0]!.address;
    (await listenDatagrams(port)).forEach((socket) => socket.close());
    return port;
  } catch (error) {
    if (!(error instanceof NetError) || error.code !== "address_in_use") throw error;
    return undefined;
  } finally {
    listeners.forEach((listener) => listener.close());
  }
}

/** Whether somebody listens there. Windows takes seconds to say no, and its children have no copies. */
async function isAnswered(port: number, signal: AbortSignal): Promise<boolean> {
  if (Deno.build.os === "windows") return false;
  try {
    (await dial({ hostname: "localhost", port }, { signal })).close();
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
