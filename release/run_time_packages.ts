import { fromFileUrl, join } from "@std/path";
import { programFiles } from "./program_files.ts";

const ROOT = fromFileUrl(new URL("../", import.meta.url));

/** A library that the program needs when it runs, as it is locked and as it lies in Deno's cache. */
export interface RunTimePackage {
  readonly name: string;
  readonly version: string;
  /** As npm writes it: `sha512-` and base64. */
  readonly integrity: string;
  /** What it needs in turn, by `name@version`. */
  readonly dependencies: readonly string[];
  /** What its own manifest says. */
  readonly manifest: Manifest;
  /** Where its files are. */
  readonly folder: string;
}

/** What matters here of a `package.json`. */
export interface Manifest {
  readonly license?: string;
  readonly description?: string;
  readonly homepage?: string;
  readonly scripts?: Readonly<Record<string, string>>;
}

interface LockEntry {
  readonly integrity: string;
  readonly dependencies?: readonly string[];
}

/**
 * Every library of `deno.lock`, those that others bring along among them, downloaded if need be; sorted by
 * name.
 */
export async function runTimePackages(): Promise<RunTimePackage[]> {
  await deno("cache", "--quiet", ...programFiles());
  const cache = await npmFolder();
  const lock = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.lock")));
  const entries = Object.entries(lock.npm as Record<string, LockEntry>);
  const keys = entries.map(([key]) => key);
  const all = entries.map(async ([key, entry]): Promise<RunTimePackage> => {
    const { name, version } = splitKey(key);
    const folder = join(cache, name, version);
    return {
      name,
      version,
      integrity: entry.integrity,
      dependencies: (entry.dependencies ?? []).map((each) => fullKey(each, keys)),
      manifest: JSON.parse(await Deno.readTextFile(join(folder, "package.json"))),
      folder,
    };
  });
  return (await Promise.all(all)).sort((a, b) =>
    a.name < b.name || a.name === b.name && a.version < b.version ? -1 : 1
  );
}

/**
 * Where Deno keeps what it has fetched from npm: a folder for each package, with one for each version, below
 * one for the registry, which may be a mirror.
 */
export async function npmFolder(): Promise<string> {
  const { npmCache } = JSON.parse(await deno("info", "--json")) as { npmCache: string };
  const registries = [...Deno.readDirSync(npmCache)].map(({ name }) => join(npmCache, name));
  const found = registries.find((folder) => isFolder(join(folder, "deno-std")));
  if (found === undefined) throw new Error(`There is no package deno-std below ${npmCache}`);
  return found;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}

/** `@scope/name@1.2.3` in its parts; what follows an underscore are the versions of its peers. */
function splitKey(key: string): { name: string; version: string } {
  const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key)!;
  return { name: name!, version: version! };
}

/** A lock names a dependency without its version where there is only one. */
function fullKey(name: string, keys: readonly string[]): string {
  return name.includes("@", 1) ? name : keys.find((key) => splitKey(key).name === name)!;
}

async function deno(...args: string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stderr: "inherit" });
  const { success, stdout } = await command.output();
  if (!success) throw new Error(`deno ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}
