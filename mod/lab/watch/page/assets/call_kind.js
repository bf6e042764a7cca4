/** @typedef {import("../../watch_event.ts").WatchCall} WatchCall */

/** Failures that only say _not yet_, or that a call has to be made again. */
const NOT_YET = /^(EAGAIN|EWOULDBLOCK|EINTR|EALREADY|ERESTART.*)$/;
const SENDS = /^(send|write|pwrite|splice)/;
const RECEIVES = /^(recv|read|pread)/;
const WAITS = /^(select|pselect|poll|ppoll|epoll|wait|nanosleep|clock_nanosleep|futex|pause|kevent)/;

/** A call that takes so long has waited for something, seconds. */
export const LONG = 0.005;

/**
 * What a call did to its socket.
 *
 * @param {WatchCall} call
 * @returns {"send" | "receive" | "heard-end" | "connect" | "accept" | "listen" | "shutdown" | "close" | "wait" | "failed" | "other"}
 */
export function callKind({ call, errno, length, wanted, transport, arguments: given, last, unfinished }) {
  if (errno !== undefined && !(call === "connect" && errno === "EINPROGRESS")) {
    return NOT_YET.test(errno) ? (WAITS.test(call) ? "wait" : "other") : "failed";
  }
  if (SENDS.test(call)) return unfinished ? "other" : "send";
  if (RECEIVES.test(call)) {
    if (unfinished) return "other";
    return length === 0 && wanted !== 0 && transport !== "udp" ? "heard-end" : "receive";
  }
  if (WAITS.test(call)) return "wait";
  if (call === "connect") return "connect";
  if (call === "accept" || call === "accept4") return unfinished ? "other" : "accept";
  if (call === "listen") return "listen";
  if (call === "shutdown") return /WR/.test(given) ? "shutdown" : "other";
  if (call === "close") return last ? "close" : "other";
  return "other";
}

/**
 * When a call stands in the picture, seconds. What goes out has its effect before the call returns, what comes in was
 * there when it returned: so nothing is ever taken before it was sent.
 *
 * @param {WatchCall} call
 */
export function effectTime(call) {
  const kind = callKind(call);
  const goesOut = kind === "send" || kind === "connect" || kind === "shutdown" || kind === "close";
  return goesOut || call.unfinished ? call.start : call.at;
}

/**
 * Whether a call has waited: it then begins and ends in rows of their own.
 *
 * @param {WatchCall} call
 */
export function hasWaited({ at, start, unfinished }) {
  return unfinished === true || at - start >= LONG;
}
