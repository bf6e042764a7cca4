/** Something that is open or closed, and can be waited for. */
export class AsyncEvent {
  #opening = Promise.withResolvers<void>();
  #isOpen = false;

  /** Whether it is open now. */
  get isSet(): boolean {
    return this.#isOpen;
  }

  /** Resolves when it is open; at once when it is open already. */
  get whenSet(): Promise<void> {
    return this.#opening.promise;
  }

  /** Lets everybody who waits through. */
  set(): void {
    this.#isOpen = true;
    this.#opening.resolve();
  }

  /** Makes those who come from now on wait. */
  clear(): void {
    if (this.#isOpen) this.#opening = Promise.withResolvers();
    this.#isOpen = false;
  }
}
