import { assertEquals } from "@std/assert";
import { ladder } from "../../../mod/trace/diagram/ladder.ts";
import type { TraceRecord } from "../../../mod/trace/diagram/trace_record.ts";

const [A, B] = ["127.0.0.1:1", "127.0.0.1:2"];

function at(
  ms: number,
  role: string,
  event: TraceRecord["event"],
  more: Partial<TraceRecord> = {},
): TraceRecord {
  const [local, remote] = role === "server" ? [A, B] : [B, A];
  return { time: new Date(ms).toISOString(), role, event, local, remote, ...more };
}

/** What is drawn: the event, and its time. */
function drawn(records: readonly TraceRecord[]): [string, number][] {
  return ladder(records).marks.map(({ record, at }) => [`${record.role} ${record.event}`, at]);
}

Deno.test("ladder() gives a cause that was told late the time of its effect", () => {
  assertEquals(
    drawn([
      at(0, "server", "listen", { remote: undefined }),
      at(5, "server", "accept"),
      at(9, "client", "connect"),
      at(9, "client", "write", { bytes: 1 }),
      at(7, "server", "read", { bytes: 1 }),
    ]),
    [["server listen", 0], ["client connect", 5], ["server accept", 5], ["client write", 7], [
      "server read",
      7,
    ]],
  );
});

Deno.test("ladder() keeps a program's own order, whatever the other one's clock says", () => {
  const events = [
    at(3, "client", "write", { bytes: 1, data: "a" }),
    at(3, "client", "write", { bytes: 1, data: "b" }),
    at(1, "server", "read", { bytes: 2, data: "ab" }),
    at(4, "client", "close"),
  ];
  assertEquals(drawn(events).map(([name]) => name), [
    "client write",
    "client write",
    "server read",
    "client close",
  ]);
});

Deno.test("ladder() holds to the causes where a program told two things the wrong way round", () => {
  const events = [
    at(5, "client", "read", { bytes: 1, data: "B" }),
    at(5, "client", "write", { bytes: 1, data: "b" }),
    at(3, "server", "read", { bytes: 1, data: "b" }),
    at(4, "server", "write", { bytes: 1, data: "B" }),
  ];
  assertEquals(
    drawn(events).map(([name]) => name),
    ["client write", "server read", "server write", "client read"],
  );
});

Deno.test("ladder() brings the clocks of two machines together", () => {
  const late = 7_200_000; // the server's clock is two hours ahead
  const events = [
    at(0, "client", "write", { bytes: 1, data: "b" }),
    at(late + 2, "server", "read", { bytes: 1, data: "b" }),
    at(late + 3, "server", "write", { bytes: 1, data: "B" }),
    at(5, "client", "read", { bytes: 1, data: "B" }),
  ];
  assertEquals(drawn(events).map(([, time]) => time), [0, 2, 3, 5]);
});

Deno.test("ladder() joins a datagram to the socket that has only a port", () => {
  const udp = { transport: "udp", bytes: 2, data: "29" } as const;
  const { lanes, arrows } = ladder([
    at(0, "client", "write", { ...udp, local: "0.0.0.0:2" }),
    at(1, "server", "read", udp),
  ]);
  assertEquals(lanes.map(({ name }) => name), ["client", "server"]);
  assertEquals(arrows.map(({ from, to }) => [from, to]), [[0, 1]]);
});

Deno.test("ladder() lets a connection that nobody accepts arrive at the server that listens", () => {
  const { lanes, arrows } = ladder([
    at(0, "server", "listen", { remote: undefined, local: "[::]:1" }),
    at(1, "client", "connect"),
    at(2, "client", "write", { bytes: 3, data: "moi" }),
  ]);
  assertEquals(lanes.map(({ name }) => name), ["server", "client"]);
  assertEquals(arrows.map(({ kind, to, toLane }) => [kind, to, toLane]), [["connect", undefined, 0], [
    "data",
    undefined,
    0,
  ]]);
});
