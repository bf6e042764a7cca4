/**
 * Whose turn it is when two people talk by turns (exercise E14): one line here, one line there.
 *
 * Both programs must agree on who begins, and nothing on the wire says so. If both believe it is the other,
 * both wait for ever: two programs in `recv`, each right by its own rules. If both believe it is themselves,
 * their first lines cross. This object cannot prevent either; it notices the second (a line that comes during
 * our own turn), and it keeps the talk going: a line that came early counts as the answer to what we say
 * next.
 */
export class Turns {
  #mine: boolean;
  #early = 0;
  #heard = 0;
  #alone = false;

  /** @param begins who says the first line */
  constructor(begins: "me" | "peer") {
    this.#mine = begins === "me";
  }

  /** Whether it is our turn. */
  get mine(): boolean {
    return this.#mine;
  }

  /** Whether the other side has never said anything. */
  get silentSoFar(): boolean {
    return this.#heard === 0;
  }

  /** We said a line; it must have been our turn. */
  spoke(): void {
    if (this.#early > 0) this.#early -= 1;
    else this.#mine = this.#alone;
  }

  /** The other side has said everything: from now on it is our turn. */
  left(): void {
    this.#mine = this.#alone = true;
  }

  /**
   * The other side said a line.
   *
   * @returns false when it was not its turn: both sides began
   */
  heard(): boolean {
    this.#heard += 1;
    const inTurn = !this.#mine;
    if (inTurn) this.#mine = true;
    else this.#early += 1;
    return inTurn;
  }
}
