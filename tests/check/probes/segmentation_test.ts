import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../../mod/check/probes/seeded_random.ts";
import { pieces, type Segmentation } from "../../../mod/check/probes/segmentation.ts";

const TEXT = new TextEncoder().encode("été 🦆\n");

function cut(via: Segmentation, seed = 1): string[] {
  return pieces(TEXT, via, seededRandom(seed, "test")).map(({ bytes }) => [...bytes].join(" "));
}

Deno.test("pieces() together are the bytes, whatever the transport", () => {
  for (const via of ["whole", "bytewise", "split", "random", "slow"] as const) {
    assertEquals(cut(via).join(" "), [...TEXT].join(" "), via);
  }
});

Deno.test("pieces() bytewise are single bytes", () => {
  assertEquals(cut("bytewise").length, TEXT.length);
});

Deno.test("pieces() split cuts inside every character of several bytes and nowhere else", () => {
  const rebuilt = pieces(TEXT, "split", seededRandom(1, "")).slice(1).map(({ bytes }) => bytes[0]! & 0xc0);
  assertEquals(rebuilt, Array(5).fill(0x80));
});

Deno.test("pieces() random are the same for the same seed and others for another", () => {
  assertEquals(cut("random", 5), cut("random", 5));
  assert([1, 2, 3, 4].some((seed) => cut("random", seed).join() !== cut("random", 5).join()));
});

Deno.test("pieces() of nothing is one empty piece", () => {
  assertEquals(pieces(new Uint8Array(), "bytewise", seededRandom(1, "")).length, 1);
});
