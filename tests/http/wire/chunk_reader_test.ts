import { assertEquals, assertThrows } from "@std/assert";
import { ChunkReader } from "../../../mod/http/wire/chunk_reader.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";

/** @returns the data, and how many bytes were left over */
function unchunk(text: string, pieceSize: number): [string, number] {
  const reader = new ChunkReader();
  let data = "";
  let left = latin1Bytes(text);
  while (!reader.ended && left.length > 0) {
    const next = reader.next(left.subarray(0, pieceSize));
    data += new TextDecoder().decode(next.data);
    left = left.subarray(next.consumed);
  }
  return [data, left.length];
}

Deno.test("ChunkReader takes the framing off, whatever the pieces", () => {
  const text = "5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: x\r\n\r\nGET";
  for (const size of [1, 2, 3, 7, 1000]) assertEquals(unchunk(text, size), ["hello world", 3]);
});

for (
  const [text, why] of [
    ["5\nhello\r\n0\r\n\r\n", "a size line without CR"],
    ["5\r\nhelloX\r\n", "more data than was said"],
    ["+5\r\nhello\r\n", "a sign"],
    ["0x5\r\nhello\r\n", "a prefix"],
    [" 5\r\nhello\r\n", "a space"],
    ["\r\n", "an empty size"],
    ["ffffffffffffffff\r\n", "a size beyond all numbers"],
    [`5;${"x".repeat(5000)}\r\n`, "an endless extension"],
    [`0\r\n${"A: b\r\n".repeat(2000)}`, "endless trailers"],
    ["5\r\rx\r\n", "a bare CR"],
    ["0\r\nfoo\r\n\r\n", "a trailer that is no field"],
    ["0\r\nA : b\r\n\r\n", "a trailer with a blank in its name"],
    ["0\r\nA: b\r\n c\r\n\r\n", "a folded trailer"],
    ["0\r\nA: \0\r\n\r\n", "a control character in a trailer"],
  ]
) {
  Deno.test(`ChunkReader refuses ${why}`, () => void assertThrows(() => unchunk(text!, 100), HttpError));
}
