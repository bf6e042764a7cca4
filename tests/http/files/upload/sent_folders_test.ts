import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { BatchFolders, makeFolders } from "../../../../mod/http/files/upload/sent_folders.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

/** A folder in which somebody else makes a folder just after it was found missing. */
function crowded(path: string): ServedFolder {
  const tree = ServedFolder.at(path);
  const find = tree.find.bind(tree);
  tree.find = (names) => {
    const found = find(names);
    if (found === undefined) Deno.mkdirSync(join(path, ...names));
    return found;
  };
  return tree;
}

Deno.test("makeFolders() goes on in a folder that somebody else makes at the same moment", async () => {
  using temp = new TempFolder();
  const tree = crowded(temp.path);
  const { names } = await makeFolders(tree, { path: tree.path, names: [] }, ["essay", "pictures"]);
  assertEquals(names, ["essay", "pictures"]);
});

Deno.test("makeFolders() refuses a file in the way, and one that is hidden", async () => {
  using temp = new TempFolder();
  temp.write("essay", "a file");
  temp.write(".secret/x", "");
  const tree = ServedFolder.at(temp.path);
  for (const name of ["essay", ".secret"]) {
    await assertRejects(
      () => makeFolders(tree, { path: tree.path, names: [] }, [name, "pictures"]),
      Error,
      `"${name}" is no folder here`,
    );
  }
});

Deno.test("files of one folder that come at once are together, and two senders' folders apart", async () => {
  using temp = new TempFolder();
  const tree = ServedFolder.at(temp.path);
  const root = { path: tree.path, names: [] };
  const batches = new BatchFolders();
  for (let round = 0; round < 20; round++) {
    const own = `TP${round}`;
    const places = await Promise.all(
      Array.from(
        { length: 12 },
        (_, at) => batches.place(tree, root, `batch ${at % 2}`, [own, "a", `b${at}`]),
      ),
    );
    const tops = new Set(places.map(({ names }) => names[0]));
    assertEquals([...tops].sort(), [own, `${own} (1)`]);
    assertEquals(new Set(places.map(({ names }) => names.join("/"))).size, 12);
  }
});
