import { assertEquals, assertMatch } from "@std/assert";
import { type MessageSink, messageWriter } from "../../mod/cli/message_writer.ts";

function sink(write: (bytes: Uint8Array) => Promise<number>): MessageSink {
  return { write, isTerminal: () => false, obeysEscapes: () => false };
}

Deno.test("messages() writes lines in their order, a sink that takes half at a time or not", async () => {
  let heard = "";
  const half = sink((bytes) => {
    const part = bytes.subarray(0, Math.ceil(bytes.length / 2));
    heard += new TextDecoder().decode(part);
    return Promise.resolve(part.length);
  });
  const out = messageWriter(half, () => 80);
  out.verbatim("one");
  out.verbatim("two");
  await out.flush();
  assertEquals(heard, "one\ntwo\n");
});

Deno.test("messages() never waits for a reader that has stopped, and counts what it lost", async () => {
  let heard = "";
  const reading = Promise.withResolvers<void>();
  const slow = sink(async (bytes) => {
    await reading.promise;
    heard += new TextDecoder().decode(bytes);
    return bytes.length;
  });
  const out = messageWriter(slow, () => 80, undefined, 100);
  for (let i = 0; i < 50; i++) out.verbatim(`line ${i}`);
  reading.resolve();
  await out.flush();
  assertMatch(heard, /^line 0\nline 1\n/);
  assertMatch(heard, /\n\(\d+ lines were lost because nobody read them\)\n/);
});

Deno.test("messages().flush() begins at once, and what is said meanwhile comes after it, once", async () => {
  let heard = "";
  const out = messageWriter(
    sink((bytes) => {
      heard += new TextDecoder().decode(bytes);
      return Promise.resolve(bytes.length);
    }),
    () => 80,
  );
  out.verbatim("one");
  const flushed = out.flush();
  assertEquals(heard, "one\n", "before this turn has ended");
  out.verbatim("two");
  await flushed;
  await out.flush();
  assertEquals(heard, "one\ntwo\n");
  out.verbatim("three");
  await out.flush();
  assertEquals(heard, "one\ntwo\nthree\n");
});

Deno.test("messages() goes on when the sink is broken", async () => {
  const out = messageWriter(sink(() => Promise.reject(new Deno.errors.BrokenPipe())), () => 80);
  out.verbatim("anybody?");
  await out.flush();
});
