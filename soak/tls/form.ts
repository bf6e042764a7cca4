import type { Random } from "../../mod/check/probes/seeded_random.ts";
import type { BreakableWire } from "./breakable_wire.ts";
import type { Passed } from "./noise_transfer.ts";

/** One way in which netlab speaks TLS, with a program that is not ours at the other end of it. */
export interface Form {
  readonly name: string;
  readonly start: (site: FormSite) => Promise<Subject>;
}

/** What every form is given. */
export interface FormSite {
  /** A folder for files, removed at the end. */
  readonly folder: string;
  /** Path of the certificate and key for localhost, without `.crt`, `.key` and `.pem`. */
  readonly certificate: string;
  /** What TLS goes over. */
  readonly wire: BreakableWire;
  /** How much a transfer will carry, bytes. */
  readonly bytes: number;
}

/** A form that runs. */
export interface Subject extends AsyncDisposable {
  /** The process of netlab that is looked at. */
  readonly pid: number;
  /** Its transfers, each in one direction, in the order in which they have to be made. */
  readonly transfers: readonly OneWayTransfer[];
  /** Has this many clients at once in the middle of a transfer, breaks them off, and waits for their end. */
  readonly breakOff: (clients: number) => Promise<void>;
  /** @returns how many of this many short sessions had a wrong answer, or none */
  readonly shortSessions: (sessions: number) => Promise<number>;
}

/** One direction through a form. */
export interface OneWayTransfer {
  readonly name: string;
  readonly run: (plan: TransferPlan) => Promise<{ sent: Passed; received: Passed }>;
}

/** How a transfer goes. */
export interface TransferPlan {
  readonly bytes: number;
  /** Decides on blocks and pauses. @param side the writer and the reader do not disturb each other */
  readonly random: (side: "writer" | "reader") => Random;
  /** The reader stops in the middle until this resolves. */
  readonly halfway: () => Promise<void>;
}
