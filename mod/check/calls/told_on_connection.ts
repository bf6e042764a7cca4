import { isEnd, isReceive, isSend } from "../../lab/watch/call_kinds.ts";
import type { WatchCall } from "../../lab/watch/watch_event.ts";
import { CALL_CAUSES as WHY, CALLS, connectionText } from "../texts/call_texts.ts";
import { isFruitless, isWait, type Told } from "./call_signs.ts";
import type { RuleConnection } from "./call_story.ts";
import { type CallView, type ConnectionCalls, LONG } from "./call_view.ts";
import { isLines, lineAt } from "./sent_bytes.ts";

/** What happened on the connection where the rule broke. */
export function onConnection(view: CallView): Told | undefined {
  const connection = view.broken();
  if (connection === undefined) return undefined;
  const known = view.callsOf(connection);
  if (known === undefined) return view.whole ? notAccepted(view, connection) : undefined;
  const { symptom } = view.failure;
  return timeLimit(view, known) ?? waitsForAll(view, known) ?? shortSend(view, known) ??
    answeredPiece(view, known) ??
    (view.whole ? unread(view, known) : undefined) ??
    (symptom === "silence" ? unanswered(view, known) : undefined) ??
    (symptom === "closed" || symptom === "reset" ? closed(view, known) : undefined) ??
    (symptom === "open" && view.whole ? open(view, known) : undefined);
}

/** Nobody has called accept for it. */
function notAccepted(view: CallView, { number }: RuleConnection): Told | undefined {
  const listeners = [...view.story.listeners.values()];
  if (listeners.length === 0) return undefined;
  const others = view.connections.flatMap((each) => view.callsOf(each) ?? []);
  const [waiting, ...more] = view.story.waiting;
  if (waiting === undefined || more.length > 0) return undefined;
  const on = others.find(({ socket }) => view.story.waitsFor(waiting, socket));
  if (on === undefined) {
    return { text: CALLS.notAccepted(connectionText(number), view.waits()) };
  }
  if (waiting.seconds < LONG) return undefined;
  const text = CALLS.oneAtATime(
    view.name(waiting.call),
    connectionText(on.number),
    waiting.seconds,
    connectionText(number),
  );
  return { text, cause: WHY.notConcurrent };
}

/** A wait that came to nothing, and then the end of the connection. */
function timeLimit(view: CallView, { calls, number, socket }: ConnectionCalls): Told | undefined {
  const close = calls.find(({ call, last }) => call === "close" && last);
  if (close === undefined) return undefined;
  const wait = view.story.calls.findLast((each) =>
    each.at <= close.start && (isWait(each) || isReceive(each))
  );
  if (wait === undefined || !isFruitless(wait, socket) || close.start - wait.at > SOON) return undefined;
  // Who has read the end, or has lost its peer, does not leave for having waited.
  if (calls.some((call) => isEnd(call))) return undefined;
  const text = CALLS.timeLimit(view.name(wait), connectionText(number), wait.at - wait.start);
  return { text, cause: WHY.timeLimit };
}

/** It waits for bytes that have come: so it has asked for more than that, and for all of them. */
function waitsForAll(view: CallView, { number, socket, sent, got }: ConnectionCalls): Told | undefined {
  const waiting = view.story.waiting.find(({ call, seconds }) =>
    call.socket === socket && isReceive(call) && seconds > LONG
  );
  const missing = (sent.total ?? 0) - got;
  if (waiting === undefined || missing <= 0 || !view.whole || view.failure.symptom !== "silence") {
    return undefined;
  }
  const text = CALLS.waitsForAll(
    view.name(waiting.call),
    connectionText(number),
    missing,
    waiting.seconds,
  );
  return { text, cause: WHY.waitsForAll };
}

/** A part was sent, and not the rest. */
function shortSend(view: CallView, { calls, number, socket }: ConnectionCalls): Told | undefined {
  const sends = calls.filter(isSend);
  const last = sends.findLast(({ length }) => length !== undefined);
  if (!view.whole || last?.wanted === undefined || last.length === undefined) return undefined;
  if (last.length >= last.wanted || last.transport !== "tcp") return undefined;
  // Asked again, in vain so far: it has not forgotten the rest.
  if (sends.at(-1) !== last || view.story.waiting.some(({ call }) => isSend(call))) return undefined;
  const missing = last.wanted - last.length;
  // Whoever waits for room, or for anything at all, may go on; who has closed, or waits for an answer, will not.
  const over = calls.some(({ call, last }) => call === "close" && last) ||
    view.story.waiting.some(({ call }) => call.socket === socket && isReceive(call));
  if (!over) return undefined;
  const text = CALLS.shortSend(view.name(last), connectionText(number), last.length, missing);
  return { text, cause: WHY.shortSend };
}

/** A part of a line was answered. */
function answeredPiece(view: CallView, { calls, number, sent, pieces }: ConnectionCalls): Told | undefined {
  // Where there are others, what is sent may be theirs.
  if (!isLines(sent) || view.connections.length > 1) return undefined;
  let answered = 0;
  for (const { call, to } of pieces) {
    const next = calls.slice(calls.indexOf(call) + 1).find((each) => isSend(each) || isReceive(each));
    const line = lineAt(sent, to - 1);
    if (next === undefined || !isSend(next) || next.length === undefined) continue;
    const unanswered = sent.known.subarray(answered, to);
    answered = to;
    if (line === undefined || to >= line.to || unanswered.includes(LINE_FEED)) continue;
    const got = unanswered.length;
    const size = line.to - line.from;
    const full = call.length === call.wanted && (call.wanted ?? 0) > 1;
    const text = (full ? CALLS.fullBuffer : CALLS.answeredPiece)(
      view.name(call),
      connectionText(number),
      got,
      size,
      view.name(next),
    );
    return { text, cause: WHY.pieces };
  }
  return undefined;
}

/** Bytes that nobody has read. */
function unread(view: CallView, { calls, number, sent, got, isReading }: ConnectionCalls): Told | undefined {
  const { total = 0 } = sent;
  if (isReading || got >= total || /^(extra|different|open)$/.test(view.failure.symptom)) return undefined;
  const receives = calls.filter(isReceive);
  const last = receives.at(-1);
  if (last !== undefined && (last.errno !== undefined || isEnd(last))) return undefined;
  const closed = calls.some(({ call, last }) => call === "close" && last);
  const then = closed ? CALLS.closed : view.waits();
  const conn = connectionText(number);
  if (last === undefined) return { text: CALLS.neverRead(conn, total, then) };
  const text = CALLS.stoppedReading(view.name(last), conn, got, total, then);
  return { text, ...(isToldOnce(view, last) ? { cause: WHY.toldOnce, decides: true } : {}) };
}

/**
 * One read that was full, and then a wait for sockets in general: of one that is told of as long as there is something,
 * it would not wait. Where the runtime of a language waits, it may have been asked to read no further.
 */
function isToldOnce({ story, failure }: CallView, last: WatchCall): boolean {
  const [waiting, ...more] = story.waiting;
  return /^(c|rust)$/.test(failure.language ?? "") && last.length === last.wanted &&
    waiting?.call.call === "epoll_wait" && waiting.seconds > LONG && more.length === 0;
}

/** All has come, and no answer. */
function unanswered(view: CallView, { calls, number, sent, pieces }: ConnectionCalls): Told | undefined {
  const { total } = sent;
  const last = pieces.at(-1);
  if (!view.isServer() || last === undefined || last.to !== total || !isLines(sent)) return undefined;
  if (calls.slice(calls.indexOf(last.call) + 1).some(isSend)) return undefined;
  const line = lineAt(sent, total - 1);
  if (line === undefined || line.to !== total) return undefined;
  const parts = pieces.filter(({ to }) => to > line.from);
  const [name, conn, size] = [view.name(last.call), connectionText(number), line.to - line.from];
  const then = view.waits();
  return {
    text: parts.length === 1
      ? CALLS.wholeLine(name, conn, size, then)
      : CALLS.joinedLine(name, conn, parts.length, size, then),
  };
}

/** How the connection was ended. */
function closed(view: CallView, { calls, number }: ConnectionCalls): Told | undefined {
  const close = calls.find(({ call, last }) => call === "close" && last);
  if (close === undefined) return undefined;
  const before = calls.slice(0, calls.indexOf(close)).filter((call) => isSend(call) || isReceive(call));
  const last = before.at(-1);
  if (last === undefined || last.errno !== undefined) return undefined;
  const conn = connectionText(number);
  if (!isEnd(last)) return { text: CALLS.closedAfter(view.name(last), conn) };
  return { text: CALLS.closedAtEnd(view.name(last), conn, !before.some(isSend)) };
}

/** It stays open. */
function open(view: CallView, { calls, number }: ConnectionCalls): Told | undefined {
  if (calls.some(({ call, last }) => call === "close" && last)) return undefined;
  const end = calls.find(isEnd);
  const conn = connectionText(number);
  return {
    text: end === undefined ? CALLS.endNotRead(conn, view.waits()) : CALLS.notClosed(view.name(end), conn),
  };
}

/** Seconds: a moment. */
const SOON = 0.2;
const LINE_FEED = 0x0a;
