import type { AskedTarget } from "./addresses/proxy_server/proxy_request.ts";
import type { HostPort } from "../net/tcp/dial.ts";
import type { MessagePart } from "../net/websocket/message_sender.ts";
import type { Ending } from "../net/websocket/websocket_stream.ts";

/**
 * One side of a relay, no matter what it is made of: a socket, a file, a child process, a queue in
 * memory, two halves of different things. The pump knows nothing else.
 *
 * It is close to netlab's `Connection`, with three differences that socat's language needs. A side may be
 * one-way (`STDIN`, a file opened for writing). A side may keep message boundaries (`datagram`): then one
 * read is one message and one write sends one. And ending has two steps that addresses define differently:
 * `shutdown()` says "no more from me" (a half-close, an empty datagram, closing a pipe, or nothing at all),
 * `close()` lets go of everything.
 */
export interface RelayEndpoint {
  /** The pair of descriptor numbers shown in messages: for reading, for writing. */
  readonly fds: readonly [number, number];
  readonly readable: boolean;
  readonly writable: boolean;
  /** True when one read or write is one message. */
  readonly datagram: boolean;
  /** True when it has messages of any length, which come and go in parts; see `part` and `write`. */
  readonly messages?: boolean;
  /**
   * Variables for a child process on the other side: `PEERADDR` … without the `SOCAT_` in front.
   */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * True for a program, whose exit status tells whether it failed: that it takes no more is then no failure
   * by itself.
   */
  readonly endIsTold?: boolean;
  /** How the peer is told that what it got is not all; undefined where it cannot be told. */
  readonly abortive?: AbortiveEnd | undefined;
  /** The names of the two ends in a capture; undefined when the side is not a socket. */
  readonly names?: { readonly local: HostPort; readonly remote: HostPort };
  /** Where the client of a proxy of ours wants to go. */
  readonly asked?: AskedTarget;
  /**
   * At least one byte, `null` at the end, 0 for an empty message (datagrams only). Never keeps the buffer.
   * One read at a time. A message longer than the buffer is cut, as the system does.
   */
  read(buffer: Uint8Array): Promise<number | null>;
  /**
   * All of it, or rejects. The bytes are the caller's again afterwards. One write at a time.
   *
   * @param part what they are of a message, where they come from a side that knows
   */
  write(bytes: Uint8Array, part?: MessagePart): Promise<unknown>;
  /**
   * "I have said everything"; idempotent, never rejects for a peer that has already gone.
   *
   * @param ending how the other side has ended, for a peer that can be told
   */
  shutdown(ending?: Ending): Promise<void>;
  /**
   * Lets go of everything; idempotent. A pending read ends. Resolves with the message about a
   * child's fate, if there is one.
   */
  close(): Promise<void>;
  /**
   * Both sides are open now, or this one should not wait any longer for the other. A side that is closed before
   * may tell its peer that it is in vain. Idempotent.
   */
  ready?(): Promise<void>;
  /** What the last read gave of a message, where there are `messages`. */
  part?(): MessagePart | undefined;
  /** How its peer has ended, if that was said. */
  ending?(): Ending | undefined;
  /** The other side has failed: what ends now does not end as it should. */
  failing?(): void;
}

/**
 * The peer has ended in good order before it had everything: that is told, and is no failure of a relay that goes
 * both ways.
 */
export class PeerEndedError extends Error {
  override readonly name = "PeerEndedError";
  readonly code = "peer_ended";
}

/** A reset (RST) that passes on one from the other side. */
export interface AbortiveEnd {
  /** Resolves when the peer has all that was written, or takes nothing more. */
  readonly delivered: () => Promise<void>;
  /** Breaks the connection off; `close` then only lets go of it. */
  readonly reset: () => void;
}

/** A sentence for a person, already in socat's wording; shown as one `E` line. */
export class RelayError extends Error {
  override readonly name = "RelayError";
  readonly code = "relay";
  /** A line or two below the message. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** A failed call that its sentence names, which stands by itself: `sendto(5, …): No such file or directory`. */
export class NamedCallError extends RelayError {}
