/**
 * `deno task bench:startup`: how long netlab takes to say its version, to help and to listen, beside what the runtime takes for an
 * empty program and for a listener of a few lines. From source, and compiled when `dist/netlab` and `deno compile` are there.
 *
 * `--rounds N` (default 25); rounds are interleaved, what is shown is the median.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { join } from "@std/path";
import type { Outcome } from "./_kit/bench.ts";
import { publish } from "./_kit/publish.ts";
import { root } from "./_kit/root.ts";
import { ratioOf, summarise } from "./_kit/statistics.ts";
import { table } from "./_kit/table.ts";

/** A program to start. */
interface Start {
  readonly name: string;
  readonly command: readonly string[];
  /** Whether it is there when it says `listening`, or when it has ended. */
  readonly listens: boolean;
}

const LISTENER = `const listener = Deno.listen({ port: 0 });
console.error("listening on " + listener.addr.port);
await listener.accept();
`;

const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
const rounds = Number(parseArgs(Deno.args, { string: ["rounds"] }).rounds ?? 25);
const outcomes: Outcome[] = [];
try {
  for (const [name, starts] of Object.entries(await comparisons())) {
    const outcome = await compare(name, starts);
    outcomes.push(outcome);
    console.log(`${table(outcome)}\n`);
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
const command = ["deno task bench:startup", ...Deno.args].join(" ");
const { json, svg } = await publish(rounds < 15 ? "startup.partial" : "startup", command, outcomes);
console.log(`written: ${[json, svg].filter((path) => path !== null).join(", ")}`);

/** The program first, its floor second. */
async function comparisons(): Promise<Record<string, readonly Start[]>> {
  const empty = join(folder, "empty.ts");
  const listener = join(folder, "listener.ts");
  await Deno.writeTextFile(empty, "export {};\n");
  await Deno.writeTextFile(listener, LISTENER);
  const run = [Deno.execPath(), "run", "-A", "--no-check"];
  const source = [...run, "--config", join(root, "deno.json"), join(root, "main.ts")];
  const fromSource = pairs("from source", source, {
    ended: [...run, "--no-config", empty],
    listening: [...run, "--no-config", listener],
  });
  const program = join(root, "dist", Deno.build.os === "windows" ? "netlab.exe" : "netlab");
  const floors = { ended: await compiled(empty), listening: await compiled(listener) };
  if (floors.ended === undefined || floors.listening === undefined || !await exists(program)) {
    console.error(
      "bench: nothing compiled is measured: deno task compile first, and deno compile has to work",
    );
    return fromSource;
  }
  return {
    ...fromSource,
    ...pairs("compiled", [program], { ended: [floors.ended], listening: [floors.listening] }),
  };
}

function pairs(
  how: string,
  netlab: readonly string[],
  floor: { ended: readonly string[]; listening: readonly string[] },
): Record<string, readonly Start[]> {
  const empty = { name: "an empty program", command: floor.ended, listens: false };
  const listener = { name: "a listener of three lines", command: floor.listening, listens: true };
  const ours = (...args: string[]) => ({
    name: `netlab ${args.join(" ")}`,
    command: [...netlab, ...args],
    listens: args.includes("serve"),
  });
  return {
    [`--version, ${how}`]: [ours("--version"), empty],
    [`help, ${how}`]: [ours("help"), empty],
    [`listening, ${how}`]: [ours("echo", "serve", "0"), listener],
  };
}

/** @returns the program, undefined when the compiler cannot have its runtime. */
async function compiled(module: string): Promise<string | undefined> {
  const output = module.replace(/\.ts$/, "-compiled");
  const args = ["compile", "-A", "--no-check", "--no-config", "-o", output, module];
  const { success } = await new Deno.Command(Deno.execPath(), { args, stderr: "null", stdout: "null" })
    .output();
  return success ? output : undefined;
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function compare(name: string, starts: readonly Start[]): Promise<Outcome> {
  const times: number[][] = starts.map(() => []);
  for (const start of starts) await time(start); // the first one reads the disk
  for (let round = 0; round < rounds; round++) {
    for (const [index, start] of starts.entries()) times[index]!.push(await time(start));
  }
  const rows = starts.map((start, index) => {
    const ratio = index === 0 ? undefined : ratioOf(times[0]!, times[index]!);
    const figures = { ms: summarise(times[index]!) };
    return {
      contender: start.name,
      command: start.command.join(" "),
      figures,
      ...(ratio === undefined ? {} : { ratio }),
    };
  });
  return { name, unit: "ms", better: "lower", rounds, load: [], rows };
}

/** Milliseconds until the program has ended, or listens. */
async function time({ command: [program, ...args], listens }: Start): Promise<number> {
  const begun = performance.now();
  const env = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
  const child = new Deno.Command(program!, { args, env, stdin: "null", stdout: "null", stderr: "piped" })
    .spawn();
  const reader = child.stderr.getReader();
  let heard = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    heard += new TextDecoder().decode(piece.value);
    if (listens && heard.includes("listening on ")) break;
  }
  if (!listens) await child.status;
  const took = performance.now() - begun;
  if (listens) child.kill("SIGKILL");
  await reader.cancel();
  const { code } = await child.status;
  if (!listens && code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}: ${heard}`);
  return took;
}
