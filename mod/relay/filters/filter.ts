import type { MessagePart } from "../../net/websocket/message_sender.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";

/** `>` from the left side to the right side, `<` back. */
export type Way = ">" | "<";

/**
 * Takes a block on its way; resolves when it has been written.
 *
 * @param part what the block is of a message, where it comes from a side that has messages. A filter that
 * delivers other blocks than it was given leaves it out: then each of them is a message.
 */
export type Deliver = (bytes: Uint8Array, part?: MessagePart) => Promise<void>;

/** A change to the data of one direction, between reading and writing. */
export interface Filter {
  /** Called with each block; calls `next` with the data to pass on, as often as it likes. */
  push(bytes: Uint8Array, next: Deliver, part?: MessagePart): Promise<void>;
  /** Called once at the end of the stream, to pass on everything still held back. */
  end?(next: Deliver): Promise<void>;
}

/** One side as the pump sees it. */
export interface Side {
  readonly endpoint: RelayEndpoint;
  readonly ignoreEof: boolean;
  /** A failed write is a notice, not an error. */
  readonly coolWrite: boolean;
}
