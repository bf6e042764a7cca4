import { assertEquals } from "@std/assert";
import { ExerciseEvents } from "../../../../mod/lab/watch/exercise/exercise_events.ts";
import type { WatchEvent } from "../../../../mod/lab/watch/watch_event.ts";
import type { TraceRecord } from "../../../../mod/trace/diagram/trace_record.ts";

const [SERVER, CLIENT] = ["127.0.0.1:8765", "127.0.0.1:40000"];

/** The events of these records, each a millisecond after the one before; what is not told for people only. */
function events(...records: readonly Partial<TraceRecord>[]): string[] {
  const told: WatchEvent[] = [];
  const made = new ExerciseEvents([], (event) => told.push(event), 0);
  records.forEach((record, at) => {
    const ends = record.local !== undefined
      ? {}
      : record.role === "server"
      ? { local: SERVER, remote: CLIENT }
      : { local: CLIENT, remote: SERVER };
    made.trace({ time: "", event: "read", ...ends, ...record } as TraceRecord, at);
  });
  return told.map((event) => {
    if (event.type === "call") {
      return [event.lane, event.call, event.socket, event.length].join(" ").trimEnd();
    }
    if (event.type === "state") return `${event.socket} is ${event.state}`;
    return event.type === "lane" || event.type === "end" ? `${event.type} ${event.lane}` : event.type;
  });
}

Deno.test("a trace of both ends becomes calls, sockets and states", () => {
  assertEquals(
    events(
      { role: "server", event: "listen", local: SERVER },
      { role: "client", event: "connect" },
      { role: "server", event: "accept" },
      { role: "client", event: "write", bytes: 3, data: "hey" },
      { role: "server", event: "read", bytes: 3, data: "hey" },
      { role: "client", event: "end", detail: "we have said everything" },
      { role: "server", event: "end", detail: "the peer has said everything" },
      { role: "server", event: "close" },
      { role: "client", event: "end", detail: "the peer has said everything" },
    ),
    [
      "head",
      "server listen server#1",
      "server#1 is listen",
      "client connect client#1",
      "client#1 is established",
      "server accept server#2",
      "server#2 is established",
      "client write client#1 3",
      "server read server#2 3",
      "client shutdown client#1",
      "client#1 is fin-wait-2",
      "server read server#2 0",
      "server#2 is close-wait",
      "server close server#2",
      "server#2 is closed",
      "client read client#1 0",
      "client#1 is time-wait",
    ],
  );
});

Deno.test("workers have lanes of their own, in which the connections are served that they accept or are handed", () => {
  const nobody = { local: undefined } as unknown as Partial<TraceRecord>;
  const worker = (event: "start" | "exit", detail: string) => ({
    role: "server",
    event,
    detail,
    remote: undefined,
    ...nobody,
  });
  const lines = events(
    { ...worker("start", "worker 1 started"), local: SERVER } as Partial<TraceRecord>,
    { role: "server", event: "accept", detail: "by worker 1" },
    { role: "server", event: "read", bytes: 1 },
  );
  assertEquals(lines, [
    "head",
    "lane server/1",
    "server/1 accept server#1",
    "server#1 is established",
    "server/1 read server#1 1",
  ]);
});

Deno.test("a port that is used again is another socket, and bytes are kept as they were", () => {
  const told: WatchEvent[] = [];
  const made = new ExerciseEvents([], (event) => told.push(event), 0);
  const common = { role: "client", time: "", local: CLIENT, remote: SERVER };
  made.trace({ ...common, event: "connect" }, 1);
  made.trace({ ...common, event: "write", bytes: 2, data: "é" }, 2);
  made.trace({ ...common, event: "close" }, 3);
  made.trace({ ...common, event: "connect" }, 2); // a clock that went back
  const calls = told.filter((event) => event.type === "call");
  assertEquals(calls.map(({ socket, at }) => [socket, at]), [
    ["client#1", 0.001],
    ["client#1", 0.002],
    ["client#1", 0.003],
    ["client#2", 0.003],
  ]);
  assertEquals(calls[1]!.data, "w6k=");
});

Deno.test("the kernel's queues are told when they are others than before, those of connections that nobody has accepted too", () => {
  const told: WatchEvent[] = [];
  const made = new ExerciseEvents([], (event) => told.push(event), 0);
  made.trace({ role: "server", time: "", event: "listen", local: SERVER }, 1);
  const row = { transport: "tcp", receive: 0, send: 0, inode: "7", state: "listen", local: SERVER } as const;
  const waits = { ...row, inode: "0", state: "established", remote: CLIENT } as const;
  for (const [at, rows] of [[row], [row], [{ ...row, receive: 1 }, waits]].entries()) {
    made.see(rows as never, at);
  }
  assertEquals(told.flatMap((event) => event.type === "queues" ? [event.sockets] : []), [
    [{ socket: "server#1", local: SERVER, state: "listen", receive: 0, send: 0, backlog: 0 }],
    [
      { socket: "server#1", local: SERVER, state: "listen", receive: 0, send: 0, backlog: 1 },
      { local: SERVER, remote: CLIENT, state: "established", receive: 0, send: 0 },
    ],
  ]);
});
