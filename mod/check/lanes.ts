import type { Target } from "./targets/target.ts";

/** A program on which a rule can be tried now. */
export interface RuleLane extends Disposable {
  readonly target: Target;
  /** Whether it has accepted somebody in an earlier rule. */
  readonly used: boolean;
  /** Whether an earlier rule may have damaged it. */
  readonly broken: boolean;
  /** Says how the rule has left it. */
  leave(broken: boolean): void;
}

/**
 * One program, or several of the same, of which each is given to one rule at a time, in the order of asking; whoever is
 * urgent goes before the others.
 */
export class RuleLanes implements AsyncDisposable {
  /** Whether there are several, each of which is started anew for each rule. */
  readonly several: boolean;
  readonly #forks: Target[];
  readonly #free: State[];
  readonly #urgent: ((state: State) => void)[] = [];
  readonly #waiting: ((state: State) => void)[] = [];

  /** @param most how many there are to be, if the target can be had more than once; it stays the caller's. */
  constructor(target: Target, most: number) {
    const forks = Array.from({ length: most - 1 }, () => target.fork?.());
    this.#forks = forks.filter((fork) => fork !== undefined);
    this.several = this.#forks.length > 0;
    this.#free = [target, ...this.#forks].map((each) => ({ target: each, used: false, broken: false }));
  }

  /** The next one that is free; disposing of it gives it back. */
  async take(urgent = false): Promise<RuleLane> {
    const waiting = urgent ? this.#urgent : this.#waiting;
    return this.#lend(this.#free.shift() ?? await new Promise<State>((resolve) => waiting.push(resolve)));
  }

  /** One that is free now, if there is one. */
  takeFree(): RuleLane | undefined {
    const state = this.#free.shift();
    return state && this.#lend(state);
  }

  #lend({ target, used, broken }: State): RuleLane {
    let left = false;
    return {
      target,
      used,
      broken,
      leave: (broken) => left = broken,
      [Symbol.dispose]: () => this.#giveBack({ target, used: true, broken: left }),
    };
  }

  #giveBack(state: State): void {
    const next = this.#urgent.shift() ?? this.#waiting.shift();
    if (next === undefined) this.#free.push(state);
    else next(state);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#forks.map((fork) => fork[Symbol.asyncDispose]()));
  }
}

interface State {
  readonly target: Target;
  readonly used: boolean;
  readonly broken: boolean;
}
