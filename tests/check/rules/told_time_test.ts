import { assertEquals } from "@std/assert";
import { tellsSeconds, type ToldTime, toldTime } from "../../../mod/check/rules/time/told_time.ts";

const NOON = new Date("2026-11-30T12:34:56Z");
const now = (zone: number): ToldTime => ({ what: "now", zone });

const LINES: readonly (readonly [line: string, told: ToldTime])[] = [
  ["2026-11-30 12:34:56\n", now(0)],
  ["Mon Nov 30 12:34:57 2026\r\n", now(0)],
  ["Monday, November 30, 2026 12:34:52-UTC", now(0)],
  ["il est 13h34\n", now(60)],
  ["18:04:56 in Delhi", now(330)],
  ["07:34:56 AM", now(-300)],
  ["1:34:56 PM", now(60)],
  ["61374 26-11-30 12:34:56 00 0 0 50.0 UTC(NIST) *", now(0)],
  ["00:34:56", now(-720)],
  ["12:41:56", { what: "off", seconds: 420 }],
  ["12:20:00", { what: "off", seconds: -896 }],
  ["18:19:56 in Kathmandu", now(345)],
  ["1796042096", now(0)],
  ["1796041996", { what: "off", seconds: -100 }],
  ["bonjour", { what: "unknown" }],
  ["99:99", { what: "unknown" }],
  ["", { what: "unknown" }],
];

Deno.test("toldTime() finds the time of day in a line, and tells a zone from a wrong clock", () => {
  for (const [line, told] of LINES) assertEquals([line, toldTime(line, NOON, 5, 0)], [line, told]);
});

Deno.test("tellsSeconds() takes no date for seconds", () => {
  const lines = ["30/11/26 13:17", "2026-11-30", "13h34", "30/11/26 13:17:05", "1796042096\n", "1:02:03 PM"];
  assertEquals(lines.map(tellsSeconds), [false, false, false, true, true, true]);
});
