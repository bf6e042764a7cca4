/** What a fault may honestly do to clients that did nothing wrong. */
export type Harm =
  /** Connections end before their answer. */
  | "break"
  /** The server says no. */
  | "refuse";

/** What one fault takes back from the promise that every question is answered, and for how long. */
export interface OutageOptions {
  readonly may: readonly Harm[];
  /** How many conversations it may cost; a killed child costs one, a killed server all. @default {Infinity} */
  readonly pardons?: number;
}

interface Outage {
  readonly may: readonly Harm[];
  pardons: number;
  readonly from: number;
  until: number;
}

/**
 * The times in which a server cannot be held to its promise.
 *
 * A conversation that fails is pardoned when it overlaps an outage that allows that kind of failure and has a pardon left.
 * It is begun again, and the second time nothing excuses it but another outage. Everything else that fails is lost.
 */
export class Outages {
  readonly #all: Outage[] = [];

  /** Begins one; disposing ends it. */
  begin({ may, pardons = Infinity }: OutageOptions): Disposable {
    const outage: Outage = { may, pardons, from: performance.now(), until: Infinity };
    this.#all.push(outage);
    return { [Symbol.dispose]: () => void (outage.until = performance.now()) };
  }

  /**
   * Whether a conversation that has just failed is pardoned; takes the pardon.
   *
   * @param since when it began
   */
  pardon(harm: Harm, since: number): boolean {
    const outage = this.#all.find((each) =>
      each.until >= since && each.pardons > 0 && each.may.includes(harm)
    );
    if (outage === undefined) return false;
    outage.pardons--;
    return true;
  }
}
