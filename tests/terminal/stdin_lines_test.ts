import { assertEquals } from "@std/assert";
import { stdinLines } from "../../mod/terminal/stdin_lines.ts";

async function lines(...pieces: string[]): Promise<string[]> {
  const all: string[] = [];
  const read = (buffer: Uint8Array) => {
    const piece = pieces.shift();
    return Promise.resolve(piece === undefined ? null : new TextEncoder().encodeInto(piece, buffer).written);
  };
  for await (const some of stdinLines({ read, isTerminal: () => false })) all.push(...some);
  return all;
}

Deno.test("stdinLines() ends a line with LF, CR LF or CR NUL, wherever the pieces end", async () => {
  const text = "un\ndeux\r\ntrois\r\0quatre\rcinq\r\0\r\0six";
  const wanted = ["un", "deux", "trois", "quatre\rcinq", "", "six"];
  assertEquals(await lines(text), wanted);
  assertEquals(await lines(...text), wanted);
});
