import type { RelayContext } from "../context.ts";
import { pause } from "./retries.ts";
import { errorCode, errorText } from "./system_error.ts";

/** Failures that are ours, and that time may mend. */
const EXHAUSTED = ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"];

/**
 * After a failed accept: one bad moment must not end a server. When the system has run out of something it waits a
 * little; a client that has gone before it was accepted costs no time.
 */
export async function acceptFailed(error: unknown, context: RelayContext): Promise<void> {
  context.log.warning(`accept(): ${errorText(error)}`);
  const exhausted = EXHAUSTED.includes(errorCode(error) ?? "") ||
    /too many open files/i.test(errorText(error));
  if (exhausted) await pause(100, context.signal);
}
