import { assertEquals } from "@std/assert";
import { parseWatchRecording } from "../../../mod/lab/watch/recording.ts";
import { traceRecords } from "../../../mod/lab/watch/trace_records.ts";
import type { WatchEvent } from "../../../mod/lab/watch/watch_event.ts";
import { renderDiagram } from "../../../mod/trace/diagram/render_diagram.ts";

const [SERVER, CLIENT] = ["127.0.0.1:8765", "127.0.0.1:40000"];

/** A server that serves one client in a thread, and has that client watched, too. */
const EVENTS: readonly WatchEvent[] = [
  {
    type: "head",
    version: 1,
    at: 0,
    source: "strace",
    programs: [{ name: "server", command: ["./s"] }, { name: "client", command: ["./c"] }],
    started: "2026-01-01T10:00:00.000Z",
  },
  { type: "lane", at: 0.001, lane: "server", program: "server", pid: 1 },
  { type: "lane", at: 0.001, lane: "client", program: "client", pid: 2 },
  call(0.002, "server", "listen", { socket: "server#1", local: SERVER, arguments: "backlog 5" }),
  call(0.01, "client", "connect", { socket: "client#1", remote: SERVER }),
  call(0.011, "server", "accept", {
    socket: "server#2",
    listener: "server#1",
    local: SERVER,
    remote: CLIENT,
  }),
  { type: "lane", at: 0.012, lane: "server/9", program: "server", pid: 1, tid: 9, parent: "server" },
  call(0.013, "client", "recv", { socket: "client#1", errno: "EAGAIN", result: -1 }),
  call(0.014, "client", "send", {
    socket: "client#1",
    local: CLIENT,
    remote: SERVER,
    length: 3,
    data: btoa("hey"),
  }),
  call(0.015, "server/9", "recv", {
    socket: "server#2",
    local: SERVER,
    remote: CLIENT,
    length: 3,
    data: btoa("hey"),
  }),
  call(0.016, "client", "shutdown", { socket: "client#1", arguments: "SHUT_WR" }),
  call(0.017, "server/9", "recv", { socket: "server#2", length: 0, wanted: 100 }),
  call(0.018, "server/9", "close", { socket: "server#2", last: true }),
  call(0.019, "client", "recv", { socket: "client#1", unfinished: true, start: 0.0165 }),
  { type: "end", at: 0.02, lane: "client", code: 0, closes: ["client#1"] },
];

function call(at: number, lane: string, name: string, more: Partial<WatchEvent>): WatchEvent {
  return { type: "call", at, start: at, lane, call: name, arguments: "", ...more } as WatchEvent;
}

Deno.test("a recording becomes events of a trace, each with both addresses of its socket", () => {
  assertEquals(
    traceRecords(EVENTS).map(({ role, event, local, remote, detail, bytes, data }) =>
      [role, event, local, remote, detail ?? bytes, data].filter((each) => each !== undefined).join(" ")
    ),
    [
      `server listen ${SERVER}`,
      `client connect ${CLIENT} ${SERVER}`,
      `server accept ${SERVER} ${CLIENT}`,
      "server start server/9",
      `client write ${CLIENT} ${SERVER} 3 hey`,
      `server/9 read ${SERVER} ${CLIENT} 3 hey`,
      `client end ${CLIENT} ${SERVER} we have said everything`,
      `server/9 end ${SERVER} ${CLIENT} the peer has said everything`,
      `server/9 close ${SERVER} ${CLIENT}`,
      `client close ${CLIENT} ${SERVER}`,
      "client exit code 0",
    ],
  );
});

Deno.test("the diagram of a recording has a lane for each program and thread, and joins their calls", () => {
  const drawn = renderDiagram(traceRecords(EVENTS), "txt", { title: "watched" });
  const [names = ""] = drawn.split("\n").slice(2);
  assertEquals(names.trim().split(/\s+/), ["server", "client", "server/9"]);
  assertEquals(/"hey"/.test(drawn), true, drawn);
});

Deno.test("a recording is read back as it was written; what is no event is passed over", () => {
  const text = EVENTS.map((event) => JSON.stringify(event)).join("\n");
  assertEquals(parseWatchRecording(text), EVENTS);
  const odd = [
    "{",
    "words",
    '{"type":"later","at":1}',
    '{"type":"call","at":"1"}',
    '{"type":"end","at":1,"lane":2}',
  ];
  assertEquals(parseWatchRecording(`${text}\n${odd.join("\n")}\n`), EVENTS);
  assertEquals(parseWatchRecording(text.split("\n").slice(1).join("\n")), undefined);
});
