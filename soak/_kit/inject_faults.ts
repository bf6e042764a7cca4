import { type Random, seededRandom } from "../../mod/check/probes/seeded_random.ts";
import type { Fault, FaultContext } from "./fault.ts";
import type { TestedServer } from "./servers/tested_server.ts";

/** The arguments of {@linkcode injectFaults}. */
export interface FaultInjection {
  readonly faults: readonly Fault[];
  readonly servers: readonly TestedServer[];
  readonly seed: number;
  /** How many things go wrong at once. */
  readonly lanes: number;
  /** No further fault after it. */
  readonly signal: AbortSignal;
  /** Told about each fault that begins. */
  tell(line: string): void;
}

/**
 * Lets things go wrong, several at once, in an order that the seed decides.
 *
 * The lanes share one list of faults, which is shuffled again when it has been used up, so that every kind
 * occurs about equally often; the server is picked from those a fault applies to. A server never suffers two
 * faults at once: the excuses of one would hide the damage of the other.
 */
export async function injectFaults(injection: FaultInjection): Promise<void> {
  const busy = new Set<TestedServer>();
  const shuffled = new ShuffledFaults(injection.faults, seededRandom(injection.seed, "order"));
  await Promise.all(
    Array.from({ length: injection.lanes }, async (_, lane) => {
      const random = seededRandom(injection.seed, `lane ${lane}`);
      while (!injection.signal.aborted) await injectOne(injection, shuffled, random, busy);
    }),
  );
}

async function injectOne(
  injection: FaultInjection,
  shuffled: ShuffledFaults,
  random: Random,
  busy: Set<TestedServer>,
): Promise<void> {
  const { signal, tell } = injection;
  const fault = shuffled.next();
  const hit = (server: TestedServer) => [server, ...fault.alsoHits?.(server) ?? []];
  const free = injection.servers.filter((server) =>
    fault.appliesTo(server) && !hit(server).some((each) => busy.has(each))
  );
  if (free.length === 0) {
    shuffled.putBack(fault);
    return await pause(20, signal);
  }
  const server = random.pick(free);
  hit(server).forEach((each) => busy.add(each));
  tell(`${fault.name} hits ${server.name}`);
  const ledger = server.ledgers.of("the faults themselves");
  const context: FaultContext = {
    random,
    signal,
    pause: (ms) => pause(ms, signal),
    right: () => void (ledger.asked++, ledger.right++),
  };
  try {
    await fault.inject(server, context);
    server.faults.set(fault.name, (server.faults.get(fault.name) ?? 0) + 1);
  } catch (error) {
    server.problems.push(`${fault.name}: ${(error as Error).message}`);
  } finally {
    hit(server).forEach((each) => busy.delete(each));
  }
  await pause(100 + random.integer(200), signal);
}

class ShuffledFaults {
  #left: Fault[] = [];

  constructor(readonly faults: readonly Fault[], readonly random: Random) {}

  next(): Fault {
    if (this.#left.length === 0) this.#left = [...this.faults];
    return this.#left.splice(this.random.integer(this.#left.length), 1)[0]!;
  }

  putBack(fault: Fault): void {
    this.#left.push(fault);
  }
}

/** Waits, at most until the run ends. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
