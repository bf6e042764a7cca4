import type { ChatEvent } from "../chat_event.ts";

/**
 * The servers that are in a shared room, and whether what one of them says counts.
 *
 * "Gone" is a guess that others make from silence. So that all servers guess the same, the guess is an event
 * like any other, with a place in the order: from there on nothing that the silent server has sent counts,
 * until it has come in again, though it may not know yet. It finds out when it reads so far, comes in
 * again, and sends what did not count once more. So of every message all servers know alike whether it was
 * said, and nobody has to wait for a server that is not there.
 */
export class ServerRegister {
  readonly #entries = new Map<string, number>();

  /** Each server with the number of the message that let it in. */
  get entries(): [server: string, entry: number][] {
    return [...this.#entries];
  }

  /** Whether it is in. */
  has(server: string): boolean {
    return this.#entries.has(server);
  }

  /** The number of the message that let a server in. */
  entryOf(server: string): number | undefined {
    return this.#entries.get(server);
  }

  /** Takes over what somebody else has read. */
  restore(entries: Iterable<[server: string, entry: number]>): void {
    this.#entries.clear();
    for (const [server, entry] of entries) this.#entries.set(server, entry);
  }

  /**
   * Takes note of the next event.
   *
   * @param number its place
   * @param author the server that has sent it
   * @returns whether it counts
   */
  counts(number: number, author: string, event: ChatEvent): boolean {
    if (event.type === "enter") return this.#enter(number, author, event.server);
    if (!this.has(author)) return false;
    if (event.type !== "gone") return true;
    return this.#entries.get(event.server) === event.entry && this.#entries.delete(event.server);
  }

  #enter(number: number, author: string, server: string): boolean {
    if (author !== server || this.has(server)) return false;
    this.#entries.set(server, number);
    return true;
  }
}
