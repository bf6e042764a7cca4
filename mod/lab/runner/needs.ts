import { signalSystem } from "../../process/stop_signals.ts";
import { spreadsConnections } from "../../process/spreads_connections.ts";

/** What not every system has, and what a step may be about; with the question whether this system has it. */
const NEEDS = {
  SIGTERM: () => signalSystem().sends,
  SO_REUSEPORT: () => spreadsConnections(),
} as const;

/** One of them. */
export type Need = keyof typeof NEEDS;

/** Their names. */
export const NEED_NAMES = Object.keys(NEEDS) as readonly Need[];

/** Whether this system has it. */
export function systemHas(need: Need): boolean {
  return NEEDS[need]();
}
