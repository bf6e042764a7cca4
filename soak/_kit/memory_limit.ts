import { join } from "@std/path";

/** Where control groups are: of the second kind, and of the first. */
const TREES = [
  { path: "/sys/fs/cgroup", limit: "memory.max", mark: "cgroup.controllers" },
  { path: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes", mark: "memory.limit_in_bytes" },
];

/** A control group that limits the memory of the processes in it: beyond it the kernel kills them. */
export class MemoryLimit implements Disposable {
  readonly #tree: string;
  readonly #path: string;
  readonly #enclosed: number[] = [];

  constructor(mib: number) {
    const tree = usableTree();
    if (tree === undefined) throw new Error("no control group can be made");
    this.#tree = tree.path;
    this.#path = join(tree.path, `netlab-soak-${crypto.randomUUID().slice(0, 8)}`);
    Deno.mkdirSync(this.#path);
    Deno.writeTextFileSync(join(this.#path, tree.limit), String(mib * 2 ** 20));
  }

  /** Why there is no limit to be had; `null` when there is. */
  static missing(): string | null {
    return usableTree() === undefined ? "no control group for memory can be made here" : null;
  }

  /** From now on what these processes take counts; what they have already is not moved. */
  enclose(pids: readonly number[]): void {
    for (const pid of pids) {
      Deno.writeTextFileSync(join(this.#path, "cgroup.procs"), String(pid));
      this.#enclosed.push(pid);
    }
  }

  [Symbol.dispose](): void {
    for (const pid of this.#enclosed) {
      try {
        Deno.writeTextFileSync(join(this.#tree, "cgroup.procs"), String(pid));
      } catch {
        // it has ended
      }
    }
    Deno.removeSync(this.#path);
  }
}

function usableTree(): (typeof TREES)[number] | undefined {
  return TREES.find(({ path, limit, mark }) => {
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
