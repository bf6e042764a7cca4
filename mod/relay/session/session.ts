import type { RelayContext } from "../context.ts";
import type { OpenSide } from "../address_plan.ts";
import { Pump, type PumpOptions } from "./pump.ts";
import type { Filter, Way } from "../filters/filter.ts";
import { debuggerWait } from "../debugger_wait.ts";
import { reportFailure } from "../report_failure.ts";
import { wholeMessages } from "../endpoints/whole_messages.ts";
import { lineEndFilter } from "../filters/line_ends.ts";

/** The things all sessions of one relay have in common. */
export interface SessionOptions
  extends Pick<PumpOptions, "direction" | "lingerMs" | "idleMs" | "blockSize" | "forked"> {
  /** Makes the filters of one session, in the order data passes them; called once a session. */
  readonly filters: (ends: SessionEnds) => SessionFilters;
  /** Open the right side again when it is lost. */
  readonly reconnect: boolean;
}

/** The two sides a session's filters may want to name. */
export interface SessionEnds {
  readonly left: OpenSide["endpoint"];
  readonly right: OpenSide["endpoint"];
}

/** Stages of both ways, and the steps to take when the session is over. */
export interface SessionFilters {
  readonly ways: Readonly<Record<Way, readonly Filter[]>>;
  readonly finish?: () => void;
}

/** One pair of open sides, from the first byte until both are closed. */
export class Session {
  readonly #options: SessionOptions;
  readonly #context: RelayContext;
  readonly #again: (() => AsyncGenerator<OpenSide>) | undefined;

  constructor(options: SessionOptions, context: RelayContext, again?: () => AsyncGenerator<OpenSide>) {
    this.#options = options;
    this.#context = context;
    this.#again = again;
  }

  /** Pumps, closes both sides, and resolves with the exit status. */
  async run(first: OpenSide, second: OpenSide): Promise<number> {
    await readyOrClosed(first, second);
    const lasting = this.#again === undefined ? second : await this.#lasting(second, this.#again);
    const [left, right] = [wholeFor(lasting, first), wholeFor(first, lasting)];
    const filters = this.#options.filters({ left: left.endpoint, right: right.endpoint });
    try {
      await debuggerWait("SOCAT_TRANSFER_WAIT", this.#context);
      const pump = new Pump({
        ...this.#options,
        filters: withLineEnds(filters.ways, left, right),
        log: this.#context.log,
        traffic: this.#context.traffic,
        signal: this.#context.signal,
      });
      return Math.max(await pump.run(left, right), await this.#close(left), await this.#close(right));
    } finally {
      filters.finish?.();
    }
  }

  async #lasting(first: OpenSide, again: () => AsyncGenerator<OpenSide>): Promise<OpenSide> {
    const { reconnecting } = await import("../extensions/reconnect.ts");
    return { ...first, endpoint: reconnecting(first.endpoint, again, this.#context) };
  }

  async #close(side: OpenSide): Promise<number> {
    try {
      await side.endpoint.close();
      return 0;
    } catch (error) {
      reportFailure(this.#context.log, error);
      return 1;
    }
  }
}

/** Tells both sides that they are open; one that fails in this takes the other along. */
async function readyOrClosed(...sides: readonly OpenSide[]): Promise<void> {
  try {
    await Promise.all(sides.map(({ endpoint }) => endpoint.ready?.()));
  } catch (error) {
    await Promise.allSettled(sides.map(({ endpoint }) => endpoint.close()));
    throw error;
  }
}

/** A side whose messages are read whole when the other side takes datagrams. */
function wholeFor(target: OpenSide, source: OpenSide): OpenSide {
  if (!source.endpoint.messages || !target.endpoint.datagram) return source;
  return { ...source, endpoint: wholeMessages(source.endpoint) };
}

function withLineEnds(ways: SessionFilters["ways"], left: OpenSide, right: OpenSide): SessionFilters["ways"] {
  const there = lineEndFilter(left.lineEnds.read, right.lineEnds.write);
  const back = lineEndFilter(right.lineEnds.read, left.lineEnds.write);
  return {
    ">": there === undefined ? ways[">"] : [there, ...ways[">"]],
    "<": back === undefined ? ways["<"] : [back, ...ways["<"]],
  };
}
