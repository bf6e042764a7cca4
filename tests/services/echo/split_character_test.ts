import { assertEquals } from "@std/assert";
import { incompleteTail, SplitCharacter } from "../../../mod/services/echo/split_character.ts";

Deno.test("SplitCharacter puts every character together again, wherever the text is cut", () => {
  const bytes = new TextEncoder().encode("aé€🦆z");
  for (let cut = 0; cut <= bytes.length; cut++) {
    const split = new SplitCharacter();
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const first = decoder.decode(split.push(bytes.subarray(0, cut)));
    assertEquals(first + decoder.decode(split.push(bytes.subarray(cut))), "aé€🦆z");
    assertEquals(split.holding, false);
  }
});

Deno.test("SplitCharacter takes a character one byte at a time", () => {
  const split = new SplitCharacter();
  const lengths = [...new TextEncoder().encode("🦆")].map((byte) => split.push(Uint8Array.of(byte)).length);
  assertEquals(lengths, [0, 0, 0, 4]);
});

Deno.test("SplitCharacter releases what it kept back as it came", () => {
  const split = new SplitCharacter();
  split.push(Uint8Array.of(0x61, 0xf0, 0x9f));
  assertEquals([split.holding, ...split.release()], [true, 0xf0, 0x9f]);
  assertEquals([split.holding, ...split.release()], [false]);
});

Deno.test("incompleteTail() waits for nothing that can never become a character", () => {
  assertEquals(incompleteTail(Uint8Array.of(0xff)), 0);
  assertEquals(incompleteTail(Uint8Array.of(0x80, 0x80, 0x80, 0x80)), 0);
  assertEquals(incompleteTail(Uint8Array.of(0xc3, 0xa9)), 0);
  assertEquals(incompleteTail(Uint8Array.of(0xe2, 0x82)), 2);
});
