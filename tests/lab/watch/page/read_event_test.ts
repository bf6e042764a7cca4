import { assertEquals } from "@std/assert";
import { readEvent } from "../../../../mod/lab/watch/page/assets/read_event.js";
import { fc, property } from "../../../_kit/property.ts";
import { CONNECTED } from "./_events.ts";

Deno.test("the events of a recording are read as they were written", () => {
  const others = [
    {
      type: "queues",
      at: 1,
      sockets: [{ local: "a", state: "listen", receive: 0, send: 0, backlog: 1, limit: 5 }],
    },
    { type: "advice", at: 1, lane: "a", code: "c", call: 1, message: { en: "a", fr: "b" }, topic: "framing" },
    { type: "end", at: 1, lane: "a", code: 0, closes: ["a#1"] },
    { type: "note", at: 1, message: { en: "a", fr: "b" } },
  ];
  for (const event of [...CONNECTED, ...others]) {
    assertEquals(readEvent(JSON.stringify(event)), event as never);
  }
});

const CALL = { type: "call", at: 1, start: 1, lane: "a", call: "recv", arguments: "" };

for (
  const [what, line] of [
    ["a sentence", "Traceback (most recent call last):"],
    ["half a line", '{"type":"call","at":1'],
    ["another object", "{}"],
    ["a list", "[]"],
    ["an unknown type", '{"type":"__proto__","at":1}'],
    ["a time before the beginning", JSON.stringify({ ...CALL, at: -1 })],
    ["no time", JSON.stringify({ ...CALL, at: "1" })],
    ["a number for a text", JSON.stringify({ ...CALL, lane: 7 })],
    ["an object for a text", JSON.stringify({ ...CALL, errno: { toString: 1 } })],
    ["a text that is too long", JSON.stringify({ ...CALL, arguments: "x".repeat(9000) })],
    ["a line that is too long", JSON.stringify({ ...CALL, more: "x".repeat(70_000) })],
    ["queues that are none", '{"type":"queues","at":1,"sockets":[null]}'],
  ] as const
) {
  Deno.test(`${what} is no event`, () => assertEquals(readEvent(line), undefined));
}

Deno.test("what an event may not have is left out", () => {
  assertEquals(readEvent(JSON.stringify({ ...CALL, onclick: "alert(1)", html: "<b>" })), CALL as never);
});

property(
  "no line is an error",
  fc.oneof(fc.string(), fc.json(), fc.json().map((json) => `{"type":"call",${json.slice(1)}`)),
  (line) => {
    readEvent(line);
  },
);
