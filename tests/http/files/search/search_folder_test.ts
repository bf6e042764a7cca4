import { assertEquals, assertRejects } from "@std/assert";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import {
  SEARCH_BOUNDS,
  type SearchBounds,
  type SearchEnd,
  searchFolder,
} from "../../../../mod/http/files/search/search_folder.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../../_kit/test_on.ts";

const HERE = new AbortController().signal;

/** What a search finds, in its order, and how it ends. */
async function search(
  folder: ServedFolder,
  wanted: string,
  { at = [], bounds = {}, signal = HERE, pause }: {
    at?: string[];
    bounds?: Partial<SearchBounds>;
    signal?: AbortSignal;
    pause?: () => Promise<void>;
  } = {},
): Promise<[found: string[], end: SearchEnd]> {
  const found: string[] = [];
  const searching = searchFolder(
    folder,
    at,
    wanted,
    signal,
    { ...SEARCH_BOUNDS, ...bounds },
    pause,
  );
  for (let step = await searching.next();; step = await searching.next()) {
    if (step.done) return [found, step.value];
    found.push(step.value.below.join("/"));
  }
}

Deno.test("searchFolder() finds names at any depth, the nearest first, whatever their case and accents", async () => {
  using temp = new TempFolder();
  const paths = [
    "Élysée.txt",
    "a/e\u0301lyse\u0301e.md",
    "a/b/ELYSEE/x",
    "a/œuvre.pdf",
    "other/deep/er/elyséen",
  ];
  for (const path of paths) temp.write(path, "1");
  const folder = ServedFolder.at(temp.path);
  for (const wanted of ["élysée", "e\u0301lyse\u0301e", "Elysee", "LYSÉE"]) {
    const [found, end] = await search(folder, wanted);
    assertEquals(found.map((path) => path.normalize()), [
      "Élysée.txt",
      "a/élysée.md",
      "a/b/ELYSEE",
      "other/deep/er/elyséen",
    ], wanted);
    assertEquals(end, "all");
  }
  assertEquals((await search(folder, "oeuv"))[0], ["a/œuvre.pdf"]);
  assertEquals((await search(folder, "ely", { at: ["other", "deep"] }))[0], ["er/elyséen"]);
  assertEquals((await search(folder, "nothing"))[0], []);
});

testOn(
  POSIX,
  "Windows lets links be made by administrators alone",
  "searchFolder() keeps to what may be seen",
  async () => {
    using temp = new TempFolder();
    using outside = new TempFolder();
    outside.write("secret-outside", "");
    for (const path of [".git/secret", "secret/.secret", "secret/.netlab-secret", "plain"]) {
      temp.write(
        path,
        "",
      );
    }
    Deno.symlinkSync(outside.path, `${temp.path}/secret-way-out`);
    Deno.symlinkSync(`${temp.path}/.git`, `${temp.path}/secret-way-in`);
    Deno.symlinkSync(`${temp.path}/secret`, `${temp.path}/secret/secret-circle`);
    assertEquals((await search(ServedFolder.at(temp.path), "secret"))[0], ["secret", "secret/secret-circle"]);
    assertEquals((await search(ServedFolder.at(temp.path, { hidden: true }), "secret"))[0].sort(), [
      ".git/secret",
      "secret",
      "secret-way-in",
      "secret/.secret",
      "secret/secret-circle",
    ]);
    await assertRejects(() => search(ServedFolder.at(temp.path), "x", { at: [".git"] }), Error, "not_found");
    await assertRejects(() => search(ServedFolder.at(temp.path), "x", { at: ["plain"] }), Error, "not_found");
  },
);

Deno.test("searchFolder() finds for nobody what he may not read, nor what is below it", async () => {
  using temp = new TempFolder();
  for (const path of ["a/word", "b/word", "b/c/word"]) temp.write(path, "");
  const folder = ServedFolder.at(temp.path);
  const seen = folder.seenBy((names) => names.join("/") !== "b/c" && names[0] !== "a");
  assertEquals((await search(seen, "word"))[0], ["b/word"]);
  assertEquals((await search(seen, "word", { at: ["b"] }))[0], ["word"]);
});

Deno.test("searchFolder() ends at its bounds, and says at which", async () => {
  using temp = new TempFolder();
  for (let at = 0; at < 30; at++) temp.write(`f${at}/g${at}`, "");
  const folder = ServedFolder.at(temp.path);
  const [found, end] = await search(folder, "g", { bounds: { found: 5 } });
  assertEquals([found.length, end], [5, "found"]);
  assertEquals((await search(folder, "g", { bounds: { found: 30 } }))[1], "all");
  assertEquals((await search(folder, "nothing", { bounds: { names: 12 } }))[1], "names");
});

Deno.test("searchFolder() lets others have a turn, and ends with its time or with who asked", async () => {
  using temp = new TempFolder();
  for (let at = 0; at < 3000; at++) Deno.writeTextFileSync(`${temp.path}/${"é".repeat(100)}${at}`, "");
  const folder = ServedFolder.at(temp.path);
  let turns = 0;
  const [, end] = await search(folder, "nothing", {
    bounds: { time: 0 },
    pause: () => Promise.resolve(void turns++),
  });
  assertEquals([end, turns], ["time", 1]);
  const left = new AbortController();
  const pause = () => Promise.resolve(left.abort(new Error("left")));
  await assertRejects(() => search(folder, "nothing", { signal: left.signal, pause }), Error, "left");
});
