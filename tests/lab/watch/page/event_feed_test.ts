import { assertEquals } from "@std/assert";
import { EventFeed } from "../../../../mod/lab/watch/page/event_feed.ts";

const never = new AbortController().signal;

Deno.test("EventFeed tells who comes late everything, and whom it told the beginning the rest", async () => {
  const feed = new EventFeed();
  feed.add({ a: 1 });
  const heard: string[] = [];
  const early = (async () => {
    for await (const lines of feed.read(0, never)) heard.push(...lines);
  })();
  feed.add({ a: 2 });
  await new Promise((resolve) => setTimeout(resolve));
  feed.addLine('{"a":3}');
  feed.end();
  await early;
  assertEquals(heard, ['{"a":1}', '{"a":2}', '{"a":3}']);
  assertEquals(await Array.fromAsync(feed.read(2, never)), [['{"a":3}']]);
  assertEquals(await Array.fromAsync(feed.read(99, never)), []);
});

Deno.test("EventFeed keeps a bounded number of bytes, and counts what it does not keep", () => {
  const feed = new EventFeed(10);
  for (const line of ["12345", "67890", "1"]) feed.addLine(line);
  assertEquals([feed.count, feed.left], [2, 1]);
});

Deno.test("EventFeed lets go of a reader that has left", async () => {
  const feed = new EventFeed();
  const leave = new AbortController();
  const reading = Array.fromAsync(feed.read(0, leave.signal));
  leave.abort();
  assertEquals(await reading, []);
});
