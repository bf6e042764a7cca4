import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { type Rule, seen, when } from "../../rule.ts";
import { described, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { ruleMaker } from "../rule_maker.ts";
import { sameBytes } from "../../probes/saved_file.ts";
import { UdpAsker } from "../../probes/udp_asker.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import {
  UNUSUAL_CAUSES as WHY,
  UNUSUAL_EXPECTED as EXPECTED,
  UNUSUAL_TEXTS as TEXTS,
} from "../../texts/unusual_texts.ts";
import { answerWith, type KeyValue, keyValueOf, pairOf } from "./key_value.ts";

/** Protohackers' problem 4, "Unusual Database Program": keys and their values over UDP. */
export function unusualRules(): Rule[] {
  return [
    rule("quiet", TEXTS.quiet, quiet),
    rule("retrieve", TEXTS.retrieve, retrieve),
    rule("equals", TEXTS.equals, equals),
    rule("update", TEXTS.update, update),
    rule("unknown", TEXTS.unknown, unknown),
    rule("version", TEXTS.version, version),
    rule("bytes", TEXTS.bytes, bytes),
    { ...rule("binary", TEXTS.binary, binary), severity: "should" },
    rule("long", TEXTS.long, long),
    rule("clients", TEXTS.clients, clients),
    rule("many", TEXTS.many, many),
  ];
}

/** What comes for an insertion would be taken for the answer to the question behind it. */
const NEEDS: Readonly<Record<string, readonly string[]>> = { quiet: [], retrieve: ["quiet"] };

const rule = ruleMaker({
  service: "unusual",
  needs: NEEDS,
  usual: ["quiet", "retrieve"],
  causes: () => [
    ...NOBODY_THERE,
    TOLD,
    when(({ ended, said }) => ended === undefined && pattern.tellsError(said), COMMON.diedOfIt),
    when(pattern.misses("answer for another client"), WHY.otherAddress),
    when(({ ended, said }) => ended !== undefined && pattern.tellsError(said), COMMON.diedOfIt),
    seen(pattern.extra, WHY.otherPort),
    ...described(WHY.nothing),
  ],
});

/** A client, once the program listens, as far as that can be seen. */
async function client(context: RuleContext): Promise<UdpAsker> {
  await context.target.awake?.();
  return new UdpAsker(context, 1, true);
}

/** Inserts an entry, others before it, and asks for it. */
async function keeps(asker: UdpAsker, entry: KeyValue, before: readonly KeyValue[] = []): Promise<void> {
  const late = [{ ...entry, value: new Uint8Array() }, { ...entry, value: entry.before ?? new Uint8Array() }];
  let requests = [...before.map(pairOf), pairOf(entry), entry.key];
  for (let tries = 0;; tries++) {
    try {
      return void await asker.exchange(requests, answerWith(entry));
    } catch (error) {
      // A question may overtake the insertion before it, on the way and in a server with threads.
      const old = error instanceof RuleViolation &&
        late.some((each) => sameBytes(error.received, pairOf(each)));
      if (!old || tries === OVERTAKEN) throw error;
      await asker.pause(100);
      requests = [entry.key];
    }
  }
}

/** How often a question that was answered with an old value is asked again. */
const OVERTAKEN = 3;

async function retrieve(context: RuleContext): Promise<void> {
  using asker = await client(context);
  for (let count = 0; count < 3; count++) {
    await keeps(asker, keyValueOf(context.random.word(6), context.random.word(10)));
  }
}

async function quiet(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const entry = keyValueOf(context.random.word(6), context.random.word(10));
  for (let times = 0; times < 2; times++) {
    await asker.send(pairOf(entry));
    await asker.silence(EXPECTED.noAnswer, WHY.answersInserts);
  }
  if (asker.empty > 0) context.note(WHY.emptyAnswer);
}

/** The first equals sign ends the key, which may be empty, and so may the value. */
async function equals(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const key = () => context.random.word(6);
  for (
    const entry of [
      keyValueOf(key(), "bar=baz"),
      keyValueOf(key(), "=="),
      keyValueOf(key(), "a=b=c="),
      keyValueOf(key(), ""),
      keyValueOf("", context.random.word(8)),
      keyValueOf("", "=x"),
    ]
  ) {
    await keeps(asker, entry);
  }
}

async function update(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const [key, first, second] = [6, 9, 11].map((length) => context.random.word(length)) as [
    string,
    string,
    string,
  ];
  await keeps(asker, keyValueOf(key, first));
  await keeps(asker, keyValueOf(key, second, first));
  await keeps(asker, keyValueOf(key, "", second));
}

/** An unknown key is answered with nothing behind its equals sign, or not at all; the server lives on. */
async function unknown(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const key = context.random.word(12);
  await keeps(asker, keyValueOf(context.random.word(6), "1"));
  await asker.send(key);
  await asker.silence(EXPECTED.unknown(key)).catch((error) => {
    if (!(error instanceof RuleViolation)) throw error;
    if (new TextDecoder().decode(error.received) !== `${key}=`) throw error;
  });
  using other = new UdpAsker(context, 2, true);
  await keeps(other, keyValueOf(context.random.word(6), "2"));
}

async function version(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const told = await asker.exchange(["version"], {
    expected: EXPECTED.version,
    fits: (answer) => /^version=./s.test(new TextDecoder().decode(answer)),
    tells: (answer) => new TextDecoder().decode(answer) === "version=" ? WHY.noVersion : undefined,
  });
  const text = new TextDecoder().decode(told);
  const wanted = context.random.word(9);
  for (const change of [wanted, ""]) {
    await asker.exchange([`version=${change}`, "version"], {
      expected: EXPECTED.sameVersion(text),
      fits: (answer) => new TextDecoder().decode(answer) === text,
      tells: (answer) =>
        new TextDecoder().decode(answer) === `version=${change}` ? WHY.versionChanged : undefined,
    });
  }
}

/** Blanks, line ends, a zero byte, and text that is not ASCII. */
async function bytes(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const { random } = context;
  await keeps(asker, keyValueOf(random.word(5), ` ${random.word(4)} \n`));
  await keeps(asker, keyValueOf(`${random.word(4)} ${random.word(4)} `, `${random.word(4)}\r\n`));
  await keeps(asker, keyValueOf(`clé ${random.word(4)}`, "été 🦆"));
  await keeps(asker, keyValueOf(random.word(5), `a\0${random.word(3)}`));
}

/** A value is any data; that which is no UTF-8 ends a server that takes it for text. */
async function binary(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const value = Uint8Array.of(0xff, 0xfe, 0x80, 0x41, 0xc3);
  await keeps(asker, keyValueOf(context.random.word(5), value));
}

/** 999 bytes, the most that a request has, in two divisions. */
async function long(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const { random } = context;
  await keeps(asker, keyValueOf(random.word(6), random.word(500)));
  await keeps(asker, keyValueOf(random.word(8), random.word(990)));
  await keeps(asker, keyValueOf(random.word(900), random.word(98)));
}

/** What one client has inserted another one may ask for, and each hears the answers to its own questions. */
async function clients(context: RuleContext): Promise<void> {
  using one = await client(context);
  using two = new UdpAsker(context, 2, true);
  using three = new UdpAsker(context, 3, true);
  const entry = keyValueOf(context.random.word(6), context.random.word(10));
  await keeps(one, entry);
  for (const asker of [two, three, one, two]) {
    const { expected, ...answer } = answerWith(entry);
    await asker.exchange([entry.key], {
      ...answer,
      expected: { ...expected, part: "answer for another client" },
    });
  }
}

/** Hundreds of keys; a datagram is only sent once the one before has done its work. */
async function many(context: RuleContext): Promise<void> {
  using asker = await client(context);
  const entries = Array.from(
    { length: 300 },
    (_, index) => keyValueOf(`${context.random.word(4)}${index}`, `${index}`),
  );
  for (const group of chunks(entries, 10)) {
    const last = group.at(-1)!;
    await keeps(asker, last, group.slice(0, -1));
  }
  for (let index = 0; index < entries.length; index += 15) {
    await asker.exchange([entries[index]!.key], answerWith(entries[index]!));
  }
}

function chunks<T>(all: readonly T[], length: number): T[][] {
  return Array.from(
    { length: Math.ceil(all.length / length) },
    (_, index) => all.slice(index * length, (index + 1) * length),
  );
}
