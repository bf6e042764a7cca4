import type { Random } from "../../mod/check/probes/seeded_random.ts";
import type { Speech } from "./door.ts";
import type { Ledger } from "./ledger.ts";
import type { Subject } from "./subject.ts";

/** What a client has at hand during one conversation. */
export interface Stage {
  readonly subject: Subject;
  readonly random: Random;
  /** A word that no other conversation of the run has. */
  readonly mark: string;
  /** Aborts when patience is at its end. */
  readonly signal: AbortSignal;
  /** Counts a question that has been sent whole. */
  asked(count?: number): void;
  /** Counts an answer that was compared and is right. */
  right(count?: number): void;
}

/**
 * A kind of well-behaved client. `converse` is one conversation from beginning to end; it is called again and again, by
 * several clients at once. It throws `Wrong` for an answer that is not the right one, `Refused` for a no in the words of the
 * protocol, and anything else when the connection failed.
 */
export interface Load {
  readonly name: string;
  /** What it does and what it compares the answers with. */
  readonly about: string;
  /** Who it talks to: servers with this door. */
  readonly at: Speech;
  /** Which of them; all, when it is left out. */
  suits?(subject: Subject): boolean;
  /** Clients at once, for each server. @default {2} */
  readonly clients?: number;
  converse(stage: Stage): Promise<void>;
  /** Looks at what must be true at the end, when the faults are over: nothing acknowledged may be missing. */
  finish?(subject: Subject, ledger: Ledger): Promise<void>;
}
