/** The harm that a fault may fairly do to clients that did nothing wrong. */
export type FailureKind =
  /** Connections end before their answer. */
  | "break"
  /** The server says no. */
  | "refuse";

/**
 * One fault's exceptions to the promise that every question is answered, and how long they last.
 */
export interface OutageOptions {
  readonly may: readonly FailureKind[];
  /**
   * How many conversations it may cost; a killed child costs one, a killed server all. @default {Infinity}
   */
  readonly tolerates?: number;
}

interface Outage {
  readonly may: readonly FailureKind[];
  tolerates: number;
  readonly from: number;
  until: number;
}

/**
 * The times in which a server cannot be held to its promise.
 *
 * A failed conversation is tolerated when it overlaps an outage that allows that kind of failure and has not
 * used up the number it tolerates. It is begun again, and the second time nothing excuses it but another
 * outage. Everything else that fails is lost.
 */
export class Outages {
  readonly #all: Outage[] = [];

  /** Begins one; disposing ends it. */
  begin({ may, tolerates = Infinity }: OutageOptions): Disposable {
    const outage: Outage = { may, tolerates, from: performance.now(), until: Infinity };
    this.#all.push(outage);
    return { [Symbol.dispose]: () => void (outage.until = performance.now()) };
  }

  /**
   * Whether a conversation that has just failed is tolerated; counts against that number.
   *
   * @param since when it began
   */
  tolerate(kind: FailureKind, since: number): boolean {
    const outage = this.#all.find((each) =>
      each.until >= since && each.tolerates > 0 && each.may.includes(kind)
    );
    if (outage === undefined) return false;
    outage.tolerates--;
    return true;
  }
}
