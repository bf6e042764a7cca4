import { assertEquals, assertRejects } from "@std/assert";
import { Inflow, Outflow, PIECE, WINDOW } from "../../../../mod/server/workers/isolate/flow.ts";

/** Both ends of a flow, with what crosses between them. */
function flow() {
  const granted: number[] = [];
  const pieces: Uint8Array[] = [];
  const inflow = new Inflow((count) => granted.push(count));
  const outflow = new Outflow((piece) => pieces.push(piece));
  return { inflow, outflow, granted, pieces };
}

Deno.test("Outflow.send() stops when the window is full and goes on when credit is granted", async () => {
  const { outflow, pieces } = flow();
  const sending = outflow.send(new Uint8Array(WINDOW + 10));
  await Promise.resolve();
  const sent = () => pieces.reduce((sum, piece) => sum + piece.length, 0);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assertEquals(sent(), WINDOW);
  outflow.grant(10);
  await sending;
  assertEquals(sent(), WINDOW + 10);
});

Deno.test("Outflow.send() sends copies, in pieces of bounded size", async () => {
  const { outflow, pieces } = flow();
  const bytes = new Uint8Array(PIECE + 1);
  await outflow.send(bytes);
  bytes.fill(7);
  assertEquals(pieces.map((piece) => [piece.length, piece[0]]), [[PIECE, 0], [1, 0]]);
});

Deno.test("Outflow.break() fails whoever waits, and everybody after", async () => {
  const { outflow } = flow();
  const sending = outflow.send(new Uint8Array(WINDOW + 1));
  outflow.break(new Error("gone"));
  await assertRejects(() => sending, Error, "gone");
  await assertRejects(() => outflow.send(Uint8Array.of(1)), Error, "gone");
});

Deno.test("Inflow.next() gives what arrived before the end, then null", async () => {
  const { inflow } = flow();
  inflow.push(Uint8Array.of(1));
  inflow.end();
  assertEquals([await inflow.next(), await inflow.next()], [Uint8Array.of(1), null]);
});

Deno.test("Inflow.next() gives what arrived before the flow broke, then fails", async () => {
  const { inflow } = flow();
  inflow.push(Uint8Array.of(1));
  inflow.break(new Error("reset"));
  assertEquals(await inflow.next(), Uint8Array.of(1));
  await assertRejects(() => inflow.next(), Error, "reset");
});

Deno.test("Inflow.consumed() grants credit by the quarter window", () => {
  const { inflow, granted } = flow();
  inflow.consumed(WINDOW / 4 - 1);
  assertEquals(granted, []);
  inflow.consumed(1);
  assertEquals(granted, [WINDOW / 4]);
});
