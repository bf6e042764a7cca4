import { seededRandom } from "../../mod/check/probes/seeded_random.ts";
import type { Harm } from "./outages.ts";
import type { Load, Stage } from "./load.ts";
import type { Subject } from "./subject.ts";
import { Refused, Wrong } from "./wrong.ts";

/** How long one conversation may take, everything included: a frozen server, a full backlog, a busy machine. */
export const PATIENCE_MS = 90_000;
/** Between two conversations of one client. */
const PAUSE_MS = 40;
/** After a failed one: whoever is refused does not hammer. */
const REST_MS = 250;

/**
 * One client of a load: conversation after conversation until it is time to stop, each failure entered where it belongs.
 *
 * @param signal no further conversation begins after it; one that has begun is finished, for its answers are owed
 * @param stop gives up even those
 */
export async function keepConversing(
  load: Load,
  subject: Subject,
  client: string,
  signal: AbortSignal,
  seed: number,
  stop: AbortSignal,
): Promise<void> {
  for (let turn = 1; !signal.aborted; turn++) {
    const mark = `${client}t${turn}`;
    const fine = await converse(load, subject, mark, seed, stop);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(fine ? PAUSE_MS : REST_MS, subject.plan.pauseMs ?? 0))
    );
  }
}

/** One conversation; never rejects. @returns whether all its answers were right */
export async function converse(
  load: Load,
  subject: Subject,
  mark: string,
  seed: number,
  stop: AbortSignal,
): Promise<boolean> {
  const ledger = subject.ledgers.of(load.name);
  const since = performance.now();
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, PATIENCE_MS);
  stop.addEventListener("abort", giveUp, { once: true });
  let owed = 0;
  let over = false;
  const stage: Stage = {
    subject,
    mark,
    random: seededRandom(seed, `${subject.name} ${load.name} ${mark}`),
    signal: patience.signal,
    asked: (count = 1) => void (ledger.asked += count, owed += count),
    right: (count = 1) => {
      // Somebody of several may still hear what the conversation did not wait for
      if (over) return;
      ledger.right += count;
      owed -= count;
    },
  };
  try {
    // A connection that is not even accepted cannot be given up otherwise
    await Promise.race([load.converse(stage), whenAborted(patience.signal)]);
    return true;
  } catch (error) {
    over = true;
    const reason = patience.signal.aborted
      ? `no answer within ${PATIENCE_MS / 1000} s`
      : String((error as Error).message);
    const entry = `${load.name} ${mark} at ${clock()}: ${reason}`;
    const harm: Harm = error instanceof Refused ? "refuse" : "break";
    if (error instanceof Wrong) ledger.wrong.push(entry);
    else if (stop.aborted) ledger.excused += owed;
    else if (isPardoned(subject, harm, since)) ledger.pardon(owed);
    else ledger.lost.push(entry);
    return false;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", giveUp);
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function isPardoned(subject: Subject, harm: Harm, since: number): boolean {
  return subject.outages.pardon(harm, since) ||
    (subject.plan.partner?.().outages.pardon(harm, since) ?? false);
}

function clock(): string {
  return new Date().toISOString().slice(11, 23);
}
