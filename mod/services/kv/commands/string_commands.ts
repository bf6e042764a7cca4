import {
  addDecimals,
  addIntegers,
  formatDecimal,
  readDecimal,
  readInteger64,
} from "../store/redis_number.ts";
import { readExpiry } from "./expiry.ts";
import { type Call, CommandError, type CommandTable, NOT_FLOAT, NOT_INTEGER, SYNTAX } from "./kv_command.ts";

/** Commands on values. */
export const STRING_COMMANDS: CommandTable = {
  GET: {
    arity: 2,
    flags: ["readonly", "fast"],
    keys: [1, 1, 1],
    run: ({ server, client, words }) => client.reply.bulk(server.keyspace.get(words[1]!)),
  },
  SET: { arity: -3, flags: ["write", "denyoom"], keys: [1, 1, 1], run: set },
  SETNX: {
    arity: 3,
    flags: ["write", "denyoom", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const isNew = !keyspace.has(words[1]!);
      if (isNew) keyspace.set(words[1]!, words[2]!);
      client.reply.integer(isNew ? 1 : 0);
    },
  },
  SETEX: { arity: 4, flags: ["write", "denyoom"], keys: [1, 1, 1], run: (call) => setFor(call, "EX") },
  PSETEX: { arity: 4, flags: ["write", "denyoom"], keys: [1, 1, 1], run: (call) => setFor(call, "PX") },
  GETSET: {
    arity: 3,
    flags: ["write", "denyoom", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const before = keyspace.get(words[1]!);
      keyspace.set(words[1]!, words[2]!);
      client.reply.bulk(before);
    },
  },
  GETDEL: {
    arity: 2,
    flags: ["write", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const before = keyspace.get(words[1]!);
      keyspace.delete(words[1]!);
      client.reply.bulk(before);
    },
  },
  MGET: {
    arity: -2,
    flags: ["readonly", "fast"],
    keys: [1, -1, 1],
    run({ server: { keyspace }, client: { reply }, words }) {
      reply.array(words.length - 1);
      for (let at = 1; at < words.length; at++) reply.bulk(keyspace.get(words[at]!));
    },
  },
  MSET: {
    arity: -3,
    flags: ["write", "denyoom"],
    keys: [1, -1, 2],
    run(call) {
      refuseOddPairs(call.words, "mset");
      setAll(call);
      call.client.reply.simple("OK");
    },
  },
  MSETNX: {
    arity: -3,
    flags: ["write", "denyoom"],
    keys: [1, -1, 2],
    run(call) {
      const { server: { keyspace }, client, words } = call;
      refuseOddPairs(words, "msetnx");
      const isThere = words.some((key, at) => at % 2 === 1 && keyspace.has(key));
      if (!isThere) setAll(call);
      client.reply.integer(isThere ? 0 : 1);
    },
  },
  APPEND: {
    arity: 3,
    flags: ["write", "denyoom", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace, options }, client, words }) {
      const key = words[1]!;
      const before = keyspace.get(key) ?? "";
      if (before.length + words[2]!.length > options.maxValue) {
        throw new CommandError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
      }
      const value = before + words[2]!;
      keyspace.set(key, value, keyspace.expiryOf(key));
      client.reply.integer(value.length);
    },
  },
  STRLEN: {
    arity: 2,
    flags: ["readonly", "fast"],
    keys: [1, 1, 1],
    run: ({ server, client, words }) => client.reply.integer((server.keyspace.get(words[1]!) ?? "").length),
  },
  INCR: counting(2, () => 1),
  DECR: counting(2, () => -1),
  INCRBY: counting(3, (by) => integerOf(by!)),
  DECRBY: counting(3, (by) => {
    const amount = integerOf(by!);
    if (amount === -(2n ** 63n)) throw new CommandError("ERR decrement would overflow");
    return -amount;
  }),
  INCRBYFLOAT: { arity: 3, flags: ["write", "denyoom", "fast"], keys: [1, 1, 1], run: incrementByFloat },
};

/** SET key value [NX|XX] [GET] [EX s|PX ms|EXAT s|PXAT ms|KEEPTTL] */
function set({ server: { keyspace }, client: { reply }, words }: Call): void {
  const key = words[1]!;
  if (words.length === 3) {
    keyspace.set(key, words[2]!);
    reply.simple("OK");
    return;
  }
  let only: "NX" | "XX" | undefined;
  let gets = false;
  let expires: number | "keep" | undefined;
  for (let at = 3; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if ((word === "NX" || word === "XX") && (only === undefined || only === word)) only = word;
    else if (word === "GET") gets = true;
    else if (word === "KEEPTTL" && expires === undefined) expires = "keep";
    else if (/^[EP]X(AT)?$/.test(word) && expires === undefined && at + 1 < words.length) {
      expires = readExpiry(words[++at]!, word as "EX", keyspace.now, "set");
    } else throw new CommandError(SYNTAX);
  }
  const before = gets ? keyspace.get(key) : undefined;
  const isDone = only === undefined || (only === "NX") !== keyspace.has(key);
  if (isDone) keyspace.set(key, words[2]!, expires === "keep" ? keyspace.expiryOf(key) : expires);
  if (gets) reply.bulk(before);
  else if (isDone) reply.simple("OK");
  else reply.bulk(null);
}

function setFor({ server: { keyspace }, client, words }: Call, unit: "EX" | "PX"): void {
  const expires = readExpiry(words[2]!, unit, keyspace.now, unit === "EX" ? "setex" : "psetex");
  keyspace.set(words[1]!, words[3]!, expires);
  client.reply.simple("OK");
}

function refuseOddPairs(words: readonly string[], name: string): void {
  if (words.length % 2 === 0) throw new CommandError(`ERR wrong number of arguments for '${name}' command`);
}

/** All or nothing, except for what makes room. */
function setAll({ server: { keyspace }, words }: Call): void {
  const before = new Map<string, ReturnType<typeof keyspace.entry>>();
  try {
    for (let at = 1; at < words.length; at += 2) {
      const key = words[at]!;
      if (!before.has(key)) before.set(key, keyspace.entry(key));
      keyspace.set(key, words[at + 1]!);
    }
  } catch (error) {
    for (const [key, entry] of before) {
      if (entry === undefined) keyspace.delete(key);
      else keyspace.set(key, entry.value, entry.expires);
    }
    throw error;
  }
}

function counting(
  arity: number,
  amountOf: (by: string | undefined) => number | bigint,
): CommandTable[string] {
  return {
    arity,
    flags: ["write", "denyoom", "fast"],
    keys: [1, 1, 1],
    run({ server: { keyspace }, client, words }) {
      const key = words[1]!;
      const amount = amountOf(words[2]);
      const before = keyspace.get(key);
      const after = addIntegers(before === undefined ? 0 : integerOf(before), amount);
      if (after === undefined) throw new CommandError("ERR increment or decrement would overflow");
      keyspace.set(key, String(after), before === undefined ? undefined : keyspace.expiryOf(key));
      client.reply.integer(after);
    },
  };
}

function integerOf(text: string): number | bigint {
  const value = readInteger64(text);
  if (value === undefined) throw new CommandError(NOT_INTEGER);
  return value;
}

function incrementByFloat({ server: { keyspace }, client, words }: Call): void {
  const key = words[1]!;
  const before = readDecimal(keyspace.get(key) ?? "0");
  const amount = readDecimal(words[2]!);
  if (before === undefined || amount === undefined) throw new CommandError(NOT_FLOAT);
  const after = before === "infinite" || amount === "infinite"
    ? undefined
    : formatDecimal(addDecimals(before, amount));
  if (after === undefined) throw new CommandError("ERR increment would produce NaN or Infinity");
  keyspace.set(key, after, keyspace.expiryOf(key));
  client.reply.bulk(after);
}
