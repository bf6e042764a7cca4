import type { OpenRequest } from "./address_type.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** Waits, but not beyond the end of the relay; resolves false when it ended. */
export function interruptiblePause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const finish = (whole: boolean) => {
      clearTimeout(timer);
      ending[Symbol.dispose]();
      resolve(whole);
    };
    const timer = setTimeout(() => finish(true), ms);
    const ending = onAbort(signal, () => finish(false));
  });
}

/**
 * Tries again as `retry=`, `forever` and `interval=` say (one second between attempts). Only the last failure
 * is an error; the earlier ones are notices.
 */
export async function withRetryOptions<T>(request: OpenRequest, attempt: () => Promise<T>): Promise<T> {
  const { options, context } = request;
  let left = options.flag("forever") ? Infinity : options.number("retry") ?? 0;
  // Asked for beforehand: that the first attempt succeeds does not make the option one that has no effect
  const pauseMs = left > 0 ? options.number("interval") ?? 1000 : 0;
  while (true) {
    try {
      return await attempt();
    } catch (error) {
      if (left-- <= 0 || !(error instanceof Error)) throw error;
      context.log.notice(`${error.message}; trying again`);
      if (!await interruptiblePause(pauseMs, context.signal)) throw error;
    }
  }
}

/**
 * The life of an address that connects: one connection, or with `fork` one after another, `interval=` apart
 * (the first half of a "gender changer").
 */
export async function* connecting(
  request: OpenRequest,
  dial: () => Promise<RelayEndpoint>,
): AsyncGenerator<RelayEndpoint> {
  const { options, context } = request;
  const fork = options.flag("fork");
  do {
    yield await withRetryOptions(request, dial);
    if (fork) await interruptiblePause(options.number("interval") ?? 1000, context.signal);
  } while (fork && !context.signal.aborted);
}
