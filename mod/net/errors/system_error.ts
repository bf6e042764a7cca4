/**
 * # What a failed system call means
 *
 * The errors of the system, in one table for the whole program. Whoever meets one (an accept loop, a sender, a client)
 * has to know three things apart, because each asks for something else:
 *
 * - `peer`: *this peer is gone*. It hung up while it queued, broke off, or its network did. It is news about one
 *   connection and says nothing about the next: go on **at once**. A pause here is a gift to anybody who connects and
 *   resets: thirty such clients silenced a server that waited 5 ms, 10 ms, … a second after each of them.
 * - `resources`: *the machine is out of something*, such as descriptors, buffers, memory, threads. The next attempt fails
 *   as well until somebody gives something back: wait, longer each time up to a bound, and go on.
 * - `broken`: *what we called it on is no good*: no descriptor, no socket, not listening. It will never work again: end, and
 *   say so.
 *
 * Everything else (`undefined`) says nothing of the kind: a name that is taken, a file that is missing. The errors of
 * accept(2) are all here; Linux hands those of a connection that has failed already over to accept, which is why so many of
 * the network's are among them.
 *
 * An error is known by its code (`ECONNRESET`), which `Deno.*` and `node:*` both give it; by its class, where it was made by
 * hand; or by the C library's sentence, where it has come through something that kept only the text.
 */
export type SystemErrorKind = "peer" | "resources" | "broken";

/** The sentence that the C library has for a code (what people search the web for), and what kind of failure it is. */
const ERRORS: Readonly<Record<string, readonly [sentence: string, kind?: SystemErrorKind]>> = {
  EACCES: ["Permission denied"],
  EADDRINUSE: ["Address already in use"],
  EADDRNOTAVAIL: ["Cannot assign requested address"],
  EAFNOSUPPORT: ["Address family not supported by protocol"],
  EAGAIN: ["Resource temporarily unavailable", "resources"],
  EBADF: ["Bad file descriptor", "broken"],
  ECONNABORTED: ["Software caused connection abort", "peer"],
  ECONNREFUSED: ["Connection refused"],
  ECONNRESET: ["Connection reset by peer", "peer"],
  EDQUOT: ["Disk quota exceeded"],
  EEXIST: ["File exists"],
  EFAULT: ["Bad address", "broken"],
  EFBIG: ["File too large"],
  EHOSTDOWN: ["Host is down", "peer"],
  EHOSTUNREACH: ["No route to host", "peer"],
  EINTR: ["Interrupted system call", "peer"],
  EINVAL: ["Invalid argument", "broken"],
  EISDIR: ["Is a directory"],
  ELOOP: ["Too many levels of symbolic links"],
  EMFILE: ["Too many open files", "resources"],
  EMSGSIZE: ["Message too long"],
  ENAMETOOLONG: ["File name too long"],
  ENETDOWN: ["Network is down", "peer"],
  ENETUNREACH: ["Network is unreachable", "peer"],
  ENFILE: ["Too many open files in system", "resources"],
  ENOBUFS: ["No buffer space available", "resources"],
  ENOENT: ["No such file or directory"],
  ENOMEM: ["Cannot allocate memory", "resources"],
  ENONET: ["Machine is not on the network", "peer"],
  ENOPROTOOPT: ["Protocol not available", "peer"],
  ENOSPC: ["No space left on device"],
  ENOSR: ["Out of streams resources", "resources"],
  ENOTCONN: ["Transport endpoint is not connected", "peer"],
  ENOTDIR: ["Not a directory"],
  ENOTSOCK: ["Socket operation on non-socket", "broken"],
  ENXIO: ["No such device or address"],
  EOPNOTSUPP: ["Operation not supported", "peer"],
  EPERM: ["Operation not permitted"],
  EPIPE: ["Broken pipe", "peer"],
  EPROTO: ["Protocol error", "peer"],
  EPROTOTYPE: ["Protocol wrong type for socket"],
  EROFS: ["Read-only file system"],
  ETIMEDOUT: ["Connection timed out", "peer"],
  ENOTFOUND: ["Name or service not known"],
  EAI_AGAIN: ["Temporary failure in name resolution"],
};

const BY_SENTENCE = new Map(Object.entries(ERRORS).map(([code, [sentence]]) => [sentence, code]));

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

/**
 * The code of a failed system call (`ECONNREFUSED` …). What such a failure was the cause of does not count: of a client whose
 * upstream was reset nobody must believe that it left itself.
 *
 * @returns undefined for what is no failure of a system call.
 */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  // Other layers have codes too: `ERR_STREAM_DESTROYED`, `host_not_found`.
  if (typeof code === "string" && /^E(?!RR_)[A-Z_0-9]+$/.test(code)) return code;
  return BY_CLASS[error.name] ?? BY_SENTENCE.get(error.message.replace(/ \(os error \d+\)(: .*)?$/s, ""));
}

/** Which of the three kinds an error is; undefined when it is none of them, or no system error at all. */
export function errorKind(error: unknown): SystemErrorKind | undefined {
  const code = errorCode(error);
  return code === undefined ? undefined : ERRORS[code]?.[1];
}

/**
 * Whether something failed only because the machine has run out of something that others may give back. Of a worker that
 * crashed no more than a text is known, in which the system's sentence is enough.
 */
export function isExhausted(error: unknown): boolean {
  return errorKind(error) === "resources" || error instanceof Error && EXHAUSTION.test(error.message);
}

const EXHAUSTION = new RegExp(
  Object.values(ERRORS).filter(([, kind]) => kind === "resources").map(([sentence]) => sentence).join("|"),
  "i",
);

/** What went wrong, in the words of the C library where there are any. */
export function errorText(error: unknown): string {
  const known = ERRORS[errorCode(error) ?? ""];
  if (known !== undefined) return known[0];
  const message = error instanceof Error ? error.message : String(error);
  const system = /([A-Z][^:()]*?) \(os error \d+\)/.exec(message);
  return system?.[1] ?? message.split("\n")[0]!;
}
