import type { Comparison, Row } from "./bench.ts";
import { versionOf } from "./machine.ts";
import { ratioOf, summarise } from "./statistics.ts";
import type { Suite } from "./suite.ts";

/** A program that computes something again and again, and prints the milliseconds of processor time of one. */
export interface Computation {
  readonly name: string;
  readonly command: readonly string[];
  readonly version?: readonly string[];
  /** Why it cannot be started here. */
  readonly missing?: string | undefined;
}

/** What several programs compute. */
export interface Computations {
  readonly name: string;
  readonly at?: string;
  readonly unit: "ms" | "µs";
  /** The first is the one that the ratios are about. */
  readonly programs: readonly Computation[];
}

/**
 * Compares computations without a server: what they take of a processor, in interleaved rounds. Nobody waits for
 * anybody there, so wall-clock time would only say what else the machine had to do.
 */
export async function computations(run: Suite, { name, at, unit, programs }: Computations): Promise<void> {
  const what = { name, ...(at === undefined ? {} : { at }) };
  if (!run.wanted(what)) return;
  const measured = programs.map((program) => ({ program, times: [] as number[], missing: program.missing }));
  for (let round = 0; round < run.rounds; round++) {
    for (const each of measured) {
      run.signal.throwIfAborted();
      if (each.missing !== undefined) continue;
      try {
        each.times.push(await milliseconds(each.program, run.signal) * (unit === "µs" ? 1000 : 1));
      } catch (error) {
        run.signal.throwIfAborted();
        each.missing = `failed: ${error instanceof Error ? error.message : error}`;
      }
    }
  }
  const ours = measured[0]!.times;
  const rows = await Promise.all(measured.map(async ({ program, times, missing }, index): Promise<Row> => {
    const ratio = index === 0 || missing !== undefined ? undefined : ratioOf(ours, times);
    const version = program.version && program.missing === undefined && await versionOf(program.version);
    return {
      candidate: program.name,
      command: program.command.join(" "),
      ...(version ? { version } : {}),
      ...(missing === undefined ? {} : { missing }),
      figures: missing === undefined ? { [unit]: summarise(times) } : {},
      ...(ratio === undefined ? {} : { ratio }),
    };
  }));
  const comparison: Comparison = { ...what, unit, better: "lower", rounds: run.rounds, load: [], rows };
  run.keep(comparison);
}

async function milliseconds({ name, command }: Computation, signal: AbortSignal): Promise<number> {
  const [program = "", ...args] = command;
  const child = new Deno.Command(program, { args, signal, stdin: "null", env: { NO_COLOR: "1" } });
  const { success, stdout, stderr } = await child.output();
  const text = new TextDecoder().decode(stdout).trim();
  const value = Number(text);
  if (success && text !== "" && value > 0) return value;
  throw new Error(new TextDecoder().decode(stderr).trim() || `${name} said "${text}"`);
}
