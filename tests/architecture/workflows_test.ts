import { assert, assertEquals } from "@std/assert";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

/** What the workflows take from others, by file. */
function actions(): { file: string; used: string }[] {
  return [...Deno.readDirSync(FOLDER)].flatMap(({ name }) => {
    const text = Deno.readTextFileSync(new URL(name, FOLDER));
    return [...text.matchAll(/^\s*(?:- )?uses: (.*?)\r?$/gm)].map(([, used]) => ({
      file: name,
      used: used!,
    }));
  });
}

Deno.test("every action of the workflows is pinned to a commit, and says which version that is", () => {
  const all = actions();
  assert(all.length > 5);
  assertEquals(all.filter(({ used }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used)), []);
});

Deno.test("an action is used in one version", () => {
  const versions = Map.groupBy(actions(), ({ used }) => used.split("@")[0]!);
  for (const [name, uses] of versions) assertEquals(new Set(uses.map(({ used }) => used)).size, 1, name);
});
