import type { BrokenServer, RunningServer } from "./broken_servers.ts";
import { bytesOf, line, textOf } from "./mini_redis.ts";
import { type Client, type Serve, servingClients } from "./tcp_server.ts";

const SEEN_CLOSED = "the connection ended instead of an answer";

/** Serves the book's protocol with these answers. */
function book(
  answer: (request: string, keys: Map<string, string>) => string,
  framing: "line" | "chunk",
): Serve {
  const keys = new Map<string, string>();
  return async (client) => {
    if (framing === "line") {
      const request = await line(client);
      if (request !== null) await client.write(bytesOf(`${answer(request, keys)}\n`));
      return;
    }
    for (let bytes = await client.some(); bytes !== null; bytes = await client.some()) {
      await client.write(bytesOf(answer(textOf(bytes), keys)));
    }
  };
}

function rightly(request: string, keys: Map<string, string>): string {
  const stored = /^1([^|]+)\|([^|]+)$/s.exec(request);
  if (stored !== null) return keys.set(stored[1]!, stored[2]!), "1";
  return request.startsWith("0") ? keys.get(request.slice(1)) ?? "0" : "0";
}

type Answer = Parameters<typeof book>[0];

const BOOK: readonly [
  mistake: string,
  rule: string,
  diagnosis: string,
  serve: () => Serve,
  framing?: "chunk",
][] = [
  ["other words", "store", "other words for its answers", () => lines(changed(/^1$/, () => "OK"))],
  ["no line end", "store", "without a line end", () => book(rightly, "chunk")],
  [
    "nothing is stored",
    "read",
    "another answer came",
    () => lines((request) => request.startsWith("1") ? "1" : "0"),
  ],
  [
    "key and value",
    "read",
    "with key and value",
    () => lines(changed(/.../, (answer, key) => `${key}|${answer}`)),
  ],
  ["None", "unknown", "what its language has for nothing", () => lines(forNone("None"))],
  [
    "the key comes back",
    "unknown",
    "with the key itself",
    () =>
      lines((request, keys) =>
        request.startsWith("0") ? keys.get(request.slice(1)) ?? request.slice(1) : rightly(request, keys)
      ),
  ],
  ["the first value stays", "again", "keeps the first value", () =>
    lines((request, keys) => {
      const key = /^1([^|]+)\|/.exec(request)?.[1];
      return key !== undefined && keys.has(key) ? "1" : rightly(request, keys);
    })],
  ["one request", "several", "closes the connection after one answer", () => {
    const serve = book(rightly, "chunk");
    return (client) => serve(onceOnly(client));
  }, "chunk"],
  ["the connection stays open", "end", "the connection stays open", () => {
    const serve = lines(rightly);
    return async (client) => {
      await serve(client);
      await client.some();
    };
  }],
  ["a read is a line", "pieces", "takes one recv for one line", () => {
    const keys = new Map<string, string>();
    return async (client) => {
      const bytes = await client.some();
      if (bytes !== null) await client.write(bytesOf(`${rightly(textOf(bytes).trimEnd(), keys)}\n`));
    };
  }],
  ["the carriage return stays", "crlf", "carriage return for part of the request", () => {
    const keys = new Map<string, string>();
    return async (client) => {
      const bytes = await client.until(0x0a);
      if (bytes !== null) await client.write(bytesOf(`${rightly(textOf(bytes), keys)}\n`));
    };
  }],
  [
    "anything is stored",
    "malformed",
    "stores what is no request",
    () =>
      lines((request, keys) =>
        request.startsWith("1") ? "1" : rightly(request, keys) === "1" ? "1" : rightly(request, keys)
      ),
  ],
  [
    "text is Latin-1",
    "accents",
    "reads UTF-8 as another encoding",
    () => lines((request, keys) => textOf(new TextEncoder().encode(rightly(request, keys)))),
  ],
  [
    "each connection has keys of its own",
    "clients",
    "what one client has stored the next one does not see",
    () => (client) => book(rightly, "line")(client),
  ],
  ["a client that leaves ends it", "leaves", SEEN_CLOSED, () => {
    const serve = lines(rightly);
    let over = false;
    return async (client) => {
      if (over) return;
      const first = await client.some(1).catch(() => null);
      over = first === null;
      if (first === null) return;
      client.giveBack(first);
      await serve(client);
    };
  }],
  ["one client at a time", "at_once", "from outside nothing tells why", () => {
    const serve = lines(rightly);
    let before: Promise<unknown> = Promise.resolve();
    return (client) => {
      const mine = before.then(() => serve(client)).catch(() => {/* it has left */});
      before = mine;
      return mine;
    };
  }],
];

function lines(answer: Answer): Serve {
  return book(answer, "line");
}

function changed(which: RegExp, change: (answer: string, key: string) => string): Answer {
  return (request, keys) => {
    const answer = rightly(request, keys);
    return which.test(answer) ? change(answer, request.slice(1)) : answer;
  };
}

function forNone(none: string): Answer {
  return (request, keys) =>
    request.startsWith("0") ? keys.get(request.slice(1)) ?? none : rightly(request, keys);
}

/** The stream of a client ends behind its first piece. */
function onceOnly(client: Client): Client {
  let came = false;
  return Object.assign(Object.create(client), {
    some: () => came ? Promise.resolve(null) : (came = true, client.some()),
    write: (bytes: Uint8Array) => client.write(bytes),
  });
}

/** Servers of the book's protocol, each with one mistake. */
export const BROKEN_BOOK_SERVERS: readonly BrokenServer[] = BOOK.map((
  [mistake, rule, diagnosis, serve, framing],
) => ({
  kind: framing === "chunk" ? "book_chunk" : "book",
  mistake,
  rule: `book.${rule}`,
  diagnosis,
  anew: true,
  start: (): RunningServer => servingClients(serve()),
}));
