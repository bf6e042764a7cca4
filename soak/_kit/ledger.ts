/** The outcome of the questions of one load to one server. */
export class Ledger {
  /** Questions sent. */
  asked = 0;
  /** Answers that were the right ones. */
  right = 0;
  /**
   * Answers that a fault took away and may take away; they were asked for again, unless the run was stopped.
   */
  excused = 0;
  /** Conversations in which that happened. */
  tolerated = 0;
  /** Answers that never came, with when and why. */
  readonly lost: string[] = [];
  /** Answers that were not the right ones. */
  readonly wrong: string[] = [];

  /** Enters a conversation that may fail, with `owed` answers outstanding. */
  tolerate(owed: number): void {
    this.tolerated++;
    this.excused += owed;
  }
}

/** All that was found out about one server. */
export class Ledgers {
  readonly #all = new Map<string, Ledger>();

  /** The ledger of a load. */
  of(load: string): Ledger {
    const known = this.#all.get(load);
    if (known !== undefined) return known;
    const ledger = new Ledger();
    this.#all.set(load, ledger);
    return ledger;
  }

  /** The loads and their ledgers. */
  get entries(): [string, Ledger][] {
    return [...this.#all];
  }

  /** A figure over all loads. */
  sum(figure: (ledger: Ledger) => number): number {
    return [...this.#all.values()].reduce((total, ledger) => total + figure(ledger), 0);
  }
}
