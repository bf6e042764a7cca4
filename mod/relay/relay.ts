/**
 * A relay from beginning to end: open the left address, then the right one, pump, close; and with `fork` do
 * that for every connection the left (or the right) address gives, side by side on one event loop.
 *
 * socat starts a process for each connection. Here a connection is a promise: it shares memory, descriptors
 * and log with its sisters, and it costs kilobytes. It loses isolation in return: `su=` and its like
 * change a program that is started, or the whole relay, but never a single connection.
 */
import type { CommandLine } from "./grammar/command_line.ts";
import { parseAddress } from "./grammar/address.ts";
import type { RelayContext } from "./context.ts";
import type { Access } from "./addresses/address_type.ts";
import { layer } from "./endpoints/with_options.ts";
import { type AddressPlan, type OpenSide, planAddress } from "./address_plan.ts";
import { Children } from "./children.ts";
import { granted } from "../process/permissions.ts";
import { rehearse } from "./rehearse.ts";
import { rehearsePump } from "./session/rehearse_pump.ts";
import { Session, type SessionOptions } from "./session/session.ts";
import { reportFailure } from "./report_failure.ts";
import { DescriptorBackoff } from "./descriptor_backoff.ts";

/** How long a UDP peer that says nothing is kept when `-T` does not say otherwise, milliseconds. */
const UDP_PEER_IDLE = 300_000;

/** Runs the two addresses of a command line; resolves with the exit status. */
export async function relay(
  line: CommandLine,
  context: RelayContext,
  session: SessionOptions,
): Promise<number> {
  const [leftText, rightText] = line.extensions.replay === undefined
    ? line.addresses as [string, string]
    : ["", line.addresses.at(-1)!];
  const left = line.extensions.replay === undefined
    ? planAddress(parseAddress(leftText))
    : await replayed(line.extensions.replay);
  const right = planAddress(parseAddress(rightText));
  const situation = {
    leftForks: left.forks,
    proxied: left.servesProxy && right.isTarget,
    reconnects: line.extensions.reconnect === true,
    rightsChange: left.changesRights || right.changesRights,
  };
  await left.prepare({ ...situation, side: "left" }, context.log);
  await right.prepare({ ...situation, side: "right" }, context.log);
  if (!context.tracer.enabled) return await new Relay(session, context, left, right).run();
  const { tracingSides } = await import("./extensions/trace_sides.ts");
  const watch = tracingSides(context.tracer);
  return await new Relay(session, context, watch(left, "left"), watch(right, "right")).run();
}

/** The left side of `--replay`: a recording instead of an address. */
async function replayed(path: string): Promise<AddressPlan> {
  const { replaying } = await import("./extensions/replay.ts");
  return {
    forks: false,
    maxChildren: undefined,
    waits: false,
    label: path,
    socket: false,
    halfCloses: false,
    endless: false,
    endClose: false,
    servesProxy: false,
    isTarget: false,
    changesRights: false,
    prepare: () => Promise.resolve(),
    load: () => Promise.resolve(),
    async *open(context) {
      const lineEnds = { read: "nl", write: "nl" } as const;
      yield { endpoint: replaying(path, context), ignoreEof: false, coolWrite: false, lineEnds };
    },
  };
}

/** What a rehearsal does with its bytes: it passes them on. */
const PLAIN_SESSION: SessionOptions = {
  direction: "both",
  lingerMs: 500,
  idleMs: 0,
  blockSize: undefined,
  reconnect: false,
  filters: () => ({ ways: { ">": [], "<": [] } }),
};

class Relay {
  readonly #access: { readonly left: Access; readonly right: Access };
  readonly #session: SessionOptions;
  readonly #backoff = new DescriptorBackoff();
  readonly #rehearses: boolean;

  constructor(
    session: SessionOptions,
    readonly context: RelayContext,
    readonly left: AddressPlan,
    readonly right: AddressPlan,
    rehearses = true,
  ) {
    this.#rehearses = rehearses;
    this.#access = session.direction === "both"
      ? { left: "both", right: "both" }
      : session.direction === "left-to-right"
      ? { left: "read", right: "write" }
      : { left: "write", right: "read" };
    const quietPeers = left.forks && left.endless && session.idleMs === 0;
    this.#session = {
      ...session,
      ...(quietPeers ? { idleMs: UDP_PEER_IDLE } : {}),
      forked: left.forks || right.forks,
    };
  }

  async run(): Promise<number> {
    const children = new Children(this.left.forks ? this.left.maxChildren : undefined);
    const arrived = new AbortController();
    let ready: Promise<unknown> | undefined;
    const idle = () => void (ready = this.#getReady(arrived.signal));
    const context = this.#rehearses ? { ...this.context, idle } : this.context;
    try {
      for await (const left of this.left.open(context, this.#access.left)) {
        arrived.abort();
        if (!this.left.forks) return await this.#withLeft(left);
        await children.start(() => this.#child(left), this.context.signal);
        await this.#backoff.settled();
      }
      return 0;
    } finally {
      arrived.abort();
      await ready;
      await children.finished();
    }
  }

  /**
   * While nobody is there: the first client need not wait for what can be got ready for it.
   *
   * @param arrived aborted when it comes
   */
  async #getReady(arrived: AbortSignal): Promise<void> {
    await this.right.load();
    const streams = [this.left, this.right].every(({ socket, endless }) => socket && !endless);
    if (!streams || !granted().includes("net")) return await rehearsePump();
    await rehearse({
      play: (left, right, context) => new Relay(PLAIN_SESSION, context, left, right, false).run(),
      forks: this.left.forks,
      context: this.context,
      signal: arrived,
    });
  }

  /** One connection of many: its failure is told, and does not touch the others. */
  async #child(left: OpenSide): Promise<void> {
    const log = this.context.log.lowered(this.left.childrenShutup ?? 0);
    try {
      await this.#withLeft(left, { ...this.context, log });
    } catch (error) {
      reportFailure(log, error);
    }
  }

  async #withLeft(left: OpenSide, shared = this.context): Promise<number> {
    const context = {
      ...shared,
      environment: { ...shared.environment, ...left.endpoint.environment },
      peer: left.endpoint,
    };
    const children = new Children(this.right.maxChildren);
    try {
      // A client need not wait for somebody else who may never come.
      if (this.right.waits) await left.endpoint.ready?.();
      for await (const right of this.#openRight(context)) {
        if (!this.right.forks) return await this.#pair(left, right, context);
        await children.start(() => this.#shared(left, right, context), context.signal);
      }
      return 0;
    } finally {
      await children.finished();
      await left.endpoint.close();
      this.#hint();
    }
  }

  /**
   * One connection that finds no descriptor fails; of many, one waits until others have given theirs back.
   */
  #openRight(context: RelayContext): AsyncGenerator<OpenSide> {
    const open = () => this.right.open(context, this.#access.right);
    return this.left.forks ? this.#backoff.open(open, context) : open();
  }

  async #shared(left: OpenSide, right: OpenSide, context: RelayContext): Promise<void> {
    const nothing = () => Promise.resolve();
    const endpoint = layer(left.endpoint, {
      close: nothing,
      abortive: undefined,
      ...(this.left.endClose ? { shutdown: nothing } : {}),
    });
    await this.#pair({ ...left, endpoint }, right, context).catch((error) =>
      reportFailure(context.log, error)
    );
  }

  #pair(left: OpenSide, right: OpenSide, context: RelayContext): Promise<number> {
    const again = this.#session.reconnect ? () => this.right.open(context, this.#access.right) : undefined;
    return new Session(this.#session, context, again).run(left, right);
  }

  #hint(): void {
    if (this.left.waits && !this.left.forks && !this.context.signal.aborted) {
      this.context.log.notice(
        "the one connection is over; with option fork the address would serve the next one too",
      );
    }
  }
}
