import type { Comparison, Row } from "../bench.ts";
import { type StartCost, startCost } from "../start_time.ts";
import { summarise } from "../statistics.ts";
import type { SuiteOptions } from "../suite_options.ts";
import { changeTable } from "./change_table.ts";
import { changesIn, type FigureChange } from "./changes.ts";
import { otherVersion } from "./other_version.ts";
import { reportChanges } from "./report_changes.ts";
import { type NetlabVersion, thisVersion } from "./version.ts";

/** What is started, and whether it is there when it listens. */
const STARTS = [
  { words: ["--version"], listens: false },
  { words: ["help"], listens: false },
  { words: ["echo", "serve", "0", "--host", "127.0.0.1"], listens: true },
];

/**
 * Starts two versions in turns and tells how long each took.
 *
 * @param word  the other version, as `--compare` names it
 * @param folder where a commit may be checked out; the caller removes it
 */
export async function compareStarts(
  word: string,
  folder: string,
  { rounds, only, fail, keep, signal }: Pick<SuiteOptions, "rounds" | "only" | "fail" | "keep"> & {
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const versions = [thisVersion(), await otherVersion(word, folder)];
  const changes: FigureChange[] = [];
  for (const start of STARTS) {
    const name = start.words.includes("serve") ? "listening" : start.words.join(" ");
    if (!name.includes(only)) continue;
    const rows = await rowsOf(versions, start, { rounds, signal });
    const comparison: Comparison = { name, unit: "ms", better: "lower", rounds, load: [], rows };
    changes.push(...changesIn(comparison, [[rows[0]!.candidate, rows[1]!.candidate]]));
    console.log(`${changeTable(changes.filter((each) => each.comparison === name))}\n`);
  }
  await reportChanges("startup", Deno.args, changes, { fail, keep });
}

async function rowsOf(
  versions: readonly NetlabVersion[],
  { words, listens }: typeof STARTS[number],
  { rounds, signal }: { readonly rounds: number; readonly signal: AbortSignal },
): Promise<Row[]> {
  const starts = versions.map(({ start, name }, index) => ({
    name: index === 0 ? name : `${versions[0]!.name}, ${name}`,
    command: [...start, ...words],
    listens,
    costs: [] as StartCost[],
  }));
  for (const start of starts) await startCost(start); // the first one reads the disk, or compiles
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted();
    for (const start of round % 2 === 1 ? starts.toReversed() : starts) {
      start.costs.push(await startCost(start));
    }
  }
  const told = starts.every(({ costs }) => costs.every(({ cpu }) => cpu !== undefined));
  return starts.map(({ name, command, costs }): Row => {
    const cpu = costs.map((cost) => cost.cpu!);
    return {
      candidate: name,
      command: command.join(" "),
      figures: {
        ms: summarise(costs.map(({ ms }) => ms)),
        ...(told ? { "cpu µs each": summarise(cpu) } : {}),
      },
      perRound: costs.map(({ ms }, round): Record<string, number> =>
        told ? { ms, "cpu µs each": cpu[round]! } : { ms }
      ),
    };
  });
}
