/**
 * `deno task soak`: all servers at once under mixed load, and everything that can go wrong does.
 * See docs/soak.md.
 *
 *     deno task soak [--minutes N] [--seed N] [--only NAME] [--bin PATH] [--json FILE]
 *
 * Ends with a table on standard output, and with 1 when anything was lost, wrong or left behind.
 *
 * @module
 */
import { INSIDE, launch } from "./_kit/system/launch.ts";
import { allViolations, asJson, report } from "./_kit/report.ts";
import { type SoakOptions, soakOptions, USAGE } from "./_kit/soak_options.ts";
import { WrongOptions } from "./_kit/typed_words.ts";
import { listenForSignal } from "../mod/process/listen_for_signal.ts";
import { signalSystem } from "../mod/process/stop_signals.ts";
import { run } from "./run.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

/** @returns the exit code: 1 for a failed run, 2 for a command line that cannot be followed */
async function main(args: string[]): Promise<number> {
  try {
    const options = soakOptions(args);
    if (options === "help") {
      console.log(USAGE);
      return 0;
    }
    const folder = Deno.env.get(INSIDE);
    return folder === undefined ? await launch(args) : await soak(options, folder);
  } catch (error) {
    console.error(`soak: ${(error as Error).message}`);
    return error instanceof WrongOptions ? 2 : 1;
  }
}

async function soak(options: SoakOptions, folder: string): Promise<number> {
  if (options.bin !== undefined) Deno.env.set("NETLAB_BIN", options.bin);
  const stop = new AbortController();
  for (const signal of signalSystem().stops) listenForSignal(signal, () => stop.abort());
  const began = performance.now();
  const tell = (line: string) => {
    console.error(`soak: ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  };
  const findings = await run({ ...options, folder, signal: stop.signal, tell });
  console.log(report(findings));
  if (options.json !== undefined) await Deno.writeTextFile(options.json, asJson(findings));
  if (allViolations(findings).length > 0) return 1;
  return stop.signal.aborted ? 130 : 0;
}
