/*
What counts as a download.

A share that ends after the first download needs a rule, and the obvious ones are wrong: counting requests ends the
share when a messenger fetches a preview, when a browser asks a second time, when a download manager opens four
connections, or when the line drops after a megabyte. The rule here, which `netlab files share --help` publishes:

  A download counts when one client has received every byte.

- One client is one address. What it has received is the union of all its transfers that ended well.
- HEAD, a conditional request that is answered with 304 or 412, an error, and a part of the file never count by themselves.
- A transfer that was broken off proves nothing by itself, since nobody knows how much of what was sent arrived. When the same
  client later asks to go on from byte n (`bytes=n-…`, begun after the broken one), it has told us: it has
  what it was sent before n. A request for the last bytes (`bytes=-n`) tells nothing of the kind.
- After a download has counted, its client begins anew.

Pure: no sockets, no clock. The order of events is all the time there is.
*/

import type { ByteRange } from "../semantics/byte_ranges.ts";
import { ByteSet } from "./byte_set.ts";

/** A transfer under way. */
export interface CountedTransfer {
  readonly client: string;
  /** Which version of the file: parts of different ones do not add up. */
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

interface Ended {
  readonly begun: number;
  readonly ranges: readonly ByteRange[];
}

interface Client {
  readonly received: ByteSet;
  broken: Ended[];
  resumed: Ended[];
}

/** More is nobody's download. */
const MOST_CLIENTS = 10_000;
const MOST_TRANSFERS = 1000;

/** Counts downloads of one file by the rule above. */
export class DownloadCount {
  /** Downloads so far. */
  count = 0;
  readonly #clients = new Map<string, Client>();
  #order = 0;

  /**
   * A transfer begins.
   *
   * @param size of the whole file, bytes
   * @returns call it when the transfer has ended; it says whether that completed a download
   */
  begin(transfer: CountedTransfer, size: number): (end: TransferEnd) => boolean {
    const begun = ++this.#order;
    return (end) => {
      const key = `${transfer.client}\n${transfer.version}`;
      const client = this.#client(key);
      remember(client, transfer, begun, end);
      if (!end.complete && !client.resumed.length) return false;
      if (!received(client).covers({ start: 0, end: size }) || (size === 0 && !end.complete)) return false;
      this.#clients.delete(key);
      this.count++;
      return true;
    };
  }

  #client(key: string): Client {
    const client = this.#clients.get(key) ?? { received: new ByteSet(), broken: [], resumed: [] };
    this.#clients.delete(key);
    this.#clients.set(key, client);
    if (this.#clients.size > MOST_CLIENTS) this.#clients.delete(this.#clients.keys().next().value!);
    return client;
  }
}

function remember(client: Client, transfer: CountedTransfer, begun: number, end: TransferEnd): void {
  const ended = { begun, ranges: end.ranges };
  if (!end.complete) client.broken = [...client.broken, ended].slice(-MOST_TRANSFERS);
  if (end.complete) { for (const range of end.ranges) client.received.add(range); }
  if (end.complete && transfer.resumes) client.resumed = [...client.resumed, ended].slice(-MOST_TRANSFERS);
}

/** What the client has for certain: what ended well, and what it has vouched for by going on after it. */
function received(client: Client): ByteSet {
  const all = new ByteSet();
  all.addAll(client.received);
  for (const broken of client.broken) {
    for (const resumed of client.resumed) {
      if (resumed.begun > broken.begun) addBefore(all, broken.ranges, resumed.ranges[0]?.start ?? 0);
    }
  }
  return all;
}

function addBefore(set: ByteSet, ranges: readonly ByteRange[], limit: number): void {
  for (const { start, end } of ranges) set.add({ start, end: Math.min(end, limit) });
}
