import { assertEquals, assertRejects } from "@std/assert";
import { MemoryPipe } from "../../../mod/relay/endpoints/memory_pipe.ts";

Deno.test("MemoryPipe gives back what was written, then ends", async () => {
  const pipe = new MemoryPipe();
  await pipe.write(Uint8Array.of(1, 2, 3));
  pipe.end();
  const buffer = new Uint8Array(2);
  assertEquals([await pipe.read(buffer), [...buffer]], [2, [1, 2]]);
  assertEquals([await pipe.read(buffer), buffer[0]], [1, 3]);
  assertEquals(await pipe.read(buffer), null);
});

Deno.test("MemoryPipe makes a writer wait while it is full", async () => {
  const pipe = new MemoryPipe();
  await pipe.write(new Uint8Array(64 * 1024));
  let written = false;
  const writing = pipe.write(new Uint8Array(1)).then(() => written = true);
  await Promise.resolve();
  assertEquals(written, false);
  await pipe.read(new Uint8Array(64 * 1024));
  await writing;
});

Deno.test("MemoryPipe refuses data after its end", async () => {
  const pipe = new MemoryPipe();
  pipe.end();
  await assertRejects(() => pipe.write(new Uint8Array(1)), Error, "Broken pipe");
});
