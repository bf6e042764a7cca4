import type { MessageFraming } from "../../../io/message_framing.ts";
import { type MistakeText, RuleViolation } from "../../causes/rule_violation.ts";
import { joinBytes } from "../../probes/message_talk.ts";
import { sleep } from "../../probes/sleep.ts";
import type { RuleContext } from "../../rule_context.ts";
import { ECHO_MESSAGE_CAUSES as WHY } from "../../texts/echo_message_texts.ts";
import type { Echoed } from "./message_mistakes.ts";
import { lengthBytes, SIZES } from "./message_mistakes.ts";

/** The bytes of a message for a server that reads marks in another way. */
interface Misreading {
  readonly tells: MistakeText;
  readonly wire: Uint8Array;
}

/**
 * Why a message was not answered: the same one is sent again, each time on a new connection and marked off in the way of
 * a classic mistake. Where that is answered, the server reads marks in that way; that is seen, and not supposed.
 *
 * @returns undefined when none of them is answered.
 */
export async function misreadMessage(
  context: RuleContext,
  { said, right }: Echoed,
  framing: MessageFraming,
): Promise<MistakeText | undefined> {
  for (const { tells, wire } of misreadings(said, framing)) {
    context.leaveAll();
    const { ended } = await context.target.signs?.() ?? {};
    // Its end tells more than any further question.
    if (ended !== undefined) return undefined;
    if (context.target.ours) await context.target.ready(true);
    if (await isAnswered(context, wire, [right, said])) return tells;
  }
  return undefined;
}

function misreadings(said: Uint8Array, framing: MessageFraming): Misreading[] {
  const before = (prefix: Uint8Array) => joinBytes([prefix, said]);
  const line = { tells: WHY.readsLines, wire: joinBytes([said, Uint8Array.of(10)]) };
  const zero = { tells: WHY.readsZeros, wire: joinBytes([said, Uint8Array.of(0)]) };
  if (framing === "nul") {
    return [line, { tells: WHY.readsOtherWidth(2), wire: before(lengthBytes(said.length, 2)) }];
  }
  const size = SIZES[framing];
  const sizes = Object.values(SIZES).filter((other) => other !== size);
  return [
    ...(size === 1
      ? []
      : [{ tells: WHY.readsLittleEndian, wire: before(lengthBytes(said.length, size).toReversed()) }]),
    { tells: WHY.readsCountingItself, wire: before(lengthBytes(said.length + size, size)) },
    line,
    ...sizes.map((other) => ({
      tells: WHY.readsOtherWidth(other),
      wire: before(lengthBytes(said.length, other)),
    })),
    zero,
  ];
}

async function isAnswered(
  context: RuleContext,
  wire: Uint8Array,
  answers: readonly Uint8Array[],
): Promise<boolean> {
  try {
    const conn = await context.connect();
    await conn.send(wire);
    const has = () => answers.some((answer) => holds(conn.unheard, answer));
    const deadline = performance.now() + MOMENT;
    while (!has() && conn.finish === undefined && performance.now() < deadline) {
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
