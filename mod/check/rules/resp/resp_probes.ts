import type { Failure } from "../../causes/rule_violation.ts";
import type { Random } from "../../probes/seeded_random.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { RESP_NOTES as NOTES } from "../../texts/resp_texts.ts";
import { commandOf, type Exchange, RespClient } from "./resp_client.ts";
import { RESP_CAUSES as WHY } from "../../texts/resp_causes.ts";
import { telling, type ToldReply, wantedNil, wantedStatus, wantedValue } from "./wanted_reply.ts";

const PONG = wantedStatus("PONG");
const OK = wantedStatus("OK");

/** A value is stored, and asked for. */
export function setAndGet(key: string, value: string | Uint8Array, exact = false): Exchange[] {
  return [[["SET", key, value], OK], [["GET", key], wantedValue(value, exact)]];
}

async function ping(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  await client.send([["PING"]]);
  const reply = await client.hear(PONG, "PING");
  if (reply.kind === "bulk") context.note(NOTES.bulkStatus);
  await client.conn.quiet(EXPECTED.onlyAnswers, 50);
}

async function several(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  await client.ask([["PING"], PONG], [["PING"], PONG], [["PING"], PONG]);
}

async function anyCase(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const inCapitals = telling(PONG, { when: ({ kind }) => kind === "error", tells: WHY.case });
  await client.ask([["ping"], inCapitals], [["PiNg"], inCapitals]);
}

async function echo(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  for (const text of [random.word(7), `${random.word(4)} ${random.word(5)}`, "PING"]) {
    await client.ask([["ECHO", text], wantedValue(text)]);
  }
  await client.conn.quiet(EXPECTED.onlyAnswers, 50);
}

/** Two keys, the second one written over. */
async function setGet(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [one, other] = [`a${random.word(5)}`, `b${random.word(5)}`];
  const [first, second, third] = [random.word(6), random.word(9), random.word(4)];
  await client.ask(
    ...setAndGet(one, first),
    ...setAndGet(other, second),
    [["GET", one], telling(wantedValue(first), valueOf(second))],
    [["SET", other, third], OK],
    [["GET", other], telling(wantedValue(third), valueOf(second))],
    [["GET", one], wantedValue(first)],
  );
  await client.conn.quiet(EXPECTED.onlyAnswers, 50);
}

/** The value of another key, or an older one of the same. */
function valueOf(value: string): ToldReply {
  return { when: (reply) => wantedValue(value).fits(reply), tells: WHY.otherValue };
}

async function nil(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  await client.ask([["GET", context.random.word(12)], wantedNil()], [["PING"], PONG]);
}

async function empty(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  await client.ask(...setAndGet(context.random.word(6), ""));
}

/** What several rules say, each in its own way of sending. */
function conversation(random: Random): Exchange[] {
  const value = random.word(8);
  return [[["PING"], PONG], [["ECHO", value], wantedValue(value)], [["PING"], PONG]];
}

/** Byte by byte, and cut anywhere. */
async function pieces(context: RuleContext): Promise<void> {
  for (const via of ["bytewise", "random"] as const) {
    const client = await RespClient.connect(context);
    for (const [words, wanted] of conversation(context.random)) {
      await client.send([words], via);
      await client.hear(wanted, commandOf(words));
    }
    client.conn.close();
  }
}

/** Several commands in one segment, and behind them half a command, whose rest comes later. */
async function pipeline(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const exchanges = [
    ...setAndGet(random.word(5), random.word(7)),
    ...setAndGet(random.word(6), random.word(5)),
  ];
  await client.send(exchanges.map(([words]) => words));
  for (const [words, wanted] of exchanges) await client.hear(wanted, commandOf(words));
  const later = conversation(random);
  await client.send(later.map(([words]) => words), "random");
  for (const [words, wanted] of later) await client.hear(wanted, commandOf(words));
  await client.conn.quiet(EXPECTED.onlyAnswers, 50);
}

/** The plainest conversation: command by command, of letters alone. */
async function oneByOne(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  await client.ask(...conversation(random), ...setAndGet(random.word(5), random.word(7)));
  await sleep(50, context.options.signal);
}

/** Values and keys with line ends and blanks; a value that looks like a request. */
async function lineEnds(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const [one, other] = [random.word(4), random.word(5)];
  await client.ask(
    ...setAndGet(`${one} ${other}`, ` ${random.word(5)} ${random.word(3)} `, true),
    ...setAndGet(random.word(5), `${one}\r\n${other}`, true),
    ...setAndGet(random.word(6), `${other}\n${one}\r\n`, true),
    ...setAndGet(`${other}\r\n${one}`, "\r\n$4\r\nPING\r\n", true),
    [["PING"], PONG],
  );
}

/** Text in UTF-8: a length counts bytes. */
async function accents(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  await client.ask(
    ...setAndGet(random.word(5), `été ${random.word(4)}`),
    ...setAndGet(`clé ${random.word(4)}`, "œuf 🦆"),
    [["PING"], PONG],
  );
}

/** Bytes that are no text, zero bytes among them. */
async function binary(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  await client.ask(
    ...setAndGet(random.word(5), `a\0${random.word(4)}`, true),
    ...setAndGet(random.word(6), Uint8Array.of(0xff, 0xfe, 0x80, 0x41, 0x00, 0xc3), true),
    [["PING"], PONG],
  );
}

/** A value of one mebibyte, which no single read returns. */
async function large(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  for (const size of [5000, 70_000, 1 << 20]) {
    const value = context.random.word(50).repeat(Math.ceil(size / 50)).slice(0, size);
    const [set, get] = setAndGet(context.random.word(5), value) as [Exchange, Exchange];
    for (const [words, wanted] of [set, get]) {
      await client.send([words]);
      await client.hear(wanted, `${words[0]} (${size})`, context.timeout * 2);
    }
  }
}

/** Many keys, stored without waiting for answers; some of them are asked for. */
async function many(context: RuleContext): Promise<void> {
  const client = await RespClient.connect(context);
  const { random } = context;
  const entries = Array.from({ length: 2000 }, (_, at) => [`${random.word(4)}${at}`, `${at}`] as const);
  await client.send(entries.map(([key, value]) => ["SET", key, value]));
  for (const [key, value] of entries) {
    await client.hear(OK, commandOf(["SET", key, value]), context.timeout * 2);
  }
  const some = entries.filter((_, at) => at % 97 === 0);
  await client.ask(...some.map(([key, value]): Exchange => [["GET", key], wantedValue(value)]));
}

/** Something was answered before the command was there whole. */
export function answeredPieces({ transcript: { events } }: Failure): boolean {
  const last = events.findLast(({ what }) => what === "send" || what === "receive");
  const conn = last?.conn;
  const own = events.filter((event) => event.conn === conn);
  const whole = own.findIndex(({ what }, at) => what === "send" && sentUpTo(own, at).includes("PING\r\n"));
  return own.slice(0, whole === -1 ? undefined : whole).some(({ what }) => what === "receive");
}

function sentUpTo(events: Failure["transcript"]["events"], at: number): string {
  return events.slice(0, at + 1).filter(({ what }) => what === "send")
    .map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
}

/** Some answer had come, and then no more. */
export function firstAnswered({ symptom, text, transcript: { events } }: Failure): boolean {
  return symptom === "silence" && text === "" && events.some(({ what }) => what === "receive");
}

/** Errors for the lines in front of the word, and maybe its answer behind them. */
export function linesAsCommands({ text }: Failure): boolean {
  return /^-[^\n]*'?[*]\d/.test(text) || /^(-[^\n]*\n){2,}\+PONG/.test(text);
}

/** It refuses what it was asked. */
export function refusing({ symptom, text }: Failure): boolean {
  return symptom === "different" && text.startsWith("-");
}

/** What is said to a server for each of the rules that every one has to keep. */
export const RESP_PROBES = {
  ping,
  several,
  anyCase,
  echo,
  setGet,
  nil,
  empty,
  pieces,
  pipeline,
  oneByOne,
  lineEnds,
  accents,
  binary,
  large,
  many,
};
