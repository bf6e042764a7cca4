import { assertEquals } from "@std/assert";
import { FairQueue } from "../../../../mod/server/workers/compute/fair_queue.ts";
import { fc, property } from "../../../_kit/property.ts";

function all(queue: FairQueue<string>): string[] {
  const taken: string[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) taken.push(next);
  return taken;
}

Deno.test("FairQueue serves clients in turn, and each one's entries in their order", () => {
  const queue = new FairQueue<string>(10);
  for (const entry of ["a1", "a2", "a3", "b1", "c1", "b2"]) queue.push(entry[0]!, entry);
  assertEquals(all(queue), ["a1", "b1", "c1", "a2", "b2", "a3"]);
});

Deno.test("FairQueue, when full, drops the last entry of the longest line", () => {
  const queue = new FairQueue<string>(3);
  for (const entry of ["a1", "a2", "a3"]) assertEquals(queue.push("a", entry), undefined);
  assertEquals(queue.push("a", "a4"), "a4");
  assertEquals(queue.push("b", "b1"), "a3");
  assertEquals(queue.push("c", "c1"), "a2");
  assertEquals(all(queue), ["a1", "b1", "c1"]);
});

Deno.test("FairQueue forgets what is taken out of the middle", () => {
  const queue = new FairQueue<string>(3);
  for (const entry of ["a1", "a2", "b1"]) queue.push(entry[0]!, entry);
  assertEquals([queue.remove("a", "a1"), queue.remove("a", "a1"), queue.remove("x", "a2")], [
    true,
    false,
    false,
  ]);
  assertEquals(queue.push("c", "c1"), undefined);
  assertEquals(all(queue), ["a2", "b1", "c1"]);
});

property(
  "FairQueue lets nobody wait for more than one entry of each other client",
  fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 60 }),
  (clients) => {
    const queue = new FairQueue<{ client: string }>(1000);
    for (const client of [...clients, "newcomer"]) queue.push(client, { client });
    const before: string[] = [];
    for (let next = queue.shift(); next!.client !== "newcomer"; next = queue.shift()) {
      before.push(next!.client);
    }
    assertEquals(before.length, new Set(clients).size);
    assertEquals(new Set(before), new Set(clients));
  },
);
