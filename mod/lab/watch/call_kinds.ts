import { failureOfCode } from "../../net/errors/failed_call.ts";
import type { WatchCall, WatchedLane } from "./watch_event.ts";

/** The first lane of a process: that of a thread without the thread. */
export function processOf(lane: WatchedLane): WatchedLane {
  return lane.replace(/\/.*$/, "");
}

/** Whether a call sends bytes. */
export function isSend({ call }: WatchCall): boolean {
  return /^(send|write)/.test(call);
}

/** Whether a call receives bytes. */
export function isReceive({ call }: WatchCall): boolean {
  return /^(recv|read)/.test(call);
}

/** Whether a call has told that the peer has said everything. */
export function isEnd(call: WatchCall): boolean {
  return isReceive(call) && call.length === 0 && call.wanted !== 0 && call.transport === "tcp";
}

/** Whether a call has told that the connection was broken off. */
export function isReset(call: WatchCall): boolean {
  return isReceive(call) && failureOfCode(call.errno ?? "") === "reset";
}

/** The bytes of a call as text, a character a byte. */
export function dataOf({ data = "" }: WatchCall): string {
  return atob(data);
}
