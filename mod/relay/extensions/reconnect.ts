/**
 * `--reconnect`: a right side that comes back. When it ends or breaks while the left side still speaks, the
 * address is opened again, every second until that works, and the relay goes on with it.
 *
 * There are two things it cannot promise: bytes that the lost peer's system had already taken from
 * us are gone with it, and a block whose writing failed is written again as a whole, although the
 * old peer may have seen a part of it. For protocols whose messages may come twice this is right;
 * for others, let the client reconnect.
 */
import type { RelayContext } from "../context.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";
import { layer } from "../endpoints/with_options.ts";
import { errorText } from "../../net/errors/system_error.ts";
import { interruptiblePause } from "../addresses/retries.ts";
import type { OpenSide } from "../address_plan.ts";

const INTERVAL = 1000;

/** Wraps `first` so that its end is not the end. */
export function reconnecting(
  first: RelayEndpoint,
  again: () => AsyncGenerator<OpenSide>,
  context: RelayContext,
): RelayEndpoint {
  let current = first;
  let reopening: Promise<void> | undefined;
  let done = false;
  const reopen = (lost: RelayEndpoint): Promise<void> => {
    if (lost !== current) return Promise.resolve();
    reopening ??= openAgain(again, context, () => done).then((endpoint) => {
      if (endpoint !== undefined) current = endpoint;
      reopening = undefined;
    });
    return reopening;
  };
  const attempt = async <T>(
    call: (endpoint: RelayEndpoint) => Promise<T>,
    ended: (result: T) => boolean,
  ): Promise<T> => {
    while (true) {
      const endpoint = current;
      const outcome = await call(endpoint).catch((error: unknown) => ({ error }));
      const failed = typeof outcome === "object" && outcome !== null && "error" in outcome;
      if (!failed && (done || !ended(outcome as T))) return outcome as T;
      if (failed && (done || context.signal.aborted)) throw outcome.error;
      context.log.warning(
        failed ? `the right side is lost: ${errorText(outcome.error)}` : "the right side has ended",
      );
      await endpoint.close().catch(() => {/* it is lost anyway */});
      await reopen(endpoint);
      if (current === endpoint) return null as T;
    }
  };
  return layer(first, {
    read: (buffer) => attempt<number | null>((endpoint) => endpoint.read(buffer), (count) => count === null),
    write: (bytes, part) => attempt<unknown>((endpoint) => endpoint.write(bytes, part), () => false),
    shutdown: (ending) => (done = true, current.shutdown(ending)),
    close: () => (done = true, current.close()),
    part: () => current.part?.(),
    ending: () => current.ending?.(),
    failing: () => current.failing?.(),
  });
}

async function openAgain(
  again: () => AsyncGenerator<OpenSide>,
  context: RelayContext,
  done: () => boolean,
): Promise<RelayEndpoint | undefined> {
  while (!done() && await interruptiblePause(INTERVAL, context.signal)) {
    try {
      const { value } = await again().next();
      if (value) return await opened(value.endpoint);
    } catch (error) {
      context.log.notice(`opening the right side again: ${errorText(error)}`);
    }
  }
  return undefined;
}

async function opened(endpoint: RelayEndpoint): Promise<RelayEndpoint> {
  await endpoint.ready?.();
  return endpoint;
}
