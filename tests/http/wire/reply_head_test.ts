import { assertEquals } from "@std/assert";
import { replyHead } from "../../../mod/http/wire/reply_head.ts";
import { textReply } from "../../../mod/http/wire/message.ts";

Deno.test("replyHead() tells the time of each reply, forwards and backwards", () => {
  const start = Date.UTC(2026, 10, 30, 9, 5, 7, 250);
  const told = (now: number) =>
    /^date: (.*)\r$/m.exec(replyHead(textReply(200, ""), { kind: "length", close: false }, now).join(""))
      ?.[1];
  const rows: [milliseconds: number, time: string][] = [
    [0, "09:05:07"],
    [749, "09:05:07"],
    [750, "09:05:08"],
    [60_000, "09:06:07"],
    [-251, "09:05:06"],
    [0, "09:05:07"],
  ];
  for (const [later, time] of rows) assertEquals(told(start + later), `Mon, 30 Nov 2026 ${time} GMT`);
});
