import type { Random } from "../../probes/seeded_random.ts";
import type { Price, TimeRange } from "./prices.ts";

/** The prices of a session, and what is asked about them afterwards. */
export interface MeansConversation {
  readonly prices: readonly Price[];
  /** Prices of another session that are there at the same time. */
  readonly others?: readonly Price[];
  readonly ranges: readonly TimeRange[];
}

/** What the rules say to a server, by their names; chance makes the prices. */
export const MEANS_CONVERSATIONS = {
  /** Times and bounds are such that they are in the range with their bytes turned, too. */
  mean: (random) => ({
    prices: pricesAt([1040, 2080, 3120, 4928], random, 1000, 1_000_000),
    ranges: [{ from: 0, to: 0x7f7f7f7f }, { from: 1500, to: 4000 }],
  }),
  negative: (random) => ({
    prices: [
      { time: -90, price: -20 - random.integer(1000) },
      { time: -50, price: 5000 + random.integer(1000) },
      { time: -20, price: -300_000 - random.integer(1000) },
      { time: 50, price: -700_000 - random.integer(1000) },
      { time: 90, price: 40_000 + random.integer(1000) },
    ],
    ranges: [{ from: -100, to: -10 }, { from: -100, to: 100 }, { from: -60, to: 2_000_000_000 }],
  }),
  bounds: (random) => ({
    prices: pricesAt([100, 101, 150, 200, 201], random, 1000, 1_000_000),
    ranges: [{ from: 101, to: 200 }, { from: 150, to: 150 }, {
      from: -2_147_483_648,
      to: 2_147_483_647,
    }],
  }),
  none: (random) => ({
    prices: pricesAt([100, 200, 300, 600], random, 1000, 1_000_000),
    ranges: [{ from: 400, to: 500 }, { from: 201, to: 299 }, { from: 300, to: 100 }],
  }),
  order: (random) => ({
    prices: pricesAt([300, 200, 700, 900, 100, 500, 400], random, 1000, 1_000_000),
    ranges: [{ from: 150, to: 550 }, { from: 350, to: 950 }],
  }),
  sums: (random) => ({
    prices: [
      ...pricesAt([10, 20, 30, 40, 50], random, 2_000_000_000, 140_000_000),
      ...pricesAt([110, 120, 130, 140], random, -2_147_000_000, 140_000_000),
    ],
    ranges: [{ from: 0, to: 60 }, { from: 100, to: 150 }],
  }),
  rounding: (random) => ({
    prices: pricesAt(Array.from({ length: 60 }, (_, index) => index * 10), random, -40_000, 100_000),
    ranges: [{ from: -5, to: 1000 }],
  }),
  sessions: (random) => ({
    prices: pricesAt([10, 20, 30], random, 1000, 1000),
    others: pricesAt([10, 20, 30, 40], random, 500_000, 1000),
    ranges: [{ from: 0, to: 100 }],
  }),
  /** Three prices and two queries: five messages. */
  few: (random) => ({
    prices: pricesAt([100, 200, 300], random, 1000, 1_000_000),
    ranges: [{ from: 150, to: 400 }, { from: 0, to: 250 }],
  }),
  many: (random) => {
    const times = Array.from({ length: 20_000 }, (_, index) => 1_000_000 + ((index * 7919) % 20_000) * 60);
    return {
      prices: pricesAt(times, random, -1_000_000_000, 2_000_000_000),
      ranges: Array.from({ length: 20 }, () => {
        const from = 1_000_000 + random.integer(600_000);
        return { from, to: from + 500_000 };
      }),
    };
  },
} satisfies Record<string, (random: Random) => MeansConversation>;

function pricesAt(times: readonly number[], random: Random, least: number, spread: number): Price[] {
  return times.map((time) => ({ time, price: least + random.integer(spread) }));
}
