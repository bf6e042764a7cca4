import type { CauseText } from "../../causes/cause_text.ts";
import { equalBytes } from "../../probes/quoted_bytes.ts";
import { ECHO_BYTES_CAUSES as WHY } from "../../texts/echo_bytes_texts.ts";

/**
 * The mistake that the bytes of an answer tell by themselves: no right program sends these, and no other mistake that we
 * know of.
 *
 * @param answer what came, without what marks it off.
 * @param right what should have come.
 * @param earlier the answers before on the same program, of which a buffer may hold the rest.
 */
export function toldByBytes(
  answer: Uint8Array,
  right: Uint8Array,
  earlier: readonly Uint8Array[] = [],
): CauseText | undefined {
  if (answer.length > right.length && begins(answer, right)) {
    const rest = answer.subarray(right.length);
    const isLineEnd = rest.length <= 2 && rest.at(-1) === LINE_FEED;
    if (isLineEnd) return WHY.addsLineEnd;
    const old = earlier.some((each) =>
      each.length >= answer.length && equalBytes(rest, tail(each, right, answer))
    );
    return old || rest.every((byte) => byte === 0) ? WHY.wholeBuffer : undefined;
  }
  if (answer.length === 0 || answer.length >= right.length || !begins(right, answer)) return undefined;
  const next = right[answer.length]!;
  if (next === 0) return WHY.cutAtZero;
  return next === LINE_FEED || next === CARRIAGE_RETURN ? WHY.cutAtLineEnd : undefined;
}

/** Whether the first of them begins with all of the second. */
export function begins(bytes: Uint8Array, with_: Uint8Array): boolean {
  return bytes.length >= with_.length && equalBytes(bytes.subarray(0, with_.length), with_);
}

function tail(earlier: Uint8Array, right: Uint8Array, answer: Uint8Array): Uint8Array {
  return earlier.subarray(right.length, answer.length);
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
