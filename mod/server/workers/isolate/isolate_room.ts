import { delay } from "@std/async";
import { isExhausted } from "../../../net/errors/system_error.ts";

/**
 * Descriptors that one isolate takes while it starts: an event loop of its own, or the pipes to a child; and from source the
 * files of its modules, many of which are open at once.
 */
const EACH = Deno.build.standalone ? 8 : 24;
/** Descriptors that stay free for everything else. */
const RESERVE = 8;
/** More than this is not looked for: so many isolates do not start in the same moment. */
const MOST = 256;
/** Milliseconds until the next look. */
const PAUSE = 50;

/**
 * # Room for one more isolate
 *
 * A thread or a child that is started when the process has no descriptor left (EMFILE) is worse than a failed `accept`: of a
 * thread's event loop the runtime takes for granted that it can be made, and ends the whole program when it cannot. So
 * whoever is about to start an isolate waits here until there is room for it, and for those that are just starting: what a
 * thread needs, it takes a little later, from its own side.
 *
 * There is no question to the system "how many are left"; so many are opened and closed again. A program that has given up
 * the permission to open anything cannot look; it puts descriptors by while it still may, and lets go of them for the thread.
 */
export class IsolateRoom {
  #starting = 0;
  #turn: Promise<void> = Promise.resolve();
  readonly #putBy: Disposable[];

  /** @param putBy for so many isolates descriptors are kept, should there be no permission to look for them later. */
  constructor(putBy = 0) {
    this.#putBy = Deno.build.standalone ? devices(putBy * EACH) : [];
  }

  /**
   * Waits until one more isolate may be started; whoever asked first goes first.
   *
   * @param signal ends the wait: there may be no room then
   * @returns to be disposed of when the isolate is up, or has failed to be.
   */
  async enter(signal?: AbortSignal): Promise<Disposable> {
    const turn = this.#turn.then(() => this.#roomFor(signal));
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

  /** Waits until nobody waits for room. */
  async whenNobodyWaits(): Promise<void> {
    await this.#turn;
  }

  async #roomFor(signal: AbortSignal | undefined): Promise<void> {
    while (!signal?.aborted && !canOpen(Math.min((this.#starting + 1) * EACH + RESERVE, MOST))) {
      await delay(PAUSE, signal && { signal }).catch(() => {/* asked to stop */});
    }
    this.#starting++;
    for (const device of this.#putBy.splice(0, EACH)) device[Symbol.dispose]();
  }
}

function devices(count: number): Disposable[] {
  try {
    return Array.from({ length: count }, () => Deno.openSync("/dev/null"));
  } catch {
    return []; // no such device, no permission, no descriptor: the isolate starts without
  }
}

/** Whether so many descriptors are free. Windows has no such limit, and no such device. */
function canOpen(count: number): boolean {
  if (Deno.build.os === "windows") return true;
  using opened = new DisposableStack();
  try {
    for (let left = count; left > 0; left--) opened.use(Deno.openSync("/dev/null"));
    return true;
  } catch (error) {
    // Anything else (no such device, no permission) tells nothing about room
    return !isExhausted(error);
  }
}
