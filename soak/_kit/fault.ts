import type { Random } from "../../mod/check/probes/seeded_random.ts";
import type { TestedServer } from "./servers/tested_server.ts";

/** The tools of a fault. */
export interface FaultContext {
  readonly random: Random;
  /** Aborts when the whole run is to end. */
  readonly signal: AbortSignal;
  /** Waits; ends early with the run. */
  pause(ms: number): Promise<void>;
  /** Notes an answer that the fault itself compared: readers that stop and then go on do. */
  right(): void;
}

/**
 * Something that goes wrong. `inject` makes it happen and has undone it when it resolves. Its
 * possible cost to others is declared beforehand through `server.outages`; a bad client may cost
 * them nothing at all.
 */
export interface Fault {
  readonly name: string;
  /** What happens, in a sentence. */
  readonly about: string;
  /** Whether it can happen to this server. */
  appliesTo(server: TestedServer): boolean;
  /** The servers it hits together with this one. */
  alsoHits?(server: TestedServer): readonly TestedServer[];
  /** Why it cannot be made to happen on this machine; `null` when it can. */
  missing?(): string | null | Promise<string | null>;
  inject(server: TestedServer, context: FaultContext): Promise<void>;
}
