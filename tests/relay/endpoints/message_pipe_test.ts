import { assertEquals, assertRejects } from "@std/assert";
import { MessagePipe } from "../../../mod/relay/endpoints/message_pipe.ts";

const buffer = new Uint8Array(4);

Deno.test("MessagePipe gives each message back by itself, empty ones too, and cuts those that are too long", async () => {
  const pipe = new MessagePipe();
  for (const length of [3, 0, 9, 1]) await pipe.write(new Uint8Array(length));
  pipe.end();
  const lengths = [];
  for (let count; (count = await pipe.read(buffer)) !== null;) lengths.push(count);
  assertEquals(lengths, [3, 0, 4, 1]);
});

Deno.test("MessagePipe has a writer wait while it is full, and refuses it after the end", async () => {
  const pipe = new MessagePipe();
  let written = 0;
  const writing = (async () => {
    while (true) {
      await pipe.write(new Uint8Array(64 * 1024));
      written++;
    }
  })();
  await pipe.read(buffer);
  await pipe.read(buffer);
  assertEquals(written < 8, true, String(written));
  pipe.end();
  await assertRejects(() => writing, Error, "Broken pipe");
});
