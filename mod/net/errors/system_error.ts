import { type Message, ownText } from "../../i18n/message.ts";
import { runtimeMessage } from "../../i18n/message_error.ts";

/**
 * # What a failed system call means
 *
 * The errors of the system, in one table for the whole program. Code that meets one (an accept
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
 * An error is known by its code (`ECONNRESET`), which `Deno.*` and `node:*` both give it; by its
 * class, if it was made by hand; or by the C library's sentence, if only the text has survived.
 */
export type SystemErrorKind = "peer" | "resources" | "broken";

/**
 * What has failed, for code that acts on it: several system codes may mean the same. Only failures
 * that some code asks for have a word.
 */
export type SystemFailure =
  | "address_in_use"
  | "address_not_available"
  | "broken_pipe"
  | "busy"
  | "disk_full"
  | "exists"
  | "file_too_large"
  | "host_not_found"
  | "interrupted"
  | "is_folder"
  | "link_loop"
  | "name_too_long"
  | "no_place_for_files"
  | "no_such_device"
  | "no_such_family"
  | "not_folder"
  | "not_found"
  | "not_permitted"
  | "read_only"
  | "refused"
  | "timed_out"
  | "unreachable"
  | "wrong_socket_type";

interface SystemError {
  /** The sentence that the C library has for it, which is what people search the web for. */
  readonly says: string;
  readonly kind?: SystemErrorKind;
  readonly failure?: SystemFailure;
}

const ERRORS: Readonly<Record<string, SystemError>> = {
  EACCES: { says: "Permission denied", failure: "not_permitted" },
  EADDRINUSE: { says: "Address already in use", failure: "address_in_use" },
  EADDRNOTAVAIL: { says: "Cannot assign requested address", failure: "address_not_available" },
  EAFNOSUPPORT: { says: "Address family not supported by protocol", failure: "no_such_family" },
  EAGAIN: { says: "Resource temporarily unavailable", kind: "resources" },
  EBADF: { says: "Bad file descriptor", kind: "broken" },
  EBUSY: { says: "Device or resource busy", failure: "busy" },
  ECONNABORTED: { says: "Software caused connection abort", kind: "peer" },
  ECONNREFUSED: { says: "Connection refused", failure: "refused" },
  ECONNRESET: { says: "Connection reset by peer", kind: "peer" },
  EDQUOT: { says: "Disk quota exceeded", failure: "disk_full" },
  EEXIST: { says: "File exists", failure: "exists" },
  EFAULT: { says: "Bad address", kind: "broken" },
  EFBIG: { says: "File too large", failure: "file_too_large" },
  EHOSTDOWN: { says: "Host is down", kind: "peer" },
  EHOSTUNREACH: { says: "No route to host", kind: "peer", failure: "unreachable" },
  EINTR: { says: "Interrupted system call", kind: "peer", failure: "interrupted" },
  EINVAL: { says: "Invalid argument", kind: "broken" },
  EISDIR: { says: "Is a directory", failure: "is_folder" },
  ELOOP: { says: "Too many levels of symbolic links", failure: "link_loop" },
  EMFILE: { says: "Too many open files", kind: "resources" },
  EMSGSIZE: { says: "Message too long" },
  ENAMETOOLONG: { says: "File name too long", failure: "name_too_long" },
  ENETDOWN: { says: "Network is down", kind: "peer" },
  ENETUNREACH: { says: "Network is unreachable", kind: "peer", failure: "unreachable" },
  ENFILE: { says: "Too many open files in system", kind: "resources" },
  ENOBUFS: { says: "No buffer space available", kind: "resources" },
  ENOENT: { says: "No such file or directory", failure: "not_found" },
  ENOMEM: { says: "Cannot allocate memory", kind: "resources" },
  ENONET: { says: "Machine is not on the network", kind: "peer" },
  ENOPROTOOPT: { says: "Protocol not available", kind: "peer" },
  ENOSPC: { says: "No space left on device", failure: "disk_full" },
  ENOSR: { says: "Out of streams resources", kind: "resources" },
  ENOTCONN: { says: "Transport endpoint is not connected", kind: "peer" },
  ENOTDIR: { says: "Not a directory", failure: "not_folder" },
  ENOTSOCK: { says: "Socket operation on non-socket", kind: "broken" },
  ENXIO: { says: "No such device or address", failure: "no_such_device" },
  EOPNOTSUPP: { says: "Operation not supported", kind: "peer" },
  EPERM: { says: "Operation not permitted", failure: "not_permitted" },
  EPIPE: { says: "Broken pipe", kind: "peer", failure: "broken_pipe" },
  EPROTO: { says: "Protocol error", kind: "peer" },
  EPROTOTYPE: { says: "Protocol wrong type for socket", failure: "wrong_socket_type" },
  EROFS: { says: "Read-only file system", failure: "read_only" },
  ETIMEDOUT: { says: "Connection timed out", kind: "peer", failure: "timed_out" },
  ENOTFOUND: { says: "Name or service not known", failure: "host_not_found" },
  EAI_AGAIN: { says: "Temporary failure in name resolution" },
};

const BY_SENTENCE = new Map(Object.entries(ERRORS).map(([code, { says }]) => [says, code]));

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
 * @returns undefined for anything but a failed system call.
 */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  // Other layers have codes too: `ERR_STREAM_DESTROYED`, `host_not_found`.
  if (typeof code === "string" && /^E(?!RR_)[A-Z_0-9]+$/.test(code)) return code;
  return BY_CLASS[error.name] ?? BY_SENTENCE.get(error.message.replace(/ \(os error \d+\)(: .*)?$/s, ""));
}

/**
 * Which of the three kinds an error is; undefined when it is none of them, or not a system error.
 */
export function errorKind(error: unknown): SystemErrorKind | undefined {
  const code = errorCode(error);
  return code === undefined ? undefined : ERRORS[code]?.kind;
}

/** What has failed; undefined when no code asks for it, or when it is not a system error. */
export function systemFailure(error: unknown): SystemFailure | undefined {
  const known = ERRORS[errorCode(error) ?? ""]?.failure;
  return known ?? (error instanceof Error ? FAILURE_BY_CLASS[error.name] : undefined);
}

/**
 * Whether something failed only because the machine has run out of something that others may give
 * back. All that is left of a crashed worker is a text; the system's sentence in it is enough.
 */
export function isExhausted(error: unknown): boolean {
  return errorKind(error) === "resources" || error instanceof Error && EXHAUSTION.test(error.message);
}

const EXHAUSTION = new RegExp(
  Object.values(ERRORS).filter(({ kind }) => kind === "resources").map(({ says }) => says).join("|"),
  "i",
);

/** What went wrong, in the words of the C library where there are any. */
export function errorText(error: unknown): string {
  const known = ERRORS[errorCode(error) ?? ""];
  if (known !== undefined) return known.says;
  const message = error instanceof Error ? error.message : String(error);
  const system = /([A-Z][^:()]*?) \(os error \d+\)/.exec(message);
  return system?.[1] ?? message.split("\n")[0]!;
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
  return BY_SENTENCE.has(sentence) ? ownText(text) : runtimeMessage(text);
}
