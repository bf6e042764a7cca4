import { AcceptMux } from "../../net/accept/accept_mux.ts";
import { acceptClient } from "../../net/accept/accept_recovery.ts";
import type { Connection } from "../../net/connection.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import { listen, type Listener } from "../../net/tcp/listen.ts";
import type { CallRecorder, SeenCalls } from "../calls/call_recorder.ts";
import type { Evidence } from "../causes/evidence.ts";
import type { ProgramLanguage } from "../causes/program_language.ts";
import { sleep } from "../probes/sleep.ts";
import type { Target } from "./target.ts";

/** How a proxy is reached, and where it finds us. */
export interface ProxyTargetOptions {
  readonly name: string;
  readonly language?: ProgramLanguage | undefined;
  /** The port on which the server behind it listens; 0 for a free one, another one for each fork. */
  readonly port: number;
  /** The address on which it listens; every one of the machine where there is none. */
  readonly hostname?: string;
  /** The proxy itself, which is told where the server behind it is. */
  program(upstream: HostPort): Target;
  readonly ours: boolean;
  readonly signal: AbortSignal;
}

/**
 * A proxy between us and us: we come to it as clients, and it comes to the server behind it, which is us again.
 *
 * We listen before it is started, since it may connect at once.
 */
export class ProxyTarget implements Target {
  readonly ours: boolean;
  readonly name: string;
  readonly language: ProgramLanguage | undefined;
  readonly #options: ProxyTargetOptions;
  #listeners: Listener[] = [];
  #mux: AcceptMux | undefined;
  #program: Target | undefined;
  /** Connections that it has made and that no rule has taken yet. */
  #arrived: Connection[] = [];
  #wake = Promise.withResolvers<void>();

  constructor(options: ProxyTargetOptions) {
    this.#options = options;
    ({ ours: this.ours, name: this.name } = options);
    this.language = options.language;
  }

  /** Another one with a server of its own behind it; undefined where its port has to be this one. */
  fork(): ProxyTarget | undefined {
    return this.ours && this.#options.port === 0 ? new ProxyTarget(this.#options) : undefined;
  }

  async ready(fresh: boolean): Promise<boolean> {
    const program = this.#program ?? await this.#listen();
    const started = await program.ready(fresh);
    for (const connection of this.#arrived.splice(0)) connection.close();
    return started;
  }

  connect(): Promise<Connection> {
    return this.#program!.connect();
  }

  /** The next connection that it makes to the server behind it, if one comes within this time. */
  async accept(timeout: number): Promise<Connection | undefined> {
    const deadline = performance.now() + timeout;
    while (this.#arrived.length === 0 && performance.now() < deadline) {
      await sleep(Math.max(deadline - performance.now(), 1), this.#options.signal, this.#wake.promise);
    }
    return this.#arrived.shift();
  }

  endpoint(): HostPort {
    return this.#program!.endpoint();
  }

  said(): string {
    return this.#program?.said() ?? "";
  }

  async signs(): Promise<Pick<Evidence, "ended" | "busy" | "queued">> {
    return await this.#program?.signs?.() ?? {};
  }

  recordCalls(recorder: CallRecorder | undefined): void {
    this.#program?.recordCalls?.(recorder);
  }

  async calls(): Promise<SeenCalls | undefined> {
    return await this.#program?.calls?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const listener of this.#listeners) listener.close();
    this.#mux?.close();
    for (const connection of this.#arrived.splice(0)) connection.close();
    await this.#program?.[Symbol.asyncDispose]();
  }

  async #listen(): Promise<Target> {
    const { port, hostname, program, signal } = this.#options;
    this.#listeners = await listen(port, hostname === undefined ? {} : { hostname });
    this.#mux = new AcceptMux(
      this.#listeners.map((listener) => ({ accept: () => acceptClient(listener, signal) })),
    );
    this.#pump(this.#mux);
    const { address } = this.#listeners[0]!;
    this.#program = program({ hostname: hostname ?? "127.0.0.1", port: address.port });
    return this.#program;
  }

  async #pump(mux: AcceptMux): Promise<void> {
    try {
      while (true) {
        this.#arrived.push(await mux.next());
        this.#wake.resolve();
        this.#wake = Promise.withResolvers<void>();
      }
    } catch {
      // Closed at the end of the check.
    }
  }
}
