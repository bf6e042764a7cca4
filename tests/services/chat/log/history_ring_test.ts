import { assertEquals } from "@std/assert";
import { HistoryRing } from "../../../../mod/services/chat/log/history_ring.ts";

function filled(capacity: number, count: number): HistoryRing<number> {
  const ring = new HistoryRing<number>(capacity);
  for (let i = 1; i <= count; i++) ring.push(i);
  return ring;
}

Deno.test("HistoryRing gives the newest entries, oldest first", () =>
  assertEquals(filled(10, 5).last(3), [3, 4, 5]));
Deno.test("HistoryRing forgets the oldest", () => assertEquals(filled(3, 8).last(10), [6, 7, 8]));
Deno.test("HistoryRing gives what it has", () => assertEquals(filled(3, 2).last(10), [1, 2]));
Deno.test("HistoryRing of nothing keeps nothing", () => assertEquals(filled(0, 2).last(10), []));
Deno.test("HistoryRing gives nothing when asked for nothing", () => assertEquals(filled(3, 3).last(0), []));
