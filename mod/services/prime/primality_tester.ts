import type { Requester } from "../../server/workers/compute/requester.ts";
import { ComputePool, spareCores } from "../../server/workers/compute/compute_pool.ts";
import type { Computed } from "../../server/workers/compute/computed.ts";
import { type Checkpoint, toTheEnd } from "../../numbers/checkpoint.ts";
import { createPrimality, type Primality } from "./primality.ts";
import { readInteger } from "./read_integer.ts";
import { describeVerdict } from "./verdict.ts";

/** The answer to one question: `T` prime, `F` not prime, `E` no answer, and why. */
export interface PrimeAnswer {
  readonly letter: "T" | "F" | "E";
  /** A few words for `--explain`, empty when no explanation was asked for. */
  readonly reason: string;
}

/** How numbers are examined. */
export interface PrimalityTesterOptions {
  /** The most digits a number may have. */
  readonly maxDigits: number;
  /** Seconds that one number may take. */
  readonly timeLimit: number;
  /** Whether answers carry a reason. */
  readonly explain: boolean;
}

/** The request to a worker. */
export interface PrimeJob {
  readonly digits: string;
  readonly explain: boolean;
}

/**
 * A prime of this many digits takes about a millisecond, here where everybody waits for it; longer numbers go
 * to a worker.
 */
const digitsOnTheLoop = 77;

/** How many numbers may wait for a worker; further clients are told that the server is busy. */
const waitingNumbers = 1024;

/**
 * Answers questions about primes, without the network: small numbers at once, larger ones from a
 * worker, and anything that is not a number with `E`.
 */
export class PrimalityTester {
  readonly #options: PrimalityTesterOptions;
  readonly #primality: Primality = createPrimality();
  readonly #pool: ComputePool<PrimeJob, PrimeAnswer>;

  /** @param lifetime ends the workers. */
  constructor(options: PrimalityTesterOptions, lifetime: AbortSignal) {
    this.#options = options;
    this.#pool = new ComputePool({
      module: new URL("./prime_worker.ts", import.meta.url).href,
      size: spareCores(),
      waiting: waitingNumbers,
      timeLimit: options.timeLimit * 1000,
      lifetime,
    });
  }

  /**
   * @param requester the client that asks, in case it takes longer.
   * @returns the answer, or a promise of it when the number is too large to be examined here. It never
   *   rejects.
   */
  test(question: Uint8Array, requester: Requester): PrimeAnswer | Promise<PrimeAnswer> {
    const { maxDigits } = this.#options;
    const read = readInteger(question, maxDigits);
    if (!("refused" in read)) {
      return this.testDigits(read.negative ? `-${read.digits}` : read.digits, requester);
    }
    return this.#error(
      read.refused === "not-an-integer" ? "not an integer" : `more than ${maxDigits} digits`,
    );
  }

  /** The same for an integer that has been read already: a `-` perhaps, and digits without leading zeros. */
  testDigits(digits: string, requester: Requester): PrimeAnswer | Promise<PrimeAnswer> {
    const { explain } = this.#options;
    const easy = digits.length <= digitsOnTheLoop || digits.startsWith("-");
    return easy
      ? testInteger({ digits, explain }, this.#primality)
      : this.#examineElsewhere({ digits, explain }, requester);
  }

  /** The answer to a question that was too long to be kept. */
  get tooLong(): PrimeAnswer {
    return this.#error(`more than ${this.#options.maxDigits} digits`);
  }

  async #examineElsewhere(job: PrimeJob, requester: Requester): Promise<PrimeAnswer> {
    const computed = await this.#pool.run(job, requester);
    return "answer" in computed ? computed.answer : this.#error(this.#reasonFor(computed));
  }

  #reasonFor({ gaveUp }: Exclude<Computed<PrimeAnswer>, { answer: PrimeAnswer }>): string {
    const reasons = {
      "too-slow": `gave up after ${this.#options.timeLimit} s`,
      busy: "the server is busy",
      stopped: "the server is stopping",
      failed: "the server has a problem",
    };
    return reasons[gaveUp];
  }

  #error(reason: string): PrimeAnswer {
    return { letter: "E", reason: this.#options.explain ? reason : "" };
  }
}

/** Tests one number here and now. */
export function testInteger(
  { digits, explain }: PrimeJob,
  primality: Primality,
  checkpoint: Checkpoint = toTheEnd,
): PrimeAnswer {
  // The sign alone settles it, and spares the conversion of a long negative number.
  const n = digits.startsWith("-") ? -1n : BigInt(digits);
  const verdict = primality.test(n, checkpoint);
  return { letter: verdict.prime ? "T" : "F", reason: explain ? describeVerdict(n, verdict) : "" };
}
