import { NetworkTurns, type TurnLimits } from "../network_turns.ts";
import { busy } from "../refused_file.ts";

/** How many folders are told about at a time. */
export type WalkLimits = TurnLimits;

/** The defaults. */
export const WALK_LIMITS: WalkLimits = { working: 64, each: 32 };

/**
 * Bounds what PROPFIND keeps in memory: the names of a folder, megabytes of a large one, for as long as its
 * reader takes.
 */
export class WalkLimit extends NetworkTurns {
  /** @param limits those that differ from the defaults */
  constructor(limits: Partial<WalkLimits> = {}) {
    super({ ...WALK_LIMITS, ...limits }, busy);
  }
}
