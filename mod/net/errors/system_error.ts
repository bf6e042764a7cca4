import { type System, thisSystem } from "../../system/system.ts";
import { type Message, ownText } from "../../i18n/message.ts";
import { runtimeMessage } from "../../i18n/message_error.ts";
import {
  codeOfNumber,
  ERRORS,
  parseSystemText,
  quotedNumbers,
  type SystemErrorKind,
  type SystemFailure,
} from "./errno.ts";

/**
 * # What a failed system call means
 *
 * The errors of the system, in one table for the whole program (`errno.ts`). Code that meets one (an accept
 * loop, a sender, a client) has to tell three kinds apart, because each calls for something
 * different:
 *
 * - `peer`: *this peer is gone*. It hung up while it queued, reset the connection, or lost its
 *   network. This is news about one connection and says nothing about the next: go on **at once**.
 *   A pause here is a gift to anybody who connects and resets: thirty such clients silenced a
 *   server that waited 5 ms, 10 ms, … a second after each of them.
 * - `resources`: *the machine is out of something*, such as descriptors, buffers, memory, threads.
 *   The next attempt fails too until something is given back: wait, longer each time up to a limit,
 *   and go on.
 * - `broken`: *the thing we called it on is no good*: not a descriptor, not a socket, not
 *   listening. It will never work again: stop, and say so.
 *
 * Everything else (`undefined`) is of no such kind: a name that is taken, a file that is missing.
 * The errors of accept(2) are all here; Linux passes the errors of a connection that has already
 * failed on to accept, which is why there are many network errors among them.
 *
 * An error is known by the number in its message, which says most: the runtime has one word for several
 * errors of Windows, and none for others. Without one, it is known by its code (`ECONNRESET`), which
 * `node:*` gives it; by its class, if it was made by hand; or by the C library's sentence, if only the
 * text has survived.
 */

/** The code of a sentence. Made for the first error, as most programs end without one. */
let bySentence: ReadonlyMap<string, string> | undefined;
const codesBySentence = () =>
  bySentence ??= new Map(Object.entries(ERRORS).map(([code, { says }]) => [says, code]));

/** The runtime's classes for errors of the network; one that was thrown by hand has no code. */
const BY_CLASS: Readonly<Record<string, string>> = {
  AddrInUse: "EADDRINUSE",
  AddrNotAvailable: "EADDRNOTAVAIL",
  BadResource: "EBADF",
  BrokenPipe: "EPIPE",
  ConnectionAborted: "ECONNABORTED",
  ConnectionRefused: "ECONNREFUSED",
  ConnectionReset: "ECONNRESET",
  HostUnreachable: "EHOSTUNREACH",
  Interrupted: "EINTR",
  NetworkUnreachable: "ENETUNREACH",
  NotConnected: "ENOTCONN",
  TimedOut: "ETIMEDOUT",
  WouldBlock: "EAGAIN",
};

/** The runtime's classes for errors of files, whose code is often missing. */
const FAILURE_BY_CLASS: Readonly<Record<string, SystemFailure>> = {
  AlreadyExists: "exists",
  Busy: "busy",
  FilesystemLoop: "link_loop",
  IsADirectory: "is_folder",
  // What the runtime says of a path below /dev or /proc
  NotCapable: "no_place_for_files",
  NotADirectory: "not_folder",
  NotFound: "not_found",
  PermissionDenied: "not_permitted",
};

/**
 * The code of a failed system call (`ECONNREFUSED` …). Errors that such a failure caused do not
 * count: a client whose upstream was reset must not be taken for one that left.
 *
 * @param system the one whose numbers the error has.
 * @returns undefined for anything but a failed system call.
 */
export function errorCode(error: unknown, system: System = thisSystem()): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const text = parseSystemText(error.message);
  const known = text && codeOfNumber(text.number, system);
  if (known !== undefined) return known;
  const code = (error as { code?: unknown }).code;
  // Other layers have codes too: `ERR_STREAM_DESTROYED`, `host_not_found`.
  if (typeof code === "string" && /^E(?!RR_)[A-Z_0-9]+$/.test(code)) return code;
  return BY_CLASS[error.name] ?? codesBySentence().get(text?.says ?? error.message);
}

/**
 * Which of the three kinds an error is; undefined when it is none of them, or not a system error.
 */
export function errorKind(error: unknown, system: System = thisSystem()): SystemErrorKind | undefined {
  return ERRORS[errorCode(error, system) ?? ""]?.kind;
}

/** What has failed; undefined when no code asks for it, or when it is not a system error. */
export function systemFailure(error: unknown, system: System = thisSystem()): SystemFailure | undefined {
  const known = ERRORS[errorCode(error, system) ?? ""]?.failure;
  return known ?? (error instanceof Error ? FAILURE_BY_CLASS[error.name] : undefined);
}

/**
 * Whether something failed only because the machine has run out of something that others may give
 * back. All that is left of a crashed worker is a text; the system's number or sentence in it is enough.
 */
export function isExhausted(error: unknown, system: System = thisSystem()): boolean {
  if (errorKind(error, system) === "resources") return true;
  if (!(error instanceof Error)) return false;
  const codes = quotedNumbers(error.message).map((number) => codeOfNumber(number, system) ?? "");
  return codes.some((code) => ERRORS[code]?.kind === "resources") || saysExhaustion().test(error.message);
}

let exhaustion: RegExp | undefined;
const saysExhaustion = () =>
  exhaustion ??= new RegExp(
    Object.values(ERRORS).filter(({ kind }) => kind === "resources").map(({ says }) => says).join("|"),
    "i",
  );

/** Whether the system has refused to start a file because it is no program: a script without an interpreter. */
export function isNoProgram(error: unknown, system: System = thisSystem()): boolean {
  if (!(error instanceof Error)) return false;
  return quotedNumbers(error.message).some((number) => codeOfNumber(number, system) === "ENOEXEC");
}

/**
 * Whether a failed call says something about the one file that it was about, and nothing about the
 * others: a listing, an archive or a sweep goes on without that file.
 */
export function isSkippable(error: unknown, system: System = thisSystem()): boolean {
  const failed = errorCode(error, system) !== undefined || systemFailure(error, system) !== undefined;
  return failed && !isExhausted(error, system);
}

/** What went wrong, in the words of the C library where there are any. */
export function errorText(error: unknown, system: System = thisSystem()): string {
  const known = ERRORS[errorCode(error, system) ?? ""];
  if (known !== undefined) return known.says;
  const message = error instanceof Error ? error.message : String(error);
  const alert = tlsAlert(error);
  if (alert !== undefined) return alertText(alert);
  const quoted = /([A-Z][^:()]*?) \(os error \d+\)/.exec(message);
  // The TLS library adds where its manual explains the matter to programmers.
  return quoted?.[1] ?? message.split("\n")[0]!.replace(/: https:\/\/docs\.rs\/\S+$/, "");
}

/** The name of the alert with which a peer has ended TLS (RFC 8446, section 6), as the TLS library spells it. */
function tlsAlert(error: unknown): string | undefined {
  return error instanceof Error ? /received fatal alert: (\w+)/.exec(error.message)?.[1] : undefined;
}

/** `UnknownCA` is "unknown CA". */
function alertText(alert: string): string {
  if (alert === "CloseNotify") return "the peer closed the connection";
  const words = alert.replace(/(?<=[a-z])(?=[A-Z])/g, " ").replace(
    /[A-Z][a-z]+/g,
    (word) => word.toLowerCase(),
  );
  return `the peer refused: ${words}`;
}

/** TLS: the peer has said goodbye where more had to come. */
export function isGoodbyeInHandshake(error: unknown): boolean {
  return tlsAlert(error) === "CloseNotify";
}

/** TLS: the peer closed the socket without TLS's own goodbye, as many do. */
export function isEndInMessage(error: unknown): boolean {
  return error instanceof Deno.errors.UnexpectedEof;
}

/**
 * The peer does not send TLS, or not a version that we speak: the runtime has a class for that, but
 * no code.
 */
export function isBadTls(error: unknown): boolean {
  return error instanceof Deno.errors.InvalidData;
}

/** An operation that was pending when we closed the connection settles with one of these. */
export function isOwnClose(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof Deno.errors.BadResource || error.name === "Interrupted" ||
    errorCode(error) === "ECANCELED" ||
    /operation canceled|Socket not connected/.test(error.message) ||
    OWN_CLOSE.has((error as { code?: string }).code ?? "");
}

/**
 * The same news from the layers that report by code: `node:*`, and errors that crossed from another isolate.
 */
const OWN_CLOSE = new Set(["ERR_STREAM_DESTROYED", "disconnected"]);

/** What the system says, as {@linkcode errorText} has it (the first letter may be small), as a message. */
export function systemMessage(text: string): Message {
  const sentence = text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return codesBySentence().has(sentence) ? ownText(text) : runtimeMessage(text);
}
