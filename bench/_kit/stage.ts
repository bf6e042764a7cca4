import type { Contender } from "./contender.ts";
import type { Load, LoadResult, Words } from "./load.ts";
import { watchUsage } from "../../tests/_kit/program/proc.ts";
import type { RunningServer } from "./start_server.ts";

/** What one measurement may use. */
export interface Stage {
  readonly server: RunningServer;
  readonly contender: Contender;
  /** Aborted when the round has taken too long. */
  readonly signal: AbortSignal;
  /** Runs the load against this server and notes the command for the results. */
  load(mode: string, words: Words): Promise<LoadResult>;
  /** As {@link Load.hold}, noted likewise. */
  hold(mode: string, words: Words): Promise<AsyncDisposable>;
  /**
   * Runs another client, such as curl, noted likewise.
   *
   * @returns what it printed
   * @throws {Error} with its own words when it fails
   */
  client(program: string, ...args: string[]): Promise<string>;
}

/** What the clients of one round used of the processors: the other half of a machine that is busy. */
export class Effort {
  #cpu = 0;
  #wall = 0;

  add(cpuSeconds: number | undefined, wallSeconds: number | undefined): void {
    this.#cpu += cpuSeconds ?? NaN;
    this.#wall += wallSeconds ?? NaN;
  }

  /** Share of one core, in percent; `undefined` when nobody told. */
  get percent(): number | undefined {
    return this.#wall > 0 ? this.#cpu / this.#wall * 100 : undefined;
  }
}

/** What the rounds of a comparison share. */
export interface Surroundings {
  readonly load: Load;
  /** Takes the commands of the clients. */
  readonly commands: Set<string>;
  readonly signal: AbortSignal;
}

/** Sets the stage for one round. */
export function stageOf(
  server: RunningServer,
  contender: Contender,
  { load, commands, signal }: Surroundings,
): Stage & { readonly effort: Effort } {
  const effort = new Effort();
  const note = (mode: string, words: Words) => commands.add(load.commandOf(mode, words));
  return {
    server,
    contender,
    signal,
    effort,
    async load(mode, words) {
      note(mode, words);
      const result = await load.run(mode, server.port, words, signal);
      effort.add(result.load_cpu_s, result.load_wall_s);
      return result;
    },
    hold: (mode, words) => (note(mode, words), load.hold(mode, server.port, words, signal)),
    async client(program, ...args) {
      commands.add([program, ...args].join(" ").replaceAll(`:${server.port}`, ":PORT"));
      const begun = performance.now();
      const child = new Deno.Command(program, {
        args,
        signal,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      })
        .spawn();
      const usage = watchUsage(child.pid);
      const { success, stdout, stderr } = await child.output();
      effort.add(usage().cpuSeconds, (performance.now() - begun) / 1000);
      signal.throwIfAborted();
      if (!success) throw new Error(new TextDecoder().decode(stderr).trim() || `${program} failed`);
      return new TextDecoder().decode(stdout);
    },
  };
}
