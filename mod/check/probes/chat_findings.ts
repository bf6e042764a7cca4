import type { CheckOptions, RuleContext } from "../rule_context.ts";

/** What the rules of one check have found out about a chat, so that later ones need not wait to find it out again. */
export interface ChatFindings {
  /** Clients have talked who gave no name: nobody is asked for one. */
  nameless: boolean;
  /** Speakers are held back, so that much takes long to be said. */
  heldBack: boolean;
}

/** The findings of the check that this rule belongs to; the caller may add to them. */
export function chatFindings({ options }: RuleContext): ChatFindings {
  const findings = FINDINGS.get(options) ?? { nameless: false, heldBack: false };
  FINDINGS.set(options, findings);
  return findings;
}

const FINDINGS = new WeakMap<CheckOptions, ChatFindings>();
