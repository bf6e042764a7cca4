import type { CauseText } from "../../causes/cause_text.ts";
import { MESSAGE_SIZES, type MessageFraming } from "../../../io/message_framing.ts";
import { awakeNow } from "../../probes/awake_clock.ts";
import { RuleViolation } from "../../causes/rule_violation.ts";
import { joinBytes } from "../../probes/message_talk.ts";
import type { ObservedConnection } from "../../probes/observed_connection.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { ECHO_MESSAGE_CAUSES as WHY } from "../../texts/echo_message_texts.ts";
import type { Echoed } from "./message_mistakes.ts";
import { lengthBytes } from "./message_mistakes.ts";

/** The bytes of a message for a server that reads marks in another way. */
interface Misreading {
  readonly tells: CauseText;
  readonly wire: Uint8Array;
  /** So many bytes are sent first, to which nothing comes back: where zeros are empty messages, they are answered. */
  readonly head?: number;
}

/** Whether bytes are answered by something with one of these texts in it. */
type Answered = (context: RuleContext, trial: MarkTrial) => Promise<boolean>;

/** A message that is tried in another way. */
export interface MarkTrial {
  readonly wire: Uint8Array;
  /** So many bytes are sent first, to which nothing may come back. */
  readonly head: number;
  readonly answers: readonly Uint8Array[];
}

/**
 * Why a message was not answered: the same one is sent again, each time on a new connection and marked off in the way of
 * a classic mistake. Where that is answered, the server reads marks in that way; that is seen, and not supposed.
 *
 * @param answered sends these bytes on a new connection, and says whether one of these texts comes back.
 * @returns undefined when none of them is answered.
 */
export async function misreadMessage(
  context: RuleContext,
  { said, right }: Echoed,
  framing: MessageFraming,
  answered: Answered = isAnswered,
): Promise<CauseText | undefined> {
  for (const { tells, wire, head = 0 } of misreadings(said, framing)) {
    context.leaveAll();
    const { ended } = await context.target.signs?.() ?? {};
    // Its end tells more than any further question.
    if (ended !== undefined) return undefined;
    if (context.target.ours) await context.target.ready(true);
    if (await answered(context, { wire, head, answers: [right, said] })) return tells;
  }
  return undefined;
}

function misreadings(said: Uint8Array, framing: MessageFraming): Misreading[] {
  const before = (prefix: Uint8Array) => joinBytes([prefix, said]);
  const line = { tells: WHY.readsLines, wire: joinBytes([said, Uint8Array.of(10)]) };
  const zero = { tells: WHY.readsZeros, wire: joinBytes([said, Uint8Array.of(0)]) };
  if (framing === "nul") {
    return [line, { tells: WHY.readsOtherWidth(2), wire: before(lengthBytes(said.length, 2)), head: 2 }];
  }
  const size = MESSAGE_SIZES[framing];
  const sizes = Object.values(MESSAGE_SIZES).filter((other) => other !== size);
  return [
    ...(size === 1
      ? []
      : [{ tells: WHY.readsLittleEndian, wire: before(lengthBytes(said.length, size).toReversed()) }]),
    { tells: WHY.readsCountingItself, wire: before(lengthBytes(said.length + size, size)) },
    line,
    ...sizes.map((other) => ({
      tells: WHY.readsOtherWidth(other),
      wire: before(lengthBytes(said.length, other)),
      head: other,
    })),
    zero,
  ];
}

async function isAnswered(context: RuleContext, trial: MarkTrial): Promise<boolean> {
  return await arrives(context, trial, async () => {
    const conn = await context.connect();
    return [conn, conn];
  });
}

/** Whether one of these texts arrives at the second connection when the bytes were sent on the first. */
export async function arrives(
  context: RuleContext,
  { wire, head, answers }: MarkTrial,
  connect: () => Promise<readonly [ObservedConnection, ObservedConnection]>,
): Promise<boolean> {
  try {
    const [speaker, conn] = await connect();
    if (head > 0) {
      await speaker.send(wire.subarray(0, head));
      await sleep(PAUSE, context.options.signal);
      if (conn.unheard.length > 0) return false;
    }
    await speaker.send(wire.subarray(head));
    const has = () => answers.some((answer) => holds(conn.unheard, answer));
    const deadline = awakeNow() + MOMENT;
    while (!has() && conn.finish === undefined && awakeNow() < deadline) {
      await sleep(STEP, context.options.signal);
    }
    return has();
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    return false;
  }
}

function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0]!); at !== -1; at = bytes.indexOf(part[0]!, at + 1)) {
    if (part.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}

/** Milliseconds in which an answer comes from a server that has understood. */
const MOMENT = 400;
const STEP = 20;
/** Milliseconds in which an answer to less than a message comes. */
const PAUSE = 80;
