import { assertEquals } from "@std/assert";
import { ConsoleInput } from "../../../mod/process/console/console_input.ts";

/** Bytes of a console at which these pieces are typed, read into a buffer of that size until the end. */
async function typed(pieces: readonly (string | undefined)[], size = 64, raw = false): Promise<string[]> {
  const waiting = [...pieces];
  const input = new ConsoleInput((units) => {
    const piece = waiting.shift();
    if (piece === undefined) return Promise.resolve(undefined);
    units.set([...Array(piece.length).keys()].map((at) => piece.charCodeAt(at)));
    return Promise.resolve(piece.length);
  });
  input.raw = raw;
  const parts: string[] = [];
  let bytes: number[] = [];
  while (waiting.length > 0 || bytes.length > 0) {
    const buffer = new Uint8Array(size);
    const length = await input.read(buffer);
    if (length !== null) bytes.push(...buffer.subarray(0, length));
    else {
      parts.push(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes)));
      bytes = [];
    }
  }
  return parts;
}

const END = "\x1a";

Deno.test("ConsoleInput reads what was typed, whatever its characters need", async () => {
  const lines = ["été à ç\r\n", "œuf €\r\n", "日本語\r\n", "🦄\r\n"];
  for (const size of [1, 2, 3, 64]) assertEquals(await typed([...lines, END], size), [lines.join("")]);
});

Deno.test("ConsoleInput joins a surrogate pair that is read in two pieces", async () => {
  assertEquals(await typed(["a\ud83e", "\udd84b", END]), ["a🦄b"]);
  assertEquals(await typed(["\ud83e", "\ud83e", "\udd84", END]), ["\ufffd🦄"]);
});

Deno.test("ConsoleInput makes U+FFFD of half a character", async () => {
  assertEquals(await typed(["\udd84\r\n", "x\ud83e", "y", END]), ["\ufffd\r\nx\ufffdy"]);
  assertEquals(await typed(["x\ud83e", undefined]), ["x\ufffd"]);
});

Deno.test("ConsoleInput ends at Ctrl-Z, once for each", async () => {
  assertEquals(await typed(["a\r\n", `${END}\r\n`, "b\r\n", END]), ["a\r\n", "b\r\n"]);
  assertEquals(await typed([`abc${END}def\r\n`, undefined]), ["abc", ""]);
});

Deno.test("ConsoleInput takes Ctrl-Z for a key in raw mode", async () => {
  assertEquals(await typed([`é${END}x`, undefined], 64, true), [`é${END}x`]);
});

Deno.test("ConsoleInput goes on after an interrupted wait, and ends with its console", async () => {
  assertEquals(await typed(["", "", "a\r\n", undefined]), ["a\r\n"]);
});
