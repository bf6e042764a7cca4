import { bitLength } from "../../numbers/bit_length.ts";
import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
import { CalcError } from "./calc_error.ts";
import { isNumberPair, type Value } from "./value.ts";

/** How large and how long a computation may become. */
export interface CalcLimits {
  /** The longest integer, in bits. */
  readonly bits: number;
  /** The whole effort, in steps that cost about a nanosecond: multiplying two 64-bit words is one. */
  readonly work: number;
}

/** The most that the event loop may compute between two other clients: well under a millisecond. */
export const limitsOnTheLoop: CalcLimits = { bits: 4096, work: 200_000 };

/**
 * The most that a worker may compute: integers of 39 000 digits, a few seconds. Nothing may go
 * beyond this.
 */
export const limitsInAWorker: CalcLimits = { bits: 1 << 17, work: 4_000_000_000 };

/**
 * The price of an operation, asked BEFORE it runs: once V8 has begun on 9**9**9 nothing in this isolate can
 * stop it for 19 seconds.
 *
 * Every operation announces the size of its result and what it will cost; the first that goes
 * beyond the limits throws, either "no" or, while the limits are those of the event loop and a
 * worker could go on, "not here". An operation within the limits may still take longer than
 * somebody wants to wait; so each announcement is a checkpoint, and so is each round of a long
 * loop.
 */
export class Budget {
  readonly #limits: CalcLimits;
  /** For a loop between two announcements. */
  readonly checkpoint: Checkpoint;
  #left: number;

  constructor(limits: CalcLimits, checkpoint: Checkpoint = toTheEnd) {
    this.#limits = limits;
    this.checkpoint = checkpoint;
    this.#left = limits.work;
  }

  /** An integer of `bits` bits is about to be made. @throws CalcError "too-big", or "for-a-worker" */
  size(bits: number): void {
    // Written so that NaN is refused as well.
    if (!(bits <= limitsInAWorker.bits)) throw new CalcError("too-big", undefined, `${limitsInAWorker.bits}`);
    if (bits > this.#limits.bits) throw new CalcError("for-a-worker");
  }

  /**
   * @throws CalcError "too-much-work" when the remaining budget does not pay for `steps`, or
   * "for-a-worker"
   */
  spend(steps: number): void {
    this.checkpoint();
    if (!(steps <= limitsInAWorker.work)) throw new CalcError("too-much-work");
    this.#left -= steps;
    if (this.#left >= 0) return;
    throw new CalcError(this.#limits.work < limitsInAWorker.work ? "for-a-worker" : "too-much-work");
  }

  /** A product or a quotient of numbers of these sizes, in bits: schoolbook arithmetic on 64-bit words. */
  spendProduct(bitsOfA: number, bitsOfB: number): void {
    this.spend((bitsOfA / 64 + 1) * (bitsOfB / 64 + 1));
  }
}

/** Size of a value in bits; what is no int or text counts as one word. */
export function sizeOf(value: Value): number {
  if (typeof value === "bigint") return bitLength(value);
  if (typeof value === "string") return 8 * value.length;
  return isNumberPair(value) ? sizeOf(value[0]) + sizeOf(value[1]) : 64;
}
