import { join } from "@std/path";
import { isInstalled } from "../../tests/_kit/program/is_installed.ts";
import { root } from "./root.ts";

/**
 * Compiles C sources with the machine's own compiler, once per run, into a folder the caller owns.
 *
 * @param sources files relative to `bench/`, or a folder whose `.c` files are all taken
 * @param folder  where the program goes; the caller removes it
 * @param name    the program's name
 * @returns its path, or `null` when this machine has no `cc`, `gcc` or `clang`
 * @throws {Error} with the compiler's words when it refuses
 */
export async function compileC(
  sources: readonly string[],
  folder: string,
  name: string,
): Promise<string | null> {
  const compiler = ["cc", "gcc", "clang"].find(isInstalled);
  // The sources speak epoll: elsewhere than on Linux they would not compile
  if (!compiler || Deno.build.os !== "linux") return null;
  const program = join(folder, name);
  const args = ["-O3", "-o", program, ...sources.flatMap((source) => filesOf(join(root, "bench", source)))];
  const { success, stderr } = await new Deno.Command(compiler, { args }).output();
  if (!success) throw new Error(`${compiler} cannot compile ${name}: ${new TextDecoder().decode(stderr)}`);
  return program;
}

function filesOf(path: string): string[] {
  if (Deno.statSync(path).isFile) return [path];
  return [...Deno.readDirSync(path)].filter((entry) => entry.name.endsWith(".c")).map((entry) =>
    join(path, entry.name)
  );
}
