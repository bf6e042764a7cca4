/** Something that is open or closed, and can be waited for. */
export class Gate {
  #opening = Promise.withResolvers<void>();
  #isOpen = false;

  /** Whether it is open now. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Resolves when it is open; at once when it is open already. */
  get opened(): Promise<void> {
    return this.#opening.promise;
  }

  /** Lets everybody through who waits. */
  open(): void {
    this.#isOpen = true;
    this.#opening.resolve();
  }

  /** Makes whoever comes from now on wait. */
  close(): void {
    if (this.#isOpen) this.#opening = Promise.withResolvers();
    this.#isOpen = false;
  }
}
