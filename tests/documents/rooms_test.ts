import { assert, assertEquals } from "@std/assert";
import { pathOf } from "./pages.ts";

/** The tree under "Where things are" in CONTRIBUTING.md: each path with what it is indented by. */
async function drawnPaths(): Promise<string[]> {
  const text = await Deno.readTextFile(pathOf("CONTRIBUTING.md"));
  const [, tree = ""] = /## Where things are\n\n```\n([^]*?)\n```/.exec(text) ?? [];
  const above: string[] = [];
  return [...tree.matchAll(/^((?: {2})*)([\w./]+) {2}/gm)].map(([, indent, name]) => {
    above.splice(indent!.length / 2, Infinity, name!);
    return above.join("");
  });
}

/** Folders that hold what no reader of the sources looks for. */
const NOT_DRAWN = ["dist/", "node_modules/", "npm/"];

Deno.test("the tree in CONTRIBUTING.md has every room, and nothing that there is not", async () => {
  const drawn = await drawnPaths();
  assert(drawn.length > 20, "hardly any path was found: the search must be broken");
  const rooms = [...folders(""), ...folders("mod/")].filter((path) => !NOT_DRAWN.includes(path));
  assertEquals(
    rooms.filter((path) => !drawn.includes(path)).map((path) => `${path}: draw it, with what it is`),
    [],
    'the tree under "Where things are" in CONTRIBUTING.md lacks a folder',
  );
  assertEquals(
    drawn.filter((path) => !exists(path)).map((path) => `${path}: there is no such thing`),
    [],
    'correct the tree under "Where things are" in CONTRIBUTING.md',
  );
});

Deno.test("every file that CONTRIBUTING.md names is there", async () => {
  const text = await Deno.readTextFile(pathOf("CONTRIBUTING.md"));
  const named = [...text.matchAll(/`((?:mod|commands|tests|docs|release|examples|bench|soak)\/[\w./]+)`/g)]
    .map(([, path]) => path!).filter((path) => !/NAME|FAMILY/.test(path));
  assert(named.length > 20, "hardly any path was found: the search must be broken");
  assertEquals(named.filter((path) => !exists(path)), [], "say in CONTRIBUTING.md where these are now");
});

function folders(parent: string): string[] {
  return [...Deno.readDirSync(pathOf(parent))].filter(({ name, isDirectory }) =>
    isDirectory && !name.startsWith(".")
  ).map(({ name }) => `${parent}${name}/`);
}

function exists(path: string): boolean {
  try {
    Deno.statSync(pathOf(path));
    return true;
  } catch {
    return false;
  }
}
