/**
 * The pump: bytes from left to right and from right to left until it is over. Knowing when it is over is the
 * whole art, and the rules are socat's:
 *
 * 1. End of stream on one side half-closes the other side and starts the linger time (`-t`, 0.5 s). The
 *    opposite direction goes on as long as data keeps coming at least that often. This is why `printf q |
 *    socat - TCP:…` shows the answer of a quick server and loses that of a slow one.
 * 2. One-way (`-u`, `-U`): over as soon as the source has ended.
 * 3. Idle time (`-T`): when nothing has passed in either direction for this time, it is over, and
 *    that is not an error.
 * 4. `ignoreeof`: end of stream means "nothing new yet"; look again every second (`tail -f`).
 *
 * Where this pump is kinder than the original: the linger time never cuts a block that has been read and is
 * still being written to a slow peer; and a side that refuses our data (it has gone) may still have an answer
 * for the other side, which is delivered before the relay ends. A read only ever starts when the block before
 * it has been written, so nothing piles up: the slower peer sets the pace, by TCP's own window.
 *
 * The wrong choice for: fan-out (one source, many sinks); that needs a queue for each sink, and a
 * policy for the slowest.
 */
import { NamedCallError, PeerEndedError, type RelayEndpoint } from "../relay_endpoint.ts";
import { Flow } from "./flow.ts";
import type { Log } from "../log.ts";
import { discardUnread } from "./discard_unread.ts";
import { errorText, systemFailure } from "../../net/errors/system_error.ts";
import type { TrafficTotals } from "./traffic_totals.ts";
import { PumpClock } from "./pump_clock.ts";
import type { Filter, Side, Way } from "../filters/filter.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** Times in milliseconds, 0 for none. */
export interface PumpOptions {
  readonly direction: "both" | "left-to-right" | "right-to-left";
  readonly lingerMs: number;
  readonly idleMs: number;
  /** Bytes read at once; undefined: small at first, larger when the source is bulky. */
  readonly blockSize: number | undefined;
  /** How often an ended source with ignoreeof is looked at. */
  readonly pollMs?: number;
  readonly filters: Readonly<Record<Way, readonly Filter[]>>;
  /** One session of many: that a peer hangs up while we write to it is its own affair. */
  readonly forked?: boolean;
  readonly log: Log;
  /** Counts what passes. */
  readonly traffic?: TrafficTotals;
  readonly signal: AbortSignal;
}

const SMALLEST_BLOCK = 16 * 1024;
const LARGEST_BLOCK = 1024 * 1024;
/** Messages are never longer, and an 8 KiB message from a stream is what socat's peers expect. */
const MESSAGE_BLOCK = 65536;
const STREAM_TO_MESSAGE_BLOCK = 8192;

/** Moves data between two sides until it is over. Closes neither. */
export class Pump {
  readonly #options: PumpOptions;
  readonly #log: Log;
  readonly #clock: PumpClock;
  readonly #over = Promise.withResolvers<void>();
  readonly #flows: Flow[] = [];
  /** Sides whose peer has reset the connection while we wrote to it. */
  readonly #lost = new Set<Side>();
  #flowing = 0;
  #stopped = false;
  #status = 0;

  constructor(options: PumpOptions) {
    this.#options = options;
    this.#log = options.log;
    this.#clock = new PumpClock(options, (why) => this.#timeUp(why));
  }

  /** Runs to the end; resolves with the exit status: 0, or 1 after a failed read or write. */
  async run(left: Side, right: Side): Promise<number> {
    const stopping = onAbort(this.#options.signal, () => this.#stop());
    this.#log.notice(() => `starting data transfer loop with FDs ${fds(left)} and ${fds(right)}`);
    this.#options.traffic?.begin();
    this.#start(1, left, right, ">", this.#options.direction === "right-to-left");
    this.#start(2, right, left, "<", this.#options.direction === "left-to-right");
    if (this.#flowing === 0 || this.#options.signal.aborted) this.#stop();
    await this.#over.promise;
    for (const flow of this.#flows) this.#log.notice(() => `in all ${transferred(flow, flow.bytes)}`);
    stopping[Symbol.dispose]();
    this.#clock.stop();
    return this.#status;
  }

  #start(number: 1 | 2, from: Side, to: Side, way: Way, unwanted: boolean): void {
    if (unwanted || !from.endpoint.readable) return;
    this.#flowing++;
    const flow = new Flow(number, from, to, this.#options.filters[way]);
    this.#flows.push(flow);
    this.#run(flow).then(
      () => this.#ended(flow),
      (error) => this.#broke(flow, error),
    );
  }

  async #run(flow: Flow): Promise<void> {
    let buffer = new Uint8Array(this.#firstBlock(flow));
    // Blocks are often as long as the one before: making a view takes as long as a small write's own part of it
    let block = buffer;
    const tellsBlocks = this.#log.showsInfos;
    while (!this.#stopped) {
      const count = await flow.from.endpoint.read(buffer);
      if (this.#stopped) return;
      if (count === null) {
        if (!await this.#endIgnored(flow)) return await this.#finish(flow);
        continue;
      }
      // An empty message goes on as one; to a stream it means nothing.
      if (count === 0 && !flow.to.endpoint.datagram && !flow.to.endpoint.messages) continue;
      const part = flow.from.endpoint.part?.();
      if (block.length !== count) block = buffer.subarray(0, count);
      this.#clock.busy();
      try {
        await flow.deliver(block, part);
        flow.delivered();
      } finally {
        this.#clock.done();
      }
      flow.bytes += count;
      this.#options.traffic?.count(flow.number === 1 ? ">" : "<", count);
      if (tellsBlocks) this.#log.info(transferred(flow, count));
      if (count === buffer.length) block = buffer = this.#largerBlock(flow, buffer);
    }
  }

  async #finish(flow: Flow): Promise<void> {
    this.#log.notice(() => `socket ${flow.number} (fd ${flow.from.endpoint.fds[0]}) is at EOF`);
    this.#clock.busy();
    try {
      if (this.#lost.has(flow.from)) return await this.#passReset(flow);
      await flow.end();
      if (this.#options.direction !== "both") await discardUnread(flow.to.endpoint);
    } finally {
      this.#clock.done();
    }
  }

  async #endIgnored(flow: Flow): Promise<boolean> {
    if (!flow.from.ignoreEof || this.#clock.closing) return false;
    this.#log.debug(() => `socket ${flow.number} (fd ${flow.from.endpoint.fds[0]}) is at EOF, ignoring`);
    await this.#clock.pause(this.#options.pollMs ?? 1000);
    return true;
  }

  #firstBlock(flow: Flow): number {
    if (this.#options.blockSize !== undefined) return this.#options.blockSize;
    if (flow.from.endpoint.datagram) return MESSAGE_BLOCK;
    return flow.to.endpoint.datagram ? STREAM_TO_MESSAGE_BLOCK : SMALLEST_BLOCK;
  }

  #largerBlock(flow: Flow, buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const fixed = this.#options.blockSize !== undefined || flow.from.endpoint.datagram ||
      flow.to.endpoint.datagram;
    if (fixed || buffer.length >= LARGEST_BLOCK) return buffer;
    return new Uint8Array(buffer.length * 4);
  }

  #ended(flow: Flow): void {
    this.#flowing--;
    this.#clock.close();
    const oneWay = this.#options.direction !== "both";
    if (oneWay || this.#flowing === 0) this.#stop();
    this.#log.debug(() => `direction ${flow.number} has ended`);
  }

  #broke(flow: Flow, error: unknown): void {
    if (this.#stopped) return;
    const [verb, fd] = flow.writing
      ? ["write", flow.to.endpoint.fds[1]]
      : ["read", flow.from.endpoint.fds[0]];
    // A sentence that names its call stands by itself.
    const named = error instanceof NamedCallError;
    const text = named ? error.message : `${verb}(${fd}, …): ${errorText(error)}`;
    this.#tell(flow, error, text);
    this.#log.notice(() => `socket ${flow.number} to socket ${3 - flow.number} is in error`);
    if (!flow.writing) this.#log.notice(() => `socket ${flow.number} (fd ${fd}) is at EOF`);
    (flow.writing ? flow.from : flow.to).endpoint.failing?.();
    const reset = systemFailure(error) === "reset";
    if (flow.writing) {
      if (reset) this.#lost.add(flow.to);
      void this.#discard(flow.from.endpoint);
      return this.#ended(flow);
    }
    // Everything read has been written; the other side may still want to answer it.
    const ending = reset ? this.#passReset(flow) : flow.end();
    ending.catch(() => {/* it has gone as well */}).then(() => this.#ended(flow));
  }

  /**
   * The peer of one side has reset its connection: what the other side got is not all there is. It is told
   * so by a reset where that is possible, else by the end of the stream.
   */
  async #passReset(flow: Flow): Promise<void> {
    const { abortive } = flow.to.endpoint;
    if (abortive === undefined) return await flow.end();
    this.#clock.busy();
    try {
      await flow.flush();
      await abortive.delivered();
    } finally {
      this.#clock.done();
    }
    if (this.#stopped) return;
    this.#log.info(() => `resetting ${flow.to.endpoint.fds[1]}, as ${flow.from.endpoint.fds[0]} was reset`);
    this.#stop();
    abortive.reset();
  }

  /**
   * Reads and drops data meant for a side that has gone: its sender would otherwise wait for us
   * with a full pipe, take nothing from the other direction, and keep the block that is being
   * written there, and this session, for ever.
   */
  async #discard(source: RelayEndpoint): Promise<void> {
    const buffer = new Uint8Array(MESSAGE_BLOCK);
    try {
      while (!this.#stopped && await source.read(buffer) !== null) continue;
    } catch {
      // it has gone as well
    }
  }

  /**
   * As socat 1.7 tells it: a connection that is reset while we read from it has ended, which is worth a
   * warning; data that cannot be written is an error.
   */
  #tell(flow: Flow, error: unknown, text: string): void {
    if (error instanceof PeerEndedError && this.#options.direction === "both") return this.#log.warning(text);
    const failure = systemFailure(error);
    if (failure !== "reset" && failure !== "broken_pipe") return this.#fail(text);
    if (!flow.writing) return this.#log.warning(text);
    if (flow.to.coolWrite) return this.#log.notice(text);
    if (this.#options.forked || flow.to.endpoint.endIsTold) return this.#log.warning(text);
    this.#fail(text);
  }

  #fail(text: string): void {
    if (this.#status === 0) this.#log.error(text);
    else this.#log.warning(text);
    this.#status = 1;
  }

  #timeUp(why: "idle" | "linger"): void {
    if (why === "idle") this.#log.notice("inactivity timeout triggered");
    else {
      this.#log.notice(() =>
        `no data for ${this.#options.lingerMs / 1000} s after EOF, ending (see option -t)`
      );
    }
    this.#stop();
  }

  #stop(): void {
    this.#stopped = true;
    this.#over.resolve();
  }
}

function transferred({ from, to }: Flow, bytes: number): string {
  return `transferred ${bytes} bytes from ${from.endpoint.fds[0]} to ${to.endpoint.fds[1]}`;
}

function fds(side: Side): string {
  return `[${side.endpoint.fds.join(",")}]`;
}
