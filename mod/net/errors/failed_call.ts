import { ERRORS, type SystemFailure } from "./errno.ts";

/** What has failed, by the code that a system call ended with (`ECONNRESET`), as strace tells it. */
export function failureOfCode(code: string): SystemFailure | undefined {
  return ERRORS[code]?.failure;
}

/** The C library's sentence for a code; the code itself where nothing is known of it. */
export function sentenceOfCode(code: string): string {
  return ERRORS[code]?.says ?? code;
}

/** Whether the call has not failed but only has to be made again, now or later. */
export function isNotYet(code: string): boolean {
  // ERESTART… is what strace sees of a call that a signal interrupts and the kernel begins anew (signal(7))
  return NOT_YET.has(code) || code.startsWith("ERESTART");
}

const NOT_YET: ReadonlySet<string> = new Set(["EAGAIN", "EWOULDBLOCK", "EINTR", "EINPROGRESS", "EALREADY"]);

/** Whether a connect(2) that does not wait has begun. */
export function isUnderWay(code: string): boolean {
  return code === "EINPROGRESS";
}
