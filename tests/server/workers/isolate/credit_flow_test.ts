import { assertEquals, assertRejects } from "@std/assert";
import {
  CreditReceiver,
  CreditSender,
  MAX_CHUNK,
  WINDOW,
} from "../../../../mod/server/workers/isolate/credit_flow.ts";

/** Both ends of a flow, with what crosses between them. */
function flow() {
  const granted: number[] = [];
  const pieces: Uint8Array[] = [];
  const receiver = new CreditReceiver((count) => granted.push(count));
  const sender = new CreditSender((piece) => pieces.push(piece));
  return { receiver, sender, granted, pieces };
}

Deno.test("CreditSender.send() stops when the window is full and goes on when credit is granted", async () => {
  const { sender, pieces } = flow();
  const sending = sender.send(new Uint8Array(WINDOW + 10));
  await Promise.resolve();
  const sent = () => pieces.reduce((sum, piece) => sum + piece.length, 0);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  assertEquals(sent(), WINDOW);
  sender.grant(10);
  await sending;
  assertEquals(sent(), WINDOW + 10);
});

Deno.test("CreditSender.send() sends copies, in pieces of bounded size", async () => {
  const { sender, pieces } = flow();
  const bytes = new Uint8Array(MAX_CHUNK + 1);
  await sender.send(bytes);
  bytes.fill(7);
  assertEquals(pieces.map((piece) => [piece.length, piece[0]]), [[MAX_CHUNK, 0], [1, 0]]);
});

Deno.test("CreditSender.break() fails whoever waits, and everybody after", async () => {
  const { sender } = flow();
  const sending = sender.send(new Uint8Array(WINDOW + 1));
  sender.break(new Error("gone"));
  await assertRejects(() => sending, Error, "gone");
  await assertRejects(() => sender.send(Uint8Array.of(1)), Error, "gone");
});

Deno.test("CreditReceiver.next() gives what arrived before the end, then null", async () => {
  const { receiver } = flow();
  receiver.push(Uint8Array.of(1));
  receiver.end();
  assertEquals([await receiver.next(), await receiver.next()], [Uint8Array.of(1), null]);
});

Deno.test("CreditReceiver.next() gives what arrived before the flow broke, then fails", async () => {
  const { receiver } = flow();
  receiver.push(Uint8Array.of(1));
  receiver.break(new Error("reset"));
  assertEquals(await receiver.next(), Uint8Array.of(1));
  await assertRejects(() => receiver.next(), Error, "reset");
});

Deno.test("CreditReceiver.consumed() grants credit by the quarter window", () => {
  const { receiver, granted } = flow();
  receiver.consumed(WINDOW / 4 - 1);
  assertEquals(granted, []);
  receiver.consumed(1);
  assertEquals(granted, [WINDOW / 4]);
});
