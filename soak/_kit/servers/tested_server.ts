import { TextLineStream } from "@std/streams";
import { StartedProgram } from "../../../mod/process/started_program.ts";
import type { StopSignal } from "../../../mod/process/stop_signals.ts";
import { descendants, isAlive } from "../../../tests/_kit/program/proc.ts";
import type { NatsServer } from "../../../tests/_kit/peers/nats_server.ts";
import { netlab, PLAIN } from "../../../tests/_kit/program/netlab.ts";
import { loopbackAddress, type Protocol, type ServerAddress } from "./server_address.ts";
import { Ledgers } from "../ledger.ts";
import { forgetClock } from "../system/moved_clock.ts";
import { Outages } from "../outages.ts";
import type { Ports } from "./ports.ts";
import { pause } from "../../../tests/_kit/until.ts";

/** One server of the run: how it is started, and its known properties. */
export interface ServerPlan {
  readonly name: string;
  /** The words after `netlab`, for the ports of its sockets. */
  readonly args: (ports: readonly number[]) => string[];
  /**
   * The protocols spoken at its sockets, in the order of its ready lines; a UNIX socket names its
   * path.
   */
  readonly sockets: readonly (Protocol | { readonly protocol: Protocol; readonly path: string })[];
  /** The folder it writes to, when it has one of its own. */
  readonly folder?: string;
  /** That folder again, when it is a small disk of its own that may be filled. */
  readonly disk?: string;
  /** The folder it only reads, when it has one. */
  readonly served?: string;
  /** Whether it starts a thread for each client. */
  readonly threads?: boolean;
  /** Isolates it starts when they are first needed, and keeps. @default {0} */
  readonly lateWorkers?: number;
  /** Between two conversations of one client, milliseconds, when it is more than usual. */
  readonly pauseMs?: number;
  /** The bus it depends on, for a server that needs one. */
  readonly bus?: NatsServer;
  /** The bus that keeps what it serves, when its clients can do without. */
  readonly keptBy?: NatsServer;
  /** Another server with the same room, or the same keys: its faults reach the clients of this one, too. */
  readonly partner?: () => TestedServer;
  /** A file that libfaketime reads its offset from, when this server's clock can be moved. */
  readonly clock?: string;
  /** Environment besides the usual. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How long a server may take until it listens: a busy machine starts twenty at once. */
const START_TIMEOUT_MS = 60_000;
const BY_DATAGRAM: readonly Protocol[] = ["datagrams", "echo-udp", "kv-udp", "prime-udp"];
/** How long it may take to end: the time of --grace and some. */
const STOP_TIMEOUT_MS = 30_000;
/** Lines of its log that are kept for the report. */
const KEPT = 40;

/** A netlab server under observation: it can be killed and started again, and keeps its addresses. */
export class TestedServer implements AsyncDisposable {
  readonly name: string;
  readonly plan: ServerPlan;
  readonly ledgers = new Ledgers();
  readonly outages = new Outages();
  /** Faults by name, with how often each one hit it. */
  readonly faults = new Map<string, number>();
  /** The faults of the process itself: it died, or left something behind. */
  readonly problems: string[] = [];
  /** The data that clients were told is kept. */
  readonly acknowledged: string[] = [];
  /** The most memory that was seen. */
  peakMib = 0;
  /** The end of its log. */
  readonly lines: string[] = [];
  #program: StartedProgram | undefined;
  readonly #ports: readonly number[];
  #ready = Promise.withResolvers<void>();
  #listening = Promise.resolve();
  #expected = false;
  #reading: Promise<void> = Promise.resolve();

  constructor(plan: ServerPlan, ports: Ports) {
    this.name = plan.name;
    this.plan = plan;
    this.#ports = plan.sockets.map(() => ports.take());
  }

  get pid(): number {
    return this.#program!.child.pid;
  }

  /** The address of the socket that speaks this protocol. */
  address(protocol: Protocol): ServerAddress | undefined {
    return this.addresses.find(([spoken]) => spoken === protocol)?.[1];
  }

  /** All its addresses, with the protocol that is spoken there. */
  get addresses(): [Protocol, ServerAddress][] {
    return this.plan.sockets.map((each, index) =>
      typeof each === "object"
        ? [each.protocol, { transport: "unix", path: each.path }]
        : [each, loopbackAddress(BY_DATAGRAM.includes(each) ? "udp" : "tcp", this.#ports[index]!)]
    );
  }

  /** Starts it and waits until it listens at all its addresses. */
  async start(): Promise<void> {
    const [program, args] = netlab(...this.plan.args(this.#ports));
    const env = { ...PLAIN, ...this.plan.env };
    this.#ready = Promise.withResolvers();
    this.#ready.promise.catch(() => {/* later it is a trouble, and told as one */});
    this.#expected = false;
    const started = this.#program = new StartedProgram({
      program,
      args,
      env,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      own: true,
      guarded: false,
    });
    const { child } = started;
    const reading = this.#reading = this.#read(child.stderr);
    child.status.then(({ code, signal }) => this.#ended(started, reading, signal ?? `exit code ${code}`));
    const timer = setTimeout(() => this.#ready.reject(this.#silence()), START_TIMEOUT_MS);
    await this.#ready.promise.finally(() => clearTimeout(timer));
  }

  /** Ends the process and everything it started, as `kill -9` of it does, and waits for the end. */
  async kill(signal: StopSignal | "SIGKILL" = "SIGKILL"): Promise<void> {
    const family = descendants(this.pid);
    this.#expected = true;
    if (signal === "SIGKILL") this.signal(signal);
    else this.#program!.askToStop(signal);
    await this.#endWithin(STOP_TIMEOUT_MS, signal);
    this.resumeReadingLog();
    await this.#reading;
    await this.#orphans(family);
  }

  /** Sends it a signal. */
  signal(signal: Deno.Signal, pid = this.pid): void {
    try {
      Deno.kill(pid, signal);
    } catch {
      // it has ended: its status tells
    }
  }

  /** Stops reading its log, like a pager that nobody scrolls. */
  stopReadingLog(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#listening = promise;
    this.resumeReadingLog = resolve;
  }

  /** Goes on reading. */
  resumeReadingLog: () => void = () => {};

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#program === undefined) return;
    this.signal("SIGCONT");
    await this.kill().catch(() => {/* it was never started, or is gone */});
  }

  async #endWithin(ms: number, signal: Deno.Signal): Promise<void> {
    const timer = setTimeout(() => {
      this.problems.push(`the server did not end within ${ms / 1000} s of ${signal}`);
      this.signal("SIGKILL");
    }, ms);
    await this.#program!.child.status;
    clearTimeout(timer);
    await this.#program!.end(0);
    if (this.plan.clock !== undefined) forgetClock(this.pid);
  }

  /** Children of a server that was killed have lost their client: they must end by themselves. */
  async #orphans(family: readonly number[]): Promise<void> {
    for (let waited = 0; waited < 20_000; waited += 50) {
      if (!family.some(isAlive)) return;
      await pause(50);
    }
    this.problems.push(`${family.filter(isAlive).length} children outlived the server`);
    family.forEach((pid) => this.signal("SIGKILL", pid));
  }

  async #ended(program: StartedProgram, reading: Promise<void>, how: string): Promise<void> {
    if (this.#expected || program !== this.#program) return;
    // Its last words may still be on their way
    await Promise.race([reading, pause(1000)]);
    this.problems.push(
      `the server ended by itself: ${how}; it last said: ${this.lines.slice(-3).join(" / ")}`,
    );
    this.#ready.reject(new Error(`${this.name} ended with ${how}`));
  }

  #silence(): Error {
    return new Error(`${this.name} does not listen; it said: ${this.lines.join(" / ")}`);
  }

  async #read(stderr: ReadableStream<Uint8Array>): Promise<void> {
    let silent = this.plan.sockets.length;
    const lines = stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    for await (const line of lines) {
      this.lines.push(line);
      if (this.lines.length > KEPT) this.lines.shift();
      if (READY.test(line) && --silent === 0) this.#ready.resolve();
      await this.#listening;
    }
  }
}

/** Its ready lines: one for each socket, and one for the page of a chat. */
const READY = /listening on |open http.* in a browser$/;
