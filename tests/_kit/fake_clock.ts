import FakeTimers from "npm:@sinonjs/fake-timers@15.5.0";

/**
 * A clock that goes when a test says so: timers and `performance.now()` follow it, sockets and processes do not. That
 * nothing happens is proved with it for an hour as easily as for a moment, and no busy machine makes it untrue.
 *
 * `using clock = new FakeClock();` before anything under test reads the time.
 */
export class FakeClock implements Disposable {
  readonly #clock = FakeTimers.install({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"],
  });

  /** Lets time go by, each timer on time, and what was waiting for one goes on in between. */
  async tick(milliseconds: number): Promise<void> {
    await this.#clock.tickAsync(milliseconds);
  }

  /** Lets time go by in which nobody could run, as while a process is stopped: what is due is called once, late. */
  async jump(milliseconds: number): Promise<void> {
    this.#clock.jump(milliseconds);
    await this.#clock.tickAsync(0);
  }

  [Symbol.dispose](): void {
    this.#clock.uninstall();
  }
}
