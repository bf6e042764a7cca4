import { descendants } from "../../../tests/_kit/program/proc.ts";
import type { Fault } from "../../_kit/fault.ts";
import { ProcessorLimit } from "../../_kit/system/processor_limit.ts";

/** A share of one processor. */
const PERCENT = 10;

export default {
  name: "little processor",
  about:
    `a control group leaves ${PERCENT} % of one processor, for three seconds; it costs time and nothing else`,
  appliesTo: () => true,
  missing: () => ProcessorLimit.missing(),
  async inject(server, { pause }) {
    using limit = new ProcessorLimit(PERCENT);
    limit.enclose([server.pid, ...descendants(server.pid)]);
    await pause(3000);
  },
} satisfies Fault;
