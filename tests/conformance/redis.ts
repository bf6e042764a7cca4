/**
 * Runs Redis' own test suite against `netlab kv serve`.
 *
 *     deno task conformance:redis [--source=DIR] [UNIT…, such as unit/type/string]
 *
 * The suite is that of Debian's source package, which apt-get fetches into the cache folder of the user (nothing of it
 * is part of netlab), and needs tclsh. It runs in its mode for an external server, with the units of the types and
 * commands that are there. What is refused has to be in the table of what is not there; anything else that does not
 * pass is a failure. Ends with a line of counts, and with 1 when something has failed or a unit has not ended.
 */
import { Server } from "../_kit/program/server.ts";
import { redisSuite } from "./redis_suite.ts";

const UNITS = [
  "unit/type/string",
  "unit/type/incr",
  "unit/expire",
  "unit/keyspace",
  "unit/scan",
  "unit/multi",
  "unit/pubsub",
  "unit/protocol",
  "unit/quit",
  "unit/other",
  "unit/introspection",
];

/** What an external server cannot be asked for, and what takes minutes. */
const WITHOUT = ["needs:repl", "needs:debug", "needs:config-maxmemory", "needs:save", "slow", "large-memory"];

/** Commands that are not there, by what they would need. */
const ABSENT: readonly [reason: string, commands: RegExp][] = [
  [
    "lists, sets, hashes, sorted sets, streams",
    /^([LR]PUSH|[SZ](ADD|RANDMEMBER|DIFF)|SRANDMEMBER|HM?SET|X\w+)$/,
  ],
  ["parts and bits of values", /^(SETBIT|GETBIT|SETRANGE|GETRANGE|LCS)$/],
  ["other forms of commands that are there", /^(GETEX|COPY|OBJECT)$/],
  ["MONITOR, ACL, SAVE, SHUTDOWN, scripts", /^(MONITOR|ACL|SAVE|SHUTDOWN|EVAL|FUNCTION)$/],
];

/** The same for what is no command by itself. */
const REFUSED: readonly [reason: string, words: RegExp][] = [
  ["CONFIG SET", /CONFIG SET failed/],
  ["options that there are not", /CONFIG GET (hidden configs|multiple args)|dict exists/],
  ["MONITOR, ACL, SAVE, SHUTDOWN, scripts", /unknown subcommand '(load|tracking)'/],
  ["figures of Redis' own buffers in CLIENT LIST", /qbuf=26 qbuf-free=/],
];

/** Fewer tests than this are not the suite. */
const FEWEST = 150;

interface Outcome {
  readonly test: string;
  readonly words: string;
}

/** What became of a unit. */
interface UnitResult {
  readonly passed: number;
  readonly broken: readonly Outcome[];
  readonly hasEnded: boolean;
}

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const source = args.find((each) => each.startsWith("--source="))?.slice("--source=".length);
  const units = args.filter((each) => !each.startsWith("-"));
  const suite = source ?? await redisSuite();
  const results = new Map<string, UnitResult>();
  for (const unit of units.length > 0 ? units : UNITS) {
    await using server = await Server.start(["kv", "serve", "0"]);
    const result = await runUnit(suite, unit, server.port);
    results.set(unit, result);
    console.log(
      `${unit}: ${result.passed} passed, ${result.broken.length} not${result.hasEnded ? "" : ", not ended"}`,
    );
  }
  return tell(results, units.length === 0);
}

async function runUnit(suite: string, unit: string, port: number): Promise<UnitResult> {
  const { stdout } = await new Deno.Command("timeout", {
    args: [
      ...["300", "tclsh", "tests/test_helper.tcl", "--host", "127.0.0.1", "--port", `${port}`],
      ...["--singledb", "--durable", "--clients", "1", "--single", unit],
      ...["--tags", WITHOUT.map((tag) => `-${tag}`).join(" ")],
    ],
    cwd: suite,
    stdin: "null",
    stderr: "null",
  }).output();
  return readReport(new TextDecoder().decode(stdout));
}

/** Reads what the suite says of a unit. */
export function readReport(report: string): UnitResult {
  // deno-lint-ignore no-control-regex -- its colours
  const plain = report.replace(/\x1b\[[0-9;]*m/g, "");
  const blocks = plain.split(/^(?=\[\w+\]: |\[\d+\/\d+ done\]|\*\*\* )/m);
  const broken = blocks.filter((block) => /^\[(err|exception|timeout)\]: /.test(block)).map((block) => {
    const [first = "", ...words] = block.split("\n");
    return { test: first.replace(/^\[\w+\]: | in tests\/\S+$/g, ""), words: words.join("\n") };
  });
  return {
    passed: blocks.filter((block) => block.startsWith("[ok]: ")).length,
    broken,
    hasEnded: /^\[1\/1 done\]/m.test(plain),
  };
}

/** Why a test cannot pass; undefined where it should. */
export function reasonFor({ test, words }: Outcome): string | undefined {
  const command = /unknown command '(\w+)'/.exec(words)?.[1]?.toUpperCase();
  if (command !== undefined) return ABSENT.find(([, commands]) => commands.test(command))?.[0];
  return REFUSED.find(([, each]) => each.test(test) || each.test(words))?.[0];
}

function tell(results: ReadonlyMap<string, UnitResult>, isWhole: boolean): number {
  const all = [...results.values()];
  const passed = all.reduce((sum, each) => sum + each.passed, 0);
  const refused: Record<string, number> = {};
  const failed: Outcome[] = [];
  for (const outcome of all.flatMap(({ broken }) => broken)) {
    const reason = reasonFor(outcome);
    if (reason === undefined) failed.push(outcome);
    else refused[reason] = (refused[reason] ?? 0) + 1;
  }
  for (const { test, words } of failed) console.error(`FAILED ${test}\n  ${words.trim().split("\n", 1)[0]}`);
  const unfinished = [...results].filter(([, { hasEnded }]) => !hasEnded).map(([unit]) => unit);
  if (unfinished.length > 0) console.error(`not ended: ${unfinished.join(", ")}`);
  const reasons = Object.entries(refused).map(([reason, count]) => `${count} ${reason}`).join("; ");
  const count = Object.values(refused).reduce((sum, each) => sum + each, 0);
  console.log(`${passed} passed, ${count} refused (${reasons}), ${failed.length} failed`);
  const isThere = !isWhole || passed >= FEWEST;
  if (!isThere) console.error("hardly any test was run: this is not the suite");
  return failed.length === 0 && unfinished.length === 0 && isThere ? 0 : 1;
}
