import type { RelayContext } from "../context.ts";
import type { OpenSide } from "../address_plan.ts";
import { Pump, type PumpOptions } from "./pump.ts";
import type { Filter, Way } from "../filters/filter.ts";
import { reportFailure } from "../report_failure.ts";
import { lineEndFilter } from "../filters/line_ends.ts";

/** The things all sessions of one relay have in common. */
export interface SessionOptions extends Pick<PumpOptions, "direction" | "lingerMs" | "idleMs" | "blockSize"> {
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
  async run(left: OpenSide, first: OpenSide): Promise<number> {
    const right = this.#again === undefined ? first : await this.#lasting(first, this.#again);
    const filters = this.#options.filters({ left: left.endpoint, right: right.endpoint });
    try {
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

function withLineEnds(ways: SessionFilters["ways"], left: OpenSide, right: OpenSide): SessionFilters["ways"] {
  const there = lineEndFilter(left.lineEnd, right.lineEnd);
  const back = lineEndFilter(right.lineEnd, left.lineEnd);
  return {
    ">": there === undefined ? ways[">"] : [there, ...ways[">"]],
    "<": back === undefined ? ways["<"] : [back, ...ways["<"]],
  };
}
