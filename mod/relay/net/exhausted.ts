import { errorCode, errorText } from "./system_error.ts";

/** Failures that are ours, and that time may mend. */
const CODES = ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"];

/** Whether something failed because the system has run out of descriptors or memory, which others may give back. */
export function isExhausted(error: unknown): boolean {
  return CODES.includes(errorCode(error) ?? "") || /too many open files/i.test(errorText(error));
}
