import type { BrokenServer } from "./broken_servers.ts";
import { bulk, bytesOf, line, miniRedis, type MiniRedisChange, readCommand, textOf } from "./mini_redis.ts";
import type { Client } from "./tcp_server.ts";

const named = (name: string, [word = ""]: readonly string[]) => word.toUpperCase() === name;

/** Changes the answer to a command. */
const on = (name: string, change: NonNullable<MiniRedisChange["answer"]>): MiniRedisChange => ({
  answer: (words, right, redis) => named(name, words) ? change(words, right, redis) : right(),
});

/** Changes every answer. */
const all = (change: (answer: string) => string): MiniRedisChange => ({
  answer: (_, right) => change(right()),
});

/** What one read returns is one command. */
async function oneRead(client: Client): Promise<readonly string[] | null> {
  const bytes = await client.some();
  if (bytes === null) return null;
  return textOf(bytes).split("\r\n").filter((_, at) => at > 0 && at % 2 === 0);
}

/** Words end at line ends. */
async function lineWords(client: Client): Promise<readonly string[] | null> {
  const head = await line(client);
  if (head === null) return null;
  const words: string[] = [];
  while (words.length < Number(head.slice(1))) {
    if (await line(client) === null) return null;
    words.push(await line(client) ?? "");
  }
  return words;
}

/** Answers each line. */
const lineByLine: MiniRedisChange = {
  read: async (client) => {
    const words = await line(client);
    return words === null ? null : [words];
  },
};

/** All clients wait for the one who is served. */
function inTurn(): MiniRedisChange {
  let before: Promise<unknown> = Promise.resolve();
  return {
    serve: (client, redis) => {
      const mine = before.then(() => redis.serve(client)).catch(() => {/* it has left */});
      before = mine;
      return mine;
    },
  };
}

/** Ends for everybody when one client does what it cannot bear. */
function diesOf(bears: (client: Client) => Promise<readonly string[] | null>): MiniRedisChange {
  const clients = new Set<Client>();
  return {
    async serve(client, redis) {
      clients.add(client);
      try {
        for (let words = await bears(client); words !== null; words = await bears(client)) {
          await client.write(bytesOf(redis.respond(words)));
        }
      } catch {
        for (const each of clients) each.close();
      }
    },
  };
}

/** In the middle of a command a stream does not end. */
async function toTheEnd(client: Client): Promise<readonly string[] | null> {
  const first = await client.some(1);
  if (first === null) return null;
  client.giveBack(first);
  const words = await readCommand(client);
  if (words === null) throw new Error("cut off");
  return words;
}

const SEEN_CLOSED = "the connection ended instead of an answer";

const RESP: readonly [mistake: string, rule: string, diagnosis: string, change: () => MiniRedisChange][] = [
  ["answers have no type", "ping", "sends the bare text", () => all((answer) => answer.replace(/^\+/, ""))],
  ["lines end with a line feed", "ping", '"\\n" alone', () => all((answer) => answer.replaceAll("\r", ""))],
  ["answers have no end", "ping", 'lacks its "\\r\\n"', () => all((answer) => answer.replace(/\r\n$/, ""))],
  ["each line is a command", "ping", "takes each line for a command", () => lineByLine],
  ["a zero byte is sent along", "ping", "zero bytes", () => all((answer) => `${answer}\0`)],
  ["bytes as Python shows them", "ping", "str(bytes)", () => on("PING", () => "+b'PONG'\r\n")],
  ["all is sent twice", "ping", "sends more than the answer", () => all((answer) => answer + answer)],
  ["all is answered with PONG", "echo", "answers +PONG to every command", () => all(() => "+PONG\r\n")],
  ["empty words are skipped", "empty", "refuses a command with an empty word", () => ({
    answer: (words, right) => words.includes("") ? "-ERR wrong number of arguments\r\n" : right(),
  })],
  ["nothing is answered", "ping", "from outside nothing tells why", () => all(() => "")],
  ["hangs up after an answer", "several", "closes the connection after one answer", () => ({
    serve: async (client, redis) => client.write(bytesOf(redis.respond(await readCommand(client) ?? []))),
  })],
  ["capitals alone", "case", "in capitals only", () => ({
    answer: (words, right) => /^[A-Z]+$/.test(words[0]!) ? right() : "-ERR unknown command\r\n",
  })],
  [
    "the length counts the line end",
    "echo",
    'counts its "\\r\\n", too',
    () => on("ECHO", (words) => `$${words[1]!.length + 2}\r\n${words[1]}\r\n`),
  ],
  [
    "the length is another one",
    "echo",
    "is not the number of its bytes",
    () => on("ECHO", (words) => `$${words[1]!.length - 1}\r\n${words[1]}\r\n`),
  ],
  [
    "values are quoted",
    "set_get",
    "in quotation marks",
    () => on("GET", (words, _, redis) => bulk(JSON.stringify(redis.get(words[1]!)))),
  ],
  ["one key", "set_get", "with the value of another key", () => ({
    answer: (words, right, redis) => {
      if (named("SET", words)) return redis.set("", words[2]!);
      return named("GET", words) ? bulk(redis.get("")) : right();
    },
  })],
  [
    "an empty text for nil",
    "nil",
    "empty string where there is no value",
    () => on("GET", (words, _, redis) => bulk(redis.get(words[1]!) ?? "")),
  ],
  [
    "nil in words",
    "nil",
    "in words",
    () => on("GET", (words, _, redis) => bulk(redis.get(words[1]!) ?? "(nil)")),
  ],
  [
    "an error for nil",
    "nil",
    "that is none",
    () =>
      on(
        "GET",
        (words, right, redis) => redis.get(words[1]!) === undefined ? "-ERR no such key\r\n" : right(),
      ),
  ],
  [
    "RESP3's nil",
    "nil",
    "nil in RESP3",
    () => on("GET", (words, right, redis) => redis.get(words[1]!) === undefined ? "_\r\n" : right()),
  ],
  [
    "an empty value is none",
    "empty",
    "takes an empty value for none",
    () => on("GET", (words, _, redis) => bulk(redis.get(words[1]!) || undefined)),
  ],
  ["a read is a command", "pieces", "takes one recv for one command", () => ({ read: oneRead })],
  ["the rest of a read is lost", "pipeline", "answers the first of several", () => ({ read: firstOfRead })],
  [
    "a word ends at its line end",
    "line_ends",
    "words without blanks and line ends are understood",
    () => ({ read: lineWords }),
  ],
  [
    "values are simple strings",
    "line_ends",
    "as simple strings",
    () =>
      on(
        "GET",
        (words, right, redis) =>
          redis.get(words[1]!) === undefined ? right() : `+${redis.get(words[1]!)}\r\n`,
      ),
  ],
  [
    "values are trimmed",
    "line_ends",
    "takes blanks or line ends off",
    () => on("GET", (words, _, redis) => bulk(redis.get(words[1]!)?.trim())),
  ],
  ["lengths count characters", "accents", "counts characters", () =>
    on("GET", (words, _, redis) => {
      const value = redis.get(words[1]!) ?? "";
      return `$${new TextDecoder().decode(bytesOf(value)).length}\r\n${value}\r\n`;
    })],
  [
    "values become text",
    "binary",
    "turns values into text and back",
    () =>
      on("GET", (words, _, redis) =>
        bulk(
          textOf(new TextEncoder().encode(new TextDecoder().decode(bytesOf(redis.get(words[1]!) ?? "")))),
        )),
  ],
  [
    "values end at a zero byte",
    "binary",
    "ends at its first zero byte",
    () => on("GET", (words, _, redis) => bulk(redis.get(words[1]!)?.split("\0")[0])),
  ],
  [
    "values have 4096 bytes",
    "large",
    "keeps only the first 4096 bytes",
    () => on("SET", (words, _, redis) => redis.set(words[1]!, words[2]!.slice(0, 4096))),
  ],
  ["long values end the conversation", "large", "short values are kept, and this long one is not", () => ({
    answer: (words, right) => {
      if ((words[2]?.length ?? 0) > 6000) throw new Error("too long");
      return right();
    },
  })],
  [
    "there are 1000 keys",
    "many",
    "has no value for a key that was stored",
    () => on("SET", (words, right, redis) => redis.entries.size < 1000 ? right() : (void words, "+OK\r\n")),
  ],
  [
    "hangs up on what it does not know",
    "unknown",
    "closes the connection of who sends an unknown command",
    () => ({
      answer: (_, right) => {
        const answer = right();
        if (answer.startsWith("-ERR unknown")) throw new Error(answer);
        return answer;
      },
    }),
  ],
  [
    "says nothing to what it does not know",
    "unknown",
    "gives no answer to what it cannot do",
    () => all((answer) => answer.startsWith("-ERR unknown") ? "" : answer),
  ],
  [
    "nil for what it does not know",
    "unknown",
    "something that is no error",
    () => all((answer) => answer.startsWith("-ERR unknown") ? "$-1\r\n" : answer),
  ],
  [
    "arguments are not counted",
    "arguments",
    "something that is no error",
    () => all((answer) => answer.startsWith("-ERR wrong") ? "$-1\r\n" : answer),
  ],
  ["one client at a time", "at_once", "serves one client at a time", inTurn],
  [
    "each connection has keys of its own",
    "shared",
    "what one client has stored the others do not see",
    () => ({
      serve: (client, redis) => {
        redis.entries.clear();
        return redis.serve(client);
      },
    }),
  ],
  ["half a command ends it", "leaves", SEEN_CLOSED, () => diesOf(toTheEnd)],
  ["a wrong length ends it", "malformed", SEEN_CLOSED, () =>
    diesOf(async (client) => {
      const words = await readCommand(client);
      if (words === null || words[0]!.startsWith("*x")) throw new Error("no command");
      return words;
    })],
  [
    "DEL answers OK",
    "del",
    "and your server sends text",
    () => on("DEL", (_, right) => (right(), "+OK\r\n")),
  ],
  [
    "INCR answers text",
    "incr",
    "sends the number as text",
    () => on("INCR", (_, right) => right().replace(/^:(\d+)\r\n$/, (_, number: string) => bulk(number))),
  ],
  [
    "INCR begins with 0",
    "incr",
    "counts as 0, and the answer is the new number",
    () =>
      on(
        "INCR",
        (words, right, redis) =>
          redis.get(words[1]!) === undefined ? (redis.set(words[1]!, "0"), ":0\r\n") : right(),
      ),
  ],
  [
    "INCR joins texts",
    "incr",
    "puts the 1 behind the text",
    () => on("INCR", (words, right, redis) => redis.get(words[1]!) === "41" ? `:411\r\n` : right()),
  ],
  [
    "INCR counts text",
    "incr",
    "counts on from a value that is no number",
    () => on("INCR", (_, right) => right().replace(/^-.*/, ":1")),
  ],
  [
    "PX is not heeded",
    "px",
    "still there when its time is over",
    () => on("SET", (words, _, redis) => redis.set(words[1]!, words[2]!)),
  ],
  ["the old time counts", "px", "gone with its old time", () =>
    on("SET", (words, right, redis) => {
      const until = redis.entries.get(words[1]!)?.until;
      const answer = right();
      if (words.length === 3 && until !== undefined) redis.set(words[1]!, words[2]!, until);
      return answer;
    })],
  [
    "EX in milliseconds",
    "ex",
    "which is in seconds here",
    () =>
      on(
        "SET",
        (words, _, redis) => redis.set(words[1]!, words[2]!, Date.now() + Number(words[4] ?? Infinity)),
      ),
  ],
  [
    "EXPIRE does nothing",
    "expire",
    "still there when its time is over",
    () => on("EXPIRE", (words, _, redis) => redis.get(words[1]!) === undefined ? ":0\r\n" : ":1\r\n"),
  ],
  [
    "TTL in milliseconds",
    "ttl",
    "and your server milliseconds",
    () =>
      on(
        "TTL",
        (_, right) => right().replace(/^:(\d+)/, (_, seconds: string) => `:${Number(seconds) * 1000}`),
      ),
  ],
  ["no inline commands", "inline", SEEN_CLOSED, () => ({
    read: async (client) => {
      const first = await client.some(1);
      if (first === null || first[0] !== 0x2a) return null;
      client.giveBack(first);
      return await readCommand(client);
    },
  })],
];

/** The first command of each read, and what is behind it is gone. */
async function firstOfRead(client: Client): Promise<readonly string[] | null> {
  const words = await readCommand(client);
  client.forget();
  return words;
}

/** Small servers that speak RESP, each with one mistake. */
export const BROKEN_RESP_SERVERS: readonly BrokenServer[] = RESP.map((
  [mistake, rule, diagnosis, change],
) => ({
  kind: "resp",
  mistake,
  rule: `resp.${rule}`,
  diagnosis,
  anew: true,
  start: () => miniRedis(change()),
}));
