import { assert, assertEquals } from "@std/assert";
import { fc, property } from "../../_kit/property.ts";
import { StraceReader } from "../../../mod/lab/watch/strace/calls.ts";
import { Tracker } from "../../../mod/lab/watch/tracker/tracker.ts";
import { watchLine } from "../../../mod/lab/watch/watch_line.ts";
import type { WatchEvent } from "../../../mod/lab/watch/watch_event.ts";
import { ENGLISH } from "../../../mod/i18n/locale.ts";

const RECORDINGS = ["threads", "forks", "kinds"] as const;

function linesOf(name: typeof RECORDINGS[number]): string[] {
  return Deno.readTextFileSync(new URL(`recordings/${name}.strace`, import.meta.url)).trimEnd().split("\n");
}

/** What a recording makes of these lines of strace. */
function watched(lines: readonly string[], began = Number(lines[0]?.split(/\s+/)[1])): WatchEvent[] {
  const events: WatchEvent[] = [];
  const reader = new StraceReader();
  const tracker = new Tracker({ began, languageOf: () => undefined, emit: (event) => events.push(event) });
  for (const line of lines) {
    const event = reader.read(line);
    if (event !== undefined) tracker.take("p", event);
  }
  return events;
}

/** Without times and numbers that the system chose. */
function told(events: readonly WatchEvent[]): string[] {
  return events.flatMap((event) => watchLine(event, { ...ENGLISH, language: "en" }) ?? [])
    .map((line) => line.slice(12).replace(/ +/g, " ").replace(/ after [\d.]+ s$/, ""));
}

Deno.test("threads that speak with one another have lanes of their own, and each socket its peer", () => {
  const events = watched(linesOf("threads"));
  const [client, worker] = events.flatMap((event) =>
    event.type === "lane" && event.tid !== undefined ? [event.lane] : []
  );
  assertEquals(
    told(events).map((line) =>
      line.replace(client!, "client").replace(worker!, "worker").replaceAll(/\b409\d\d\b/g, "N")
    ),
    [
      "p socket fd 3 AF_INET, SOCK_STREAM = fd 3",
      "p setsockopt fd 3 SO_REUSEADDR 1",
      "p bind 127.0.0.1:18900",
      "p listen 127.0.0.1:18900 backlog 128",
      "p start client",
      "client socket fd 5 AF_INET, SOCK_STREAM = fd 5",
      "client connect -> 127.0.0.1:18900",
      "p accept 127.0.0.1:18900 <- 127.0.0.1:N = fd 4",
      'client send 127.0.0.1:N -> 127.0.0.1:18900 8 B "bonjour\\n"',
      "p start worker",
      'worker recv 127.0.0.1:18900 <- 127.0.0.1:N 8 of 64 B "bonjour\\n"',
      'worker send 127.0.0.1:18900 -> 127.0.0.1:N 8 B "BONJOUR\\n"',
      'client recv 127.0.0.1:N <- 127.0.0.1:18900 8 of 64 B "BONJOUR\\n"',
      "client close 127.0.0.1:N -> 127.0.0.1:18900",
      "worker recv 127.0.0.1:18900 <- 127.0.0.1:N end of stream",
      "client exit code 0",
      "worker close 127.0.0.1:18900 -> 127.0.0.1:N",
      "p close 127.0.0.1:18900",
      "worker exit code 0",
      "p exit code 0",
    ],
  );
  const sent = events.find((event) => event.type === "call" && event.call === "send");
  assertEquals(sent?.type === "call" && [sent.socket, sent.peer], ["p#2", "p#3"]);
});

Deno.test("a socket that a child has inherited is closed when nobody has it open any more", () => {
  const events = watched(linesOf("forks"));
  const calls = events.filter((event) => event.type === "call");
  const closes = calls.filter(({ call }) => call === "close").map((
    { lane, socket, last },
  ) => [lane, socket, last === true]);
  assertEquals(closes, [
    ["p", "p#2", false],
    ["p.8860", "p#1", false],
    ["p", "p#3", false],
    ["p.8913", "p#1", false],
  ]);
  const ends = events.filter((event) => event.type === "end").map((
    { lane, code, closes = [] },
  ) => [lane, code, ...closes]);
  assertEquals(ends, [["p.8860", 0, "p#2"], ["p.8913", 1, "p#3"], ["p", 0, "p#1"]]);
  const waited = calls.filter(({ call, unfinished }) => call === "wait" && !unfinished).map(({ result }) =>
    result
  );
  assertEquals(waited, [8860, 8913]);
  const states = events.flatMap((event) => event.type === "state" ? [`${event.socket} ${event.state}`] : []);
  assertEquals(states, [
    ...["p#1 bound", "p#1 listen", "p#2 established", "p#2 close-wait", "p#2 last-ack"],
    ...["p#3 established", "p#3 close-wait", "p#3 last-ack", "p#1 closed"],
  ]);
});

Deno.test("UDP over IPv6, UNIX sockets, pairs, and calls that only say not yet", () => {
  const lines = told(watched(linesOf("kinds"))).map((line) =>
    line.replaceAll(/\d{8}/g, "N").replaceAll("34505", "N")
  );
  const wanted = [
    "p bind [::1]:18901",
    'p sendto -> [::1]:18901 13 B "un datagramme"',
    'p recvfrom [::1]:18901 <- [::1]:N 5 B "un da"',
    "p listen unix:/tmp/netlab.sock backlog 1",
    "p connect unix:[N] -> unix:/tmp/netlab.sock",
    "p accept unix:/tmp/netlab.sock <- unix:[N] = fd 7",
    'p sendmsg unix:[N] -> unix:/tmp/netlab.sock 4 B "abcd"',
    'p recv unix:/tmp/netlab.sock <- unix:[N] 4 of 10 B "abcd"',
    "p send unix:[N] -> unix:/tmp/netlab.sock EPIPE (Broken pipe)",
    "p SIGPIPE pid 8661",
    'p recv unix:[N] <- unix:[N] 1 B "x"',
    "p recv fd 9 ENOTCONN (Transport endpoint is not connected)",
    "p connect -> 127.0.0.1:1 EINPROGRESS (Operation now in progress)",
  ];
  assertEquals(wanted.filter((line) => !lines.includes(line)), [], lines.join("\n"));
});

Deno.test("every line of a real recording is understood", () => {
  for (const name of RECORDINGS) {
    const reader = new StraceReader();
    for (const line of linesOf(name)) reader.read(line);
    assertEquals([name, reader.strange, reader.firstStrange], [name, 0, undefined]);
  }
});

Deno.test("a call that waits is told before it returns, and once more afterwards", () => {
  const accepts = watched(linesOf("forks")).filter((event) => event.type === "call").filter(({ call }) =>
    call === "accept"
  );
  const waiting = accepts.filter(({ unfinished }) => unfinished);
  assert(waiting.length > 0);
  for (const each of waiting) {
    assert(
      accepts.some(({ start, unfinished, lane }) =>
        !unfinished && start === each.start && lane === each.lane
      ),
    );
    assertEquals(each.at - each.start > 0.09, true);
  }
});

property(
  "whatever is missing of what strace has written, times do not run backwards and nothing is thrown",
  fc.tuple(fc.constantFrom(...RECORDINGS), fc.array(fc.nat(60), { maxLength: 12 }), fc.boolean()),
  ([name, missing, shuffled]) => {
    const gone = new Set(missing);
    const lines = linesOf(name).filter((_, index) => !gone.has(index));
    if (shuffled && lines.length > 3) lines.push(...lines.splice(1, 2));
    const began = Number(linesOf(name)[0]!.split(/\s+/)[1]);
    let last = 0;
    const open = new Set<string>();
    for (const event of watched(lines, began)) {
      assert(event.at >= last, `${event.at} after ${last}`);
      last = event.at;
      if (event.type === "call") assert(event.start <= event.at);
      if (event.type === "lane") open.add(event.lane);
      if ("lane" in event && event.lane !== undefined) {
        assert(open.has(event.lane), `${event.lane} was never told`);
      }
    }
  },
);
