import { matchesGlob } from "../store/glob.ts";
import { readInteger64 } from "../store/redis_number.ts";
import { type ExpiryUnit, momentOf } from "./expiry.ts";
import { type Call, CommandError, type CommandTable, NOT_INTEGER, SYNTAX } from "./kv_command.ts";

/** Commands on keys. */
export const KEY_COMMANDS: CommandTable = {
  DEL: { arity: -2, flags: ["write"], keys: [1, -1, 1], run: remove },
  UNLINK: { arity: -2, flags: ["write", "fast"], keys: [1, -1, 1], run: remove },
  EXISTS: {
    arity: -2,
    flags: ["readonly", "fast"],
    keys: [1, -1, 1],
    run: ({ server: { keyspace }, client, words }) =>
      client.reply.integer(words.slice(1).filter((key) => keyspace.has(key)).length),
  },
  TYPE: {
    arity: 2,
    flags: ["readonly", "fast"],
    keys: [1, 1, 1],
    run: ({ server, client, words }) =>
      client.reply.simple(server.keyspace.has(words[1]!) ? "string" : "none"),
  },
  EXPIRE: expiring("EX", "expire"),
  PEXPIRE: expiring("PX", "pexpire"),
  EXPIREAT: expiring("EXAT", "expireat"),
  PEXPIREAT: expiring("PXAT", "pexpireat"),
  TTL: telling((expires, now) => Math.floor((expires - now + 500) / 1000)),
  PTTL: telling((expires, now) => expires - now),
  EXPIRETIME: telling((expires) => Math.floor(expires / 1000)),
  PEXPIRETIME: telling((expires) => expires),
  PERSIST: {
    arity: 2,
    flags: ["write", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const entry = keyspace.entry(words[1]!);
      const has = entry?.expires !== undefined;
      if (has) keyspace.set(words[1]!, entry.value);
      client.reply.integer(has ? 1 : 0);
    },
  },
  RENAME: {
    arity: 3,
    flags: ["write"],
    keys: [1, 2, 1],
    run(call) {
      rename(call);
      call.client.reply.simple("OK");
    },
  },
  RENAMENX: {
    arity: 3,
    flags: ["write", "fast"],
    keys: [1, 2, 1],
    run(call) {
      const { server: { keyspace }, client, words } = call;
      if (!keyspace.has(words[1]!)) throw new CommandError("ERR no such key");
      const isFree = !keyspace.has(words[2]!);
      if (isFree) rename(call);
      client.reply.integer(isFree ? 1 : 0);
    },
  },
  KEYS: {
    arity: 2,
    flags: ["readonly"],
    run({ server: { keyspace }, client, words }) {
      const pattern = words[1]!;
      const found: string[] = [];
      for (const key of keyspace.keys()) if (pattern === "*" || matchesGlob(pattern, key)) found.push(key);
      client.reply.value(found);
    },
  },
  SCAN: { arity: -2, flags: ["readonly"], run: scan },
  RANDOMKEY: {
    arity: 1,
    flags: ["readonly"],
    run: ({ server, client }) => client.reply.bulk(server.keyspace.random()),
  },
  DBSIZE: {
    arity: 1,
    flags: ["readonly", "fast"],
    run: ({ server, client }) => client.reply.integer(server.keyspace.size),
  },
  FLUSHALL: { arity: -1, flags: ["write"], run: flush },
  FLUSHDB: { arity: -1, flags: ["write"], run: flush },
};

function remove({ server: { keyspace }, client, words }: Call): void {
  let removed = 0;
  for (let at = 1; at < words.length; at++) if (keyspace.delete(words[at]!)) removed++;
  client.reply.integer(removed);
}

/** EXPIRE key amount [NX|XX|GT|LT] and its like. */
function expiring(unit: ExpiryUnit, name: string): CommandTable[string] {
  return {
    arity: -3,
    flags: ["write", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const terms = new Set(words.slice(3).map((each) => each.toUpperCase()));
      for (const each of terms) {
        if (!["NX", "XX", "GT", "LT"].includes(each)) {
          throw new CommandError(`ERR Unsupported option ${each}`);
        }
      }
      if (terms.has("NX") && terms.size > 1) {
        throw new CommandError("ERR NX and XX, GT or LT options at the same time are not compatible");
      }
      if (terms.has("GT") && terms.has("LT")) {
        throw new CommandError("ERR GT and LT options at the same time are not compatible");
      }
      const expires = momentOf(words[2]!, unit, keyspace.now, name);
      const entry = keyspace.entry(words[1]!);
      const isDone = entry !== undefined && applies(terms, entry.expires, expires);
      if (isDone) keyspace.set(words[1]!, entry.value, expires);
      client.reply.integer(isDone ? 1 : 0);
    },
  };
}

/** Whether an expiry is to be changed. @param before `undefined` counts as never */
function applies(terms: ReadonlySet<string>, before: number | undefined, after: number): boolean {
  if (terms.has("NX") && before !== undefined) return false;
  if (terms.has("XX") && before === undefined) return false;
  if (terms.has("GT") && after <= (before ?? Infinity)) return false;
  if (terms.has("LT") && after >= (before ?? Infinity)) return false;
  return true;
}

/** How long a key is still there: −1 for ever, −2 there is none. */
function telling(how: (expires: number, now: number) => number): CommandTable[string] {
  return {
    arity: 2,
    flags: ["readonly", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const entry = keyspace.entry(words[1]!);
      const left = entry?.expires === undefined ? -1 : how(entry.expires, keyspace.now);
      client.reply.integer(entry === undefined ? -2 : Number.isSafeInteger(left) ? left : BigInt(left));
    },
  };
}

function rename({ server: { keyspace }, words }: Call): void {
  const [, from, to] = words as [string, string, string];
  const entry = keyspace.entry(from);
  if (entry === undefined) throw new CommandError("ERR no such key");
  if (from === to) return;
  keyspace.delete(from);
  keyspace.set(to, entry.value, entry.expires);
}

/** SCAN cursor [MATCH pattern] [COUNT count] [TYPE type] */
function scan({ server, client: { reply }, words }: Call): void {
  const cursor = /^\d{1,15}$/.test(words[1]!) ? Number(words[1]) : undefined;
  if (cursor === undefined) throw new CommandError("ERR invalid cursor");
  let pattern = "*";
  let count = 10;
  let type = "string";
  for (let at = 2; at < words.length; at += 2) {
    const value = words[at + 1];
    const word = words[at]!.toUpperCase();
    if (value === undefined) throw new CommandError(SYNTAX);
    if (word === "MATCH") pattern = value;
    else if (word === "TYPE") type = value.toLowerCase();
    else if (word === "COUNT") {
      const given = readInteger64(value);
      if (given === undefined) throw new CommandError(NOT_INTEGER);
      if (given < 1) throw new CommandError(SYNTAX);
      count = Math.min(Number(given), MOST_SCANNED);
    } else throw new CommandError(SYNTAX);
  }
  const isAny = pattern === "*";
  const step = server.scans.step(
    cursor,
    count,
    (key) => type === "string" && (isAny || matchesGlob(pattern, key)),
  );
  if (step === undefined) throw new CommandError("ERR invalid cursor");
  reply.array(2);
  reply.bulk(String(step.cursor));
  reply.value(step.keys);
}

/** Keys that one step looks at; more would keep the others waiting. */
const MOST_SCANNED = 100_000;

function flush({ server, client, words }: Call): void {
  const how = words[1]?.toUpperCase();
  if (words.length > 2 || (how !== undefined && how !== "ASYNC" && how !== "SYNC")) {
    throw new CommandError(SYNTAX);
  }
  server.keyspace.clear();
  client.reply.simple("OK");
}
