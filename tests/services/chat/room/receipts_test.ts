import { assertEquals } from "@std/assert";
import type { ChatLine } from "../../../../mod/services/chat/chat_line.ts";
import { Receipts } from "../../../../mod/services/chat/room/receipts.ts";
import { fc, property } from "../../../_kit/property.ts";

function receipts() {
  const told: ChatLine[] = [];
  return { told, receipts: new Receipts((line) => void told.push(line)) };
}

Deno.test("Receipts tells of all lines of one turn at once, with the number of the last", async () => {
  const { told, receipts: given } = receipts();
  for (let seq = 11; seq <= 13; seq++) given.done(given.take(), seq);
  await Promise.resolve();
  assertEquals(told, [{ type: "said", line: 3, seq: 13 }]);
});

Deno.test("Receipts says that all up to a line are done only when they are", async () => {
  const { told, receipts: given } = receipts();
  const [first, second] = [given.take(), given.take()];
  given.done(second);
  await Promise.resolve();
  assertEquals(told, []);
  given.done(first, 5);
  await Promise.resolve();
  assertEquals(told, [{ type: "said", line: 2, seq: 5 }]);
});

Deno.test("Receipts tells of a line that is refused by itself, and counts it afterwards", async () => {
  const { told, receipts: given } = receipts();
  given.refuse(given.take(), "too_long", "It is too long");
  given.done(given.take(), 1);
  await Promise.resolve();
  assertEquals(told, [
    { type: "refused", line: 1, reason: "too_long", text: "It is too long" },
    { type: "said", line: 2, seq: 1, refused: 1 },
  ]);
});

Deno.test("Receipts counts on from where the session was", async () => {
  const { told, receipts: given } = receipts();
  given.begin(7);
  given.done(given.take(), 20);
  await Promise.resolve();
  assertEquals(told, [{ type: "said", line: 8, seq: 20 }]);
});

Deno.test("Receipts tells the last answer again to who has missed some", async () => {
  const { told, receipts: given } = receipts();
  given.done(given.take(), 1);
  given.flush();
  given.again();
  await Promise.resolve();
  assertEquals(told, [{ type: "said", line: 1, seq: 1 }, { type: "said", line: 1, seq: 1 }]);
});

property(
  "Receipts gives each line one fate, whatever the order in which they are found",
  fc.array(fc.record({ done: fc.boolean(), at: fc.nat() }), { maxLength: 30 }),
  (plan) => {
    const { told, receipts: given } = receipts();
    const lines = plan.map(() => given.take());
    const order = lines.toSorted((a, b) => plan[a - 1]!.at - plan[b - 1]!.at);
    for (const line of order) {
      if (plan[line - 1]!.done) given.done(line);
      else given.refuse(line, "command", "no");
      given.refuse(line, "command", "a second fate");
      if (plan[line - 1]!.at % 3 === 0) given.flush();
    }
    given.flush();
    const refused = told.flatMap((line) => line.type === "refused" ? [line.line] : []);
    assertEquals(refused.toSorted((a, b) => a - b), lines.filter((line) => !plan[line - 1]!.done));
    const said = told.flatMap((line) => line.type === "said" ? [line.line] : []);
    assertEquals(said, [...new Set(said)].toSorted((a, b) => a - b));
    assertEquals(said.at(-1) ?? 0, lines.length);
    const last = told.findLast((line) => line.type === "said");
    assertEquals(last?.type === "said" ? last.refused ?? 0 : 0, refused.length);
  },
);
