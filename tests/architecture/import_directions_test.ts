import { assert, assertEquals } from "@std/assert";
import { fromFileUrl, join, relative } from "@std/path";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

const BELOW_SERVICES = ["mod/framing", "mod/net", "mod/trace"];
const SHARED_BY_SERVICES = [
  "mod/numbers",
  "mod/compute",
  "mod/services/answer_questions.ts",
];

/**
 * What the files of a folder may import, besides their own folder and the standard library. The most specific row counts.
 * A folder without a row has been forgotten: the test says so.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "main.ts": [
    "commands/registry.ts",
    "commands/topics",
    "commands/version.ts",
    "commands/voice.ts",
    "mod/cli",
    "mod/language",
    "mod/isolate/is_child.ts",
    "mod/isolate/run_as_child.ts",
  ],
  "commands": ["mod", "deno.json", "exercises/catalog.ts"],
  "mod/diagram": ["mod/language", "mod/trace"],
  "mod/exercise": ["mod/diagram", "mod/language", "mod/process", "mod/trace"],
  "mod/language": [],
  "mod/mod.ts": ["mod"],
  "mod/net": [],
  "mod/permit": [],
  "mod/process": [],
  "mod/cli": ["mod/language", "mod/permit", "mod/process"],
  "mod/framing": ["mod/net"],
  "mod/trace": ["mod/net"],
  "mod/services/service.ts": ["mod/net", "mod/trace"],
  "mod/numbers": [],
  "mod/compute": ["mod/isolate/isolate_room.ts", "mod/net/system_error.ts", "mod/numbers/checkpoint.ts"],
  "mod/services/time_slice.ts": [],
  "mod/services/answer_questions.ts": [
    "mod/compute/asker.ts",
    "mod/services/service.ts",
    "mod/services/time_slice.ts",
    ...BELOW_SERVICES,
  ],
  "mod/services": ["mod/services/service.ts", "mod/permit", ...SHARED_BY_SERVICES, ...BELOW_SERVICES],
  "mod/isolate": [
    "mod/services/service.ts",
    "mod/permit",
    "mod/process",
    "mod/net",
    "mod/trace",
    "mod/framing",
  ],
  "mod/isolate/worker_entry.ts": ["mod/strategies"],
  "mod/strategies": ["mod/isolate", "mod/services/service.ts", "mod/permit", "mod/net", "mod/trace"],
  "mod/check": ["mod/language", "mod/net", "mod/process", "mod/trace"],
  "mod/lab": ["mod/strategies", "mod/framing", "mod/net", "mod/process"],
  "mod/relay": ["mod/diagram", "mod/language", "mod/net", "mod/permit", "mod/process", "mod/trace"],
  "mod/http": ["mod/services", "mod/framing", "mod/net", "mod/trace"],
};

/** Composition roots: they pull a program together in a new isolate, and nobody may import them. */
const NOBODY_IMPORTS = ["main.ts", "commands", "mod/isolate/worker_entry.ts", "mod/isolate/child_entry.ts"];

interface Import {
  from: string;
  to: string;
  /** Whether only types are imported: nothing is left of such an import when the program runs. */
  onlyTypes: boolean;
}

Deno.test("imports run one way, from main down to the network", async () => {
  const imports = await localImports();
  assert(imports.length > 200, "hardly any import was found: the search must be broken");
  const wrong = imports.filter(({ from, to }) => !allowed(from, to));
  assertEquals(wrong.map(({ from, to }) => `${from} imports ${to}`), []);
});

Deno.test("no module is imported in a circle", async () => {
  const edges = Map.groupBy((await localImports()).filter((each) => !each.onlyTypes), ({ from }) => from);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    if (done.has(file)) return;
    done.add(file);
    for (const { to } of edges.get(file) ?? []) visit(to, [...path, file]);
  };
  for (const file of edges.keys()) visit(file, []);
  assertEquals(circles, []);
});

function allowed(from: string, to: string): boolean {
  if (from === "main.ts") return isBelow(to, MAY_IMPORT["main.ts"]!);
  if (isBelow(to, NOBODY_IMPORTS) && !from.startsWith("commands/")) return false;
  const rule =
    Object.keys(MAY_IMPORT).filter((path) => isBelow(from, [path])).sort((a, b) => b.length - a.length)[0];
  if (rule === undefined) return false;
  return isBelow(to, [ownFolder(from), ...MAY_IMPORT[rule]!]);
}

/** The part of the program a file belongs to: `mod/services/files`, `mod/net`, `commands`. */
function ownFolder(file: string): string {
  const parts = file.split("/");
  if (parts[0] !== "mod") return parts[0]!;
  return parts.slice(0, parts[1] === "services" ? 3 : 2).join("/");
}

function isBelow(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
}

/** `import … from "./x.ts"`, `export … from "./x.ts"` and `import("./x.ts")`; `type` in front of the braces counts. */
const IMPORT = /(?:import|export)\s*(type\s)?(?:[\w*{},\s]+?from)?\s*\(?\s*"(\.[^"]+)"/g;

/** Every import of a file of ours by a file of ours, types included. */
async function localImports(): Promise<Import[]> {
  const found: Import[] = [];
  for await (const file of sourceFiles()) {
    const source = await Deno.readTextFile(join(ROOT, file));
    for (const [, types, specifier] of source.matchAll(IMPORT)) {
      const to = relative(ROOT, join(ROOT, file, "..", specifier!)).replaceAll("\\", "/");
      found.push({ from: file, to, onlyTypes: types !== undefined });
    }
  }
  return found;
}

async function* sourceFiles(folder = ""): AsyncGenerator<string> {
  if (folder === "") yield "main.ts";
  for (const path of folder === "" ? ["mod", "commands"] : await children(folder)) {
    if (path.endsWith(".ts")) yield path;
    else if (!path.includes(".")) yield* sourceFiles(path);
  }
}

async function children(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(join(ROOT, folder)));
  return entries.map((entry) => `${folder}/${entry.name}`).sort();
}
