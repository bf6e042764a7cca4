import { join } from "@std/path";
import { root } from "./root.ts";
import { compileC } from "./compile_c.ts";
import { NotMeasured } from "./not_measured.ts";

/** One line of JSON from the load generator: numbers by name (`per_second`, `p99_us`, `mb_per_second`, `failed` …). */
export type LoadResult = Record<string, number>;

/** A way to put a server under load. */
export interface Load {
  /** `c` or `deno`: the second is the fall-back of a machine without a compiler, and may itself be the limit. */
  readonly kind: "c" | "deno";
  /**
   * Runs one mode to its end.
   *
   * @param mode  a mode of `bench/_load/load.c`
   * @param port  on 127.0.0.1
   * @param words its `key=value` words
   * @param signal ends it; what it is aborted with is what is thrown
   * @throws {Error} with the generator's sentence when the server let it down
   */
  run(mode: string, port: number, words: Words, signal?: AbortSignal): Promise<LoadResult>;
  /** Starts a mode that holds connections (`idle`, `slow`); resolves when they are all open; dispose lets go. */
  hold(mode: string, port: number, words: Words, signal?: AbortSignal): Promise<AsyncDisposable>;
  /** The command a person would type for a mode, for the results. */
  commandOf(mode: string, words: Words): string;
}

/** The modes of `bench/_load/load.ts`. */
const IN_TYPESCRIPT: ReadonlySet<string> = new Set(["echo", "lines", "fetch", "idle"]);

/** The words of a mode; `text`, `request`, `size`, `conns` and so on. */
export type Words = Readonly<Record<string, string | number>>;

/**
 * Compiles the load generator, or falls back to the one in TypeScript and says so on stderr.
 *
 * @param folder where the program may be put; the caller removes it
 */
export async function prepareLoad(folder: string): Promise<Load> {
  const program = await compileC(["_load"], folder, "load");
  if (program) return loadBy("c", [program]);
  console.error(
    "bench: no C compiler here, so the load comes from Deno itself and may be what limits the figures",
  );
  return loadBy("deno", [Deno.execPath(), "run", "-A", join(root, "bench/_load/load.ts")]);
}

function loadBy(kind: Load["kind"], command: readonly string[]): Load {
  const [program = "", ...before] = command;
  const start = (
    mode: string,
    port: number,
    words: Words,
    how: { stdin: "null" | "piped"; signal?: AbortSignal },
  ) => {
    if (kind === "deno" && !IN_TYPESCRIPT.has(mode)) {
      throw new NotMeasured("no C compiler, which this load needs");
    }
    const args = [...before, mode, "127.0.0.1", String(port), ...spelled(words)];
    return new Deno.Command(program, { args, ...how, stdout: "piped", stderr: "piped" }).spawn();
  };
  return {
    kind,
    commandOf: (mode, words) => ["load", mode, "127.0.0.1", "PORT", ...spelled(words)].join(" "),
    async run(mode, port, words, signal) {
      const child = start(mode, port, words, { stdin: "null", signal });
      const { success, stdout, stderr } = await child.output();
      signal?.throwIfAborted();
      if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
      return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1) ?? "{}");
    },
    hold: async (mode, port, words, signal) =>
      await held(start(mode, port, { ...words, wait: 1 }, { stdin: "piped", signal }), signal),
  };
}

function spelled(words: Words): string[] {
  return Object.entries(words).map(([key, value]) => `${key}=${value}`);
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
