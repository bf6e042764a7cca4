import { RuleViolation } from "../../causes/rule_violation.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { RESP_CAUSES as WHY } from "../../texts/resp_causes.ts";
import { commandOf, RespClient } from "./resp_client.ts";
import { setAndGet } from "./resp_probes.ts";
import type { RespAnswer } from "./resp_reply.ts";
import {
  telling,
  type ToldReply,
  wantedError,
  wantedInteger,
  wantedNil,
  wantedStatus,
  wantedValue,
} from "./wanted_reply.ts";

const PONG = wantedStatus("PONG");
const OK = wantedStatus("OK");

/** An error, and then business as usual. */
async function unknown(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  for (const words of [[context.random.word(8)], [context.random.word(7), "a", "b c"]]) {
    await refused(client, words, context);
  }
}

/** Too few arguments, and too many. */
async function wrongArguments(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  for (const words of [["GET"], ["SET", "a"], ["ECHO"], ["GET", "a", "b"]]) {
    await refused(client, words, context);
  }
}

/** Where nothing comes, the answer to what is asked next shows that the connection lives on. */
async function refused(client: RespClient, words: readonly string[], context: RuleContext): Promise<void> {
  await client.send([words]);
  try {
    await client.hear(wantedError(), commandOf(words));
  } catch (error) {
    if (!(error instanceof RuleViolation) || error.symptom !== "silence") throw error;
    await client.send([["PING"]]);
    const lives = await client.hear(PONG, "PING", Math.min(context.timeout, 500)).then(
      () => true,
      () => false,
    );
    if (!lives) throw error;
    throw new RuleViolation("silence", error.expected, error.received, error.why, { tells: WHY.unanswered });
  }
  await client.ask([["PING"], PONG]);
}

async function del(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [one, other] = [`a${random.word(5)}`, `b${random.word(5)}`];
  await client.ask(...setAndGet(one, "1"), ...setAndGet(other, "2"));
  await client.askIfThere(["DEL", one], wantedInteger(1), "DEL");
  await client.ask(
    [["GET", one], wantedNil()],
    [["DEL", one], wantedInteger(0)],
    ...setAndGet(one, "3"),
    [["DEL", one, random.word(9), other], wantedInteger(2)],
  );
}

async function incr(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [counter, number, text] = [`a${random.word(5)}`, `b${random.word(5)}`, `c${random.word(5)}`];
  await client.askIfThere(["INCR", counter], telling(wantedInteger(1), fromNothing), "INCR");
  await client.ask(
    [["INCR", counter], wantedInteger(2)],
    [["GET", counter], wantedValue("2")],
    [["SET", number, "41"], OK],
    [["INCR", number], telling(wantedInteger(42), joinsText)],
    [["SET", text, "abc"], OK],
    [["INCR", text], telling(wantedError(), countsText)],
    [["GET", text], wantedValue("abc")],
    [["PING"], PONG],
  );
}

/** A key of which the time is over is not there. */
async function px(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [short, long] = [`a${random.word(5)}`, `b${random.word(5)}`];
  await client.askIfThere(["SET", short, "1", "PX", "250"], OK, "SET … PX");
  await client.ask([["SET", long, "2", "px", "60000"], OK], [
    ["GET", long],
    telling(wantedValue("2"), goneAtOnce),
  ]);
  await sleep(400, context.options.signal);
  await client.ask(
    [["GET", short], telling(wantedNil(), staysThere)],
    [["GET", long], telling(wantedValue("2"), goneAtOnce)],
    // Written anew, it has no time any more.
    [["SET", short, "3", "PX", "100"], OK],
    [["SET", short, "4"], OK],
  );
  await sleep(200, context.options.signal);
  await client.ask([["GET", short], telling(wantedValue("4"), oldTime)]);
}

/** Seconds. */
async function ex(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [short, long] = [`a${random.word(5)}`, `b${random.word(5)}`];
  await client.askIfThere(["SET", short, "1", "EX", "1"], OK, "SET … EX");
  await client.ask([["SET", long, "2", "EX", "100"], OK]);
  await sleep(250, context.options.signal);
  await client.ask([["GET", long], telling(wantedValue("2"), inMilliseconds)]);
  await sleep(1000, context.options.signal);
  await client.ask([["GET", short], telling(wantedNil(), staysThere)]);
}

async function expire(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [short, long] = [`a${random.word(5)}`, `b${random.word(5)}`];
  await client.ask(...setAndGet(short, "1"), ...setAndGet(long, "2"));
  await client.askIfThere(["EXPIRE", short, "1"], wantedInteger(1), "EXPIRE");
  await client.ask([["EXPIRE", random.word(9), "1"], wantedInteger(0)], [
    ["EXPIRE", long, "100"],
    wantedInteger(1),
  ]);
  await sleep(1250, context.options.signal);
  await client.ask(
    [["GET", short], telling(wantedNil(), staysThere)],
    [["GET", long], telling(wantedValue("2"), inMilliseconds)],
  );
}

/** What is left, that there is no end, that there is nothing. */
async function ttl(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const key = random.word(6);
  await client.ask(...setAndGet(key, "1"));
  await client.askIfThere(["EXPIRE", key, "100"], wantedInteger(1), "EXPIRE");
  await client.askIfThere(["TTL", key], telling(wantedInteger(100, 99), milliseconds), "TTL");
  await client.ask(
    [["TTL", random.word(9)], wantedInteger(-2)],
    ...setAndGet(key, "2"),
    [["TTL", key], wantedInteger(-1)],
  );
}

/** A line that somebody types into nc. */
async function inline(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  await client.conn.send("PING\r\n");
  await client.hear(PONG, "PING\\r\\n");
  await client.conn.send("ECHO abc\r\n");
  await client.hear(wantedValue("abc"), "ECHO abc\\r\\n");
}

const isNil = ({ kind }: RespAnswer) => kind === "nil";
const hasText = ({ kind }: RespAnswer) => kind === "bulk" || kind === "simple";
const staysThere: ToldReply = { when: hasText, tells: WHY.staysThere };
const goneAtOnce: ToldReply = { when: isNil, tells: WHY.goneAtOnce };
const inMilliseconds: ToldReply = { when: isNil, tells: WHY.exInMilliseconds };
const oldTime: ToldReply = { when: isNil, tells: WHY.oldTime };
const fromNothing: ToldReply = { when: (reply) => reply.kind === "integer", tells: WHY.incrFromZero };
const joinsText: ToldReply = {
  when: (reply) => reply.kind === "integer" && reply.number === 411n,
  tells: WHY.joinsText,
};
const countsText: ToldReply = { when: ({ kind }) => kind !== "error", tells: WHY.countsText };
const milliseconds: ToldReply = {
  when: (reply) => reply.kind === "integer" && reply.number > 1000n,
  tells: WHY.ttlInMilliseconds,
};

/** The same, for what it cannot do, and for what not every one can. */
export const RESP_MORE_PROBES = { unknown, wrongArguments, del, incr, px, ex, expire, ttl, inline };
