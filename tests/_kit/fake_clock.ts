import FakeTimers from "npm:@sinonjs/fake-timers@15.5.0";

/**
 * A clock that moves when a test says so: timers and `performance.now()` follow it, sockets and
 * processes do not. It proves that nothing happens for an hour as easily as for a moment, and a
 * busy machine cannot spoil the proof.
 *
 * `using clock = new FakeClock();` before anything under test reads the time.
 */
export class FakeClock implements Disposable {
  readonly #clock = FakeTimers.install({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance", "Date"],
  });

  /**
   * Lets time pass: each timer fires on time, and code that waited for one continues in between.
   */
  async tick(milliseconds: number): Promise<void> {
    await this.#clock.tickAsync(milliseconds);
  }

  /** What is computed now takes so long: no timer fires in between. */
  compute(milliseconds: number): void {
    this.#clock.jump(milliseconds);
  }

  /**
   * Lets time pass in which nothing could run, as while a process is stopped: due timers are called
   * once, late.
   */
  async jump(milliseconds: number): Promise<void> {
    this.#clock.jump(milliseconds);
    await this.#clock.tickAsync(0);
  }

  [Symbol.dispose](): void {
    this.#clock.uninstall();
  }
}
