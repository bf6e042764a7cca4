import { type Random, seededRandom } from "../../mod/check/probes/seeded_random.ts";
import type { Fault, Scene } from "./fault.ts";
import type { Subject } from "./subject.ts";

/** What {@linkcode dealFaults} needs. */
export interface Deal {
  readonly faults: readonly Fault[];
  readonly subjects: readonly Subject[];
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
 * Each lane deals the whole deck of faults, shuffled, and then shuffles it again, so that every kind occurs about as often
 * as any other; which server is hit is drawn among those it suits. The same server never suffers two faults at once:
 * what one of them excuses would hide what the other one broke.
 */
export async function dealFaults(deal: Deal): Promise<void> {
  const busy = new Set<Subject>();
  const deck = new Deck(deal.faults, seededRandom(deal.seed, "deck"));
  await Promise.all(
    Array.from({ length: deal.lanes }, async (_, lane) => {
      const random = seededRandom(deal.seed, `lane ${lane}`);
      while (!deal.signal.aborted) await dealOne(deal, deck, random, busy);
    }),
  );
}

async function dealOne(deal: Deal, deck: Deck, random: Random, busy: Set<Subject>): Promise<void> {
  const { signal, tell } = deal;
  const fault = deck.next();
  const hit = (subject: Subject) => [subject, ...fault.alongside?.(subject) ?? []];
  const free = deal.subjects.filter((subject) =>
    fault.suits(subject) && !hit(subject).some((each) => busy.has(each))
  );
  if (free.length === 0) {
    deck.putBack(fault);
    return await pause(20, signal);
  }
  const subject = random.pick(free);
  hit(subject).forEach((each) => busy.add(each));
  tell(`${fault.name} befalls ${subject.name}`);
  const ledger = subject.ledgers.of("the faults themselves");
  const scene: Scene = {
    random,
    signal,
    pause: (ms) => pause(ms, signal),
    right: () => void (ledger.asked++, ledger.right++),
  };
  try {
    await fault.inject(subject, scene);
    subject.faults.set(fault.name, (subject.faults.get(fault.name) ?? 0) + 1);
  } catch (error) {
    subject.troubles.push(`${fault.name}: ${(error as Error).message}`);
  } finally {
    hit(subject).forEach((each) => busy.delete(each));
  }
  await pause(100 + random.integer(200), signal);
}

class Deck {
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

/** Waits, or until the run ends. */
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
