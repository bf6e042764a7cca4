/*
What counts as a download.

A share that ends after the first download needs a rule, and the obvious ones are wrong: counting requests ends the
share when a messenger fetches a preview, when a browser asks a second time, when a download manager opens four
connections, or when the line drops after a megabyte. The rule here, which `netlab files share --help` publishes:

  A download counts when one client has received every byte.

- One client is one address. What it has received is the union of all its transfers that ended well.
- HEAD, a conditional request that is answered with 304 or 412, an error, and a part of the file never count by themselves.
- A transfer that was broken off proves nothing by itself, because nobody knows how many of its
  bytes arrived. When the same client later asks to go on from byte n (`bytes=n-…`, begun after
  the broken one), it has told us: it has everything it was sent before n. A request for the last
  bytes (`bytes=-n`) says nothing of the kind.
- After a download has counted, its client starts again from nothing.

Pure: no sockets, no clock. The order of events is all the time there is. The memory is bounded,
and so is the work at the end of a transfer: a client that fetches a byte here and a byte there,
ten thousand times, is forgotten.
*/

import type { ByteRange } from "../../semantics/byte_ranges.ts";
import { ByteSet } from "./byte_set.ts";

/** A transfer under way. */
export interface CountedTransfer {
  readonly client: string;
  /** The version of the file: parts of different versions do not add up. */
  readonly version: string;
  /** The client asked to go on from where the transfer begins. */
  readonly resumes: boolean;
}

/** How a transfer ended. */
export interface TransferEnd {
  /** The bytes that were sent. */
  readonly ranges: readonly ByteRange[];
  /** The client took them all. */
  readonly complete: boolean;
}

/**
 * A transfer that was broken off. The bytes that the client has told us it has are already in
 * `received`.
 */
interface Broken {
  readonly begun: number;
  readonly ranges: readonly ByteRange[];
  /** The client has everything it was sent before this byte. */
  vouched: number;
}

/** A transfer with which the client went on: it has everything it was sent before `start`. */
interface Resumed {
  readonly begun: number;
  readonly start: number;
}

interface Client {
  readonly received: ByteSet;
  broken: Broken[];
  /**
   * In the order of their beginnings; one is left out when a later one says more, so their starts
   * go down.
   */
  resumed: Resumed[];
  /** The cost of remembering the client, when it was last counted. */
  pieces: number;
}

/** The clients whose transfers are remembered, the latest first; no real download needs more. */
const MOST_CLIENTS = 10_000;
/** Broken transfers of one client that a later request may still confirm. */
const MOST_BROKEN = 100;
/**
 * Ranges and transfers that are remembered for one client; with more of them it starts again from
 * nothing.
 */
export const MOST_PIECES_OF_ONE = 4096;
/** The same of all clients together. */
const MOST_PIECES = 100_000;

/** Counts downloads of one file by the rule above. */
export class DownloadCount {
  /** Downloads so far. */
  count = 0;
  readonly #clients = new Map<string, Client>();
  #order = 0;
  #pieces = 0;

  /**
   * A transfer begins.
   *
   * @param size the size of the whole file, bytes
   * @returns call it when the transfer has ended; it says whether that completed a download
   */
  begin(transfer: CountedTransfer, size: number): (end: TransferEnd) => boolean {
    const begun = ++this.#order;
    return (end) => {
      const key = `${transfer.client}\n${transfer.version}`;
      const client = this.#client(key);
      remember(client, transfer, begun, end);
      this.#weigh(key, client);
      if (!end.complete && !client.resumed.length) return false;
      if (!client.received.covers({ start: 0, end: size }) || (size === 0 && !end.complete)) return false;
      this.#forget(key);
      this.count++;
      return true;
    };
  }

  /** The client, which is the latest of all from now on. */
  #client(key: string): Client {
    const client = this.#clients.get(key) ?? { received: new ByteSet(), broken: [], resumed: [], pieces: 0 };
    this.#clients.delete(key);
    this.#clients.set(key, client);
    return client;
  }

  /**
   * Recounts the cost of the client, and forgets the clients that have been away longest while the
   * total is too much.
   */
  #weigh(key: string, client: Client): void {
    const pieces = client.received.ranges.length + client.resumed.length +
      client.broken.reduce((sum, { ranges }) => sum + ranges.length, 0);
    this.#pieces += pieces - client.pieces;
    client.pieces = pieces;
    if (pieces > MOST_PIECES_OF_ONE) this.#forget(key);
    while (this.#pieces > MOST_PIECES || this.#clients.size > MOST_CLIENTS) {
      this.#forget(this.#clients.keys().next().value!);
    }
  }

  #forget(key: string): void {
    this.#pieces -= this.#clients.get(key)?.pieces ?? 0;
    this.#clients.delete(key);
  }
}

function remember(client: Client, transfer: CountedTransfer, begun: number, end: TransferEnd): void {
  if (!end.complete) return rememberBroken(client, { begun, ranges: end.ranges, vouched: 0 });
  for (const range of end.ranges) client.received.add(range);
  if (transfer.resumes) rememberResumed(client, { begun, start: end.ranges[0]?.start ?? 0 });
}

function rememberBroken(client: Client, broken: Broken): void {
  // Of all that began after it, the first has the farthest start.
  const resumed = client.resumed.find((each) => each.begun > broken.begun);
  vouch(client, broken, resumed?.start ?? 0);
  if (isUncertain(broken)) client.broken = [...client.broken, broken].slice(-MOST_BROKEN);
}

function rememberResumed(client: Client, resumed: Resumed): void {
  const farther = client.resumed.filter(({ begun, start }) => begun > resumed.begun || start > resumed.start);
  if (!farther.some(({ begun, start }) => begun > resumed.begun && start >= resumed.start)) {
    const at = farther.findIndex(({ begun }) => begun > resumed.begun);
    farther.splice(at < 0 ? farther.length : at, 0, resumed);
  }
  client.resumed = farther.slice(-MOST_BROKEN);
  for (const broken of client.broken) {
    if (broken.begun < resumed.begun) vouch(client, broken, resumed.start);
  }
  client.broken = client.broken.filter(isUncertain);
}

/** The client has everything that this transfer sent before some byte. */
function vouch(client: Client, broken: Broken, before: number): void {
  if (before <= broken.vouched) return;
  for (const { start, end } of broken.ranges) client.received.add({ start, end: Math.min(end, before) });
  broken.vouched = before;
}

function isUncertain({ ranges, vouched }: Broken): boolean {
  return ranges.some(({ end }) => end > vouched);
}
