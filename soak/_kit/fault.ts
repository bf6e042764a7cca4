import type { Random } from "../../mod/check/probes/seeded_random.ts";
import type { Subject } from "./subject.ts";

/** What a fault has at hand. */
export interface Scene {
  readonly random: Random;
  /** Aborts when the whole run is to end. */
  readonly signal: AbortSignal;
  /** Waits; ends early with the run. */
  pause(ms: number): Promise<void>;
  /** Notes an answer that the fault itself compared: readers that stop and then go on do. */
  right(): void;
}

/**
 * Something that goes wrong. `inject` makes it happen and has undone it when it resolves. What it may cost others it declares
 * beforehand through `subject.outages`; a bad client may cost them nothing at all.
 */
export interface Fault {
  readonly name: string;
  /** What happens, in a sentence. */
  readonly about: string;
  /** Whether it can befall this server. */
  suits(subject: Subject): boolean;
  /** Whom it befalls together with this one. */
  alongside?(subject: Subject): readonly Subject[];
  /** Why it cannot be made to happen on this machine; `null` when it can. */
  missing?(): string | null | Promise<string | null>;
  inject(subject: Subject, scene: Scene): Promise<void>;
}
