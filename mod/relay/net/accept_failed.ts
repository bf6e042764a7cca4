import type { RelayContext } from "../context.ts";
import { RelayError } from "../endpoint.ts";
import type { AcceptRecovery } from "../../net/accept_recovery.ts";
import { errorKind, errorText } from "../../net/system_error.ts";

/**
 * After a failed accept: says so, and waits for as long as `recovery` finds right.
 *
 * @throws {RelayError} when the listener itself is broken
 */
export async function acceptFailed(
  error: unknown,
  recovery: AcceptRecovery,
  context: RelayContext,
): Promise<void> {
  const text = `accept(): ${errorText(error)}`;
  if (errorKind(error) === "broken") throw new RelayError(text);
  context.log.warning(text);
  await recovery.failed(error);
}
