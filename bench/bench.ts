/**
 * `deno task bench`: every suite, one after another, with the same flags; at the end how netlab compares with
 * each peer, or with another version of itself.
 *
 * @module
 */
import { join } from "@std/path";
import { changeSummary } from "./_kit/compare/change_table.ts";
import { otherVersion } from "./_kit/compare/other_version.ts";
import { NOTHING_COMPARED, readChangeReport } from "./_kit/compare/report_changes.ts";
import { interruptible } from "./_kit/interruption.ts";
import { overview } from "./_kit/overview.ts";
import { readBenchReport } from "./_kit/reports.ts";
import { root } from "./_kit/root.ts";
import { suiteOptions } from "./_kit/suite_options.ts";

/** Of what these measure, two versions are not compared. */
const ASIDE: ReadonlySet<string> = new Set(["bench", "modes", "numbers", "watch"]);

const compare = compareWord();
const suites = [...Deno.readDirSync(join(root, "bench"))].map((entry) => entry.name)
  .filter((name) => name.endsWith(".ts")).map((name) => name.replace(/\.ts$/, ""))
  .filter((name) => compare === undefined ? name !== "bench" : !ASIDE.has(name)).toSorted();
const begun = Date.now();
const failed: string[] = [];

await interruptible(async (signal) => {
  const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
  try {
    // A commit is checked out once for all suites
    const other = compare === undefined ? undefined : await otherVersion(compare, folder);
    const instead = other && (other.cwd ?? other.start[0]);
    for (const name of suites) {
      console.log(`\n== ${name}\n`);
      if (!await runSuite(name, instead, signal)) failed.push(name);
      signal.throwIfAborted();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  if (compare === undefined) tellOverview();
  else tellChanges();
  console.log(`\n${Math.round((Date.now() - begun) / 1000)} s in all`);
  if (failed.length === 0) return;
  console.error(`bench: did not end well: ${failed.join(", ")}`);
  Deno.exitCode = 1;
});

/** The version to compare with; a wrong flag is told before anything is measured. */
function compareWord(): string | undefined {
  try {
    const { compare, keep } = suiteOptions(Deno.args);
    if (keep !== undefined) throw new Error("--keep is for one suite, such as deno task bench:echo");
    return compare;
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : error}`);
    Deno.exit(2);
  }
}

/** @param instead what to compare with instead of the commit that was named */
async function runSuite(
  name: string,
  instead: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const args = [
    "run",
    "-A",
    "--lock=dev.lock",
    join(root, "bench", `${name}.ts`),
    ...flagsFor(name, instead),
  ];
  const child = new Deno.Command(Deno.execPath(), { args, cwd: root }).spawn();
  const stop = () => {
    try {
      child.kill("SIGTERM");
    } catch {
      // it has heard Ctrl-C itself, and is gone
    }
  };
  signal.addEventListener("abort", stop);
  const { success, code } = await child.status;
  signal.removeEventListener("abort", stop);
  // With --only most suites have nothing that is wanted
  return success || (instead !== undefined && code === NOTHING_COMPARED);
}

/**
 * Starts are short, so they are counted differently: as many rounds as for the servers would be too
 * few.
 */
function flagsFor(name: string, instead: string | undefined): string[] {
  const flags = Deno.args.filter((_, index) =>
    Deno.args[index] !== "--compare" && Deno.args[index - 1] !== "--compare"
  ).filter((word) => !word.startsWith("--compare="));
  const version = instead === undefined ? [] : [`--compare=${instead}`];
  if (name !== "startup" || instead !== undefined) return [...flags, ...version];
  return Deno.args.includes("--quick") ? ["--rounds", "3"] : [];
}

function tellOverview(): void {
  console.log("\n== overview: how many times as good as the peer (above 1 netlab is ahead)");
  for (const name of suites) {
    const report = reportSince(name, begun);
    if (report) console.log(`\n${name}\n${overview(report.comparisons)}`);
  }
}

function tellChanges(): void {
  const reports = suites.map(readChangeReport).filter((report) =>
    report !== undefined && Date.parse(report.machine.date) >= begun
  );
  const changes = reports.flatMap((report) => report!.changes);
  console.log(`\n== all suites\n\n${changeSummary(changes)}`);
  if (changes.length === 0) failed.push("nothing was compared");
}

/** The report of this run: a quick or partial one goes beside the published figures. */
function reportSince(name: string, time: number): ReturnType<typeof readBenchReport> {
  return [`${name}.partial`, name].map(readBenchReport).find((report) =>
    report && Date.parse(report.machine.date) >= time
  );
}
