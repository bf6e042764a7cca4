import { assert, assertEquals } from "@std/assert";
import { topics } from "../../../../commands/topics/topics.ts";
import { ADVICE_KINDS, Advisor } from "../../../../mod/lab/watch/advice/advisor.ts";
import type { SystemView } from "../../../../mod/lab/watch/advice/recording_state.ts";
import type { WatchAdvice, WatchCall, WatchEvent } from "../../../../mod/lab/watch/watch_event.ts";

type Script = readonly WatchEvent[];
type More = Partial<Omit<WatchCall, "type" | "data">> & { readonly data?: string; readonly wait?: number };

/** A call that returned at a time. @param more `wait`: for how long it waited; `data`: as text */
function call(
  at: number,
  lane: string,
  name: string,
  socket: string,
  { wait = 0, data, ...more }: More = {},
): WatchCall {
  return {
    type: "call",
    at,
    start: at - wait,
    lane,
    call: name,
    socket,
    transport: "tcp",
    arguments: "",
    local: "127.0.0.1:1",
    remote: "127.0.0.1:2",
    ...(data === undefined ? {} : { data: btoa(data), length: data.length, wanted: data.length }),
    ...more,
  };
}
const recv = (at: number, data: string, more: More = {}) =>
  call(at, "s", "recv", "s#2", { data, wanted: 1024, ...more });
const send = (at: number, data: string, more: More = {}) => call(at, "s", "send", "s#2", { data, ...more });
const accept = (at: number, socket = "s#2") => call(at, "s", "accept", socket, { listener: "s#1" });
const many = (count: number, event: (index: number) => WatchEvent | Script): Script =>
  Array.from({ length: count }, (_, index) => event(index)).flat();
const waits = (at: number, lane: string, name: string, socket: string): WatchCall =>
  call(at, lane, name, socket, {
    unfinished: true,
    wait: 0.1,
    ...(name === "accept" ? { listener: socket } : {}),
  });
const queue = (at: number, backlog: number, limit = 5): WatchEvent => ({
  type: "queues",
  at,
  sockets: [{ socket: "s#1", local: "127.0.0.1:1", state: "listen", receive: 0, send: 0, backlog, limit }],
});
const child = (at: number, pid: number): WatchEvent => ({
  type: "lane",
  at,
  lane: `s.${pid}`,
  program: "s",
  pid,
  parent: "s",
});
const ended = (at: number, lane: string, signal?: string): WatchEvent => ({
  type: "end",
  at,
  lane,
  ...(signal === undefined ? { code: 0 } : { signal }),
});
const bind = (at: number) =>
  call(at, "s", "bind", "s#1", { arguments: "127.0.0.1:8765", errno: "EADDRINUSE", result: -1 });
const reuse = call(0, "s", "setsockopt", "s#1", { arguments: "SO_REUSEADDR 1" });
const nodelay = call(0, "c", "setsockopt", "c#1", { arguments: "TCP_NODELAY 1" });

/** A client that sends a line in two parts, which the waiting server gets at these times. */
const twoParts = (at: number, second: number): Script => [
  call(at, "c", "send", "c#1", { data: "GE", peer: "s#2" }),
  call(at + 0.0001, "s", "recv", "s#2", { data: "GE", wanted: 1024, wait: 0.5, peer: "c#1" }),
  call(at + 0.0003, "c", "send", "c#1", { data: "T\n", peer: "s#2" }),
  call(at + 0.0003 + second, "s", "recv", "s#2", {
    data: "T\n",
    wanted: 1024,
    wait: second + 0.0001,
    peer: "c#1",
  }),
];
const datagram = (data: string) =>
  call(1, "c", "sendto", "c#1", { transport: "udp", remote: "127.0.0.1:1", data });
const received = (data: string, wanted: number) =>
  call(2, "s", "recvfrom", "s#1", { transport: "udp", data, wanted });
/** A server that closes when so many of six bytes were read. */
const closing = (read: number, errno?: string): Script => [
  call(1, "c", "send", "c#1", { data: "sixsix", peer: "s#2" }),
  recv(2, "sixsix".slice(0, read), { wanted: read, peer: "c#1" }),
  call(3, "s", "close", "s#2", { last: true, peer: "c#1" }),
  call(4, "c", "recv", "c#1", errno === undefined ? { data: "", wanted: 9 } : { errno, result: -1 }),
];
const exchange = (at: number): Script => [recv(at, "un\n"), send(at + 0.1, "UN\n")];
const server = (...script: Script): Script => [accept(0), ...script];

/** What each kind has to see, and what looks like it and is none. */
const CASES: Readonly<
  Record<string, { earns: readonly Script[]; not: readonly Script[]; system?: Partial<SystemView> }>
> = {
  address_in_use: { earns: [[bind(1)]], not: [[reuse, bind(1)]] },
  end_ignored: {
    earns: [many(8, (index) => recv(index, ""))],
    not: [
      many(3, (index) => recv(index, "")),
      many(8, (index) => [recv(index, ""), recv(index, "x")]),
      many(8, (index) => recv(index, "", { transport: "udp" })),
      many(8, (index) => recv(index, "", { wanted: 0 })),
    ],
  },
  short_send: {
    earns: [[send(1, "abc", { wanted: 9 }), call(2, "s", "close", "s#2", { last: true })]],
    not: [
      [
        send(1, "abc", { wanted: 9 }),
        send(2, "defghi", { wanted: 6 }),
        call(3, "s", "close", "s#2", { last: true }),
      ],
      [
        send(1, "abc", { wanted: 9 }),
        send(2, "", { errno: "EPIPE" }),
        call(3, "s", "close", "s#2", { last: true }),
      ],
      [send(1, "abc", { wanted: 3 }), call(3, "s", "close", "s#2", { last: true })],
      [send(1, "abc", { wanted: 9 }), call(3, "s", "close", "s#2")],
    ],
  },
  never_closed: {
    earns: [
      many(
        6,
        (index) => [accept(index, `s#${index + 2}`), recv(index + 0.5, "", { socket: `s#${index + 2}` })],
      ),
    ],
    not: [
      many(6, (index) => [
        accept(index, `s#${index + 2}`),
        recv(index + 0.5, "", { socket: `s#${index + 2}` }),
        call(index + 0.6, "s", "close", `s#${index + 2}`, { last: true }),
      ]),
      many(6, (index) => accept(index, `s#${index + 2}`)),
    ],
  },
  zombies: {
    earns: [
      many(
        6,
        (index) => [accept(index), child(index + 0.1, 50 + index), ended(index + 0.2, `s.${50 + index}`)],
      ),
    ],
    not: [
      many(6, (index) => [
        accept(index),
        child(index + 0.1, 50 + index),
        ended(index + 0.2, `s.${50 + index}`),
        { ...call(index + 0.3, "s", "wait", ""), result: 50 + index },
      ]),
      many(
        2,
        (index) => [accept(index), child(index + 0.1, 50 + index), ended(index + 0.2, `s.${50 + index}`)],
      ),
    ],
    system: { isZombie: () => true },
  },
  one_byte_reads: {
    earns: [many(60, (index) => recv(index, "x", { wanted: 1 }))],
    not: [
      many(60, (index) => recv(index, "x", { wanted: 1024 })),
      many(60, (index) => [recv(index, "x", { wanted: 1 }), recv(index, "rest", { wanted: 4 })]),
    ],
  },
  one_at_a_time: {
    earns: [server(waits(1, "s", "recv", "s#2"), queue(1.5, 2), queue(3, 2))],
    not: [
      server(waits(1, "s", "recv", "s#2"), queue(1.5, 2)),
      server(waits(1, "s", "recv", "s#2"), queue(3, 0)),
      server(waits(1, "s", "accept", "s#1"), queue(3, 2)),
      server(waits(1, "s/7", "recv", "s#2"), waits(1, "s", "accept", "s#1"), queue(3, 2)),
    ],
  },
  backlog_full: {
    earns: [[call(0, "s", "listen", "s#1"), queue(1, 6), accept(2)]],
    not: [
      [call(0, "s", "listen", "s#1"), queue(1, 6), queue(1.1, 2), accept(2)],
      [call(0, "s", "listen", "s#1"), queue(1, 5), accept(2)],
    ],
  },
  broken_pipe: {
    earns: [[send(1, "", { errno: "EPIPE" }), ended(2, "s", "SIGPIPE")]],
    not: [[send(1, "", { errno: "EPIPE" }), ended(2, "s")], [ended(2, "s", "SIGPIPE")]],
  },
  held_back: {
    earns: [server(...twoParts(1, 0.0405), ...twoParts(2, 0.0412))],
    not: [
      server(...twoParts(1, 0.0405)),
      server(...twoParts(1, 0.001), ...twoParts(2, 0.001)),
      [nodelay, ...server(...twoParts(1, 0.0405), ...twoParts(2, 0.0412))],
    ],
  },
  truncated_datagram: {
    earns: [
      [datagram("un datagramme"), received("un da", 5)],
      [received("un da", 5), datagram("un datagramme")],
    ],
    not: [
      [datagram("un datagramme"), received("un datagramme", 99)],
      [datagram("un da"), received("un da", 5)],
      [received("un da", 5)],
    ],
  },
  reset_by_close: {
    earns: [closing(2, "ECONNRESET")],
    not: [closing(6), closing(2), closing(6, "ECONNRESET")],
  },
  message_by_call: {
    earns: [
      server(
        ...exchange(1),
        ...exchange(2),
        recv(3, "un\ndeux\n"),
        send(3.1, "UN\n"),
        waits(4, "s", "recv", "s#2"),
      ),
      server(...exchange(1), ...exchange(2), recv(3, "tro"), send(3.1, "TRO\n"), recv(4, "is\n")),
    ],
    not: [
      server(
        ...exchange(1),
        ...exchange(2),
        recv(3, "un\ndeux\n"),
        send(3.1, "UN\nDEUX\n"),
        waits(4, "s", "recv", "s#2"),
      ),
      server(...exchange(1), ...exchange(2), recv(3, "tro"), send(3.1, "TRO"), recv(4, "is\n")),
      server(...exchange(1), ...exchange(2), recv(3, "tro"), recv(3.1, "is\n"), send(4, "TROIS\n")),
      server(recv(3, "GET / HTTP/1.1\nHost: x\n\n"), send(3.1, "hello\n"), waits(4, "s", "recv", "s#2")),
    ],
  },
};

function advice(script: Script, system: Partial<SystemView> = {}): WatchAdvice[] {
  const advisor = new Advisor({ listens: () => false, isZombie: () => false, ...system });
  return script.flatMap((event, index) => advisor.take(event, index));
}

Deno.test("every kind of advice has a recording that earns it", () => {
  assertEquals(Object.keys(CASES).sort(), Object.keys(ADVICE_KINDS).sort());
});

Deno.test("every kind of advice names a topic of netlab help", () => {
  const known = topics("en").map(({ name }) => name);
  assertEquals(
    Object.values(ADVICE_KINDS).map(({ topic }) => topic).filter((each) => !known.includes(each)),
    [],
  );
});

for (const [code, { earns, not, system }] of Object.entries(CASES)) {
  Deno.test(`advice ${code}: only what earns it`, () => {
    for (const script of earns) {
      const found = advice(script, system).filter((each) => each.code === code);
      assertEquals(found.length, 1, `${code} is told once`);
      const [{ message, call, topic }] = found as [WatchAdvice];
      assert(script[call] !== undefined && topic !== undefined);
      assert(!/undefined|NaN|\?/.test(`${message.en}${message.fr}`), message.en);
    }
    for (const script of not) assertEquals(advice(script, system).filter((each) => each.code === code), []);
  });
}

Deno.test("advice is given in the words of the language that the program is written in", () => {
  const lane: WatchEvent = { type: "lane", at: 0, lane: "s", program: "s", pid: 1, language: "python" };
  const script = many(8, (index) => recv(index, ""));
  const [python] = advice([lane, ...script]);
  const [unknown] = advice(script);
  assert(python!.message.en.includes("recv returns b''"), python!.message.en);
  assert(!unknown!.message.en.includes("b''"), unknown!.message.en);
});

Deno.test("a port that somebody listens on is no matter of an option", () => {
  assertEquals(advice([bind(1)], { listens: (port) => port === 8765 }), []);
});

Deno.test("a child that the system has taken away by itself is no zombie", () => {
  assertEquals(advice(CASES["zombies"]!.earns[0]!, { isZombie: () => false }), []);
});
