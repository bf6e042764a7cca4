import { assertEquals, assertThrows } from "@std/assert";
import { MultipartParser } from "../../../../mod/http/files/upload/multipart_parser.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import { latin1Bytes } from "../../../_kit/latin1.ts";

/** Every part as `head|data`, and whether the end was seen. */
function parse(text: string, pieceSize: number): { parts: string[]; ended: boolean } {
  const parser = new MultipartParser("xYz");
  const parts: string[] = [];
  let ended = false;
  // One buffer for all pieces, as a connection has: whoever keeps a view of it sees the next piece.
  const buffer = new Uint8Array(pieceSize);
  for (let at = 0; at < text.length; at += pieceSize) {
    const piece = latin1Bytes(text.slice(at, at + pieceSize));
    buffer.set(piece);
    parser.push(buffer.subarray(0, piece.length));
    for (let event = parser.next(); event !== undefined; event = parser.next()) {
      if (event.kind === "part") parts.push(`${event.head}|`);
      if (event.kind === "data") parts[parts.length - 1] += String.fromCharCode(...event.bytes);
      if (event.kind === "end") ended = true;
    }
  }
  return { parts, ended };
}

const FORM =
  "preamble\r\n--xYz\r\nA: 1\r\nB: 2\r\n\r\nhello\r\n--xY\r\nnot yet\r\n--xYz  \r\n\r\n\r\n\r\n--xYz--\r\nafter";

Deno.test("MultipartParser finds the parts, whatever the pieces", () => {
  for (const size of [1, 2, 3, 5, 17, 1000]) {
    assertEquals(parse(FORM, size), {
      parts: ["A: 1\r\nB: 2|hello\r\n--xY\r\nnot yet", "|\r\n"],
      ended: true,
    }, `${size}`);
  }
});

Deno.test("MultipartParser lets any bytes through", () => {
  const all = Array.from({ length: 3000 }, (_, at) => String.fromCharCode(at * 7 % 256)).join("") +
    "\r\n--xY\r";
  assertEquals(parse(`--xYz\r\nA: 1\r\n\r\n${all}\r\n--xYz--`, 100).parts, [`A: 1|${all}`]);
});

Deno.test("MultipartParser does not take a cut-off form for a whole one", () => {
  assertEquals(parse(FORM.slice(0, 60), 7).ended, false);
});

Deno.test("MultipartParser refuses an endless head", () => {
  assertThrows(() => parse(`--xYz\r\nA: ${"x".repeat(20_000)}`, 1000), HttpError);
});
