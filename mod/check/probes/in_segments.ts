import { RuleViolation } from "../causes/rule_violation.ts";
import type { Segmentation } from "./segmentation.ts";

/**
 * Tries the same messages together in one segment, then in pieces. Where they are understood together, and not in
 * pieces, the error says so: a read for as many bytes as a message has was taken for the whole message.
 *
 * @throws {RuleViolation} of the first way that breaks.
 */
export async function inSegments(converse: (via: Segmentation) => Promise<void>): Promise<void> {
  await converse("whole");
  for (const via of ["bytewise", "random"] satisfies Segmentation[]) {
    try {
      await converse(via);
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      const { symptom, expected, received, why, start, tells } = error;
      const inPieces = { ...expected, part: "message in pieces" } as const;
      throw new RuleViolation(symptom, inPieces, received, why, { tells, ...(start && { start }) });
    }
  }
}

/**
 * Milliseconds between the messages of the plainest way: longer than any pause between pieces, so that no time limit
 * makes the difference.
 */
export const BETWEEN_MESSAGES = 90;
