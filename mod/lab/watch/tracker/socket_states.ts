import type { FinishedCall } from "../strace/line.ts";
import { failureOfCode, isUnderWay } from "../../../net/errors/failed_call.ts";
import type { SocketState } from "../watch_event.ts";
import { wantedOf, wayOf, wordOf } from "./call_words.ts";
import type { TrackedSocket } from "./open_sockets.ts";

type Sock = Pick<TrackedSocket, "state" | "transport" | "remote">;

/**
 * The state in which a socket is after a call, as far as calls tell: that of TCP (RFC 9293 §3.3.2), without what the
 * kernel does by itself. Undefined when it stays as it is.
 *
 * @param name the call in the words of the sockets API.
 */
export function stateAfter(socket: Sock, name: string, call: FinishedCall): SocketState | undefined {
  const { transport, state } = socket;
  const { errno } = call;
  if (name === "close") return transport === "tcp" ? afterFin(state) ?? "closed" : "closed";
  if (transport === "udp") return errno === undefined && name === "bind" ? "bound" : undefined;
  if (errno !== undefined) return afterFailure(socket, name, errno);
  switch (name) {
    case "bind":
      return "bound";
    case "listen":
      return "listen";
    case "accept":
    case "connect":
      return "established";
    case "shutdown":
      return transport === "tcp" && /WR/.test(wordOf(call.values[1])) ? afterFin(state) : undefined;
  }
  const way = wayOf(name);
  if (way === undefined) return undefined;
  if (way === "receive" && call.result === 0 && wantedOf(call) !== 0 && transport === "tcp") {
    return afterEnd(state);
  }
  return state === "syn-sent" ? "established" : undefined;
}

/** We have said everything; undefined for a state in which nothing is sent. */
function afterFin(state: SocketState | undefined): SocketState | undefined {
  if (state === "established") return "fin-wait-1";
  if (state === "close-wait") return "last-ack";
  return state === "fin-wait-1" || state === "fin-wait-2" || state === "last-ack" || state === "time-wait"
    ? state
    : undefined;
}

/** The peer has said everything. */
function afterEnd(state: SocketState | undefined): SocketState | undefined {
  if (state === "established" || state === "syn-sent") return "close-wait";
  return state === "fin-wait-1" || state === "fin-wait-2" ? "time-wait" : undefined;
}

function afterFailure({ state }: Sock, name: string, errno: string): SocketState | undefined {
  if (name === "connect") {
    if (isUnderWay(errno)) return state === "established" ? undefined : "syn-sent";
    return failureOfCode(errno) === "interrupted" ? undefined : "closed";
  }
  if (wayOf(name) === undefined) return undefined;
  const failure = failureOfCode(errno);
  return failure === "reset" || failure === "broken_pipe" || failure === "timed_out" || failure === "refused"
    ? "closed"
    : undefined;
}
