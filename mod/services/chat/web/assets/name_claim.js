/** How long another tab has to say that a name is its own, milliseconds. */
const ANSWER = 250;

/**
 * The name of this tab, for the other tabs of this browser. A tab that is duplicated has everything that the first
 * one has kept, the name too; without a word between them, each would take the name from the other.
 */
export class NameClaim {
  #channel = "BroadcastChannel" in globalThis
    ? new BroadcastChannel("netlab chat " + location.pathname)
    : undefined;
  #own = "";
  #isHeld = false;
  #asked = "";

  constructor() {
    this.#channel?.addEventListener("message", ({ data }) => {
      if (data.asks !== undefined && data.asks === this.#own) {
        this.#channel?.postMessage({ holds: this.#own });
      }
      if (data.holds !== undefined && data.holds === this.#asked) this.#isHeld = true;
    });
  }

  /**
   * From now on this tab goes by that name; by none, when it is empty.
   *
   * @param {string} name
   */
  hold(name) {
    this.#own = name;
  }

  /**
   * Whether another tab goes by a name.
   *
   * @param {string} name
   */
  async isHeldElsewhere(name) {
    if (this.#channel === undefined) return false;
    this.#asked = name;
    this.#isHeld = false;
    this.#channel.postMessage({ asks: name });
    for (let waited = 0; waited < ANSWER && !this.#isHeld; waited += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.#asked = "";
    return this.#isHeld;
  }
}
