import { assertEquals, assertThrows } from "@std/assert";
import { openContent } from "../../../mod/http/files/content.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { FileShrankError } from "../../../mod/fs/send_file.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const LONG_AGO = 1_000_000_000_000;

Deno.test("openContent() takes the file as it is, where it has changed since it was looked up", () => {
  using temp = new TempFolder();
  const path = temp.write("a.txt", "hello");
  Deno.utimeSync(path, new Date(LONG_AGO), new Date(LONG_AGO));
  const rows: [looked: { size?: number; modified?: number }, modified: number][] = [
    [{}, LONG_AGO],
    [{ size: 5, modified: 7 }, 7], // it is what was looked up
    [{ size: 4, modified: 7 }, LONG_AGO],
    [{ size: 0, modified: 7 }, LONG_AGO],
  ];
  for (const [looked, modified] of rows) {
    const content = openContent({ path, ...looked }, "a.txt");
    assertEquals([content.size, content.modified], [5, modified], JSON.stringify(looked));
    const buffer = new Uint8Array(3);
    content.fill!({ start: 1, end: 4 }, buffer);
    assertEquals(new TextDecoder().decode(buffer), "ell");
    content.close();
  }
});

Deno.test("openContent() gives no bytes for those that have gone meanwhile", () => {
  using temp = new TempFolder();
  const path = temp.write("a.txt", "hello");
  const content = openContent({ path }, "a.txt");
  Deno.truncateSync(path, 2);
  assertThrows(() => content.fill!({ start: 0, end: 5 }, new Uint8Array(5)), FileShrankError, "2 of 5 bytes");
  content.close();
  Deno.removeSync(path);
  assertThrows(() => openContent({ path }, "a.txt"), HttpError, "There is nothing here");
});

Deno.test({
  name: "openContent() opens no folder that has taken the file's place",
  ignore: Deno.build.os === "windows",
  fn: () => {
    using temp = new TempFolder();
    Deno.mkdirSync(`${temp.path}/a.txt`);
    assertThrows(() => openContent({ path: `${temp.path}/a.txt`, size: 5, modified: 7 }, "a.txt"), HttpError);
  },
});
