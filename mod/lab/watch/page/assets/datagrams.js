/** Datagrams on their way that are remembered: what nobody has received by then was lost. */
const REMEMBERED = 10_000;

/**
 * Which datagram that was received is which one that was sent: the same bytes to the same port, the first of them
 * first.
 */
export class Datagrams {
  /** The sends on their way, by what identifies them. @type {Map<string, number[]>} */
  #sent = new Map();
  #count = 0;

  /**
   * @param {number} event
   * @param {string} to the address
   * @param {string} what the bytes
   */
  send(event, to, what) {
    if (this.#count >= REMEMBERED) return;
    const key = keyOf(to, what);
    const there = this.#sent.get(key);
    if (there === undefined) this.#sent.set(key, [event]);
    else there.push(event);
    this.#count++;
  }

  /**
   * @param {string} at the address of the socket that has received it
   * @param {string} what
   * @returns {number | undefined} the event that sent it
   */
  receive(at, what) {
    const key = keyOf(at, what);
    const there = this.#sent.get(key);
    const event = there?.shift();
    if (event !== undefined) this.#count--;
    if (there?.length === 0) this.#sent.delete(key);
    return event;
  }
}

/** A socket on all addresses has no address of its own: the port has to do. @param {string} address @param {string} what */
function keyOf(address, what) {
  return `${address.replace(/^.*:/, "")} ${what}`;
}
