import { ControlGroup } from "./control_group.ts";

const TREES = [
  { path: "/sys/fs/cgroup", limit: "memory.max", mark: "cgroup.controllers" },
  { path: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes", mark: "memory.limit_in_bytes" },
];

/** A control group that limits the memory of the processes in it: beyond it the kernel kills them. */
export class MemoryLimit extends ControlGroup {
  constructor(mib: number) {
    super(TREES, () => String(mib * 2 ** 20));
  }

  /** Why no limit is available; `null` when one is. */
  static missing(): string | null {
    return ControlGroup.possible(TREES) ? null : "no control group for memory can be made here";
  }
}
