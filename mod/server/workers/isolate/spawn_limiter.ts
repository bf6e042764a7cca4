import { delay } from "@std/async";
import { isExhausted } from "../../../net/errors/system_error.ts";

/**
 * Descriptors that one isolate takes while it starts: its event loop, or the pipes to a child; and,
 * when run from source, the files of its modules, many of which are open at once.
 */
const EACH = Deno.build.standalone ? 8 : 24;
/** Descriptors that stay free for everything else. */
const RESERVE = 8;
/** No more than this are looked for: that many isolates never start at the same moment. */
const MOST = 256;
/** Milliseconds until the next check. */
const PAUSE = 50;

/**
 * # When one more isolate may be started
 *
 * Starting a thread or a child when the process has no descriptor left (EMFILE) is worse than a
 * failed `accept`: the runtime takes it for granted that it can create a thread's event loop, and
 * ends the whole program when it cannot. So every start of an isolate waits here until there are
 * enough descriptors for it and for those that are still starting: a thread takes what it needs a
 * little later, on its own side.
 *
 * The system does not say how many are left, so as many as are needed are opened and closed again.
 * A program that has given up the permission to open anything cannot check; it reserves descriptors
 * while it still may, and releases them for the thread.
 */
export class SpawnLimiter {
  #starting = 0;
  #turn: Promise<void> = Promise.resolve();
  readonly #reserved: Disposable[];

  /**
   * @param reserved how many isolates to keep descriptors for, in case there is no permission to
   *   check for them later.
   */
  constructor(reserved = 0) {
    this.#reserved = Deno.build.standalone ? devices(reserved * EACH) : [];
  }

  /**
   * Waits until one more isolate may be started, first come, first served.
   *
   * @param signal ends the wait, whether or not there are descriptors
   * @returns dispose of it when the isolate is up, or has failed to start.
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

  /** Waits until no isolate is waiting to be started. */
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
    return []; // no such device, no permission, no descriptor: the isolate starts without it
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
    // Anything else (no such device, no permission) says nothing about descriptors
    return !isExhausted(error);
  }
}
