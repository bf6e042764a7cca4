import type { RelayContext } from "./context.ts";
import type { OpenSide } from "./address_plan.ts";
import { interruptiblePause } from "./addresses/retries.ts";
import { errorText, isExhausted } from "../net/errors/system_error.ts";

/** Milliseconds until the next attempt. */
const PAUSE = 100;
/** How long one attempt may keep the others waiting, milliseconds. */
const TURN = 1000;
/** With nobody served for so long, milliseconds, descriptors come back only from those who wait. */
const STALLED = 1000;

/**
 * For a forking relay that has a connection and no descriptor left for the other side of it. The
 * client is kept and served as soon as others have given theirs back. Meanwhile nobody else is
 * accepted: two clients that wait for each other's descriptors would wait for ever, and a client in
 * the system's queue costs no descriptor. Nor is it tried by several at once: an address that takes a handful of
 * descriptors would leave too few for each of them, time and again.
 *
 * Clients that came at once may hold all descriptors and be served neither now nor later. Then one after the other
 * is sent away, until there is room for the next.
 */
export class DescriptorBackoff {
  readonly #stuck = new Set<Promise<void>>();
  #turn: Promise<void> = Promise.resolve();
  #served = 0;
  /** When somebody was last served, or nobody waited. */
  #moved = 0;

  /** Opens an address, and tries again while the system is short of descriptors or memory. */
  async *open(open: () => AsyncGenerator<OpenSide>, context: RelayContext): AsyncGenerator<OpenSide> {
    using wait = new DisposableStack();
    for (let attempt = 1;; attempt++) {
      let opened = false;
      const leave = attempt === 1 ? () => {} : await this.#takeTurn();
      try {
        for await (const side of open()) {
          if (!opened) this.#served++;
          opened = true;
          leave();
          wait.dispose();
          yield side;
        }
        return;
      } catch (error) {
        if (opened || !isExhausted(error) || context.signal.aborted) throw error;
        if (attempt === 1) {
          wait.defer(this.#begin());
          context.log.warning(`${errorText(error)}; trying again`);
        } else if (this.#isStalled()) {
          throw error;
        }
        await interruptiblePause(PAUSE, context.signal);
      } finally {
        leave();
        if (opened) this.#ended();
      }
    }
  }

  /** Resolves when nobody waits. */
  async settled(): Promise<void> {
    while (this.#stuck.size > 0) await Promise.race(this.#stuck);
  }

  #ended(): void {
    this.#served--;
    this.#moved = performance.now();
  }

  /** Whether the one who asks has to go, for the sake of the others. */
  #isStalled(): boolean {
    const now = performance.now();
    if (this.#served > 0 || this.#stuck.size < 2 || now - this.#moved < STALLED) return false;
    this.#moved = now - STALLED + PAUSE; // its descriptors are back by then
    return true;
  }

  /** @returns a function that lets the next one try; after a second that happens by itself */
  async #takeTurn(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#turn;
    this.#turn = promise;
    await before;
    const timer = setTimeout(resolve, TURN);
    return () => {
      clearTimeout(timer);
      resolve();
    };
  }

  /** @returns a function that ends this wait */
  #begin(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#stuck.size === 0) this.#moved = performance.now();
    this.#stuck.add(promise);
    return () => {
      this.#stuck.delete(promise);
      resolve();
    };
  }
}
