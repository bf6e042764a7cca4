import type { Random } from "../../mod/check/probes/seeded_random.ts";
import type { Protocol } from "./servers/server_address.ts";
import type { Ledger } from "./ledger.ts";
import type { TestedServer } from "./servers/tested_server.ts";

/** The tools of a client during one conversation. */
export interface LoadContext {
  readonly server: TestedServer;
  readonly random: Random;
  /** A word that no other conversation of the run has. */
  readonly mark: string;
  /** Aborts when the conversation has taken too long. */
  readonly signal: AbortSignal;
  /** Counts a question that has been sent whole. */
  asked(count?: number): void;
  /** Counts an answer that was compared and is right. */
  right(count?: number): void;
}

/**
 * A kind of well-behaved client. `converse` is one conversation from beginning to end; it is called
 * repeatedly, by several clients at once. It throws `WrongAnswer` for an answer that is not the
 * right one, `Refused` for a no in the words of the protocol, and anything else when the connection
 * failed.
 */
export interface Load {
  readonly name: string;
  /** Its work, and how the right answers are known. */
  readonly about: string;
  /** The protocol it speaks; it runs against every server that speaks it. */
  readonly at: Protocol;
  /** Which of them; all, when it is left out. */
  appliesTo?(server: TestedServer): boolean;
  /** Clients at once, for each server. @default {2} */
  readonly clients?: number;
  converse(context: LoadContext): Promise<void>;
  /**
   * Checks what must be true at the end, when the faults are over: nothing acknowledged may be
   * missing.
   */
  finish?(server: TestedServer, ledger: Ledger): Promise<void>;
}
