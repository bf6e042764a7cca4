import { assertEquals } from "@std/assert";
import { fc } from "../../_kit/property.ts";
import { ValidUtf8 } from "../../../mod/process/console/valid_utf8.ts";

function shown(...pieces: number[][]): string {
  const valid = new ValidUtf8();
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return pieces.map((piece) => decoder.decode(valid.next(Uint8Array.from(piece)))).join("|");
}

Deno.test("ValidUtf8 holds a cut character back until it is whole", () => {
  assertEquals(shown([0x61, 0xc3], [0xa9, 0x62]), "a|éb");
  assertEquals(shown([0xf0, 0x9f], [0xa6], [0x84]), "||🦄");
  assertEquals(shown([0xef, 0xbb, 0xbf, 0x61]), "\ufeffa");
});

Deno.test("ValidUtf8 replaces what is no UTF-8", () => {
  assertEquals(shown([0xe9, 0x0a]), "\ufffd\n");
  assertEquals(shown([0xc3], [0x61]), "|\ufffda");
  assertEquals(shown([0xed, 0xa0, 0x80]), "\ufffd\ufffd\ufffd");
});

Deno.test("ValidUtf8 leaves valid text alone, wherever it is cut", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), fc.array(fc.nat(40)), (text, cuts) => {
    const bytes = new TextEncoder().encode(text.toWellFormed());
    const valid = new ValidUtf8();
    const pieces: Uint8Array[] = [];
    let at = 0;
    for (const cut of [...cuts, bytes.length]) {
      pieces.push(valid.next(bytes.subarray(at, at + cut)));
      at += cut;
    }
    assertEquals(pieces.flatMap((piece) => [...piece]), [...bytes]);
  }));
});
