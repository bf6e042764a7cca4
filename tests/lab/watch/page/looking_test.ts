/** What one looks for in a recording, and where one stands in it. */
import { assertEquals } from "@std/assert";
import { call, client, CONNECTED, moved, server } from "./_events.ts";

const { Recording } = await import("../../../../mod/lab/watch/page/assets/recording.js");
const { parseFilter, filterRows } = await import("../../../../mod/lab/watch/page/assets/filter.js");
const { parseFind, findRow } = await import("../../../../mod/lab/watch/page/assets/find.js");
const { Player } = await import("../../../../mod/lab/watch/page/assets/player.js");

const EVENTS = [
  ...CONNECTED,
  client(0.6, "send", moved("GET /\r\n")),
  server(0.9, "recv", { ...moved("GET /\r\n"), start: 0.55 }),
  call(1, "server.12", "poll", { start: 0.95, arguments: "fd 3; 5 s" }),
  call(1.1, "server/7", "connect", { errno: "ECONNREFUSED", result: -1 }),
];

function recorded() {
  const recording = new Recording();
  for (const event of EVENTS) recording.add(event);
  return recording;
}

/** The calls that are shown. */
function found(typed: string): string[] {
  const recording = recorded();
  const filter = parseFilter(typed);
  recording.timeline.filter(filter && filterRows(filter, recording));
  const calls = recording.timeline.shown.map(({ event }) => recording.events[event]!)
    .map((event) => event.type === "call" ? event.call : event.type);
  return [...new Set(calls)];
}

for (
  const [typed, expected] of [
    ["lane:client", ["lane", "connect", "send"]],
    ["lane:server -call:lane", ["listen", "accept", "recv", "poll", "connect"]],
    ["lane:server/7", ["connect"]],
    ["socket:client#1", ["connect", "send"]],
    ["call:send call:recv", ["send", "recv"]],
    ["call:recv lane:client", []],
    ["wait:0.1", ["recv"]],
    ["econnrefused", ["connect"]],
    ['"fd 3"', ["poll"]],
    ["GET", ["recv", "send"]],
    ["-lane:server -lane:client", []],
    ["no:such", []],
  ] as const
) {
  Deno.test(`the filter ${typed} leaves ${expected.length} kinds of events`, () => {
    assertEquals(found(typed).sort(), [...expected].sort());
  });
}

Deno.test("an empty filter is none", () => {
  assertEquals([parseFilter(""), parseFilter("  "), parseFilter('""')], [undefined, undefined, undefined]);
});

Deno.test("what comes while a filter is set is shown if it passes", () => {
  const recording = recorded();
  recording.timeline.filter(filterRows(parseFilter("call:send")!, recording));
  recording.add(client(2, "send", moved("x")));
  recording.add(server(2.1, "recv", moved("x")));
  assertEquals(recording.timeline.shown.map(({ event }) => recording.events[event]!.at), [0.6, 2]);
  recording.timeline.filter(undefined);
  assertEquals(recording.timeline.shown, recording.timeline.all);
});

Deno.test("bytes are found as they are written in a program, as hexadecimal, and as text", () => {
  const recording = recorded();
  const at = (typed: string) => {
    const place = findRow(recording, parseFind(typed)!, 0, 1);
    const event = recording.events[recording.timeline.shown[place]?.event ?? -1];
    return event?.type === "call" ? event.call : undefined;
  };
  assertEquals(at("/\\r\\n"), "recv"); // its row begins before that of the send
  assertEquals(at("hex:0d 0a"), "recv");
  assertEquals(at("\\x47ET"), "recv");
  assertEquals(at("refused"), "connect");
  assertEquals(at("hex:ff"), undefined);
  assertEquals(parseFind(""), undefined);
});

Deno.test("finding goes on at the other end, both ways", () => {
  const recording = recorded();
  const isSend = parseFind("send")!;
  const first = findRow(recording, isSend, 0, 1);
  assertEquals(findRow(recording, isSend, first, 1), first);
  assertEquals(findRow(recording, isSend, 0, -1), first);
});

Deno.test("a player follows what comes, and stays where it was put", () => {
  const recording = recorded();
  const player = new Player(recording);
  const last = recording.timeline.shown.length - 1;
  assertEquals([player.index, player.behind], [last, 0]);
  player.step(-1);
  recording.add(call(3, "client", "late"));
  assertEquals([player.isFollowing, player.index, player.behind], [false, last - 1, 2]);
  // a row that comes in above moves it down
  recording.add(call(3.1, "client", "recv", { start: 0.7 }));
  assertEquals(player.index, last);
  player.step(-1000);
  assertEquals(player.index, 0);
  player.follow();
  assertEquals(player.time, 3.1);
});

Deno.test("a player goes from wait to wait, and no further", () => {
  const recording = recorded();
  const player = new Player(recording);
  player.goTo(0);
  const waits: string[] = [];
  while (player.goToWait(1, 0.04)) {
    const event = recording.events[player.row!.event]!;
    waits.push(event.type === "call" ? event.call : "");
  }
  assertEquals(waits, ["recv", "poll"]);
  assertEquals(player.goToWait(-1, 0.04), true);
  assertEquals(player.goToWait(-1, 0.2), false);
});

Deno.test("a player that stands on a row which is filtered out stands on the next", () => {
  const recording = recorded();
  const player = new Player(recording);
  player.goTo(0);
  recording.timeline.filter(filterRows(parseFilter("call:send")!, recording));
  assertEquals(recording.events[player.row!.event]!.at, 0.6);
});
