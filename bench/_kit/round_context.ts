import type { Candidate } from "./candidate.ts";
import type { LoadGenerator, LoadParameters, LoadResult } from "./load_generator.ts";
import { watchUsage } from "../../tests/_kit/program/proc.ts";
import type { RunningServer } from "./start_server.ts";

/** The tools of one measurement. */
export interface RoundContext {
  readonly server: RunningServer;
  readonly candidate: Candidate;
  /** Aborted when the round has taken too long. */
  readonly signal: AbortSignal;
  /** Runs the load against this server and notes the command for the results. */
  load(mode: string, parameters: LoadParameters): Promise<LoadResult>;
  /**
   * The same against several servers at the same time, by their ports. The loads share a core and wait for each other
   * there, which is not told as waiting for other programs.
   */
  loadEach(mode: string, parameters: LoadParameters, ports: readonly number[]): Promise<LoadResult[]>;
  /** As {@link LoadGenerator.hold}, noted the same way. @param ports of several servers. @default {this one's} */
  hold(mode: string, parameters: LoadParameters, ports?: readonly number[]): Promise<AsyncDisposable>;
  /**
   * Runs another client, such as curl, noted the same way.
   *
   * @returns what it printed
   * @throws {Error} with its own words when it fails
   */
  client(program: string, ...args: string[]): Promise<string>;
}

/**
 * The processor time used by the clients of one round: the other half of the load on the machine.
 */
export class ClientUsage {
  #cpu = 0;
  #wall = 0;
  #waited = 0;

  /** @param waitedSeconds in which the clients could have run and somebody else had the processor */
  add(cpuSeconds: number | undefined, wallSeconds: number | undefined, waitedSeconds = 0): void {
    this.#cpu += cpuSeconds ?? NaN;
    this.#wall += wallSeconds ?? NaN;
    this.#waited += waitedSeconds;
  }

  get cpuSeconds(): number {
    return this.#cpu;
  }

  /** The share of the time in which they waited for a processor, in percent; `undefined` when nobody told. */
  get waitingPercent(): number | undefined {
    return this.#wall > 0 ? this.#waited / this.#wall * 100 : undefined;
  }

  /** Share of one core, in percent; `undefined` when nobody told. */
  get percent(): number | undefined {
    return this.#wall > 0 ? this.#cpu / this.#wall * 100 : undefined;
  }
}

/** The things that the rounds of a comparison share. */
export interface RunContext {
  readonly load: LoadGenerator;
  /** The core that the load keeps to. */
  readonly core?: number;
  /** Takes the commands of the clients. */
  readonly commands: Set<string>;
  readonly signal: AbortSignal;
}

/** The context of one round. */
export function roundContext(
  server: RunningServer,
  candidate: Candidate,
  { load, core, commands, signal }: RunContext,
): RoundContext & { readonly clientUsage: ClientUsage } {
  const clientUsage = new ClientUsage();
  const kept = (parameters: LoadParameters) => core === undefined ? parameters : { ...parameters, cpu: core };
  const note = (mode: string, parameters: LoadParameters) => commands.add(load.commandOf(mode, parameters));
  return {
    server,
    candidate: candidate.standsFor ?? candidate,
    signal,
    clientUsage,
    async load(mode, parameters) {
      note(mode, parameters);
      const result = await load.run(mode, server.port, kept(parameters), signal);
      clientUsage.add(result.load_cpu_s, result.load_wall_s, result.load_waited_s);
      return result;
    },
    async loadEach(mode, parameters, ports) {
      note(mode, parameters);
      const results = await Promise.all(
        ports.map((port) => load.run(mode, port, kept(parameters), signal)),
      );
      const sum = (key: string) => results.reduce((total, result) => total + (result[key] ?? NaN), 0);
      clientUsage.add(sum("load_cpu_s"), sum("load_wall_s") / ports.length);
      return results;
    },
    async hold(mode, parameters, ports = [server.port]) {
      note(mode, parameters);
      await using held = new AsyncDisposableStack();
      for (const port of ports) {
        held.use(await load.hold(mode, port, kept(parameters), signal));
      }
      return held.move();
    },
    async client(program, ...args) {
      const port = `${server.port}`;
      const typed = args.map((word) => word === port ? "PORT" : word.replaceAll(`:${port}`, ":PORT"));
      commands.add([program, ...typed].join(" "));
      const begun = performance.now();
      const words = [...(core === undefined ? [] : load.on([core])), program, ...args];
      const child = new Deno.Command(words[0]!, {
        args: words.slice(1),
        signal,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      })
        .spawn();
      const usage = watchUsage(child.pid);
      const { success, stdout, stderr } = await child.output();
      const { cpuSeconds, waitedSeconds } = usage();
      clientUsage.add(cpuSeconds, (performance.now() - begun) / 1000, waitedSeconds);
      signal.throwIfAborted();
      if (!success) throw new Error(new TextDecoder().decode(stderr).trim() || `${program} failed`);
      return new TextDecoder().decode(stdout);
    },
  };
}
