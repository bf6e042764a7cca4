import type { WebSocketChannel } from "./websocket_channel.ts";

/** How a peer is asked whether it is still there, in milliseconds. */
export interface KeepAliveTimes {
  /** Between two pings. */
  readonly interval: number;
  /** For how long the answer to one may be waited for. */
  readonly timeout: number;
}

/**
 * Sends a ping at every interval, as long as the one before has been answered, and calls `lost` once when an
 * answer does not come in time. What counts is the time in which it could have been read: nobody is given up
 * because the reader of what he says is slow. Stops by itself when either side has closed.
 *
 * @returns stops it
 */
export function keepAlive(channel: WebSocketChannel, times: KeepAliveTimes, lost: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    if (channel.ended || channel.saidClose) return;
    if (channel.unanswered >= times.timeout) return lost();
    // A ping that cannot leave is told by whoever writes.
    if (channel.unanswered === 0) channel.ping().catch(() => {});
    timer = setTimeout(look, nextLook(channel.unanswered, times));
  };
  timer = setTimeout(look, times.interval);
  return () => clearTimeout(timer);
}

function nextLook(unanswered: number, { interval, timeout }: KeepAliveTimes): number {
  return Math.min(interval, Math.max(1, timeout - unanswered));
}
