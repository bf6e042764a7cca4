import { ControlGroup } from "./control_group.ts";

const TREES = [
  { path: "/sys/fs/cgroup", limit: "cpu.max", mark: "cgroup.controllers" },
  { path: "/sys/fs/cgroup/cpu", limit: "cpu.cfs_quota_us", mark: "cpu.cfs_quota_us" },
];
/** The kernel counts anew every tenth of a second, in microseconds. */
const PERIOD = 100_000;

/**
 * A control group that gives the processes in it a share of one processor, and makes them wait
 * beyond that.
 */
export class ProcessorLimit extends ControlGroup {
  /** @param percent of one processor */
  constructor(percent: number) {
    const quota = PERIOD * percent / 100;
    super(TREES, ({ limit }) => limit === "cpu.max" ? `${quota} ${PERIOD}` : String(quota));
  }

  /** Why no limit is available; `null` when one is. */
  static missing(): string | null {
    return ControlGroup.possible(TREES) ? null : "no control group for the processor can be made here";
  }
}
