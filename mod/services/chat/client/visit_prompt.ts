import { type Message, msg, plural, verbatim } from "../../../i18n/message.ts";
import type { ClientState } from "./client_state.ts";

/** How a connection to a server stands. */
export interface VisitStatus {
  /** The next line is to be our name. */
  readonly asksName: boolean;
  /** A line is wanted. */
  readonly isReady: boolean;
  /** For how many seconds the server has been silent, when that is too long. */
  readonly silent: number;
}

/** What stands before the input while there is a connection. */
export function visitPrompt(
  { key, membership, name = "", own, leaving }: ClientState,
  { asksName, isReady, silent }: VisitStatus,
): Message {
  if (key.isTyped) return msg`password> `;
  if (asksName) return msg`name> `;
  if (!isReady) return msg`(connecting…) `;
  if (silent > 0) return msg`(no answer for ${silent} s) `;
  const count = membership.open.length;
  if (leaving && own.isOpen) {
    return plural(
      count,
      msg`(${count} line on its way, Ctrl-C gives it up) `,
      msg`(${count} lines on their way, Ctrl-C gives them up) `,
    );
  }
  if (own.late === 0) return verbatim(`${name}> `);
  return plural(
    count,
    msg`${name} (${count} line on its way)> `,
    msg`${name} (${count} lines on their way)> `,
  );
}
