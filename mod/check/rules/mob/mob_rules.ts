import type { RuleContext } from "../../rule_context.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { type Rule, seen, when } from "../../rule.ts";
import { described, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { ruleMaker } from "../rule_maker.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import type { Random } from "../../probes/seeded_random.ts";
import type { Segmentation } from "../../probes/segmentation.ts";
import { COMMON_CAUSES as COMMON } from "../../texts/common_causes.ts";
import { COMMON_TEXTS } from "../../texts/common_texts.ts";
import { MOB_CAUSES as WHY, MOB_EXPECTED as EXPECTED, MOB_TEXTS as TEXTS } from "../../texts/mob_texts.ts";
import { protohackers } from "../../texts/source.ts";
import { mistakeInLine, rewritten } from "./rewriting.ts";

/** Protohackers' problem 5, "Mob in the Middle": a proxy in front of a chat, which changes the addresses in it. */
export function mobRules(): Rule[] {
  return [
    rule("passes", TEXTS.passes, passes),
    rule("upstream", TEXTS.upstream, (context) => addresses(context, "up")),
    rule("downstream", TEXTS.downstream, (context) => addresses(context, "down")),
    rule("places", TEXTS.places, places),
    rule("others", TEXTS.others, others),
    rule("pieces", TEXTS.pieces, inOnePiece("random"), {
      causes: [when(pattern.control("holds"), WHY.oneRecv)],
      control: inOnePiece("whole"),
    }),
    rule("ends", TEXTS.ends, ends),
    rule("partial", TEXTS.partial, partial("client")),
    { ...rule("partial_back", TEXTS.partialBack, partial("server")), severity: "should" },
    rule("at_once", { ...COMMON_TEXTS.at_once, source: protohackers(5) }, fiveAtOnce, {
      causes: [when(pattern.turnedAway, COMMON.turnsAway)],
    }),
    rule("many", TEXTS.many, many),
  ];
}

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  passes: [],
  partial: ["passes", "pieces", "ends"],
  partial_back: ["passes", "pieces", "ends"],
  many: ["passes", "pieces"],
};

const rule = ruleMaker({
  service: "mob",
  needs: NEEDS,
  usual: ["passes"],
  causes: (own) => [
    ...NOBODY_THERE,
    when(pattern.pythonBytes, COMMON.pythonBytes),
    when(pattern.noLineEnd, WHY.noLineEnd),
    when(pattern.emptyLine, WHY.doubleLineEnd),
    ...own,
    TOLD,
    when(pattern.stillOpen, WHY.keepsOpen),
    when(pattern.waiting, COMMON.notConcurrent),
    seen(pattern.misses("connection upstream"), WHY.noConnection),
    ...described(WHY.nothing),
  ],
  company: true,
});

/** Both ends of what goes through the proxy. */
interface Ends {
  readonly client: ObservedConnection;
  /** The chat server's end. */
  readonly server: ObservedConnection;
}

/** A client comes, and the chat server greets it, through the proxy. */
async function joined(context: RuleContext): Promise<Ends> {
  const client = await context.connect();
  const ends = { client, server: await context.accept() };
  const name = context.random.word(8);
  await goesDown(ends, "Welcome to budgetchat! What shall I call you?");
  await goesUp(ends, name);
  await goesDown(ends, "* The room contains: bob, charlie, dave");
  return ends;
}

async function goesUp({ client, server }: Ends, line: string, via?: Segmentation): Promise<void> {
  await client.send(`${line}\n`, via);
  await arrives(server, line, "server");
}

async function goesDown({ client, server }: Ends, line: string, via?: Segmentation): Promise<void> {
  await server.send(`${line}\n`, via);
  await arrives(client, line, "client");
}

/** The line comes out, with its addresses changed. */
async function arrives(at: ObservedConnection, sent: string, whose: "client" | "server"): Promise<void> {
  const wanted = rewritten(sent);
  const expected = EXPECTED.line(wanted, whose);
  const line = await at.line(expected);
  if (line === wanted) return;
  const received = new TextEncoder().encode(`${line}\n`);
  throw new RuleViolation("different", expected, received, undefined, { tells: mistakeInLine(line, sent) });
}

/** Lines without any address, some of which look a little like one. */
async function passes(context: RuleContext): Promise<void> {
  const ends = await joined(context);
  const { random } = context;
  for (const line of ["Hi", `${random.word(5)}  ${random.word(5)}`, "7 up", `${random.word(400)}.`]) {
    await goesUp(ends, line);
    await goesDown(ends, `[bob] ${line}`);
  }
}

async function addresses(context: RuleContext, direction: "up" | "down"): Promise<void> {
  const ends = await joined(context);
  for (let count = 0; count < 3; count++) {
    const line = `Please send the payment of ${100 + count} Boguscoins to ${address(context.random)}`;
    if (direction === "up") await goesUp(ends, line);
    else await goesDown(ends, `[alice] ${line}`);
  }
}

/** At the beginning, in the middle and at the end; alone, and as neighbours; the shortest and the longest. */
async function places(context: RuleContext): Promise<void> {
  const ends = await joined(context);
  const { random } = context;
  const [shortest, longest, some] = [address(random, 26), address(random, 35), address(random)];
  for (
    const line of [
      some,
      `${shortest} is mine`,
      `to ${longest} now`,
      `mine is ${longest}`,
      `${some} or ${shortest} or ${longest}`,
      `${some} ${shortest} ${longest} ${some}`,
    ]
  ) {
    await goesUp(ends, line);
  }
}

/** Too short, too long, with another beginning or other characters, or a part of something longer. */
async function others(context: RuleContext): Promise<void> {
  const ends = await joined(context);
  const { random } = context;
  const some = address(random, 30);
  for (
    const line of [
      `a ${address(random, 25)} b`,
      `a ${address(random, 36)} b`,
      `a 8${some.slice(1)} b`,
      `a x${some} b`,
      `a ${some.slice(0, 29)}_ b`,
      `a ${some}-${random.word(4)} b`,
      `a ${some}, b`,
      `a (${some}) b`,
    ]
  ) {
    await goesDown(ends, line);
  }
}

/** @param via how lines with addresses travel; `whole`: each in a segment of its own. */
function inOnePiece(via: "random" | "whole"): Rule["probe"] {
  return async (context) => {
    const ends = await joined(context);
    const { random } = context;
    const lines = [`to ${address(random)} now`, address(random), `or ${address(random)}`];
    if (via === "whole") {
      for (const line of lines) {
        await goesUp(ends, line);
        await goesDown(ends, line);
      }
      return;
    }
    for (const line of lines) await goesUp(ends, line, "random");
    await goesDown(ends, lines[1]!, "bytewise");
    for (
      const [from, to, whose] of [[ends.client, ends.server, "server"], [
        ends.server,
        ends.client,
        "client",
      ]] as const
    ) {
      await from.send(lines.map((line) => `${line}\n`).join(""));
      for (const line of lines) await arrives(to, line, whose);
    }
  };
}

/** @param leaver the side that leaves behind its last line end. */
function partial(leaver: "client" | "server"): Rule["probe"] {
  return async (context) => {
    const ends = await joined(context);
    const other = leaver === "client" ? "server" : "client";
    const line = context.random.word(9);
    await ends[leaver].send(`${line}\nto ${address(context.random)}`);
    await arrives(ends[other], line, other);
    ends[leaver].close();
    const expected = EXPECTED.onlyEnd(other);
    const rest = await ends[other].rest(expected);
    if (rest.length > 0) throw new RuleViolation("extra", expected, rest, undefined, { tells: WHY.partial });
  };
}

async function ends(context: RuleContext): Promise<void> {
  for (const leaver of ["client", "server"] as const) {
    const both = await joined(context);
    const other = leaver === "client" ? "server" : "client";
    both[leaver].close();
    await both[other].end(EXPECTED.end(other));
  }
  // And the proxy is still there.
  await joined(context);
}

/** Each client has a connection of its own to the chat server. */
async function fiveAtOnce(context: RuleContext): Promise<void> {
  const all: Ends[] = [];
  for (let client = 0; client < 5; client++) all.push(await joined(context));
  for (const ends of all.reverse()) {
    await goesUp(ends, `${context.random.word(9)} ${address(context.random)}`);
    await goesDown(ends, `${context.random.word(9)} ${address(context.random)}`);
  }
}

/** Lines in both directions at once. */
async function many(context: RuleContext): Promise<void> {
  const { client, server } = await joined(context);
  const lines = Array.from(
    { length: LINES },
    (_, index) => `${index} ${index % 7 === 0 ? address(context.random) : context.random.word(20)}`,
  );
  const text = lines.map((line) => `${line}\n`).join("");
  await Promise.all([client.send(text), server.send(text)]);
  for (const line of lines) {
    await arrives(server, line, "server");
    await arrives(client, line, "client");
  }
}

const LINES = 1000;

/** An address that nobody has. */
function address(random: Random, length = 26 + random.integer(10)): string {
  return `7${Array.from({ length: length - 1 }, () => random.pick(CHARACTERS)).join("")}`;
}

const CHARACTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"];
