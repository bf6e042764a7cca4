import { readInteger64 } from "../store/redis_number.ts";
import { CommandError, NOT_INTEGER } from "./kv_command.ts";

/** In what an expiry is told: seconds or milliseconds from now, or since 1970. */
export type ExpiryUnit = "EX" | "PX" | "EXAT" | "PXAT";

/** The latest moment, milliseconds since 1970: 64 bits with a sign. */
const LATEST = 2n ** 63n - 1n;

/**
 * A moment.
 *
 * @param now milliseconds since 1970
 * @param command whose mistake it is
 * @returns milliseconds since 1970; may be over already
 * @throws {CommandError} when it is no integer or too far away
 */
export function momentOf(text: string, unit: ExpiryUnit, now: number, command: string): number {
  const amount = readInteger64(text);
  if (amount === undefined) throw new CommandError(NOT_INTEGER);
  const milliseconds = BigInt(amount) * (unit.startsWith("P") ? 1n : 1000n);
  const moment = unit.endsWith("AT") ? milliseconds : milliseconds + BigInt(Math.floor(now));
  if (moment > LATEST || milliseconds > LATEST || milliseconds < -LATEST) throw invalid(command);
  return Number(moment);
}

/** As {@linkcode momentOf}, for a command that wants more than nothing. */
export function readExpiry(text: string, unit: ExpiryUnit, now: number, command: string): number {
  const amount = readInteger64(text);
  if (amount !== undefined && amount <= 0) throw invalid(command);
  return momentOf(text, unit, now, command);
}

function invalid(command: string): CommandError {
  return new CommandError(`ERR invalid expire time in '${command}' command`);
}
