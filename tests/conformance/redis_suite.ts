import { join } from "@std/path";

/**
 * The folder of Redis' source, as Debian has it: fetched once, into the user's cache folder.
 *
 * @throws {Error} when it cannot be fetched
 */
export async function redisSuite(): Promise<string> {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? join(Deno.env.get("HOME") ?? ".", ".cache");
  const folder = join(cache, "netlab", "redis-suite");
  return suiteIn(folder) ?? await fetched(folder);
}

function suiteIn(folder: string): string | undefined {
  try {
    const found = [...Deno.readDirSync(folder)].map(({ name }) => join(folder, name))
      .find((each) => isFile(join(each, "tests", "test_helper.tcl")));
    return found;
  } catch {
    return undefined; // there is no such folder yet
  }
}

/** The sources of this machine's packages, in lists of their own: those of the system stay as they are. */
async function fetched(folder: string): Promise<string> {
  await Deno.mkdir(join(folder, "lists", "partial"), { recursive: true });
  await Deno.mkdir(join(folder, "cache", "archives", "partial"), { recursive: true });
  await Deno.writeTextFile(join(folder, "debian.sources"), await sourcesOf("/etc/apt"));
  const options = [
    `Dir::Etc::sourcelist=${join(folder, "debian.sources")}`,
    "Dir::Etc::sourceparts=-",
    `Dir::State::lists=${join(folder, "lists")}`,
    `Dir::Cache=${join(folder, "cache")}`,
  ].flatMap((each) => ["-o", each]);
  await run("apt-get", [...options, "-qq", "update"], folder);
  await run("apt-get", [...options, "-qq", "source", "--download-only", "redis"], folder);
  const archive = [...Deno.readDirSync(folder)].find(({ name }) => /^redis_.*\.orig\.tar\./.test(name));
  if (archive === undefined) throw new Error(`apt-get has fetched no redis_….orig.tar into ${folder}`);
  await run("tar", ["-xf", archive.name], folder);
  const suite = suiteIn(folder);
  if (suite === undefined) throw new Error(`${archive.name} has no tests/test_helper.tcl`);
  return suite;
}

/** Where the machine's packages come from, asked for sources. */
async function sourcesOf(apt: string): Promise<string> {
  const parts = join(apt, "sources.list.d");
  const files = [...Deno.readDirSync(parts)].filter(({ name }) => /debian.*\.sources$/.test(name))
    .map(({ name }) => join(parts, name));
  if (files.length === 0) throw new Error(`${parts} has no debian.sources: give --source=DIR`);
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  return texts.join("\n").replace(/^Types: .*$/gm, "Types: deb-src");
}

async function run(program: string, args: readonly string[], cwd: string): Promise<void> {
  const { code } = await new Deno.Command(program, { args: [...args], cwd, stdin: "null" }).output();
  if (code !== 0) throw new Error(`${program} ${args.at(-1)} ended with ${code}`);
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
