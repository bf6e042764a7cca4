import { fromFileUrl, join } from "@std/path";

/** The modules that a start has loaded. */
export interface Loaded {
  readonly modules: number;
  readonly bytes: number;
}

/**
 * Counts the modules of code that a program loads until it ends, or, when it listens, until it says so: those
 * that the engine reports on when it is asked how far each was executed.
 *
 * @param run the words for `deno run`: options, the main module, arguments
 * @param cwd  where
 * @param listens whether it has to be ended once it listens
 */
export async function loadedModules(run: readonly string[], cwd: string, listens: boolean): Promise<Loaded> {
  const folder = await Deno.makeTempDir({ prefix: "netlab-bench-" });
  try {
    const args = ["run", `--coverage=${folder}`, ...run];
    const child = new Deno.Command(Deno.execPath(), { args, cwd, stdout: "null", stderr: "piped" }).spawn();
    let said = "";
    let ended = !listens;
    for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
      said += text;
      if (ended || !said.includes("listening on ")) continue;
      child.kill("SIGINT");
      ended = true;
    }
    const { code } = await child.status;
    if (code !== 0) throw new Error(`deno ${args.join(" ")} ended with ${code}: ${said}`);
    return await sumOf(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function sumOf(folder: string): Promise<Loaded> {
  let modules = 0, bytes = 0;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".json")) continue;
    const { url } = JSON.parse(await Deno.readTextFile(join(folder, name))) as { url: string };
    modules++;
    bytes += (await Deno.stat(fromFileUrl(url))).size;
  }
  return { modules, bytes };
}
