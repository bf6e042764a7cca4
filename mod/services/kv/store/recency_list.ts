/**
 * Which key was used longest ago. A set remembers the order in which its members came: one that is used is taken out and
 * put in again, so the first is the one to go.
 */
export class RecencyList {
  readonly #keys = new Set<string>();

  /** The key was used. */
  touch(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
  }

  /** The key is gone. */
  forget(key: string): void {
    this.#keys.delete(key);
  }

  /** All keys are gone. */
  clear(): void {
    this.#keys.clear();
  }

  /** The key that was used longest ago. @param except one that may not be named */
  oldest(except: string): string | undefined {
    for (const key of this.#keys) if (key !== except) return key;
    return undefined;
  }
}
