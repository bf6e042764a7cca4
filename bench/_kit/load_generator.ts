import { join } from "@std/path";
import { root } from "./root.ts";
import { compileC } from "./compile_c.ts";
import { type Cores, ourCores } from "./cores.ts";
import { NotMeasured } from "./not_measured.ts";

/**
 * One line of JSON from the load generator: numbers by name (`per_second`, `p99_us`, `mb_per_second`,
 * `failed` …).
 */
export type LoadResult = Record<string, number>;

/** A way to put a server under load. */
export interface LoadGenerator {
  /**
   * `c` or `deno`: the second is the fall-back of a machine without a compiler, and may itself be the limit.
   */
  readonly kind: "c" | "deno";
  /**
   * Runs one mode to its end.
   *
   * @param mode  a mode of `bench/_load/load.c`
   * @param port  on 127.0.0.1
   * @param parameters its `key=value` parameters
   * @param signal ends it; its abort reason is thrown
   * @throws {Error} with the generator's sentence when the server let it down
   */
  run(mode: string, port: number, parameters: LoadParameters, signal?: AbortSignal): Promise<LoadResult>;
  /**
   * Starts a mode that holds connections (`idle`, `slow`); resolves when they are all open; dispose lets go.
   */
  hold(
    mode: string,
    port: number,
    parameters: LoadParameters,
    signal?: AbortSignal,
  ): Promise<AsyncDisposable>;
  /** The cores that servers and load are kept on; `undefined` where there is one only, or nothing to keep them with. */
  readonly cores?: Cores;
  /** The words before a program that keep it on some cores; none where there are no {@linkcode cores}. */
  on(cores: readonly number[]): readonly string[];
  /** The command a person would type for a mode, for the results. */
  commandOf(mode: string, parameters: LoadParameters): string;
}

/** The modes of `bench/_load/load.ts`. */
const IN_TYPESCRIPT: ReadonlySet<string> = new Set(["echo", "lines", "fetch", "idle"]);

/** The parameters of a mode; `text`, `request`, `size`, `conns` and so on. */
export type LoadParameters = Readonly<Record<string, string | number>>;

/**
 * Compiles the load generator, or falls back to the one in TypeScript and says so on stderr.
 *
 * @param folder where the program may be put; the caller removes it
 */
export async function prepareLoadGenerator(folder: string): Promise<LoadGenerator> {
  const program = await compileC(["_load"], folder, "load");
  if (program) return loadBy("c", [program]);
  console.error(
    "bench: no C compiler here, so the load comes from Deno itself and may be what limits the figures",
  );
  return loadBy("deno", [Deno.execPath(), "run", "-A", join(root, "bench/_load/load.ts")]);
}

function loadBy(kind: LoadGenerator["kind"], command: readonly string[]): LoadGenerator {
  const [program = "", ...before] = command;
  const cores = kind === "c" ? ourCores() : undefined;
  const start = (
    mode: string,
    port: number,
    parameters: LoadParameters,
    how: { stdin: "null" | "piped"; signal?: AbortSignal },
  ) => {
    if (kind === "deno" && !IN_TYPESCRIPT.has(mode)) {
      throw new NotMeasured("no C compiler, which this load needs");
    }
    const args = [...before, mode, "127.0.0.1", String(port), ...spelled(parameters)];
    return new Deno.Command(program, { args, ...how, stdout: "piped", stderr: "piped" }).spawn();
  };
  return {
    kind,
    ...(cores === undefined ? {} : { cores }),
    on: (some) => cores === undefined ? [] : [program, "on", some.join(",")],
    commandOf: (mode, parameters) => ["load", mode, "127.0.0.1", "PORT", ...spelled(parameters)].join(" "),
    async run(mode, port, parameters, signal) {
      const child = start(mode, port, parameters, { stdin: "null", signal });
      const { success, stdout, stderr } = await child.output();
      signal?.throwIfAborted();
      if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
      return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1) ?? "{}");
    },
    hold: async (mode, port, parameters, signal) =>
      await held(start(mode, port, { ...parameters, wait: 1 }, { stdin: "piped", signal }), signal),
  };
}

function spelled(parameters: LoadParameters): string[] {
  return Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
}

async function held(child: Deno.ChildProcess, signal?: AbortSignal): Promise<AsyncDisposable> {
  const stderr = new Response(child.stderr).text();
  const reader = child.stdout.getReader();
  const first = await reader.read();
  if (first.done) {
    await child.stdin.close().catch(() => {}); // nobody reads it any more
    await child.status;
    signal?.throwIfAborted();
    throw new Error((await stderr).trim() || "the load generator ended before all were connected");
  }
  return {
    async [Symbol.asyncDispose]() {
      await child.stdin.close().catch(() => {}); // it may have ended by itself: the status tells
      while (!(await reader.read()).done) continue;
      await child.status;
      await stderr;
    },
  };
}
