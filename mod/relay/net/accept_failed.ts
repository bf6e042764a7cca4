import type { RelayContext } from "../context.ts";
import { isExhausted } from "./exhausted.ts";
import { pause } from "./retries.ts";
import { errorText } from "./system_error.ts";

/**
 * After a failed accept: one bad moment must not end a server. When the system has run out of something it waits a
 * little; a client that has gone before it was accepted costs no time.
 */
export async function acceptFailed(error: unknown, context: RelayContext): Promise<void> {
  context.log.warning(`accept(): ${errorText(error)}`);
  if (isExhausted(error)) await pause(100, context.signal);
}
