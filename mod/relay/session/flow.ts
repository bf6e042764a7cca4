import type { Deliver, Side, Stage } from "../filters/stage.ts";

/** One direction: where it comes from, where it goes, what happens on the way. */
export class Flow {
  /** How many have gone the whole way. */
  bytes = 0;
  /** True while the failure of the moment would be the writer's. */
  writing = false;
  /** Hands a block through all stages to the far side. */
  readonly deliver: Deliver;
  readonly #ends: (() => Promise<void>)[];

  constructor(
    readonly number: 1 | 2,
    readonly from: Side,
    readonly to: Side,
    stages: readonly Stage[],
  ) {
    const write: Deliver = to.endpoint.writable ? (bytes) => this.#write(bytes) : () => Promise.resolve();
    this.#ends = [];
    this.deliver = stages.reduceRight<Deliver>((next, stage) => {
      this.#ends.unshift(() => stage.end?.(next) ?? Promise.resolve());
      return (bytes) => stage.push(bytes, next);
    }, write);
  }

  /** Flushes every stage, first to last, then half-closes the far side. */
  async end(): Promise<void> {
    for (const end of this.#ends) await end();
    await this.to.endpoint.shutdown();
  }

  #write(bytes: Uint8Array): Promise<void> {
    this.writing = true;
    return this.to.endpoint.write(bytes).then(this.#written);
  }

  readonly #written = (): void => {
    this.writing = false;
  };
}
