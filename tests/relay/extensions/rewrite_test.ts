import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join, relative, toFileUrl } from "@std/path";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { RelayError } from "../../../mod/relay/relay_endpoint.ts";
import { LineFilter } from "../../../mod/relay/extensions/line_filter.ts";
import { parseSubstitution, rewriting } from "../../../mod/relay/extensions/rewrite.ts";

const BOGUS = parseSubstitution("s/(?<= |^)7[A-Za-z0-9]{25,34}(?= |$)/7YWHMfk9JZe0LM0g1ZauHuiSxhI/g");

async function filtered(filter: LineFilter, pieces: Uint8Array[]): Promise<Uint8Array> {
  const out: number[] = [];
  for (const piece of pieces) await filter.push(piece, (bytes) => Promise.resolve(void out.push(...bytes)));
  return Uint8Array.from(out);
}

Deno.test("parseSubstitution() finds neighbours that share one blank", () => {
  const line = "7F1u3wSD5RbOHQmupo9nx4TnhQ 7iKDZEwPZSqIvDnHvVN2r0hUWXD5rHX x7iKDZEwPZSqIvDnHvVN2r0hUWXD5rHX";
  assertEquals(
    BOGUS(line),
    "7YWHMfk9JZe0LM0g1ZauHuiSxhI 7YWHMfk9JZe0LM0g1ZauHuiSxhI x7iKDZEwPZSqIvDnHvVN2r0hUWXD5rHX",
  );
});

Deno.test("parseSubstitution() takes any separator, groups, & and flags", () => {
  assertEquals(parseSubstitution("s|a/b|[&]|")("a/b a/b"), "[a/b] a/b");
  assertEquals(parseSubstitution("s/(.)(.)/\\2\\1/g")("abcd"), "badc");
  assertEquals(parseSubstitution("s/x\\/y/z/i")("X/Y"), "z");
  assertEquals(parseSubstitution("s/a/\\&/")("a"), "&");
});

Deno.test("parseSubstitution() refuses what is not one", () => {
  for (const text of ["", "s/a/b", "y/a/b/", "s/(/b/", "s/a/b/q"]) {
    assertThrows(() => parseSubstitution(text), RelayError);
  }
});

Deno.test("LineStage sees whole lines, however they arrive", async () => {
  const filter = new LineFilter((line) => line.toUpperCase());
  const pieces = [...new TextEncoder().encode("né\r\nab\nhalf")].map((byte) => Uint8Array.of(byte));
  assertEquals(new TextDecoder().decode(await filtered(filter, pieces)), "NÉ\r\nAB\n");
});

Deno.test("LineStage leaves bytes that are not UTF-8 as they are, and drops a line for null", async () => {
  const filter = new LineFilter((line) => line === "drop" ? null : line);
  const bytes = Uint8Array.of(255, 0, 10, ...new TextEncoder().encode("drop\n"), 128, 10);
  assertEquals([...await filtered(filter, [bytes])], [255, 0, 10, 128, 10]);
});

Deno.test("LineStage gives up on a line without an end", async () => {
  const filter = new LineFilter((line) => line);
  await assertRejects(() => filtered(filter, [new Uint8Array(1024 * 1024), new Uint8Array(1)]), RelayError);
});

Deno.test("rewriting() finds a module in a folder of any name", async () => {
  using folder = new TempFolder();
  const path = folder.write(
    join("a b", "c#d", "100%", "é", "shout.js"),
    "export default (line) => line.toUpperCase();",
  );
  for (const module of [path, relative(Deno.cwd(), path), toFileUrl(path).href]) {
    const { filter } = await rewriting([], module);
    const out = await filtered(filter!(">", {}, { read: () => {}, write: () => {} } as never) as LineFilter, [
      new TextEncoder().encode("here\n"),
    ]);
    assertEquals(new TextDecoder().decode(out), "HERE\n", module);
  }
});
