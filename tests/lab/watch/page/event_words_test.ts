import { assertEquals } from "@std/assert";
import { call, client, moved, SERVER, server } from "./_events.ts";

const { eventText, spanText } = await import("../../../../mod/lab/watch/page/assets/event_words.js");

Deno.test("a span of time is told in the unit that people use for it", () => {
  assertEquals([0.00004, 0.0012, 0.512, 2].map(spanText), ["40 µs", "1.2 ms", "0.512 s", "2.000 s"]);
});

for (
  const [event, part, text] of [
    [server(1, "recv", moved("hey")), "happens", "recv 3 bytes"],
    [server(1, "recv", { ...moved("h"), start: 0.5 }), "happens", "recv 1 byte · 0.500 s"],
    [server(1, "recv", { ...moved("h"), start: 0.5 }), "begins", "recv …"],
    [server(1, "recv", { length: 0, wanted: 10 }), "happens", "recv: end of stream"],
    [client(1, "send", { ...moved("hey"), start: 0.5 }), "begins", "send 3 bytes"],
    [client(1, "send", { ...moved("hey"), start: 0.5 }), "happens", "send ✓ 0.500 s"],
    [client(1, "shutdown", { arguments: "SHUT_WR" }), "happens", "shutdown: half-close"],
    [call(1, "a", "listen", { local: SERVER }), "happens", `listen ${SERVER}`],
    [call(1, "a", "connect", { errno: "ECONNREFUSED" }), "happens", "connect: ECONNREFUSED"],
    [call(1, "a", "recv", { errno: "EAGAIN" }), "happens", "recv · EAGAIN"],
    [call(1, "a", "poll", { arguments: "fd 3; 5 s" }), "happens", "poll fd 3; 5 s"],
    [{ type: "end", at: 1, lane: "a", code: 0 }, "happens", "ends · code 0"],
    [{ type: "signal", at: 1, lane: "a", signal: "SIGPIPE", from: 7 }, "happens", "SIGPIPE ← 7"],
  ] as const
) {
  Deno.test(`beside its mark stands ${text}`, () => assertEquals(eventText(event, part), text));
}
