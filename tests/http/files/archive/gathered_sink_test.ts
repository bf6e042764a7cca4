import { assert, assertEquals } from "@std/assert";
import { GatheredSink } from "../../../../mod/http/files/archive/gathered_sink.ts";

/** A sink that keeps copies of what it is given, each write by itself. */
function recording(): { written: Uint8Array[]; write(bytes: Uint8Array): Promise<void> } {
  const written: Uint8Array[] = [];
  return { written, write: async (bytes) => void written.push((await Promise.resolve(bytes)).slice()) };
}

Deno.test("GatheredSink sends all bytes in their order, small pieces together", async () => {
  const sink = recording();
  const gathered = new GatheredSink(sink);
  const sizes = [0, 1, 5000, 65_536, 3, 32_768, 32_769, 200_000, 7, ...Array(100).fill(2000)];
  const all: number[] = [];
  const piece = new Uint8Array(200_000);
  for (const [at, size] of sizes.entries()) {
    piece.fill(at, 0, size);
    await gathered.write(piece.subarray(0, size)); // and its buffer is used again for the next
    for (let n = 0; n < size; n++) all.push(at);
  }
  await gathered.flush();
  await gathered.flush();
  assertEquals(sink.written.flatMap((bytes) => [...bytes]), all);
  assert(sink.written.length < 15, `${sink.written.length} writes`);
});
