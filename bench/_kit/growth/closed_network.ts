/**
 * What a closed loop of clients gets from servers that each can do one thing at a time.
 *
 * N clients ask, wait for the answer, and ask again. An answer takes some time of each station on its way (the server's
 * core, the core of the clients themselves) and some that belongs to nobody, such as waking up. Mean value analysis
 * (Reiser and Lavenberg, 1980) gives throughput and time of an answer exactly for exponential times, from three
 * figures: a client that joins finds the stations as N - 1 clients leave them. It ends at one over the largest
 * demand, and bends where the clients begin to stand in each other's way: the sum of all times over the largest
 * demand (the asymptotic bounds of Denning and Buzen, 1978).
 *
 * @module
 */

/** A client's way to its answer and back, in microseconds. */
export interface ClosedLoop {
  /** Of each station for one answer. */
  readonly demands: readonly number[];
  /** Of nobody. */
  readonly delay: number;
}

/**
 * Answers a second.
 *
 * @param clients a whole number from 1
 */
export function throughputOf({ demands, delay }: ClosedLoop, clients: number): number {
  const queues = demands.map(() => 0);
  let rate = 0;
  for (let n = 1; n <= clients; n++) {
    const stays = demands.map((demand, station) => demand * (1 + queues[station]!));
    rate = n / (delay + stays.reduce((sum, stay) => sum + stay, 0));
    stays.forEach((stay, station) => queues[station] = rate * stay);
  }
  return rate * 1e6;
}

/** The number of clients at which the line of answers a second bends. */
export function bendOf({ demands, delay }: ClosedLoop): number {
  return (delay + demands.reduce((sum, demand) => sum + demand, 0)) / Math.max(...demands);
}

/**
 * Answers a second of workers on cores of their own, when each core more costs the others something (Amdahl's law, with
 * the contention as its serial share).
 *
 * @param one   of one core
 * @param share of the work that cannot be done side by side, 0 for none
 */
export function onCores(one: number, cores: number, share: number): number {
  return one * cores / (1 + share * (cores - 1));
}

/**
 * The share that is behind what an answer costs on one core and on two, in processor time; 0 where it costs no more.
 */
export function contentionOf(one: number, two: number): number {
  return Math.max(0, two / one - 1);
}
