import { leftBehind, type ResourceChange, violations } from "./verify.ts";
import type { TestedServer } from "./servers/tested_server.ts";
import type { ResourceUsage } from "./resource_usage.ts";

/** Findings that are printed: where one thing is broken, thousands follow. */
const SHOWN = 30;

/** The findings of a run. */
export interface Findings {
  readonly seed: number;
  readonly minutes: number;
  /** Whether somebody ended it early. */
  readonly stopped: boolean;
  readonly servers: readonly { readonly server: TestedServer; readonly usage: ResourceChange }[];
  /** Faults that could not be made to happen here, with the reason. */
  readonly skipped: readonly string[];
}

/**
 * Everything that speaks against netlab. A server that had no time to let go of everything is not
 * charged with the rest.
 */
export function allViolations({ servers, stopped }: Findings): string[] {
  return servers.flatMap((
    { server, usage },
  ) => [...violations(server), ...(stopped ? [] : leftBehind(server, usage))]);
}

/** The table and the sentences below it. */
export function report(findings: Findings): string {
  const { servers, skipped, seed, minutes } = findings;
  const rows = servers.map(({ server, usage }) => row(server, usage));
  const head = [
    "server",
    "asked",
    "right",
    "excused",
    "lost",
    "wrong",
    "faults",
    "MiB",
    "peak",
    "descr.",
    "threads",
    "children",
  ];
  const kinds = new Map<string, number>();
  for (const { server } of servers) {
    for (const [name, count] of server.faults) kinds.set(name, (kinds.get(name) ?? 0) + count);
  }
  const found = allViolations(findings);
  return [
    `${minutes} min, seed ${seed}`,
    ...align([head, ...rows, ...(servers.length > 1 ? [total(findings)] : [])]),
    "",
    `faults: ${[...kinds].sort().map(([name, count]) => `${name} ${count}`).join(", ")}`,
    ...skipped.map((each) => `skipped: ${each}`),
    ...found.slice(0, SHOWN).map((each) => `FAILED ${each}`),
    ...(found.length > SHOWN ? [`… and ${found.length - SHOWN} more (--json has all)`] : []),
    verdict(findings, found.length),
  ].join("\n");
}

function verdict({ stopped }: Findings, found: number): string {
  if (found > 0) return `${found} findings`;
  if (stopped) return "stopped early: nothing lost, nothing wrong; nobody waited for what is left behind";
  return "nothing lost, nothing wrong, nothing left behind";
}

/** The same for programs. */
export function asJson(findings: Findings): string {
  const { servers, skipped, seed, minutes } = findings;
  const entries = servers.map(({ server, usage }) => ({
    server: server.name,
    loads: Object.fromEntries(server.ledgers.entries),
    faults: Object.fromEntries(server.faults),
    ...usage,
    peakMib: server.peakMib,
  }));
  return JSON.stringify(
    { seed, minutes, servers: entries, skipped, findings: allViolations(findings) },
    null,
    2,
  );
}

function row(server: TestedServer, usage: ResourceChange): string[] {
  const { peakMib } = server;
  const change = (key: keyof ResourceUsage) => changeOf([usage], key);
  return [
    server.name,
    ...counts(server).map(String),
    change("residentMib"),
    peakMib === 0 ? "-" : String(Math.round(peakMib)),
    change("descriptors"),
    change("threads"),
    change("children"),
  ];
}

/** Over all servers; their peaks were at different times. */
function total({ servers }: Findings): string[] {
  const usages = servers.map(({ usage }) => usage);
  const all = servers.map(({ server }) => counts(server));
  const sums = all[0]!.map((_, column) => all.reduce((sum, each) => sum + each[column]!, 0));
  const [memory, ...others] = (["residentMib", "descriptors", "threads", "children"] as const).map((key) =>
    changeOf(usages, key)
  );
  return ["all", ...sums.map(String), memory!, "", ...others];
}

/** Questions and their answers, and faults. */
function counts({ ledgers, faults }: TestedServer): number[] {
  return [
    ledgers.sum((each) => each.asked),
    ledgers.sum((each) => each.right),
    ledgers.sum((each) => each.excused),
    ledgers.sum((each) => each.lost.length),
    ledgers.sum((each) => each.wrong.length),
    [...faults.values()].reduce((sum, count) => sum + count, 0),
  ];
}

function changeOf(usages: readonly ResourceChange[], key: keyof ResourceUsage): string {
  const known = usages.filter(({ before, after }) => before !== undefined && after !== undefined);
  if (known.length === 0) return "-";
  const sum = (when: "before" | "after") => known.reduce((total, each) => total + each[when]![key], 0);
  return `${Math.round(sum("before"))} -> ${Math.round(sum("after"))}`;
}

function align(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((each) => each[column]!.length)));
  return rows.map((cells) =>
    cells.map((cell, column) => column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)).join(
      "  ",
    )
  );
}
