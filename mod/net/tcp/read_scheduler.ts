/**
 * # Taking turns
 *
 * An event loop is fair as long as it looks at everybody before it looks at anybody twice, and cheap as long as it asks
 * the system no more often than it has to. The runtime's loop is neither in a crowd:
 *
 * - It completes at most 128 operations in one go (tokio's cooperative budget), and what is left over comes behind
 *   everything that is new. So with more than 128 clients who talk as fast as they can, those served in one go are
 *   served again in the next, and the others wait: tenths of a second, some of them whole seconds, while throughput
 *   and median look splendid.
 * - A read is tried at once. A connection that has just been answered can have nothing to read yet, so its read becomes
 *   an operation that waits, which costs as much as the read itself; had it begun when the loop had looked at the
 *   network once more, it would have been over at once.
 *
 * The remedy for both is a line. When many are served in one turn of the loop, most of them stand in line instead of
 * reading. The next turn that has brought something begins with them, in their order, and with no more of them than
 * the runtime can complete in that turn; if there are more, turns follow in which the loop does not look at the network,
 * until all who stood in line have had theirs. Nobody is served twice before everybody has been served once.
 *
 * Some have to wait in the runtime, or nothing would bring the next turn: one of eight, those who were answered first
 * and will be the first to go on. Should just these have nothing to say, the line goes on after a millisecond or two.
 *
 * Without a crowd this costs a counter and a microtask a turn.
 *
 * When it is the wrong choice: it cannot help a client who is slow, and it is no priority scheme. A runtime that shared
 * its budget fairly, and tried no read in vain, would make it superfluous.
 */
export class ReadScheduler {
  /** Reads completed in this turn of the loop. */
  #completed = 0;
  #isCounting = false;
  /** Whether those who are served now stand in line. */
  #isCrowded = false;
  /** How many may still read without standing in line. */
  #exempt = 0;
  /** Those whose turn it is, from `#at` on. */
  #line: (() => void)[] = [];
  #at = 0;
  /** Those whose turn comes when the line has ended. */
  #behind: (() => void)[] = [];
  #rounds = 0;
  #watchedRound = 0;
  #isWatched = false;

  /** Call before a read. @returns whether it may begin; if not, it has to {@linkcode wait} */
  mayRead(): boolean {
    if (!this.#isCrowded) return true;
    if (this.#exempt === 0) return false;
    this.#exempt--;
    return true;
  }

  /** Stands in line. @param begin called when its turn has come; must not throw. */
  wait(begin: () => void): void {
    if (!this.#isWatched) this.#watch();
    this.#behind.push(begin);
  }

  /** Call after a read. */
  served(): void {
    this.#completed++;
    if (this.#isCounting || this.#isCrowded) return;
    this.#isCounting = true;
    // Behind all reads that were completed in the same turn
    settled.then(this.#judge);
  }

  readonly #judge = (): void => {
    this.#isCounting = false;
    if (this.#completed < CROWD && this.#behind.length === 0) {
      this.#completed = 0;
      return;
    }
    this.#isCrowded = true;
    this.#at = 0;
    // In a full turn the runtime has left somebody over, who comes first
    if (this.#completed < BUDGET) {
      this.#line = this.#behind;
      this.#behind = [];
    }
    this.#excuse();
    this.#goOn();
  };

  /** Between two of the same turn, the runtime does all that promises ask for: what the line has begun is over then. */
  #goOn(): void {
    setImmediate(this.#begin);
    setImmediate(this.#endTurn);
  }

  readonly #begin = (): void => {
    for (const end = Math.min(this.#at + this.#room(), this.#line.length); this.#at < end;) {
      this.#line[this.#at++]!();
    }
  };

  readonly #endTurn = (): void => {
    this.#completed = 0;
    if (this.#at < this.#line.length) {
      this.#excuse();
      return this.#goOn();
    }
    this.#line = [];
    this.#isCrowded = false;
    this.#rounds++;
  };

  /** How many can be read and answered in this turn besides those who have been read already, and are only answered. */
  #room(): number {
    return Math.max(0, (BUDGET - this.#completed) >> 1);
  }

  /** Nobody is exempt while the line goes on by itself. */
  #excuse(): void {
    const standing = this.#line.length - this.#at;
    const served = this.#completed + standing;
    this.#exempt = standing > this.#room() ? 0 : served < FEW ? Infinity : Math.ceil(served / WAKERS);
  }

  #watch(): void {
    this.#isWatched = true;
    this.#watchedRound = this.#rounds;
    setTimeout(this.#look, SILENCE_MS);
  }

  /** No round since the last look: those who were to bring it are silent. */
  readonly #look = (): void => {
    this.#isWatched = false;
    if (this.#behind.length === 0) return;
    if (this.#isCrowded || this.#rounds > this.#watchedRound) return this.#watch();
    const waiting = this.#behind;
    this.#behind = waiting.splice(BUDGET);
    for (const begin of waiting) begin();
    if (this.#behind.length > 0) this.#watch();
  };
}

/** The line of this event loop: connections stand in it whichever socket they came from, or were made by. */
export const loopScheduler: ReadScheduler = new ReadScheduler();

/** The runtime's own. What `node:timers` has is the same; importing it would take milliseconds of each start. */
declare const setImmediate: (callback: () => void) => void;
const settled = Promise.resolve();
/** With so many in one turn a line begins. Fewer are within what the runtime completes in one go, reads and answers. */
const CROWD = 112;
/** With fewer than so many, those who have just been answered included, it ends. */
const FEW = 64;
/** Operations that the runtime completes in one turn, with a few left for others. */
const BUDGET = 124;
/** One of so many reads at once, to bring the next turn. */
const WAKERS = 8;
const SILENCE_MS = 1;
