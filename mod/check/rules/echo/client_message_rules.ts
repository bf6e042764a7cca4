import { MESSAGE_SIZES, type MessageFraming } from "../../../io/message_framing.ts";
import { clientCauses } from "../../causes/client_causes.ts";
import * as pattern from "../../causes/failure_patterns.ts";
import { TOLD } from "../../causes/line_causes.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { marked, MessageTalk } from "../../probes/message_talk.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { equalBytes } from "../../probes/quoted_bytes.ts";
import { sleep } from "../../probes/sleep.ts";
import { type Cause, type Rule, type RuleText, when } from "../../rule.ts";
import type { RuleContext } from "../../rule_context.ts";
import type { ClientTarget } from "../../targets/client_target.ts";
import {
  CLIENT_MESSAGE_CAUSES as WHY,
  CLIENT_MESSAGE_TEXTS as TEXTS,
} from "../../texts/client_message_texts.ts";
import { CLIENT_TEXTS } from "../../texts/client_texts.ts";
import { EXPECTED } from "../../texts/expected_texts.ts";
import { untilShown } from "../client_rules.ts";
import { markMistakes } from "./message_mistakes.ts";

/** How the client's messages are marked off, and what is answered. */
export interface ClientMessageCheck {
  readonly framing: MessageFraming;
  readonly transform: "upper" | "none";
}

/** The rules of a client of echo whose messages a length or a zero byte marks off: we are its server. */
export function clientMessageRules(target: ClientTarget, { framing, transform }: ClientMessageCheck): Rule[] {
  const answer = (text: string) => transform === "upper" ? text.toUpperCase() : text;
  const talk = { target, framing, answer };
  const rule = (
    id: string,
    text: RuleText,
    probe: (talk: Talk, context: RuleContext) => Promise<void>,
    causes: readonly Cause[],
    { needs = [] as readonly string[], control = undefined as typeof probe | undefined } = {},
  ): Rule => ({
    id: `echo.client_message_${id}`,
    ...text,
    severity: "must",
    needs: needs.map((need) => `echo.client_message_${need}`),
    causes: [TOLD, ...causes],
    ...(control === undefined ? {} : { control: (context) => control(talk, context) }),
    probe: (context) => probe(talk, context),
  });
  const first = { needs: ["sent"] };
  const cut = { needs: ["sent", "waits", "shows"], control: inPieces(0) };
  const holds = pattern.control("holds");
  const head = framing === "nul" ? 0 : MESSAGE_SIZES[framing];
  return [
    rule("sent", TEXTS.sent, sent, clientCauses("line")),
    rule("waits", CLIENT_TEXTS.waits, waits, clientCauses("waits"), first),
    rule("shows", CLIENT_TEXTS.shows, shows, clientCauses("shows"), first),
    ...(head > 1
      ? [
        rule("length_split", TEXTS.lengthSplit, inPieces(1), [
          when(holds, WHY.lengthOneRecv),
          ...clientCauses("bytewise"),
        ], cut),
      ]
      : []),
    rule("body_split", TEXTS.bodySplit, inPieces(head + 2), [
      when(holds, WHY.bodyOneRecv),
      ...clientCauses("bytewise"),
    ], { ...cut, needs: [...cut.needs, ...(head > 1 ? ["length_split"] : [])] }),
    rule("ctrl_d", CLIENT_TEXTS.ctrlD, ctrlD, clientCauses("ctrl_d"), first),
  ];
}

interface Talk {
  readonly target: ClientTarget;
  readonly framing: MessageFraming;
  answer(text: string): string;
}

async function begin({ target }: Talk, context: RuleContext): Promise<ObservedConnection> {
  await target.begin(TYPED.map((text) => `${text}\n`).join(""));
  return await context.connect();
}

/** The next message, which is to be what was typed, with or without the line end that was typed, too. */
async function hears(
  conn: ObservedConnection,
  { framing }: Talk,
  { options }: RuleContext,
  index: number,
): Promise<void> {
  const [text, line] = [TYPED[index]!, `${TYPED[index]!}\n`].map((each) => encoder.encode(each));
  const tells = (came: Uint8Array) =>
    [text!, line!].flatMap((each) => markMistakes(each, framing)).find(({ wire }) =>
      equalBytes(wire, came)
    ) &&
    WHY.mark;
  try {
    await new MessageTalk(conn, framing, options.signal).hear(text!, tells);
  } catch (error) {
    if (error instanceof RuleViolation && equalBytes(error.received, marked(line!, framing))) return;
    throw error;
  }
}

function wireOf({ framing, answer }: Talk, index: number): Uint8Array {
  return marked(encoder.encode(answer(TYPED[index]!)), framing);
}

async function sent(talk: Talk, context: RuleContext): Promise<void> {
  const conn = await begin(talk, context);
  await hears(conn, talk, context, 0);
  await conn.send(wireOf(talk, 0));
  await hears(conn, talk, context, 1);
}

async function waits(talk: Talk, context: RuleContext): Promise<void> {
  const conn = await begin(talk, context);
  await hears(conn, talk, context, 0);
  await conn.quiet(EXPECTED.nothingYet, 400);
  await conn.send(wireOf(talk, 0));
  await hears(conn, talk, context, 1);
}

async function shows(talk: Talk, context: RuleContext): Promise<void> {
  const conn = await begin(talk, context);
  await hears(conn, talk, context, 0);
  await conn.send(wireOf(talk, 0));
  await untilShown({ context, target: talk.target }, talk.answer(TYPED[0]!));
}

/** A client that takes the first piece for the answer goes on too early, or does not show all of it. */
function inPieces(at: number) {
  return async (talk: Talk, context: RuleContext): Promise<void> => {
    const conn = await begin(talk, context);
    await hears(conn, talk, context, 0);
    const wire = wireOf(talk, 0);
    for (const piece of [wire.subarray(0, at), wire.subarray(at)]) {
      if (piece.length > 0) await conn.send(piece);
      await sleep(at === 0 ? 0 : PAUSE, context.options.signal);
    }
    await hears(conn, talk, context, 1);
    if (talk.target.shown() !== undefined) {
      await untilShown({ context, target: talk.target }, talk.answer(TYPED[0]!));
    }
  };
}

async function ctrlD(talk: Talk, context: RuleContext): Promise<void> {
  const conn = await begin(talk, context);
  for (const index of TYPED.keys()) {
    await hears(conn, talk, context, index);
    await conn.send(wireOf(talk, index));
  }
  talk.target.endTyping();
  await conn.end(EXPECTED.endAfterCtrlD);
}

/** Neither is part of the other, and no length of theirs is a line end. */
const TYPED = ["bonjour", "à demain"];
/** Milliseconds in which a program wakes up and sees the first piece alone. */
const PAUSE = 80;
const encoder = new TextEncoder();
