/**
 * `deno task bench`: every suite, one after another, with the same flags; at the end how netlab compares with
 * each peer.
 *
 * @module
 */
import { join } from "@std/path";
import { overview } from "./_kit/overview.ts";
import { readBenchReport } from "./_kit/reports.ts";
import { root } from "./_kit/root.ts";

const suites = [...Deno.readDirSync(join(root, "bench"))].map((entry) => entry.name)
  .filter((name) => name.endsWith(".ts") && name !== "bench.ts").map((name) => name.replace(/\.ts$/, ""))
  .toSorted();
const begun = Date.now();
const failed: string[] = [];

for (const name of suites) {
  console.log(`\n== ${name}\n`);
  const args = ["run", "-A", "--lock=dev.lock", join(root, "bench", `${name}.ts`), ...flagsFor(name)];
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd: root }).spawn().status;
  if (!success) failed.push(name);
}
console.log("\n== overview: how many times as good as the peer (above 1 netlab is ahead)");
for (const name of suites) {
  const report = reportSince(name, begun);
  if (report) console.log(`\n${name}\n${overview(report.comparisons)}`);
}
console.log(`\n${Math.round((Date.now() - begun) / 1000)} s in all`);
if (failed.length > 0) console.error(`bench: did not end well: ${failed.join(", ")}`);
Deno.exitCode = failed.length === 0 ? 0 : 1;

/**
 * Starts are short, so they are counted differently: as many rounds as for the servers would be too
 * few.
 */
function flagsFor(name: string): string[] {
  if (name !== "startup") return Deno.args;
  return Deno.args.includes("--quick") ? ["--rounds", "3"] : [];
}

/** The report of this run: a quick or partial one goes beside the published figures. */
function reportSince(name: string, time: number): ReturnType<typeof readBenchReport> {
  return [`${name}.partial`, name].map(readBenchReport).find((report) =>
    report && Date.parse(report.machine.date) >= time
  );
}
