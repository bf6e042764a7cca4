import { descendants } from "../../tests/_kit/program/proc.ts";
import type { Fault } from "../_kit/fault.ts";
import { ProcessorLimit } from "../_kit/processor_limit.ts";

/** Of one processor. */
const PERCENT = 10;

export default {
  name: "little processor",
  about:
    `a control group leaves ${PERCENT} % of one processor, for three seconds; it costs time and nothing else`,
  suits: () => true,
  missing: () => ProcessorLimit.missing(),
  async inject(subject, { pause }) {
    using limit = new ProcessorLimit(PERCENT);
    limit.enclose([subject.pid, ...descendants(subject.pid)]);
    await pause(3000);
  },
} satisfies Fault;
