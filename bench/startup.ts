/**
 * `deno task bench:startup`: how long netlab takes to say its version, to help and to listen, beside what the
 * runtime takes for an empty program and for a listener of a few lines, and for these with the flags that
 * netlab is run with; how many modules each loads; and the parts of the compiled program. From source, and
 * compiled when `dist/netlab` and `deno compile` are there.
 *
 * `--rounds N` (default 25); rounds are interleaved, and the median is shown. With `--compare` two versions of netlab are
 * started in turns instead, and nothing else.
 *
 * @module
 */
import { join } from "@std/path";
import config from "../deno.json" with { type: "json" };
import type { Comparison, Row } from "./_kit/bench.ts";
import { compareStarts } from "./_kit/compare/compare_starts.ts";
import { interruptible } from "./_kit/interruption.ts";
import { loadedModules } from "./_kit/loaded_modules.ts";
import { programSize } from "./_kit/program_size.ts";
import { publish } from "./_kit/publish.ts";
import { root } from "./_kit/root.ts";
import { startTime, type TimedStart } from "./_kit/start_time.ts";
import { ratioOf, summarise, type Summary } from "./_kit/statistics.ts";
import { suiteOptions } from "./_kit/suite_options.ts";
import { table } from "./_kit/table.ts";

/** A program to start. */
interface Start extends TimedStart {
  readonly name: string;
  /** The words for `deno run` to load the same modules. */
  readonly run: readonly string[];
}

/** An empty program and a listener; plain, and with the flags of netlab. */
interface Floors {
  readonly ended: readonly string[];
  readonly listening: readonly string[];
}

const LISTENER = `const listener = Deno.listen({ port: 0 });
console.error("listening on " + listener.addr.port);
await listener.accept();
`;

/**
 * The flags with which netlab is run, and those with which it is compiled; the other settings of
 * `deno.json` are in neither.
 */
const { netlab, compile } = config.tasks;
const FLAGS = { run: flagsOf(netlab.command), compile: flagsOf(compile.command.split("deno compile ")[1]!) };

const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
await interruptible(async (signal) => {
  try {
    const rounds = Deno.args.includes("--quick") ? [] : ["--rounds", "25"];
    const options = suiteOptions([...rounds, ...Deno.args]);
    if (options.compare !== undefined) await compareStarts(options.compare, folder, { ...options, signal });
    else await measureAll(options.rounds, signal);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function measureAll(rounds: number, signal: AbortSignal): Promise<void> {
  const comparisons: Comparison[] = [];
  for (const [name, starts] of Object.entries(await startsOfAll())) {
    const comparison = await compare(name, starts, rounds, signal);
    comparisons.push(comparison);
    console.log(`${table(comparison)}\n`);
  }
  if (await exists(program())) {
    comparisons.push(await programSize(program()));
    console.log(`${table(comparisons.at(-1)!)}\n`);
  }
  const command = ["deno task bench:startup", ...Deno.args].join(" ");
  const { json, svg } = await publish(rounds < 15 ? "startup.partial" : "startup", command, comparisons);
  console.log(`written: ${[json, svg].filter((path) => path !== null).join(", ")}`);
}

function flagsOf(command: string): string[] {
  const words = command.split(" ").filter((word) => word.startsWith("--") && word !== "--include");
  return [...words, ...config.unstable.map((name) => `--unstable-${name}`)];
}

/** The program first, its floors after it. */
async function startsOfAll(): Promise<Record<string, readonly Start[]>> {
  const empty = join(folder, "empty.ts");
  const listener = join(folder, "listener.ts");
  await Deno.writeTextFile(empty, "export {};\n");
  await Deno.writeTextFile(listener, LISTENER);
  const run = [Deno.execPath(), "run"];
  const plain = ["-A", "--no-check", "--no-config"];
  const own = (
    main: string,
  ) => ["--no-check", ...FLAGS.run, "--config", join(root, "deno.json"), join(root, main)];
  const fromSource = starts(
    "from source",
    { command: [...run, ...own("main.ts")], run: own("main.ts") },
    [plain, ["--no-check", "--no-config", ...FLAGS.run]].map((flags) => ({
      ended: [...run, ...flags, empty],
      listening: [...run, ...flags, listener],
    })),
  );
  const floors = await compiledFloors(empty, listener);
  if (floors === undefined || !await exists(program())) {
    console.error(
      "bench: nothing compiled is measured: deno task compile first, and deno compile has to work",
    );
    return fromSource;
  }
  const main = own("dist/bundle/main.js");
  return { ...fromSource, ...starts("compiled", { command: [program()], run: main }, floors) };
}

function program(): string {
  return join(root, "dist", Deno.build.os === "windows" ? "netlab.exe" : "netlab");
}

function starts(
  how: string,
  netlab: Pick<Start, "command" | "run">,
  [plain, flagged]: readonly Floors[],
): Record<string, readonly Start[]> {
  const floors = (kind: keyof Floors, what: string): Start[] =>
    [[plain, ""], [flagged, ", netlab's flags"]].map(([floor, flags]) => ({
      name: `${what}${flags}`,
      command: (floor as Floors)[kind],
      listens: kind === "listening",
      run: [],
    }));
  const ours = (...args: string[]): Start => ({
    name: `netlab ${args.join(" ")}`,
    command: [...netlab.command, ...args],
    listens: args.includes("serve"),
    run: [...netlab.run, ...args],
  });
  return {
    [`--version, ${how}`]: [ours("--version"), ...floors("ended", "an empty program")],
    [`help, ${how}`]: [ours("help"), ...floors("ended", "an empty program")],
    [`listening, ${how}`]: [ours("echo", "serve", "0"), ...floors("listening", "a listener of three lines")],
  };
}

/** @returns undefined when the compiler cannot have its runtime. */
async function compiledFloors(empty: string, listener: string): Promise<Floors[] | undefined> {
  const floors: Floors[] = [];
  for (const [name, flags] of [["plain", ["-A"]], ["flagged", FLAGS.compile]] as const) {
    const ended = await compiled(empty, name, flags);
    const listening = await compiled(listener, name, flags);
    if (ended === undefined || listening === undefined) return undefined;
    floors.push({ ended: [ended], listening: [listening] });
  }
  return floors;
}

async function compiled(module: string, name: string, flags: readonly string[]): Promise<string | undefined> {
  const output = module.replace(/\.ts$/, `-${name}`);
  const args = ["compile", ...flags, "--no-check", "--no-config", "-o", output, module];
  const { success } = await new Deno.Command(Deno.execPath(), { args, stderr: "null", stdout: "null" })
    .output();
  return success ? output : undefined;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function compare(
  name: string,
  starts: readonly Start[],
  rounds: number,
  signal: AbortSignal,
): Promise<Comparison> {
  const times: number[][] = starts.map(() => []);
  for (const start of starts) await startTime(start); // the first one reads the disk
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted();
    for (const [index, start] of starts.entries()) times[index]!.push(await startTime(start));
  }
  const rows = await Promise.all(starts.map(async (start, index): Promise<Row> => {
    const ratio = index === 0 ? undefined : ratioOf(times[0]!, times[index]!);
    return {
      candidate: start.name,
      command: start.command.join(" "),
      figures: { ms: summarise(times[index]!), ...await loaded(start) },
      ...(ratio === undefined ? {} : { ratio }),
    };
  }));
  return { name, unit: "ms", better: "lower", rounds, load: [], rows };
}

/** How many modules, and how much code. */
async function loaded({ run, listens }: Start): Promise<Record<string, Summary>> {
  if (run.length === 0) return {};
  const { modules, bytes } = await loadedModules(run, root, listens);
  return { modules: summarise([modules]), KiB: summarise([bytes / 1024]) };
}
