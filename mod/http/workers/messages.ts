import type { MessageData } from "../../i18n/message.ts";
import type { TookMessage, WaitMessage } from "../../io/remote_limits.ts";
import type { Transfer } from "../middleware/transfers.ts";

/** Messages from a worker that answers requests to the isolate of its server. */
export type ToDesk =
  /** Lines for the access log, a line feed between them, with their numbers in the order of all lines. */
  | { readonly type: "lines"; readonly lines: string; readonly numbers: Int32Array }
  /** Something for the person who runs the server. */
  | { readonly type: "said"; readonly message: MessageData }
  | TookMessage
  /** The transfers that are under way in the worker, and how long each has been, milliseconds. */
  | { readonly type: "transfers"; readonly transfers: readonly RunningTransfer[] };

/** Messages to a worker. */
export type FromDesk = WaitMessage;

/** A transfer in another isolate, whose clock is another one. */
export type RunningTransfer = Omit<Transfer, "started"> & { readonly age: number };
