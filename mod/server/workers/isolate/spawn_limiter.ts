import { delay } from "@std/async";
import { isExhausted } from "../../../net/errors/system_error.ts";

/**
 * Descriptors that one isolate takes while it starts: an event loop of its own, or the pipes to a child; and from source the
 * files of its modules, many of which are open at once.
 */
const EACH = Deno.build.standalone ? 8 : 24;
/** Descriptors that stay free for everything else. */
const RESERVE = 8;
/** No more than this is looked for: that many isolates do not start at the same moment. */
const MOST = 256;
/** Milliseconds until the next look. */
const PAUSE = 50;

/**
 * # When one more isolate may be started
 *
 * A thread or a child that is started when the process has no descriptor left (EMFILE) is worse than a failed `accept`: of a
 * thread's event loop the runtime takes for granted that it can be made, and ends the whole program when it cannot. So
 * every start of an isolate waits here until there are enough descriptors for it and for those that are still starting: a
 * thread takes what it needs a little later, from its own side.
 *
 * The system does not tell how many are left, so the number that is needed is opened and closed again. A program that has given up
 * the permission to open anything cannot look; it reserves descriptors while it still may, and releases them for the thread.
 */
export class SpawnLimiter {
  #starting = 0;
  #turn: Promise<void> = Promise.resolve();
  readonly #reserved: Disposable[];

  /** @param reserved how many isolates to keep descriptors for, in case there is no permission to look for them later. */
  constructor(reserved = 0) {
    this.#reserved = Deno.build.standalone ? devices(reserved * EACH) : [];
  }

  /**
   * Waits until one more isolate may be started, first come, first served.
   *
   * @param signal ends the wait, whether or not there are descriptors
   * @returns to be disposed of when the isolate is up, or has failed to be.
   */
  async acquire(signal?: AbortSignal): Promise<Disposable> {
    const turn = this.#turn.then(() => this.#waitForDescriptors(signal));
    this.#turn = turn;
    await turn;
    let starting = true;
    return {
      [Symbol.dispose]: () => {
        if (starting) this.#starting--;
        starting = false;
      },
    };
  }

  /** Waits until nobody waits to start an isolate. */
  async whenIdle(): Promise<void> {
    await this.#turn;
  }

  async #waitForDescriptors(signal: AbortSignal | undefined): Promise<void> {
    while (!signal?.aborted && !canOpen(Math.min((this.#starting + 1) * EACH + RESERVE, MOST))) {
      await delay(PAUSE, signal && { signal }).catch(() => {/* asked to stop */});
    }
    this.#starting++;
    for (const device of this.#reserved.splice(0, EACH)) device[Symbol.dispose]();
  }
}

function devices(count: number): Disposable[] {
  try {
    return Array.from({ length: count }, () => Deno.openSync("/dev/null"));
  } catch {
    return []; // no such device, no permission, no descriptor: the isolate starts without
  }
}

/** Whether this many descriptors are free. Windows has no such limit, and no such device. */
function canOpen(count: number): boolean {
  if (Deno.build.os === "windows") return true;
  using opened = new DisposableStack();
  try {
    for (let left = count; left > 0; left--) opened.use(Deno.openSync("/dev/null"));
    return true;
  } catch (error) {
    // Anything else (no such device, no permission) tells nothing about descriptors
    return !isExhausted(error);
  }
}
