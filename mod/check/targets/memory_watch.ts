import { killProcess, memoryOf, processTree } from "../../process/process_family.ts";

/**
 * Looks at the memory of a program and of all that it has started, and ends them when they use too much: a program that
 * keeps what it is sent for ever must not take the machine of whoever checks it. A limit of address space would not do:
 * the runtimes of Java, Node and Go reserve far more of that than they ever use.
 */
export class MemoryWatch implements Disposable {
  /** The limit, once they have used more and were ended. */
  exceeded: number | undefined;
  readonly #timer: ReturnType<typeof setInterval>;

  /**
   * @param leader the process.
   * @param most bytes that all together may use.
   */
  constructor(leader: number, most: number) {
    this.#timer = setInterval(() => this.#look(leader, most), LOOK);
  }

  #look(leader: number, most: number): void {
    const tree = processTree(leader);
    if (tree === undefined || memoryOf(tree) <= most) return;
    this.exceeded = most;
    this[Symbol.dispose]();
    // Those it has started first: their parents would start them anew.
    tree.toReversed().forEach(killProcess);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

/** Between two looks, milliseconds: in that time a program can take some hundred megabytes more. */
const LOOK = 100;
