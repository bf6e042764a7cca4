import { assertEquals } from "@std/assert";
import { Children } from "../../mod/relay/children.ts";

const never = new AbortController().signal;

Deno.test("Children waits for a free place before it lets the next connection in", async () => {
  const children = new Children(2);
  const ends: (() => void)[] = [];
  const start = () => children.start(() => new Promise<void>((resolve) => ends.push(resolve)), never);
  await start();
  let free = false;
  const second = start().then(() => free = true);
  await Promise.resolve();
  assertEquals(free, false);
  ends[0]!();
  await second;
  ends[1]!();
  await children.finished();
});

Deno.test("Children without a limit never waits", async () => {
  const children = new Children(undefined);
  for (let count = 0; count < 100; count++) await children.start(() => Promise.resolve(), never);
  await children.finished();
});
