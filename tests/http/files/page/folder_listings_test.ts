import { assert, assertEquals, assertRejects } from "@std/assert";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { FolderListings } from "../../../../mod/http/files/page/folder_listings.ts";
import { listingView } from "../../../../mod/http/files/page/listing.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

const FILES = 3000;
const VIEW = listingView(new URLSearchParams());
const here = () => new AbortController().signal;

function largeFolder(): { temp: TempFolder; listings: FolderListings } & Disposable {
  const temp = new TempFolder();
  for (let at = 0; at < FILES; at++) Deno.writeTextFileSync(`${temp.path}/f${at}`, "");
  const listings = new FolderListings(ServedFolder.at(temp.path, { hidden: false }));
  return { temp, listings, [Symbol.dispose]: () => temp[Symbol.dispose]() };
}

Deno.test("FolderListings reads and sorts a folder once for all who wait for it", async () => {
  using folder = largeFolder();
  const { listings } = folder;
  const asked = Array.from({ length: 300 }, () => listings.list([], "/", VIEW, here));
  const all = await Promise.all(asked);
  // The first alone, the others together: they asked when its reading was under way.
  assertEquals(listings.work, { read: 2, sorted: 2 });
  assertEquals(new Set(all.map(({ entries }) => entries)).size, 2);
  assert(all.every(({ entries }) => entries.length === FILES));
  const [first, second] = [all[1]!.rows("en"), all[2]!.rows("en")];
  assertEquals([...first].join("").split("\n").length, FILES + 1);
  assert([...first].every((piece, at) => piece === [...second][at]));
});

Deno.test("FolderListings shows nobody a folder as it was before he asked", async () => {
  using folder = largeFolder();
  const { listings, temp } = folder;
  const before = listings.list([], "/", VIEW, here);
  Deno.writeTextFileSync(`${temp.path}/new`, "");
  const after = listings.list([], "/", VIEW, here);
  await before;
  assert((await after).entries.some(({ name }) => name === "new"));
});

Deno.test("FolderListings reads on as long as one of those who wait is there", async () => {
  using folder = largeFolder();
  const { listings } = folder;
  const left = () => AbortSignal.abort(new Error("left"));
  const alone = listings.list([], "/", VIEW, left);
  const together = [left, here, left].map((signal) => listings.list([], "/", VIEW, signal));
  await assertRejects(() => alone, Error, "left");
  assertEquals((await Promise.all(together)).map(({ entries }) => entries.length), [FILES, FILES, FILES]);
});
