import { assert, assertEquals } from "@std/assert";
import type { WatchEvent } from "../../../../mod/lab/watch/watch_event.ts";
import { call, CLIENT, client, CONNECTED, HEAD, moved, SERVER, server } from "./_events.ts";

const { Recording, MOST_EVENTS } = await import("../../../../mod/lab/watch/page/assets/recording.js");
const { arrowsAt, waitingAt } = await import("../../../../mod/lab/watch/page/assets/arrows.js");
const { queuesSeen, queuesWorkedOut } = await import("../../../../mod/lab/watch/page/assets/queues_at.js");
const { lanesShown } = await import("../../../../mod/lab/watch/page/assets/lanes_shown.js");
const { programQueues, queueLines } = await import("../../../../mod/lab/watch/page/assets/program_queues.js");

function recorded(...events: readonly WatchEvent[]) {
  const recording = new Recording();
  for (const event of events) recording.add(event);
  return recording;
}

/** The rows from top to bottom, as `time event part`. */
function rows(recording: InstanceType<typeof Recording>): string[] {
  return recording.timeline.shown.map(({ time, event, part }) => {
    const it = recording.events[event]!;
    return `${time} ${it.type === "call" ? it.call : it.type} ${part}`;
  });
}

Deno.test("a call that has waited has a row where it began, though it is told when it is over", () => {
  const recording = recorded(HEAD, call(0.3, "b", "send"), call(0.4, "a", "recv", { start: 0.1 }));
  assertEquals(rows(recording), ["0.1 recv begins", "0.3 send happens", "0.4 recv happens"]);
  assertEquals(recording.waits, [2]);
});

Deno.test("a call that has returned takes the place of what was told of it before", () => {
  const recording = recorded(HEAD, call(0.2, "a", "recv", { start: 0.1, unfinished: true }));
  assertEquals(recording.lanes.get("a")!.waits.map(({ at }) => at), [Infinity]);
  recording.add(call(0.9, "a", "recv", { start: 0.1, length: 1 }));
  assertEquals(rows(recording), ["0.1 recv begins", "0.9 recv happens"]);
  assertEquals(recording.lanes.get("a")!.waits.map(({ at }) => at), [0.9]);
});

Deno.test("what goes out stands where it began, so that nothing is taken before it was sent", () => {
  const recording = recorded(
    ...CONNECTED,
    server(0.6001, "recv", moved("hey")),
    client(0.6002, "send", { ...moved("hey"), start: 0.6 }),
  );
  assertEquals(rows(recording).slice(-2), ["0.6 send happens", "0.6001 recv happens"]);
});

Deno.test("two sockets with each other's addresses are one connection, and a port may be used again", () => {
  const again = { socket: "client#2", local: CLIENT, remote: SERVER };
  const recording = recorded(
    ...CONNECTED,
    client(0.6, "close", { last: true }),
    server(0.6, "close", { last: true }),
    call(0.7, "client", "connect", again),
    call(0.8, "server", "accept", {
      socket: "server#3",
      listener: "server#1",
      local: SERVER,
      remote: CLIENT,
    }),
  );
  const peers = ["client#1", "server#2", "client#2", "server#3"].map((id) => recording.sockets.get(id)!.peer);
  assertEquals(peers, ["server#2", "client#1", "server#3", "client#2"]);
});

Deno.test("an arrow goes to each receive that took some of a send's bytes, and to nobody for the rest", () => {
  const recording = recorded(
    ...CONNECTED,
    client(0.6, "send", moved("hello")),
    server(0.7, "recv", moved("he")),
    server(0.8, "recv", moved("l")),
  );
  assertEquals(
    arrowsAt(recording, 6).map(({ kind, from, to, taken, bytes }) => [kind, from, to, taken, bytes]),
    [["data", "client", "server", 7, 2], ["data", "client", "server", 8, 1], [
      "data",
      "client",
      "server",
      undefined,
      2,
    ]],
  );
});

Deno.test("a client is connected at once, and waits in the backlog until it is accepted", () => {
  const recording = recorded(...CONNECTED);
  assertEquals(arrowsAt(recording, 4).map(({ kind, to, taken }) => [kind, to, taken]), [[
    "connect",
    "server",
    5,
  ]]);
  assertEquals(waitingAt(recording, 0.2).map(({ kind }) => kind), ["connect"]);
  assertEquals(waitingAt(recording, 0.6), []);
  const backlog = (time: number) =>
    queuesWorkedOut(recording, time).find(({ socket }) => socket === "server#1")?.backlog;
  recording.add({ type: "state", at: 0.6, socket: "server#1", state: "listen" });
  assertEquals([backlog(0.2), backlog(0.7)], [undefined, 0]);
});

Deno.test("the queues are worked out from the calls, and told as the system has shown them", () => {
  const recording = recorded(
    HEAD,
    { type: "state", at: 0.001, socket: "server#1", state: "listen", local: SERVER },
    ...CONNECTED.slice(1),
    client(0.6, "send", moved("hello")),
    server(0.7, "recv", moved("he")),
  );
  const of = (socket: string, time: number) =>
    queuesWorkedOut(recording, time).find((each) => each.socket === socket);
  assertEquals(of("server#1", 0.2)!.backlog, 1);
  assertEquals(of("server#1", 0.55)!.backlog, 0);
  assertEquals([0.55, 0.65, 0.75].map((time) => of("server#2", time)!.receive), [0, 5, 3]);
  recording.add({
    type: "queues",
    at: 0.8,
    sockets: [
      { socket: "server#1", local: SERVER, state: "listen", receive: 0, send: 0, backlog: 2, limit: 5 },
      { local: SERVER, remote: "127.0.0.1:4", state: "syn-received", receive: 0, send: 0 },
    ],
  });
  assertEquals(queuesSeen(recording, 0.7), undefined);
  const { at, kept } = queuesSeen(recording, 0.9)!;
  assertEquals([at, kept[0]!.backlog, kept[0]!.syn, kept.length], [0.8, 2, 1, 1]);
});

Deno.test("who is not watched stands outside: what comes from there arrives when it is taken", () => {
  const recording = recorded(
    HEAD,
    server(0.1, "accept", { listener: "server#1" }),
    server(0.2, "recv", moved("x")),
  );
  assertEquals(
    [1, 2].flatMap((index) => arrowsAt(recording, index)).map(({ kind, from, to }) => [kind, from, to]),
    [["connect", "", "server"], ["data", "", "server"]],
  );
});

Deno.test("the end of a stream is sent by who closes a socket last, or half-closes it, once", () => {
  const recording = recorded(
    ...CONNECTED,
    client(0.6, "shutdown", { arguments: "SHUT_WR" }),
    server(0.7, "recv", { length: 0, wanted: 100 }),
    client(0.8, "close", { last: true }),
    server(0.9, "close"),
    { type: "end", at: 1, lane: "server", code: 0, closes: ["server#2"] },
  );
  const kinds = recording.events.map((_, index) =>
    arrowsAt(recording, index).map(({ kind, taken }) => [kind, taken])
  );
  assertEquals(kinds.slice(6), [[["end", 7]], [], [], [], [["end", undefined]]]);
});

Deno.test("a datagram goes to who received the same bytes at that port, in order", () => {
  const udp = { transport: "udp" } as const;
  const recording = recorded(
    HEAD,
    call(0.1, "client", "sendto", { ...udp, socket: "c#1", remote: SERVER, ...moved("a") }),
    call(0.2, "client", "sendto", { ...udp, socket: "c#1", remote: SERVER, ...moved("a") }),
    call(0.3, "server", "recvfrom", { ...udp, socket: "s#1", local: "0.0.0.0:8765", ...moved("a") }),
  );
  assertEquals([...recording.datagramFrom], [[3, 1]]);
  assertEquals(arrowsAt(recording, 1).map(({ to, taken }) => [to, taken]), [["server", 3]]);
});

Deno.test("a recording that is too large is kept in part, and what is left out is counted", () => {
  const recording = recorded(HEAD);
  const event: WatchEvent = { type: "queues", at: 1, sockets: [] };
  for (let count = 0; count < MOST_EVENTS + 5; count++) recording.add(event);
  assertEquals([recording.events.length, recording.left], [MOST_EVENTS, 6]);
  recording.clear();
  assert(recording.events.length === 0 && recording.left === 0 && recording.timeline.shown.length === 0);
});

Deno.test("the queues of a program are exact where both ends are watched, and as the system shows them elsewhere", () => {
  const recording = recorded(
    HEAD,
    { type: "state", at: 0.001, socket: "server#1", state: "listen", local: SERVER },
    ...CONNECTED.slice(1),
    client(0.6, "send", moved("hello")),
    call(0.7, "server", "accept", {
      socket: "server#3",
      listener: "server#1",
      local: SERVER,
      remote: "10.0.0.1:5",
    }),
    {
      type: "queues",
      at: 0.8,
      sockets: [
        { socket: "server#1", local: SERVER, state: "listen", receive: 0, send: 0, backlog: 2, limit: 5 },
        { socket: "server#2", local: SERVER, remote: CLIENT, state: "established", receive: 5, send: 0 },
        {
          socket: "server#3",
          local: SERVER,
          remote: "10.0.0.1:5",
          state: "established",
          receive: 7,
          send: 0,
        },
        { socket: "client#1", local: CLIENT, remote: SERVER, state: "established", receive: 0, send: 1 },
      ],
    },
    server(0.9, "recv", moved("hel")),
  );
  const lines = (time: number) =>
    [...programQueues(recording, time)].map(([program, queues]) => [program, ...queueLines(queues)]);
  assertEquals(lines(0.2)[0], ["server", "SYN 0 · backlog 1", "Recv-Q 0 · Send-Q 0"]);
  assertEquals(lines(1), [
    ["server", "SYN 0 · backlog 2/5", "Recv-Q 9 · Send-Q 0"],
    ["client", "Recv-Q 0 · Send-Q 1"],
  ]);
});

Deno.test("a process that becomes another program appears once", () => {
  const lane = { type: "lane", lane: "a", program: "a", pid: 1 } as const;
  const recording = recorded(HEAD, { ...lane, at: 0.1 }, { ...lane, at: 0.2, language: "python" });
  assertEquals(rows(recording), ["0.1 lane happens"]);
  assertEquals(recording.lanes.get("a")!.language, "python");
});

Deno.test("a send whose bytes are read one at a time is drawn with some of the reads, wherever one looks", () => {
  const reads = Array.from({ length: 5000 }, (_, at) => server(1 + at / 1000, "recv", moved("x")));
  const recording = recorded(...CONNECTED, client(0.6, "send", moved("x".repeat(5000))), ...reads);
  assert(arrowsAt(recording, 6).length < 100);
  const [first] = waitingAt(recording, 3.5);
  assertEquals([first!.event, recording.events[first!.taken!]!.at], [6, 3.5]);
});

Deno.test("the lanes of some rows are those of their events and of the other ends", () => {
  const recording = recorded(
    ...CONNECTED,
    { type: "lane", at: 0.55, lane: "server/7", program: "server", pid: 1, tid: 7, parent: "server" },
    { type: "lane", at: 0.55, lane: "server/8", program: "server", pid: 1, tid: 8, parent: "server" },
    client(0.6, "send", moved("hello")),
    { ...server(0.7, "recv", moved("hello")), lane: "server/7" },
  );
  const rows = recording.timeline.shown.filter(({ event }) => recording.laneOf(event) === "client");
  assertEquals([...lanesShown(recording, rows)].sort(), ["client", "server", "server/7"]);
});
