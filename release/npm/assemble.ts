/**
 * Puts the npm package together in `dist/npm`: the sources as they are, the libraries bundled, a launcher for
 * Node. Its one dependency is the official package `deno`, so that nothing else is fetched when it is
 * installed, and nothing at all when it runs.
 */
import { dirname, fromFileUrl, join, relative } from "@std/path";
import config from "../../deno.json" with { type: "json" };
import { programFiles } from "../program_files.ts";
import { bundleLibraries } from "./bundle_libraries.ts";
import { makeLibrary } from "./library.ts";
import { packageJson } from "./package_json.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
const OUT = join(ROOT, "dist/npm");

/** What the program consists of; its main file last. */
const SOURCES = ["commands", "mod", "std", "main.ts"];

async function assemble(): Promise<void> {
  await Deno.remove(OUT, { recursive: true }).catch(() => {/* there is none yet */});
  for (const source of SOURCES) await copySources(source);
  const libraries = await bundleLibraries(await importedLibraries(), {
    root: ROOT,
    folder: join(OUT, "app/vendor"),
  });
  await write("app/deno.json", JSON.stringify(appConfig(libraries), null, 2));
  await makeLibrary(ROOT, join(OUT, "lib"));
  const launcher = await Deno.readTextFile(new URL("./launcher.mjs", import.meta.url));
  await write("bin/netlab.mjs", launcher.replace('["FLAGS OF THE TASK netlab"]', JSON.stringify(runFlags())));
  for (const name of ["LICENSE", "README.md"]) await Deno.copyFile(join(ROOT, name), join(OUT, name));
  await netlab("help", "--lang=en", `--man=${join(OUT, "man")}`);
  await write("THIRD_PARTY_LICENSES", await netlab("help", "--lang=en", "licenses"));
  const pages = [...Deno.readDirSync(join(OUT, "man/man1"))].map(({ name }) => `./man/man1/${name}`).sort();
  await write("package.json", JSON.stringify(packageJson(pages, Deno.env.get("GITHUB_REPOSITORY")), null, 2));
}

/** Code, data and the files of the pages; what only the type checker reads stays here. */
async function copySources(path: string): Promise<void> {
  if ((await Deno.stat(join(ROOT, path))).isFile) {
    if (/(?<!\.d)\.ts$|\.(json|html|css|js)$/.test(path)) {
      await write(join("app", path), await Deno.readTextFile(join(ROOT, path)));
    }
    return;
  }
  for await (const { name } of Deno.readDir(join(ROOT, path))) await copySources(join(path, name));
}

/** What `deno info` tells of a file. */
interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier?: string };
    }[];
  }[];
}

/** The names by which the sources import libraries. */
async function importedLibraries(): Promise<string[]> {
  const graphs = await Promise.all(
    programFiles().map(async (file) => JSON.parse(await deno("info", "--json", file)) as Graph),
  );
  const own = graphs.flatMap(({ modules }) => modules).filter(({ specifier }) =>
    specifier.startsWith("file:")
  );
  const imported = own.flatMap(({ dependencies = [] }) => dependencies)
    .filter(({ code }) => code?.specifier?.startsWith("npm:")).map(({ specifier }) => specifier);
  return [...new Set(imported)].sort();
}

/** The configuration of the sources where they will lie; there must be no search for packages. */
function appConfig(libraries: Readonly<Record<string, string>>): Record<string, unknown> {
  const { tasks: _, fmt: _fmt, lint: _lint, exclude: _exclude, compilerOptions: _types, imports, ...kept } =
    config;
  const local = Object.entries(imports).filter(([, target]) => target.startsWith("./"));
  const vendored = Object.entries(libraries).map(([name, file]) => [name, `./vendor/${file}`]);
  return {
    ...kept,
    nodeModulesDir: "none",
    lock: false,
    imports: Object.fromEntries([...local, ...vendored]),
  };
}

/** The flags with which the task `netlab` runs the sources. */
function runFlags(): string[] {
  const [, flags] = /\bdeno run (.*) "\$ROOT\/main\.ts"$/.exec(config.tasks.netlab.command)!;
  return flags!.split(" ");
}

function netlab(...args: string[]): Promise<string> {
  return deno("run", ...runFlags(), "main.ts", ...args);
}

async function deno(...args: string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stderr: "piped" });
  const { success, stdout, stderr } = await command.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

async function write(name: string, text: string): Promise<void> {
  const path = join(OUT, name);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text.endsWith("\n") ? text : `${text}\n`);
}

if (import.meta.main) {
  await assemble();
  console.error(`The package is in ${relative(Deno.cwd(), OUT)}`);
}
