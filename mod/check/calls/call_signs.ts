import type { CauseText } from "../causes/cause_text.ts";
import { isReceive } from "../../lab/watch/call_kinds.ts";
import { isNotYet } from "../../net/errors/failed_call.ts";
import type { SocketId, WatchCall } from "../../lab/watch/watch_event.ts";
import type { Text } from "../../i18n/text.ts";

/** What calls tell: a sentence, and the cause of which they are a sign. */
export interface Told {
  readonly text: Text;
  readonly cause?: CauseText;
  /** Whether nothing else can be the cause, whatever it looks like from outside. */
  readonly decides?: boolean;
}

/** A call that has waited for something of a socket that did not come: with a time limit. */
export function isFruitless(call: WatchCall, socket: SocketId): boolean {
  if (call.at - call.start < FELT) return false;
  if (call.socket === socket) {
    return isReceive(call) && call.errno !== undefined && isNotYet(call.errno);
  }
  return isWait(call) && call.result === 0;
}

/** A call that only waits for others. */
export function isWait({ call }: WatchCall): boolean {
  return /^(poll|select|epoll_wait)$/.test(call);
}

/** How often in a row a call was such a one, at most. */
export function longestRun(calls: readonly WatchCall[], is: (call: WatchCall) => boolean): number {
  let [run, longest] = [0, 0];
  for (const call of calls) {
    run = is(call) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** Seconds: a wait that somebody may have wanted to end. */
const FELT = 0.05;
