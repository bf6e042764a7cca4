/**
 * `deno task soak`: all servers at once under mixed load, and whatever can go wrong, goes wrong. See docs/soak.md.
 *
 *     deno task soak [--minutes N] [--seed N] [--only NAME] [--bin PATH] [--json FILE]
 *
 * Ends with a table on standard output, and with 1 when anything was lost, wrong or left behind.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { resolve } from "@std/path";
import { INSIDE, launch } from "./_kit/launch.ts";
import { allCharges, asJson, report } from "./_kit/report.ts";
import { run, type RunOptions } from "./run.ts";

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: string[]): Promise<number> {
  const options = optionsFrom(args);
  if (typeof options === "string") {
    console.error(`soak: ${options}`);
    return 2;
  }
  const folder = Deno.env.get(INSIDE);
  return folder === undefined ? await launch(args) : await soak({ ...options, folder });
}

interface Options extends Omit<RunOptions, "folder" | "signal" | "tell"> {
  readonly json: string | undefined;
}

async function soak(options: Options & { folder: string }): Promise<number> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => stop.abort());
  const began = performance.now();
  const tell = (line: string) => {
    console.error(`soak: ${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  };
  const findings = await run({ ...options, signal: stop.signal, tell }).catch((error: Error) => error);
  if (findings instanceof Error) {
    console.error(`soak: ${findings.message}`);
    return 1;
  }
  console.log(report(findings));
  if (options.json !== undefined) await Deno.writeTextFile(options.json, asJson(findings));
  if (allCharges(findings).length > 0) return 1;
  return stop.signal.aborted ? 130 : 0;
}

/** @returns a sentence when the command line is wrong */
function optionsFrom(args: string[]): Options | string {
  const known = ["minutes", "seed", "only", "bin", "json"] as const;
  const unknown: string[] = [];
  const typed = parseArgs(args, { string: [...known], unknown: (word) => (unknown.push(word), false) });
  const minutes = Number(typed.minutes ?? 3);
  const seed = Number(typed.seed ?? Math.floor(Math.random() * 1e6));
  if (unknown.length > 0) {
    return `unknown: ${unknown.join(" ")}; known are ${known.map((each) => `--${each}`).join(" ")}`;
  }
  if (!(minutes > 0 && minutes <= 24 * 60)) return "--minutes is a number above 0, up to a day";
  if (!Number.isSafeInteger(seed) || seed < 0) return "--seed is a whole number";
  const word = (value: unknown) => value === undefined ? undefined : String(value);
  const [bin, only, json] = [word(typed.bin), word(typed.only), word(typed.json)];
  if (bin !== undefined) Deno.env.set("NETLAB_BIN", resolve(bin));
  return { minutes, seed, only: only ?? "", json };
}
