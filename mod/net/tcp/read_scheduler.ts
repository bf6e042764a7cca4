/**
 * # Taking turns
 *
 * An event loop is fair as long as it looks at everybody before it looks at anybody twice. The
 * runtime's loop completes at most 128 operations in one go (tokio's cooperative budget), and a new
 * operation takes the place of one that has just been completed. So with more than 128 clients all
 * talking as fast as they can, those served in one go are served again in the next, and the rest
 * wait: tenths of a second, some of them whole seconds, while throughput and median look splendid.
 *
 * The remedy is a round: a connection that was served does not read again until everybody who is ready has
 * been served. A round ends when as many connections wait for the next one as took part in the last; or, when
 * that number is not known or no longer true, after two milliseconds in which nobody was served.
 *
 * Without a crowd this costs two counters a read. It begins when 512 reads in a tenth of a second came from a
 * hundred different connections, and ends when a round has fewer.
 *
 * When it is the wrong choice: it cannot help a client who is slow, and it is no priority scheme. A
 * runtime that shared its budget fairly would make it superfluous.
 */
export class ReadScheduler {
  #crowded = false;
  #sample = 1;
  #reads = 0;
  #different = 0;
  #since = 0;
  #round: PromiseWithResolvers<void> | undefined;
  #waiting = 0;
  #expected = Infinity;
  #rounds = 0;
  #served = false;
  #silent = 0;
  #clock: ReturnType<typeof setInterval> | undefined;

  /**
   * Call before a read.
   *
   * @returns `undefined` when the read may begin at once, else a promise of its turn.
   */
  turn(): Promise<void> | undefined {
    if (!this.#crowded) return undefined;
    const { promise } = this.#round ??= Promise.withResolvers();
    if (++this.#waiting >= this.#expected) this.#endRound();
    return promise;
  }

  /**
   * Call after a read.
   *
   * @param last what this returned for the same connection the last time; 0 at first.
   * @returns a mark that shows that the connection has already been counted.
   */
  served(last: number): number {
    this.#served = true;
    if (this.#crowded) return last;
    const mark = this.#sample;
    if (last !== mark) this.#different++;
    if (++this.#reads === SAMPLE_READS) this.#judge();
    return mark;
  }

  #judge(): void {
    const now = performance.now();
    if (this.#different >= CROWD && now - this.#since < SAMPLE_MS) this.#enter();
    this.#since = now;
    this.#sample++;
    this.#reads = this.#different = 0;
  }

  #enter(): void {
    this.#crowded = true;
    this.#expected = Infinity;
    this.#clock = setInterval(() => this.#look(), SILENCE_MS);
  }

  /**
   * Nobody served between two checks: everybody who was ready has had a turn, so this is how many
   * there are. After a single check, it could just be that the system's scheduler had taken the
   * processor away from us.
   */
  #look(): void {
    this.#silent = this.#served ? 0 : this.#silent + 1;
    this.#served = false;
    if (this.#silent < 2) return;
    this.#silent = 0;
    if (this.#waiting < CROWD) this.#leave();
    this.#expected = this.#waiting;
    this.#endRound();
  }

  #leave(): void {
    this.#crowded = false;
    clearInterval(this.#clock);
  }

  #endRound(): void {
    // Recounted now and then, or a growing crowd would never be noticed
    if (++this.#rounds % COUNTED_ROUND === 0) this.#expected = Infinity;
    const round = this.#round;
    this.#round = undefined;
    this.#waiting = 0;
    round?.resolve();
  }
}

/** Well below 128, the number of operations that the runtime completes in one go. */
const CROWD = 100;
const SAMPLE_READS = 512;
const SAMPLE_MS = 100;
const SILENCE_MS = 1;
const COUNTED_ROUND = 32;
