import type { RuleContext } from "../../rule_context.ts";
import { RespClient } from "./resp_client.ts";
import { setAndGet } from "./resp_probes.ts";
import { respRequest } from "./resp_reply.ts";
import { wantedStatus, wantedValue } from "./wanted_reply.ts";

const PONG = wantedStatus("PONG");
const OK = wantedStatus("OK");

/** Five clients, all of them there; the last one asks first, and the first says nothing until the others are served. */
async function atOnce(context: RuleContext): Promise<void> {
  const first = await RespClient.connect(context);
  await first.ask([["PING"], PONG]);
  const others: RespClient[] = [];
  for (let count = 0; count < 4; count++) others.push(await RespClient.connect(context));
  for (const client of others.toReversed()) await client.ask([["PING"], PONG]);
  await first.ask([["PING"], PONG]);
}

/** What one client has stored another one reads, while the first is there and once it has left. */
async function shared(context: RuleContext): Promise<void> {
  const { random } = context;
  const [key, value, later] = [random.word(6), random.word(8), random.word(7)];
  const one = await RespClient.connect(context);
  await one.ask(...setAndGet(key, value));
  const other = await RespClient.connect(context);
  await other.ask([["GET", key], wantedValue(value)], [["SET", key, later], OK]);
  await one.ask([["GET", key], wantedValue(later)]);
  one.conn.close();
  other.conn.close();
  await (await RespClient.connect(context)).ask([["GET", key], wantedValue(later)]);
}

/** One leaves in the middle of a command, one breaks off, and one that was there before goes on. */
async function leaves(context: RuleContext): Promise<void> {
  const stays = await RespClient.connect(context);
  await stays.ask([["PING"], PONG]);
  const other = await RespClient.connect(context);
  await other.conn.send(respRequest("SET", "a", "b").subarray(0, 17));
  other.conn.close();
  const rude = await RespClient.connect(context);
  await rude.send([["PING"]]);
  rude.conn.reset();
  await stays.ask([["PING"], PONG]);
  await (await RespClient.connect(context)).ask([["PING"], PONG]);
}

/** What is no command ends at most the conversation of who sent it. */
async function malformed(context: RuleContext): Promise<void> {
  const stays = await RespClient.connect(context);
  await stays.ask([["PING"], PONG]);
  for (
    const bytes of [
      "*x\r\n",
      "*1\r\n$-7\r\nPING\r\n",
      "*1\r\n$99999999999\r\n",
      "*1\r\n:4\r\n",
      "\0\xff\r\n\r\n",
    ]
  ) {
    const odd = await RespClient.connect(context);
    await odd.conn.send(bytes);
    await stays.ask([["PING"], PONG]);
    await (await RespClient.connect(context)).ask([["PING"], PONG]);
    odd.conn.close();
  }
}

/** The same, by several clients. */
export const RESP_COMPANY_PROBES = { atOnce, shared, leaves, malformed };
