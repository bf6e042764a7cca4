import type { MessagePart } from "../../net/websocket/message_sender.ts";
import type { Deliver, Filter, Side } from "../filters/filter.ts";

/** One direction: its source, its target, and the filters on the way. */
export class Flow {
  /** How many have gone the whole way. */
  bytes = 0;
  /** True while the failure of the moment would be the writer's. */
  writing = false;
  /** Hands a block through all filters to the far side; whoever waited for that says {@linkcode delivered}. */
  readonly deliver: (bytes: Uint8Array, part?: MessagePart) => Promise<unknown>;
  readonly #ends: (() => Promise<void>)[];

  constructor(
    readonly number: 1 | 2,
    readonly from: Side,
    readonly to: Side,
    filters: readonly Filter[],
  ) {
    this.#ends = [];
    if (filters.length === 0) {
      this.deliver = to.endpoint.writable ? (bytes, part) => this.#write(bytes, part) : nowhere;
      return;
    }
    const write: Deliver = to.endpoint.writable
      ? (bytes, part) => this.#write(bytes, part).then(() => this.delivered())
      : nowhere;
    this.deliver = filters.reduceRight<Deliver>((next, filter) => {
      this.#ends.unshift(() => filter.end?.(next) ?? Promise.resolve());
      return (bytes, part) => filter.push(bytes, next, part);
    }, write);
  }

  /** The block has been written: the next failure is no longer that of this write. */
  delivered(): void {
    this.writing = false;
  }

  /** Flushes every filter, first to last. */
  async flush(): Promise<void> {
    for (const end of this.#ends) await end();
  }

  /** Flushes every filter, then half-closes the far side. */
  async end(): Promise<void> {
    await this.flush();
    this.writing = true;
    await this.to.endpoint.shutdown(this.from.endpoint.ending?.());
    this.writing = false;
  }

  #write(bytes: Uint8Array, part?: MessagePart): Promise<unknown> {
    this.writing = true;
    return this.to.endpoint.write(bytes, part);
  }
}

const nowhere = () => Promise.resolve();
