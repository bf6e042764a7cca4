/**
 * # A queue in which nobody waits behind another's hundred
 *
 * First come, first served is fair to questions, but not to the clients that ask: one that sends a
 * hundred is served a hundred times before the next is served once. Here every client has its own
 * line, and the lines are served in turn (round robin; RFC 970 argues for the same between the
 * hosts of a network).
 */
export class FairQueue<Entry> {
  readonly #most: number;
  /** The line whose turn it is first. None is empty. */
  readonly #lines = new Map<string, Entry[]>();
  #length = 0;

  /** @param most entries that may wait, of all clients together. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Puts an entry at the end of a client's line.
   *
   * @returns the entry that no longer fits: when the queue is full, the last one of the longest
   * line, which may be this one.
   */
  push(client: string, entry: Entry): Entry | undefined {
    const line = this.#lines.get(client);
    if (line) line.push(entry);
    else this.#lines.set(client, [entry]);
    this.#length++;
    return this.#length > this.#most ? this.#crowdedOut() : undefined;
  }

  /** Takes the first entry of the line whose turn it is. */
  shift(): Entry | undefined {
    const [first] = this.#lines;
    if (first === undefined) return undefined;
    const [client, line] = first;
    this.#lines.delete(client);
    this.#length--;
    const entry = line.shift();
    if (line.length > 0) this.#lines.set(client, line);
    return entry;
  }

  /** Removes an entry from its line. @returns whether it was there */
  remove(client: string, entry: Entry): boolean {
    const line = this.#lines.get(client);
    const at = line?.indexOf(entry) ?? -1;
    if (line === undefined || at < 0) return false;
    line.splice(at, 1);
    this.#length--;
    if (line.length === 0) this.#lines.delete(client);
    return true;
  }

  #crowdedOut(): Entry | undefined {
    let longest: [string, Entry[]] | undefined;
    for (const each of this.#lines) if (each[1].length >= (longest?.[1].length ?? 0)) longest = each;
    if (longest === undefined) return undefined;
    const [client, line] = longest;
    this.#length--;
    const last = line.pop();
    if (line.length === 0) this.#lines.delete(client);
    return last;
  }
}
