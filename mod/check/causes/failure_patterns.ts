import type { Presumption } from "../calls/call_evidence.ts";
import { KEPT, type TranscriptEvent } from "../probes/transcript.ts";
import type { Failure } from "./rule_violation.ts";
import type { Part } from "./expectation.ts";
import type { StartProblem } from "./start_problem.ts";

/**
 * The look of failures, by which causes are recognised. Each takes a failure and says whether it
 * looks like that.
 */
export type FailurePattern = (failure: Failure) => boolean;

/** The right answer has come, all but its line end. */
export function noLineEnd({ symptom, text, expected }: Failure): boolean {
  return (symptom === "silence" || symptom === "closed") && text !== "" && !text.includes("\n") &&
    (expected.exact === undefined || expected.exact === text);
}

/** The answer came in tiny pieces, right as far as that is known, and more of them came when the time was up. */
export function drips(
  { symptom, text, expected: { exact }, transcript: { events, omitted } }: Failure,
): boolean {
  if (exact !== undefined && !exact.startsWith(text)) return false;
  const waited = events.findLast(({ what }) => what === "silence");
  const over = waited ?? (omitted > 0 ? events.at(-1) : undefined);
  if (symptom !== "silence" || over === undefined) return false;
  const own = events.filter(({ conn, at }) => conn === over.conn && at <= over.at);
  const asked = own.findLastIndex(({ what }) => what === "send" || what === "connect" || what === "accept");
  const pieces = own.slice(asked + 1).filter(({ what }) => what === "receive");
  const size = pieces.reduce((sum, event) => sum + (event.size ?? 0), 0);
  const [first, last] = [pieces[0], pieces.at(-1)];
  return first !== undefined && last !== undefined && pieces.length >= FEW && size <= TINY * pieces.length &&
    over.at - last.at < (over.at - first.at) / 2;
}

/** So many pieces, of so many bytes, are dripping. */
const FEW = 3;
const TINY = 4;

/** The text of a bytes object instead of its bytes: `b'BONJOUR'`. */
export function pythonBytes({ text }: Failure): boolean {
  return pythonBytesIn(text);
}

/** The same of a text alone. */
export function pythonBytesIn(text: string): boolean {
  return /^b['"]/.test(text);
}

/** Its own words say that bytes could not be decoded. */
export function decodeError({ said }: Failure): boolean {
  return /UnicodeDecodeError|MalformedInputException|invalid (utf-?8|byte sequence)|Utf8Error|did not contain valid UTF-8/i
    .test(said);
}

/** A replacement character stands where a character was. */
export function replaced({ text, expected }: Failure): boolean {
  return text.includes("\ufffd") && expected.exact?.includes("\ufffd") !== true;
}

/** UTF-8 read as Latin-1: two characters where one was. */
export function mojibake({ text }: Failure): boolean {
  return /[\u00c2\u00c3][\u0080-\u00bf]/u.test(text);
}

/** Nothing came at all, and the connection is still open. */
export function nothing({ symptom, text }: Failure): boolean {
  return symptom === "silence" && text === "";
}

/** The connection ended instead of an answer. */
export function hungUp({ symptom }: Failure): boolean {
  return symptom === "closed" || symptom === "reset";
}

/** It was this part of the conversation that did not come. */
export function misses(part: Part): FailurePattern {
  return ({ expected }) => expected.part === part;
}

/** Nobody accepted the connection. */
export function refused({ symptom }: Failure): boolean {
  return symptom === "refused";
}

/** The end of a program or of a connection, and an error in the program's own words. */
export function crashed(failure: Failure): boolean {
  const over = hungUp(failure) || refused(failure) || hasEnded(failure);
  const { start, ended, said } = failure;
  return over && start === undefined && ended?.code !== 0 &&
    (tellsError(said) || ended !== undefined && LAST_WORD.test(said.trimEnd().split("\n").at(-1) ?? ""));
}

/** What a program says of an error in its own words, such as Go's log.Fatal and C's perror, before it exits. */
const LAST_WORD =
  /\bEOF\b|\b(errors?|errno|fail(ed|ure)|reset|broken|refused|denied|invalid|timed out|bad|no such|aborted)\b/i;

/** Its own words are about a write on a stream that it has ended itself, as Node does with one that the client has ended. */
export function writesAfterEnd({ said }: Failure): boolean {
  return /write after end|ERR_STREAM_WRITE_AFTER_END|This socket has been ended/i.test(said);
}

/** An error as the languages tell it: an exception, a panic, a line of the program that it happened in. */
export function tellsError(said: string): boolean {
  return ERRORS.test(said);
}

const ERRORS = new RegExp(
  [
    /^Traceback|^[A-Za-z_][\w.]*(Error|Exception|Interrupt)\b/, // Python, Java
    /^Exception in thread|^Caused by:/,
    /^(panic|fatal error|runtime error): |^thread '.*' panicked|\bpanicked at\b/, // Go, Rust
    /^Uncaught|^\s*throw |^node:|\bUnhandled 'error' event/, // JavaScript
    /^\S+:\d+:in .*\((\w|::)*(Error|Errno::\w+)\)/, // Ruby
    / at \S+ line \d+(, <\w+> line \d+)?\.?$|^PHP (Fatal|Parse)/, // Perl, PHP
    /Broken pipe|Connection reset/,
  ].map(({ source }) => source).join("|"),
  "m",
);

/** Its own words are about a peer that has broken off. */
export function brokenPipe({ said }: Failure): boolean {
  return /BrokenPipe|ConnectionReset|ConnectionAborted|Broken pipe|Connection reset|EPIPE|ECONNRESET/i.test(
    said,
  );
}

/** Its own words are about a write to somebody who has left, or to a connection that it has closed itself. */
export function writesToGone(failure: Failure): boolean {
  return brokenPipe(failure) ||
    /Bad file descriptor|EBADF|Socket closed|write after end|closed stream|use of closed network/i.test(
      failure.said,
    );
}

/** Its own words are about a connection that was refused: nobody refuses a datagram that goes to an open socket. */
export function tellsRefused({ said }: Failure): boolean {
  return /connection refused|ECONNREFUSED|ConnectionRefused|actively refused/i.test(said);
}

/** Its own words are about a file that is not there. */
export function noSuchFile({ said }: Failure): boolean {
  return /No such file or directory|ENOENT|FileNotFound|NoSuchFile|Errno::ENOENT|NotFound, message/.test(
    said,
  );
}

/** The program has ended by itself. */
export function hasEnded({ ended }: Failure): boolean {
  return ended !== undefined;
}

/** A signal has ended it. */
export function killed({ ended }: Failure): boolean {
  return ended !== undefined && ended.signal !== null;
}

/** This signal has ended it, or a shell says so of it. */
export function killedBy(signal: Deno.Signal): FailurePattern {
  const number = signal === "SIGPIPE" ? 13 : -1;
  return ({ ended }) => ended !== undefined && (ended.signal === signal || ended.code === 128 + number);
}

/** It serves one client and is over then, as it is meant to: without an error of its own. */
export function servesOne({ ended, said }: Failure): boolean {
  return ended?.code === 0 && ended.signal === null && !tellsError(said);
}

/** The program is gone, seen from the client that comes next. */
export function gone(failure: Failure): boolean {
  return hasEnded(failure) || anotherRefused(failure);
}

/** It closed the connection of a client that had just come, while others are there. */
export function turnedAway({ transcript: { events } }: Failure): boolean {
  const closed = events.findIndex(({ what }) => what === "end" || what === "broken");
  if (closed === -1) return false;
  const one = events[closed]!.conn;
  const others = new Set(events.slice(0, closed).map(({ conn }) => conn).filter((conn) => conn !== one));
  const gone = events.slice(0, closed).filter(({ what }) =>
    what === "close" || what === "reset" || what === "half-close"
  );
  return others.size > gone.length && !events.slice(closed).some(({ what }) => what === "connect");
}

/** Somebody was accepted, or at least connected. */
export function connected({ transcript: { events } }: Failure): boolean {
  return events.length > 0;
}

/** The same text in the other case. */
export function sentInOtherCase({ symptom, received, transcript: { events } }: Failure): boolean {
  const sent = events.filter(({ what }) => what === "send").map(({ bytes }) => decoded(bytes)).join("");
  const text = decoded(received);
  return symptom === "different" && text !== "" && text !== sent && text.toLowerCase() === sent.toLowerCase();
}

/** The answer came once the client's stream had ended. */
export function answeredAtEnd(failure: Failure): boolean {
  const { symptom, answeredAtEnd } = failure;
  return symptom === "silence" && answeredAtEnd === true && unrefuted("wait_for_end")(failure);
}

/** It uses the processor, though nobody asks it for anything. */
export function keepsBusy({ busy }: Failure): boolean {
  return busy === true;
}

/** A client had left, or had said everything, before something else was waited for. */
export function endBefore({ transcript: { events } }: Failure): boolean {
  const end = events.findIndex(({ what }) => what === "half-close" || what === "close");
  const last = events.findLastIndex(({ what }) =>
    what === "send" || what === "silence" || what === "receive"
  );
  return end !== -1 && (end < last || events[end]!.what === "half-close");
}

/** What came of the same conversation in the plainest way. */
export function control(outcome: "holds" | "breaks"): FailurePattern {
  return (failure) => failure.control === outcome;
}

/** The program's own calls do not show that it is otherwise; nor do they where nobody has seen them. */
export function unrefuted(presumption: Presumption): FailurePattern {
  return ({ calls }) => calls === undefined || !calls.refuted.has(presumption);
}

/** It could not be reached after its start, for this reason. */
export function start<What extends StartProblem["what"]>(
  what: What,
  also: (failure: Failure) => boolean = () => true,
): FailurePattern {
  return (failure) => failure.start?.what === what && also(failure);
}

/** All that it listens on is for datagrams. */
export function onlyDatagrams({ start }: Failure): boolean {
  return start?.what === "elsewhere" && start.sockets.every(({ transport }) => transport === "udp");
}

/** Bytes that are no text came back as replacement characters, or as two bytes each, or not at all. */
export function throughText({ symptom, received, transcript: { events } }: Failure): boolean {
  if (symptom !== "different" && symptom !== "closed") return false;
  const sent = events.filter(({ what }) => what === "send").flatMap(({ bytes = [] }) => [...bytes]).slice(
    0,
    KEPT,
  );
  const came = [...received.subarray(0, KEPT)];
  const high = (bytes: readonly number[]) => bytes.filter((byte) => byte >= 0x80).length;
  if (high(sent) === 0 || came.length === 0 || came.every((byte, index) => byte === sent[index])) {
    return false;
  }
  return REPLACEMENT.test(String.fromCharCode(...came)) || high(came) === 0;
}

/** A client waits in the queue of the port, not accepted. */
export function waiting({ queued = 0 }: Failure): boolean {
  return queued > 0;
}

/**
 * The protocol itself was broken: something else came, or came at all, or the one thing that should have come did not,
 * from a server that goes on speaking with the others.
 */
export function saidWrong({ symptom }: Failure): boolean {
  return symptom === "different" || symptom === "extra" || symptom === "open" || symptom === "silence";
}

/** It says something before it is asked. */
export function speaksFirst({ nature }: Failure): boolean {
  return nature?.speaksFirst === true;
}

/** The right answer stands in it, with something around. */
export function around({ symptom, text, expected: { exact = "" } }: Failure): boolean {
  return symptom === "different" && exact !== "" && text.includes(exact) && text.trim() !== exact.trim();
}

/** No answer came to any request before this; a welcome is none. */
export function nothingBefore({ transcript: { events } }: Failure): boolean {
  const asked = events.findIndex(({ what }) => what === "send");
  return !events.slice(asked + 1).some(({ what }) => what === "receive");
}

/** The request after this one was answered. */
export function answersNext({ transcript: { events } }: Failure): boolean {
  const silent = events.findIndex(({ what }) => what === "silence");
  return silent !== -1 && events.slice(silent).some(({ what }) => what === "receive");
}

/** Something came where nothing should have. */
export function extra({ symptom }: Failure): boolean {
  return symptom === "extra";
}

/** An answer came between the pieces of the first line, before its line end was sent. */
export function answeredEarly({ transcript: { events } }: Failure): boolean {
  const begun = events.findIndex(({ what }) => what === "send");
  const whole = events.findIndex(({ what, bytes }) => what === "send" && bytes?.includes(LINE_FEED) === true);
  return events.slice(begun + 1, whole === -1 ? undefined : whole).some((event) =>
    event.what === "receive" && event.conn === events[begun]?.conn
  );
}

/** It closed while its client was still sending. */
export function endedWhileSending({ transcript: { events } }: Failure): boolean {
  const ended = events.findIndex(({ what }) => what === "end" || what === "broken");
  const last = events.findLastIndex(({ what }) => what === "send");
  return ended !== -1 && ended < last && events[ended]?.conn === events[last]?.conn;
}

/** Some answer had come in this conversation before. */
export function answeredBefore({ transcript: { events } }: Failure): boolean {
  return events.some(({ what }) => what === "receive");
}

/** Of several lines in one segment an answer to the first alone came. */
export function firstOfSeveral(failure: Failure): boolean {
  const sent = failure.transcript.events.filter(({ what }) => what === "send");
  const heard = linesOf(failure.transcript.events.filter(({ what }) => what === "receive"));
  return failure.symptom === "silence" && failure.text === "" && sent.length === 1 && linesOf(sent) > 1 &&
    heard === 1;
}

/** Answers go on after the client has said everything. */
export function endless({ transcript: { events, omitted } }: Failure): boolean {
  const end = events.findIndex(({ what }) => what === "half-close");
  if (end === -1) return false;
  const after = events.slice(end).filter(({ what }) => what === "receive");
  const size = after.reduce((sum, event) => sum + (event.size ?? 0), 0);
  return after.length + omitted > MANY || size > 1 << 18;
}

/** The answer is that to a part of the line. */
export function partAnswered({ text, expected: { exact } }: Failure): boolean {
  const answer = text.split("\n", 1)[0]!;
  return exact !== undefined && answer !== "" && answer.length < exact.length && exact.startsWith(answer);
}

/** The answer has a carriage return that belongs to the request's line end. */
export function strayReturn({ text, symptom }: Failure): boolean {
  return symptom === "different" && /\r./.test(text);
}

/** Words that another client has sent. */
export function othersWords({ symptom, text, transcript: { events } }: Failure): boolean {
  const last = events.findLast(({ what }) => what === "send")?.conn;
  const others = events.filter(({ what, conn }) => what === "send" && conn !== last);
  const words = others.flatMap(({ bytes }) => decoded(bytes).toLowerCase().match(/\w{4,}/g) ?? []);
  return symptom === "different" && words.some((word) => text.toLowerCase().includes(word));
}

function linesOf(events: readonly TranscriptEvent[]): number {
  return events.reduce((sum, { bytes, size = 0 }) => {
    const lines = decoded(bytes).split("\n").length - 1;
    return sum + (size > KEPT ? Math.max(lines, 2) : lines);
  }, 0);
}

function decoded(bytes: Uint8Array = new Uint8Array()): string {
  return new TextDecoder().decode(bytes);
}

/** U+FFFD in UTF-8, byte by byte. */
const REPLACEMENT = /\xef\xbf\xbd/;
const LINE_FEED = 0x0a;
/** So many pieces of answers come from no server that knows what it does. */
const MANY = 40;

/** Its port was still taken. */
export function addressInUse({ said }: Pick<Failure, "said">): boolean {
  return /Address already in use|EADDRINUSE/.test(said);
}

/** The answer was not the expected one. */
export function different({ symptom }: Failure): boolean {
  return symptom === "different";
}

/** An empty line came where a line with something in it was expected. */
export function emptyLine({ symptom, text, expected }: Failure): boolean {
  return symptom === "different" && text === "" && expected.exact !== "";
}

/** All came but the characters that are not ASCII. */
export function onlyAscii({ text, expected }: Failure): boolean {
  const ascii = expected.exact?.replace(/[^\0-\x7f]/g, "");
  return ascii !== expected.exact && text.replace(/\r?\n$/, "") === ascii;
}

/** All came but the blanks around it. */
export function onlyTrimmed({ text, expected }: Failure): boolean {
  return text !== expected.exact && text.trim() === expected.exact?.trim();
}

/** The zero byte that ends a string in C. */
export function zeroByte({ text }: Failure): boolean {
  return text.includes("\0");
}

/** Control characters that no text has: UTF-8 that went through an encoding of single bytes. */
export function strayControls({ text }: Failure): boolean {
  return /[\u0080-\u009f]/.test(text);
}

/** The first client was accepted and a later one was not. */
export function anotherRefused({ symptom, expected }: Failure): boolean {
  return symptom === "refused" && expected.part === "another client";
}

/** The connection stayed open where it should have ended. */
export function stillOpen({ symptom }: Failure): boolean {
  return symptom === "open";
}

/** The answer is all there, but in the wrong case. */
export function sameButCase({ text, expected }: Failure): boolean {
  return text !== "" && text.replace(/\r?\n$/, "").toLowerCase() === expected.exact?.toLowerCase();
}

/** The answer contains this. */
export function contains(pattern: RegExp): FailurePattern {
  return ({ text }: Failure) => pattern.test(text);
}

/** Both, or all of them. */
export function both(...patterns: readonly FailurePattern[]): FailurePattern {
  return (failure) => patterns.every((pattern) => pattern(failure));
}
