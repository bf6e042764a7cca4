/** The sentence the C library has for an error code; what people search the web for. */
const SENTENCES: Readonly<Record<string, string>> = {
  EACCES: "Permission denied",
  EADDRINUSE: "Address already in use",
  EADDRNOTAVAIL: "Cannot assign requested address",
  EAFNOSUPPORT: "Address family not supported by protocol",
  EAGAIN: "Resource temporarily unavailable",
  EBADF: "Bad file descriptor",
  ECONNABORTED: "Software caused connection abort",
  ECONNREFUSED: "Connection refused",
  ECONNRESET: "Connection reset by peer",
  EEXIST: "File exists",
  EHOSTUNREACH: "No route to host",
  EINVAL: "Invalid argument",
  EISDIR: "Is a directory",
  EMFILE: "Too many open files",
  EMSGSIZE: "Message too long",
  ENAMETOOLONG: "File name too long",
  ENETUNREACH: "Network is unreachable",
  ENOENT: "No such file or directory",
  ENOSPC: "No space left on device",
  ENOTDIR: "Not a directory",
  ENOTSOCK: "Socket operation on non-socket",
  ENXIO: "No such device or address",
  EPERM: "Operation not permitted",
  EPIPE: "Broken pipe",
  EPROTOTYPE: "Protocol wrong type for socket",
  EROFS: "Read-only file system",
  ETIMEDOUT: "Connection timed out",
  ENOTFOUND: "Name or service not known",
  EAI_AGAIN: "Temporary failure in name resolution",
};

/** The code of a failed system call (`ECONNREFUSED` …), when the error carries one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string") return code;
  if (error instanceof Deno.errors.BrokenPipe) return "EPIPE";
  if (error instanceof Deno.errors.ConnectionReset) return "ECONNRESET";
  if (error instanceof Deno.errors.TimedOut) return "ETIMEDOUT";
  return undefined;
}

/** What went wrong, in the words of the C library where there are any. */
export function errorText(error: unknown): string {
  const known = SENTENCES[errorCode(error) ?? ""];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  const system = /([A-Z][^:()]*?) \(os error \d+\)/.exec(message);
  return system?.[1] ?? message.split("\n")[0]!;
}
