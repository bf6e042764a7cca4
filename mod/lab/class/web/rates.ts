import { TokenBucket, type TokenBucketOptions } from "../../../io/token_bucket.ts";
import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../../http/wire/http_error.ts";

/** What one student may send: a check that starts again at each saved file stays far below. */
const OF_A_STUDENT: TokenBucketOptions = { burst: 30, perSecond: 0.5 };
/** What comes from one network: a whole class may be behind one address. */
const OF_A_NETWORK: TokenBucketOptions = { burst: 600, perSecond: 30 };
/** How many senders are remembered; the one that was quiet longest is forgotten first. */
const MOST_SENDERS = 4096;
/** The bytes of all requests that are being read. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Limits how often and how much is sent to a class, by student, by network, and in all. */
export class ClassRates {
  readonly #students = new Map<string, TokenBucket>();
  readonly #networks = new Map<string, TokenBucket>();
  #bytes = 0;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(readonly now: () => number = () => performance.now()) {}

  /** One more from a network. @throws {HttpError} 429 when that is too often. */
  network(name: string): void {
    this.#take(this.#networks, name, OF_A_NETWORK);
  }

  /** One more from the owner of a key. @throws {HttpError} 429 when that is too often. */
  student(hash: string): void {
    this.#take(this.#students, hash, OF_A_STUDENT);
  }

  /** Room in memory for a body; disposing of it gives it back. @throws {HttpError} 503 when there is none. */
  room(bytes: number): Disposable {
    if (this.#bytes + bytes > MOST_BYTES) {
      throw new HttpError(503, msg`Too much is being sent at once; try again`, [["retry-after", "1"]], true);
    }
    this.#bytes += bytes;
    return { [Symbol.dispose]: () => void (this.#bytes -= bytes) };
  }

  #take(buckets: Map<string, TokenBucket>, key: string, options: TokenBucketOptions): void {
    const bucket = buckets.get(key) ?? new TokenBucket(options, this.now);
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > MOST_SENDERS) buckets.delete(buckets.keys().next().value!);
    if (bucket.tryTake()) return;
    const wait = String(Math.ceil(1 / options.perSecond));
    throw new HttpError(429, msg`Too much has been sent from here; try again in a moment`, [[
      "retry-after",
      wait,
    ]], true);
  }
}
