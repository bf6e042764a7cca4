import { isEnd, isReceive, isSend } from "../../lab/watch/call_kinds.ts";
import { isNotYet, sentenceOfCode } from "../../net/errors/failed_call.ts";
import { CALL_CAUSES as WHY, CALLS, connectionText } from "../texts/call_texts.ts";
import { longestRun, type Told } from "./call_signs.ts";
import type { CallView } from "./call_view.ts";

/** Why nobody can be reached. */
export function started(view: CallView): Told | undefined {
  const { calls } = view.story;
  const tcp = calls.filter(({ transport, call }) => transport === "tcp" || call === "socket");
  if (calls.some(({ call, errno }) => call === "listen" && errno === undefined)) return undefined;
  const failed = calls.findLast(({ call, errno }) => /^(bind|listen)$/.test(call) && errno !== undefined);
  if (failed !== undefined) {
    const error = `${failed.errno} (${sentenceOfCode(failed.errno!)})`;
    return { text: CALLS.bindFailed(failed.call, failed.arguments, error), cause: WHY.bindFailed };
  }
  if (view.failure.start?.what !== "silent" || !view.whole) return undefined;
  if (tcp.length === 0) return { text: CALLS.noSocket };
  const bound = tcp.findLast(({ call, errno, transport }) =>
    call === "bind" && errno === undefined && transport === "tcp"
  );
  return bound === undefined
    ? undefined
    : { text: CALLS.neverListened(bound.arguments), cause: WHY.neverListened };
}

/** The call in which SIGPIPE has ended the program. */
export function endedBySigpipe(view: CallView): Told | undefined {
  if (!view.story.ends.some(({ signal }) => signal === "SIGPIPE")) return undefined;
  const failed = view.story.calls.findLast((call) => isSend(call) && call.errno !== undefined);
  return failed && { text: CALLS.brokenPipe(view.name(failed), view.numberOf(failed.socket)) };
}

/** The call whose error was the last thing that a program had of its sockets. */
export function failedCall(view: CallView): Told | undefined {
  const end = view.story.ends.find(({ code, lane }) =>
    code !== undefined && code !== 0 && !lane.includes("/")
  );
  if (end === undefined) return undefined;
  const failed = view.story.calls.findLast((call) =>
    (isSend(call) || isReceive(call) || call.call === "accept") && call.at <= end.at
  );
  if (failed?.errno === undefined || isNotYet(failed.errno)) return undefined;
  const error = `${failed.errno} (${sentenceOfCode(failed.errno)})`;
  return { text: CALLS.failed(view.name(failed), view.numberOf(failed.socket), error) };
}

/** The end of a stream that was read again and again. */
export function readPastEnd(view: CallView): Told | undefined {
  for (const connection of view.connections.map((each) => view.callsOf(each))) {
    if (connection === undefined) continue;
    const count = longestRun(connection.calls.filter(isReceive), isEnd);
    if (count <= ENDS) continue;
    const call = connection.calls.find(isEnd)!;
    const text = CALLS.endIgnored(view.name(call), connectionText(connection.number), count - 1);
    return { text, cause: WHY.endIgnored };
  }
  return undefined;
}

/** A datagram for which there was no room. */
export function truncated(view: CallView): Told | undefined {
  const sizes = view.failure.transcript.events.filter(({ what }) => what === "send");
  for (const call of view.story.calls) {
    if (call.transport !== "udp" || !isReceive(call) || !call.length || call.length !== call.wanted) {
      continue;
    }
    const data = Uint8Array.fromBase64(call.data ?? "");
    const datagram = sizes.find(({ bytes = new Uint8Array(), size = 0 }) =>
      size > call.length! && bytes.length > 0 && startsAlike(bytes, data)
    );
    const exact = sizes.some(({ bytes = new Uint8Array(), size = 0 }) =>
      size === call.length && startsAlike(bytes, data)
    );
    if (datagram === undefined || exact) continue;
    return { text: CALLS.truncated(view.name(call), call.length, datagram.size!), cause: WHY.truncated };
  }
  return undefined;
}

/** Whether two texts are the same as far as both go. */
function startsAlike(one: Uint8Array, other: Uint8Array): boolean {
  const length = Math.min(one.length, other.length);
  return one.subarray(0, length).every((byte, index) => byte === other[index]);
}

/** Some libraries ask once or twice more. */
const ENDS = 3;
