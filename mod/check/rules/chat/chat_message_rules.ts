import { MESSAGE_SIZES, type MessageFraming } from "../../../io/message_framing.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { described, ITS_END, NOBODY_THERE, TOLD } from "../../causes/line_causes.ts";
import { RuleSkipped, RuleViolation } from "../../causes/rule_violation.ts";
import { unanswered } from "../../probes/unanswered.ts";
import { MessageRoom, type RoomMember } from "../../probes/message_room.ts";
import { sleep } from "../../probes/sleep.ts";
import { type Cause, type Rule, type RuleText, seen, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import {
  CHAT_MESSAGE_CAUSES as WHY,
  CHAT_MESSAGE_SEEN as SEEN,
  CHAT_MESSAGE_TEXTS as TEXTS,
} from "../../texts/chat_message_texts.ts";
import { CHAT_CAUSES, FIXED_NUMBER } from "../../texts/chat_texts.ts";
import { COMMON_CAUSES } from "../../texts/common_causes.ts";
import { ECHO_MESSAGE_CAUSES } from "../../texts/echo_message_texts.ts";
import { shorterLength } from "../echo/message_mistakes.ts";
import { arrives, type MarkTrial, misreadMessage } from "../echo/misread_message.ts";
import { EXPECTED_OF } from "../../texts/expected_texts.ts";
import type { ChatCheck } from "./chat_rule.ts";
import { roomMistake } from "./room_mistakes.ts";

/** How a chat of messages is to be. */
export interface ChatMessageCheck extends ChatCheck {
  readonly framing: MessageFraming;
}

/** The rules of a chat whose messages a length in front or a zero byte behind marks off. */
export function chatMessageRules(check: ChatMessageCheck): Rule[] {
  const room = (context: RuleContext) =>
    MessageRoom.of(check.expect ?? 3, context, {
      ...check,
      tells: (came, text) => roomMistake(came, text, check.framing),
    });
  const inRoom = (probe: Probe): Rule["probe"] => async (context) =>
    await probe(await room(context), context);
  const plain = inRoom(inTurn);
  const base = { needs: ["all"] };
  const cut = { needs: ["all", "any_order"], control: plain };
  const { framing } = check;
  const head = framing === "nul" ? 0 : MESSAGE_SIZES[framing];
  const early = when(pattern.extra, WHY.early);
  // A program that takes a read for a message breaks all of them: it is told once.
  const whole = head > 1 ? ["length_split"] : [];
  return [
    rule("all", TEXTS.all, async (context) => await one(await room(context), context, check), [
      when(pattern.misses("line for the rest"), WHY.notAll),
      ...ITS_END,
      when(pattern.waiting, CHAT_CAUSES.oneClient),
      seen(pattern.nothing, SEEN.nobody),
    ]),
    rule("not_back", TEXTS.notBack, inRoom(notBack), [when(pattern.extra, WHY.back)], base),
    rule("any_order", TEXTS.anyOrder, inRoom(anyOrder), [...ITS_END, seen(pattern.nothing, SEEN.one)], base),
    rule("accents", TEXTS.accents, inRoom((all) => all.talk(all.members[0]!, " été 🦆")), ACCENTS, base),
    ...(head > 1
      ? [
        rule("length_split", TEXTS.lengthSplit, inRoom(split(1, framing)), [
          early,
          when(pattern.control("holds"), ECHO_MESSAGE_CAUSES.lengthOneRecv),
        ], cut),
      ]
      : []),
    rule("body_split", TEXTS.bodySplit, inRoom(split(head + 2, framing)), [
      early,
      when(pattern.control("holds"), ECHO_MESSAGE_CAUSES.bodyOneRecv),
    ], { ...cut, needs: [...cut.needs, ...whole] }),
    rule(
      "glued",
      TEXTS.glued,
      inRoom(glued),
      [...ITS_END, when(pattern.control("holds"), WHY.onlyFirst)],
      { ...cut, needs: [...cut.needs, ...whole, "body_split"] },
    ),
    rule("mixed", TEXTS.mixed, inRoom(mixed(head + 2)), ITS_END, {
      needs: ["all", "any_order", ...whole, "body_split"],
    }),
    rule("late", TEXTS.late, inRoom((all, context) => late(all, context, check)), [
      when(pattern.waiting, CHAT_CAUSES.late),
      ...ITS_END,
      seen(pattern.nothing, SEEN.one),
    ], { needs: ["all", "any_order"] }),
    rule("leaves", TEXTS.leaves, inRoom(leaves("close", head + 2)), GONE, { needs: ["all", "any_order"] }),
    rule("reset", TEXTS.reset, inRoom(leaves("reset", head + 2)), [
      when(pattern.both(pattern.hasEnded, pattern.brokenPipe), CHAT_CAUSES.resetKills),
      ...GONE,
      when(pattern.control("holds"), CHAT_CAUSES.resetKills),
    ], { needs: ["all", "any_order"], control: inRoom(leaves("close", 0)) }),
  ];
}

type Probe = (room: MessageRoom, context: RuleContext) => Promise<void>;

const ACCENTS = [
  ...ITS_END,
  when(pattern.decodeError, CHAT_CAUSES.decode),
  when(pattern.mojibake, COMMON_CAUSES.mojibake),
  when(pattern.replaced, COMMON_CAUSES.mojibake),
];
const GONE = [
  when(pattern.both(pattern.keepsBusy, pattern.endBefore), COMMON_CAUSES.endlessLoop),
  ...ITS_END,
  when(pattern.hasEnded, CHAT_CAUSES.leavingEnds),
  seen(pattern.nothing, SEEN.one),
];

function rule(
  id: string,
  text: RuleText,
  probe: Rule["probe"],
  causes: readonly Cause[],
  { needs = [], ...more }: Pick<Rule, "control"> & { needs?: readonly string[] } = {},
): Rule {
  return {
    id: `chat.message_${id}`,
    ...text,
    severity: "must",
    company: true,
    ...more,
    needs: needs.map((need) => `chat.message_${need}`),
    causes: [...NOBODY_THERE, TOLD, ...causes, ...described(SEEN.nobody)],
    probe,
  };
}

/** One message; where nobody hears anything, others that tell how the server reads it. */
async function one(
  room: MessageRoom,
  context: RuleContext,
  { framing, login }: ChatMessageCheck,
): Promise<void> {
  try {
    await room.talk(room.members[1]!);
  } catch (error) {
    const silent = error instanceof RuleViolation && error.symptom === "silence" &&
      error.received.length === 0;
    if (!silent || login || room.asksName) throw error;
    const said = new TextEncoder().encode(`${context.random.word(8)} ${context.random.word(3)}`);
    const tells = await misreadMessage(context, { said, right: said }, framing, heardByAnother);
    if (tells === undefined) throw error;
    throw new RuleViolation(error.symptom, error.expected, undefined, undefined, { tells });
  }
}

async function heardByAnother(context: RuleContext, trial: MarkTrial): Promise<boolean> {
  return await arrives(context, trial, async () => {
    const speaker = await context.connect();
    const listener = await context.connect();
    await sleep(SETTLED, context.options.signal);
    return [speaker, listener];
  });
}

const inTurn: Probe = async (room) => {
  for (let message = 0; message < 4; message++) await room.talk(room.members[0]!);
};

const notBack: Probe = async (room, context) => {
  const [speaker] = room.members;
  const text = context.random.word(9);
  await speaker!.conn.send(room.wire(text));
  await room.heardByOthers(speaker!, text);
  await silent(speaker!, text, context);
};

const anyOrder: Probe = async (room) => {
  const { members } = room;
  for (const index of [2, 1, 0, 0, 2, 1]) await room.talk(members[index % members.length]!);
};

/** The first bytes, and the rest later; nobody hears anything before. */
function split(at: number, framing: MessageFraming): Probe {
  return async (room, context) => {
    const [speaker, ...others] = room.members;
    const text = context.random.word(9);
    const wire = room.wire(text);
    await speaker!.conn.send(wire.subarray(0, at));
    await sleep(PAUSE, context.options.signal);
    for (const other of others) {
      const early = room.unfinished(other);
      if (early.length === 0) continue;
      const tells = shorterLength(early, at, framing);
      throw new RuleViolation("extra", EXPECTED_OF.nothingEarly(other.name), early, undefined, { tells });
    }
    await speaker!.conn.send(wire.subarray(at));
    await room.heardByOthers(speaker!, text);
    await room.talk(speaker!);
  };
}

const glued: Probe = async (room, { random, options }) => {
  const [speaker, ...others] = room.members;
  const texts = Array.from({ length: 10 }, () => random.word(9));
  const wires = texts.flatMap((text) => [...room.wire(text)]);
  await speaker!.conn.send(Uint8Array.from(wires));
  for (const other of others) {
    for (const [index, text] of texts.entries()) {
      await room.hears(other, text).catch(async (error) => {
        if (index !== 1) throw error;
        const later = random.word(9);
        const said = (word: string) => (came: string) => came.includes(word);
        throw await unanswered(error, {
          send: () => speaker!.conn.send(room.wire(later)),
          came: () => new TextDecoder().decode(other.conn.unheard),
          missing: said(text),
          later: said(later),
        }, options.signal);
      });
    }
  }
};

/** One has sent the beginning of a message, another one speaks, the first goes on. */
function mixed(at: number): Probe {
  return async (room, context) => {
    const [slow, quick, listener = slow] = room.members;
    const [slowly, quickly] = [context.random.word(9), context.random.word(9)];
    const wire = room.wire(slowly);
    await slow!.conn.send(wire.subarray(0, at));
    await sleep(PAUSE, context.options.signal);
    await quick!.conn.send(room.wire(quickly));
    await room.hears(listener!, quickly).catch((error) => {
      throw mixedUp(
        error,
        Uint8Array.of(...encoder.encode(slowly).subarray(0, 2), ...room.wire(quickly).subarray(0, 3)),
      );
    });
    await slow!.conn.send(wire.subarray(at));
    if (listener !== slow) await room.hears(listener!, slowly);
  };
}

/** Where the beginning of the one message stands right in front of the other's, one buffer has held both. */
function mixedUp(error: unknown, both: Uint8Array): unknown {
  if (!(error instanceof RuleViolation) || !latin1(error.received).includes(latin1(both))) return error;
  return new RuleViolation("different", error.expected, error.received, undefined, { tells: WHY.mixed });
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

async function late(room: MessageRoom, _context: RuleContext, { expect }: ChatCheck): Promise<void> {
  if (expect !== undefined) throw new RuleSkipped(FIXED_NUMBER);
  await room.talk(room.members[0]!);
  const newcomer = await room.join();
  await room.settle();
  await room.talk(newcomer);
  await room.talk(room.members[1]!);
}

/** @param half how many bytes of a message are sent before; none for a client that leaves between messages */
function leaves(how: "close" | "reset", half: number): Probe {
  return async (room, { random }) => {
    const [first, second] = room.members;
    await room.talk(second!);
    await first!.conn.send(room.wire(random.word(9)).subarray(0, half));
    first!.conn[how]();
    room.members.splice(0, 1);
    if (room.members.length < 2) await room.join();
    await room.settle();
    for (const member of room.members) await room.talk(member);
    for (const member of room.members) await room.talk(member);
  };
}

async function silent({ name, conn }: RoomMember, text: string, { options }: RuleContext): Promise<void> {
  await sleep(150, options.signal);
  if (!new TextDecoder().decode(conn.unheard).includes(text)) return;
  throw new RuleViolation("extra", EXPECTED_OF.nothingWith(text, name), conn.unheard);
}

const encoder = new TextEncoder();
/** Milliseconds in which two clients have been accepted. */
const SETTLED = 100;
/** Milliseconds in which a program wakes up and sees the first piece alone. */
const PAUSE = 60;
