import { join } from "@std/path";

/**
 * Where groups of a kind are made, which differs between the two versions of the kernel's
 * interface, and the file that limits them.
 */
export interface Tree {
  readonly path: string;
  /** The file whose presence tells the version. */
  readonly mark: string;
  /** The file that takes the limit. */
  readonly limit: string;
}

/**
 * A control group of the kernel: its limits apply to the processes in it, for as long as it exists.
 */
export class ControlGroup implements Disposable {
  readonly #tree: string;
  readonly #path: string;
  readonly #enclosed: number[] = [];

  /** @param limit what to write, as the tree that can be used wants it */
  constructor(trees: readonly Tree[], limit: (tree: Tree) => string) {
    const tree = usable(trees);
    if (tree === undefined) throw new Error("no control group can be made");
    this.#tree = tree.path;
    this.#path = join(tree.path, `netlab-soak-${crypto.randomUUID().slice(0, 8)}`);
    Deno.mkdirSync(this.#path);
    Deno.writeTextFileSync(join(this.#path, tree.limit), limit(tree));
  }

  /** Whether one can be made here. */
  static possible(trees: readonly Tree[]): boolean {
    return usable(trees) !== undefined;
  }

  /**
   * From now on the resources that these processes take count; those they already have are not
   * moved.
   */
  enclose(pids: readonly number[]): void {
    for (const pid of pids) {
      try {
        Deno.writeTextFileSync(join(this.#path, "cgroup.procs"), String(pid));
        this.#enclosed.push(pid);
      } catch {
        // a child that has just ended
      }
    }
  }

  [Symbol.dispose](): void {
    // The processes in here start others while they are moved, and one that has ended counts until
    // its parent has waited for it.
    for (let tries = 0;; tries++) {
      this.#letGo([...this.#enclosed, ...this.#born()]);
      try {
        return Deno.removeSync(this.#path);
      } catch (error) {
        if (tries === 100) throw error;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      }
    }
  }

  #letGo(pids: readonly number[]): void {
    for (const pid of pids) {
      try {
        Deno.writeTextFileSync(join(this.#tree, "cgroup.procs"), String(pid));
      } catch {
        // it has ended
      }
    }
  }

  /** Processes started by those in here are in here, too. */
  #born(): number[] {
    return Deno.readTextFileSync(join(this.#path, "cgroup.procs")).split("\n").filter(Boolean).map(Number);
  }
}

function usable(trees: readonly Tree[]): Tree | undefined {
  return trees.find(({ path, limit, mark }) => {
    const probe = join(path, `netlab-soak-probe-${Deno.pid}`);
    try {
      if (!Deno.statSync(join(path, mark)).isFile) return false;
      Deno.mkdirSync(probe);
      using _made = { [Symbol.dispose]: () => Deno.removeSync(probe) };
      return Deno.statSync(join(probe, limit)).isFile;
    } catch {
      return false; // no control groups of this kind, or not ours to make
    }
  });
}
