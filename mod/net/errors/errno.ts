/**
 * # The numbers of the system's errors
 *
 * A failed call ends in a number, and each system has numbers of its own: 54 is a reset connection on
 * macOS, an exhausted table on Linux and a busy network on Windows, where the same reset is 10054. The
 * runtime passes the number on in its message, `Connection refused (os error 111)`, behind a sentence in
 * the words and the language of the system: a French Windows speaks French, and an incomplete one says
 * only that it has no words. So a number is looked up together with its system, the sentence is never
 * read, and what is said of an error is our own sentence for it.
 *
 * This is the only place that knows numbers and the form of the runtime's message; what follows from an
 * error is asked of `system_error.ts`.
 */

import { type System, thisSystem } from "../../system/system.ts";

/** What an error of the system asks for; see `system_error.ts`. */
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
  | "invalid_name"
  | "is_folder"
  | "link_loop"
  | "name_too_long"
  | "no_medium"
  | "no_place_for_files"
  | "no_such_device"
  | "no_such_family"
  | "not_folder"
  | "not_found"
  | "not_permitted"
  | "other_disk"
  | "read_only"
  | "refused"
  | "reset"
  | "timed_out"
  | "unreachable"
  | "wrong_socket_type";

/** What is known about an error of the system. */
export interface SystemError {
  /** The sentence that the C library of Linux has for it, which is what people search the web for. */
  readonly says: string;
  readonly kind?: SystemErrorKind;
  readonly failure?: SystemFailure;
  /**
   * Its numbers: Linux (errno(3)), macOS (sys/errno.h), and all that mean the same on Windows (WinError.h,
   * Winsock2.h). 0 where the system has no such error.
   */
  readonly on: readonly [linux: number, darwin: number, ...windows: number[]];
}

/** Every error that is told apart, by the POSIX name; by Windows' own where POSIX has no such error. */
export const ERRORS: Readonly<Record<string, SystemError>> = {
  EACCES: { says: "Permission denied", failure: "not_permitted", on: [13, 13, 5, 65, 1920, 10013] },
  EADDRINUSE: { says: "Address already in use", failure: "address_in_use", on: [98, 48, 10048] },
  EADDRNOTAVAIL: {
    says: "Cannot assign requested address",
    failure: "address_not_available",
    on: [99, 49, 10049],
  },
  EAFNOSUPPORT: {
    says: "Address family not supported by protocol",
    failure: "no_such_family",
    on: [97, 47, 10047],
  },
  EAGAIN: { says: "Resource temporarily unavailable", kind: "resources", on: [11, 35, 164, 10035] },
  EBADF: { says: "Bad file descriptor", kind: "broken", on: [9, 9, 6, 10009] },
  EBUSY: { says: "Device or resource busy", failure: "busy", on: [16, 16] },
  ECANCELED: { says: "Operation canceled", on: [125, 89, 995] },
  ECONNABORTED: { says: "Software caused connection abort", kind: "peer", on: [103, 53, 1236, 10053] },
  ECONNREFUSED: { says: "Connection refused", failure: "refused", on: [111, 61, 1225, 10061] },
  ECONNRESET: { says: "Connection reset by peer", kind: "peer", failure: "reset", on: [104, 54, 64, 10054] },
  EDQUOT: { says: "Disk quota exceeded", failure: "disk_full", on: [122, 69, 1295, 10069] },
  EEXIST: { says: "File exists", failure: "exists", on: [17, 17, 80, 183] },
  EFAULT: { says: "Bad address", kind: "broken", on: [14, 14, 998, 10014] },
  EFBIG: { says: "File too large", failure: "file_too_large", on: [27, 27, 223] },
  EHOSTDOWN: { says: "Host is down", kind: "peer", on: [112, 64, 10064] },
  EHOSTUNREACH: {
    says: "No route to host",
    kind: "peer",
    failure: "unreachable",
    on: [113, 65, 1232, 10065],
  },
  EILSEQ: { says: "Illegal byte sequence", failure: "invalid_name", on: [84, 92, 1113] },
  EINPROGRESS: { says: "Operation now in progress", on: [115, 36, 10036] },
  EINTR: { says: "Interrupted system call", kind: "peer", failure: "interrupted", on: [4, 4, 10004] },
  // Of a file: FAT disks say so of a name with a character that they do not take
  EINVAL: { says: "Invalid argument", kind: "broken", failure: "invalid_name", on: [22, 22, 87, 10022] },
  EIO: { says: "Input/output error", on: [5, 5, 23, 29, 30, 31, 1117] },
  EISDIR: { says: "Is a directory", failure: "is_folder", on: [21, 21] },
  ELOOP: { says: "Too many levels of symbolic links", failure: "link_loop", on: [40, 62, 1921, 10062] },
  EMFILE: { says: "Too many open files", kind: "resources", on: [24, 24, 4, 10024] },
  EMSGSIZE: { says: "Message too long", on: [90, 40, 10040] },
  ENAMETOOLONG: { says: "File name too long", failure: "name_too_long", on: [36, 63, 111, 206, 10063] },
  ENETDOWN: { says: "Network is down", kind: "peer", on: [100, 50, 10050] },
  ENETRESET: { says: "Network dropped connection on reset", kind: "peer", on: [102, 52, 10052] },
  ENETUNREACH: {
    says: "Network is unreachable",
    kind: "peer",
    failure: "unreachable",
    on: [101, 51, 1231, 10051],
  },
  ENFILE: { says: "Too many open files in system", kind: "resources", on: [23, 23] },
  ENOBUFS: { says: "No buffer space available", kind: "resources", on: [105, 55, 1450, 1816, 10055] },
  ENOEXEC: { says: "Exec format error", on: [8, 8, 193] },
  ENOENT: { says: "No such file or directory", failure: "not_found", on: [2, 2, 2, 3, 15, 53, 67, 303] },
  ENOMEDIUM: { says: "No medium found", failure: "no_medium", on: [123, 0, 21, 1112] },
  ENOMEM: { says: "Cannot allocate memory", kind: "resources", on: [12, 12, 8, 14, 1455] },
  ENONET: { says: "Machine is not on the network", kind: "peer", on: [64, 0] },
  ENOPROTOOPT: { says: "Protocol not available", kind: "peer", on: [92, 42, 10042] },
  ENOSPC: { says: "No space left on device", failure: "disk_full", on: [28, 28, 39, 112] },
  ENOSR: { says: "Out of streams resources", kind: "resources", on: [63, 98] },
  ENOTCONN: { says: "Transport endpoint is not connected", kind: "peer", on: [107, 57, 2250, 10057] },
  ENOTDIR: { says: "Not a directory", failure: "not_folder", on: [20, 20, 267] },
  ENOTEMPTY: { says: "Directory not empty", on: [39, 66, 145, 10066] },
  ENOTSOCK: { says: "Socket operation on non-socket", kind: "broken", on: [88, 38, 10038] },
  ENOTSUP: { says: "Operation not supported", on: [0, 45, 50] },
  ENOTTY: { says: "Inappropriate ioctl for device", on: [25, 25] },
  ENODEV: { says: "No such device", on: [19, 19] },
  ENXIO: { says: "No such device or address", failure: "no_such_device", on: [6, 6] },
  EOPNOTSUPP: { says: "Operation not supported", kind: "peer", on: [95, 102, 10045] },
  EPERM: { says: "Operation not permitted", failure: "not_permitted", on: [1, 1, 1314] },
  EPIPE: {
    says: "Broken pipe",
    kind: "peer",
    failure: "broken_pipe",
    on: [32, 32, 109, 232, 233, 1226, 10101],
  },
  EPROCLIM: { says: "Too many processes", kind: "resources", on: [0, 67, 10067] },
  EPROTO: { says: "Protocol error", kind: "peer", on: [71, 100] },
  EPROTOTYPE: { says: "Protocol wrong type for socket", failure: "wrong_socket_type", on: [91, 41, 10041] },
  EQFULL: { says: "Interface output queue is full", kind: "resources", on: [0, 106] },
  EROFS: { says: "Read-only file system", failure: "read_only", on: [30, 30, 19] },
  ESHUTDOWN: {
    says: "Cannot send after transport endpoint shutdown",
    kind: "peer",
    failure: "broken_pipe",
    on: [108, 58, 10058],
  },
  ESTALE: { says: "Stale file handle", failure: "not_found", on: [116, 70, 10070] },
  ETIMEDOUT: {
    says: "Connection timed out",
    kind: "peer",
    failure: "timed_out",
    on: [110, 60, 121, 1460, 10060],
  },
  ETXTBSY: { says: "Text file busy", on: [26, 26] },
  EXDEV: { says: "Invalid cross-device link", failure: "other_disk", on: [18, 18, 17] },
  EAI_AGAIN: { says: "Temporary failure in name resolution", on: [0, 0, 11002] },
  ENOTFOUND: { says: "Name or service not known", failure: "host_not_found", on: [0, 0, 11001, 11004] },
  ERROR_INVALID_NAME: { says: "Invalid file name", failure: "invalid_name", on: [0, 0, 123, 161] },
  ERROR_SHARING_VIOLATION: {
    says: "File in use by another program",
    failure: "busy",
    on: [0, 0, 32, 33, 170],
  },
};

/** The code of a number (`ECONNRESET`) on a system; undefined for one that nothing is known about. */
export function codeOfNumber(number: number, system: System): string | undefined {
  return (codes[system] ??= codesOf(system)).get(number);
}

/** Made when the first error is met: a program that meets none does not wait for it. */
const codes: Partial<Record<System, ReadonlyMap<number, string>>> = {};

function codesOf(system: System): ReadonlyMap<number, string> {
  const rows = Object.entries(ERRORS);
  return new Map(rows.flatMap(([code, { on: [linux, darwin, ...windows] }]) => {
    const numbers = system === "linux" ? [linux] : system === "darwin" ? [darwin] : windows;
    return numbers.filter((number) => number !== 0).map((number) => [number, code] as const);
  }));
}

/** A message of the runtime about a failed call of the system. */
export interface SystemText {
  /** The system's own sentence. */
  readonly says: string;
  readonly number: number;
  /** The call and its arguments, as in `open 'notes.txt'`; empty when the runtime names none. */
  readonly call: string;
}

/**
 * Takes a message of the runtime apart: `No such file or directory (os error 2): open 'notes.txt'`.
 *
 * @returns undefined for any other text, one with words in front of the system's own among them: somebody
 *   else's failure may be quoted there.
 */
export function parseSystemText(text: string): SystemText | undefined {
  const [, says, number, call = ""] = /^([^:]+?) \(os error (\d+)\)(?:: (.*))?$/s.exec(text) ?? [];
  return says === undefined ? undefined : { says, number: Number(number), call };
}

/** Every number of a failed call that a text quotes. */
export function quotedNumbers(text: string): number[] {
  return [...text.matchAll(/\(os error (\d+)\)/g)].map(([, number]) => Number(number));
}

/** A text without the number that the runtime puts behind the system's sentence. */
export function withoutNumber(text: string): string {
  return text.replace(/ \(os error \d+\)/, "");
}

/**
 * The message of the runtime with our sentence for the error in place of the system's, which may be in
 * any language; on Linux it is the same one. Any other text is given back as it is.
 */
export function plainText(text: string, system: System = thisSystem()): string {
  const parsed = parseSystemText(text);
  const known = parsed && ERRORS[codeOfNumber(parsed.number, system) ?? ""];
  return known === undefined ? text : known.says + text.slice(parsed!.says.length);
}
