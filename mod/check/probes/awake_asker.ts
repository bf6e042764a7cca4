import { RuleViolation } from "../causes/rule_violation.ts";
import type { RuleContext } from "../rule_context.ts";
import { UdpAsker } from "./udp_asker.ts";

/**
 * A client of a server over UDP that has answered it once. From outside, nobody can tell whether a program listens for
 * datagrams yet: one that we started is asked until it answers.
 *
 * @param ask the first question.
 * @throws {RuleViolation} when the answer is wrong, or never comes.
 */
export async function awakeAsker(
  context: RuleContext,
  ask: (asker: UdpAsker) => Promise<void>,
): Promise<UdpAsker> {
  await context.target.awake?.();
  const asker = new UdpAsker(context);
  for (let tries = 0;; tries++) {
    try {
      await ask(asker);
      return asker;
    } catch (error) {
      const silent = error instanceof RuleViolation && error.symptom === "silence";
      if (silent && tries < 4 && context.target.ours) continue;
      asker[Symbol.dispose]();
      throw error;
    }
  }
}
