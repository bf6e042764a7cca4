import { assertEquals, assertRejects } from "@std/assert";
import { spoolInput } from "../../mod/fs/spooled_input.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { noise } from "../_kit/noise.ts";

/** Input that comes in pieces of this size. */
function inPieces(bytes: Uint8Array, piece: number): { read(buffer: Uint8Array): Promise<number | null> } {
  let at = 0;
  return {
    read: (buffer) => {
      const taken = bytes.subarray(at, at + Math.min(piece, buffer.length));
      buffer.set(taken);
      at += taken.length;
      return Promise.resolve(taken.length || null);
    },
  };
}

Deno.test("spoolInput() keeps what is short in memory and the rest on the disk, whole", async () => {
  using temp = new TempFolder();
  const { signal } = new AbortController();
  for (
    const [size, inMemory] of [[0, 10], [10, 10], [11, 10], [600_000, 10], [600_000, 599_999], [
      0,
      -1,
    ]] as const
  ) {
    for (const piece of [7_777, 1_000_000]) {
      const bytes = noise(size);
      using input = await spoolInput(inPieces(bytes, piece), { folder: temp.path, inMemory, signal });
      assertEquals(input.kind, size > inMemory ? "file" : "bytes");
      if (input.kind === "bytes") assertEquals(input.bytes, bytes);
      else {
        assertEquals([Deno.readFileSync(input.path), input.size], [bytes, size]);
        if (Deno.build.os !== "windows") assertEquals(Deno.statSync(input.path).mode! & 0o777, 0o600);
      }
    }
    assertEquals(temp.names(), []);
  }
});

Deno.test("spoolInput() leaves nothing when it is stopped, by its user or by a limit", async () => {
  using temp = new TempFolder();
  const stop = new AbortController();
  const never = { read: () => new Promise<number | null>(() => setTimeout(() => stop.abort("stopped"), 0)) };
  const how = { folder: temp.path, inMemory: 10, signal: stop.signal };
  assertEquals(await spoolInput(never, how).catch((reason) => reason), "stopped");
  const onBytes = (total: number) => {
    if (total > 50) throw new RangeError("too much");
  };
  const { signal } = new AbortController();
  await assertRejects(() => spoolInput(inPieces(noise(100), 20), { ...how, signal, onBytes }), RangeError);
  await assertRejects(
    () => spoolInput(inPieces(noise(100), 20), { ...how, signal, folder: `${temp.path}/none` }),
    Error,
    "Cannot write",
  );
  assertEquals(temp.names(), []);
});
