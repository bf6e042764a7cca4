import { assertEquals } from "@std/assert";
import { Turns } from "../../../../mod/services/chat/client/turns.ts";

Deno.test("Turns alternate from whoever begins", () => {
  const turns = new Turns("me");
  turns.spoke();
  assertEquals(turns.mine, false);
  assertEquals([turns.heard(), turns.mine], [true, true]);
});

Deno.test("Turns notice that both sides began, and go on", () => {
  const turns = new Turns("me");
  assertEquals([turns.heard(), turns.mine], [false, true]);
  turns.spoke();
  assertEquals(turns.mine, true, "the early line was the answer");
  turns.spoke();
  assertEquals(turns.mine, false);
});

Deno.test("Turns know whether the other side ever spoke", () => {
  const turns = new Turns("peer");
  assertEquals(turns.silentSoFar, true);
  turns.heard();
  assertEquals(turns.silentSoFar, false);
});

Deno.test("Turns stay ours once the other side has said everything", () => {
  const turns = new Turns("peer");
  turns.left();
  turns.spoke();
  assertEquals(turns.mine, true);
});
