import { AcceptRecovery } from "../../net/accept/accept_recovery.ts";
import { errorKind, errorText } from "../../net/errors/system_error.ts";
import type { OpenRequest } from "./address_type.ts";
import type { RelayContext } from "../context.ts";
import { RelayError } from "../relay_endpoint.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/**
 * The accept loop of every address that listens: all connections until the relay ends, or without `fork` the
 * first, before which the listener is closed. A failed accept (too many open files, a client that has gone
 * already) goes on to the next: one bad moment must not end a server.
 *
 * @param close closes the listener; called once
 * @param next accepts; `undefined` is the end
 * @throws {RelayError} when the listener is broken
 */
export async function* acceptEach<Accepted>(
  { context, options }: OpenRequest,
  close: () => void,
  next: () => Promise<Accepted | undefined>,
): AsyncGenerator<Accepted> {
  const recovery = new AcceptRecovery(context.signal);
  const fork = options.flag("fork");
  let open = true;
  context.idle?.();
  const closeOnce = () => {
    if (open) close();
    open = false;
  };
  using _closing = onAbort(context.signal, closeOnce);
  try {
    while (!context.signal.aborted) {
      const accepted = await attempt(next, recovery, context);
      if (accepted === FAILED) continue;
      if (accepted === undefined) return;
      // The port is free again before the one connection is served, as in socat.
      if (!fork) closeOnce();
      yield accepted;
      if (!fork) return;
    }
  } finally {
    closeOnce();
  }
}

const FAILED = Symbol();

async function attempt<Accepted>(
  next: () => Promise<Accepted | undefined>,
  recovery: AcceptRecovery,
  context: RelayContext,
): Promise<Accepted | typeof FAILED | undefined> {
  try {
    const accepted = await next();
    recovery.accepted();
    return accepted;
  } catch (error) {
    if (context.signal.aborted) return FAILED;
    const text = `accept(): ${errorText(error)}`;
    if (errorKind(error) === "broken") throw new RelayError(text);
    context.log.warning(text);
    await recovery.failed(error);
    return FAILED;
  }
}
