import { seededRandom } from "../../../mod/check/probes/seeded_random.ts";
import type { FailureKind } from "../outages.ts";
import type { Load, LoadContext } from "../load.ts";
import type { TestedServer } from "../servers/tested_server.ts";
import { Refused, WrongAnswer } from "../wrong_answer.ts";

/**
 * How long one conversation may take, everything included: a frozen server, a full backlog, a busy machine.
 */
export const CONVERSATION_TIMEOUT_MS = 90_000;
/** Between two conversations of one client. */
const PAUSE_MS = 40;
/** After a failed one: a client that is refused does not hammer. */
const REST_MS = 250;

/**
 * One client of a load: conversation after conversation until it is time to stop, each failure entered where
 * it belongs.
 *
 * @param signal no further conversation begins after it; one that has begun is finished, because
 * its answers are owed
 * @param stop gives up even those
 */
export async function runClient(
  load: Load,
  server: TestedServer,
  client: string,
  signal: AbortSignal,
  seed: number,
  stop: AbortSignal,
): Promise<void> {
  for (let turn = 1; !signal.aborted; turn++) {
    const mark = `${client}t${turn}`;
    const fine = await converse(load, server, mark, seed, stop);
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(fine ? PAUSE_MS : REST_MS, server.plan.pauseMs ?? 0))
    );
  }
}

/** One conversation; never rejects. @returns whether all its answers were right */
export async function converse(
  load: Load,
  server: TestedServer,
  mark: string,
  seed: number,
  stop: AbortSignal,
): Promise<boolean> {
  const ledger = server.ledgers.of(load.name);
  const since = performance.now();
  const timeout = new AbortController();
  const giveUp = () => timeout.abort();
  const timer = setTimeout(giveUp, CONVERSATION_TIMEOUT_MS);
  stop.addEventListener("abort", giveUp, { once: true });
  let owed = 0;
  let over = false;
  const context: LoadContext = {
    server,
    mark,
    random: seededRandom(seed, `${server.name} ${load.name} ${mark}`),
    signal: timeout.signal,
    asked: (count = 1) => void (ledger.asked += count, owed += count),
    right: (count = 1) => {
      // One of several may still hear something the conversation did not wait for
      if (over) return;
      ledger.right += count;
      owed -= count;
    },
  };
  try {
    // A connection that is not even accepted cannot be given up otherwise
    await Promise.race([load.converse(context), whenAborted(timeout.signal)]);
    return true;
  } catch (error) {
    over = true;
    const reason = timeout.signal.aborted
      ? `no answer within ${CONVERSATION_TIMEOUT_MS / 1000} s`
      : String((error as Error).message);
    const entry = `${load.name} ${mark} at ${clock()}: ${reason}`;
    const kind: FailureKind = error instanceof Refused ? "refuse" : "break";
    if (error instanceof WrongAnswer) ledger.wrong.push(entry);
    else if (stop.aborted) ledger.excused += owed;
    else if (isTolerated(server, kind, since)) ledger.tolerate(owed);
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

function isTolerated(server: TestedServer, kind: FailureKind, since: number): boolean {
  return server.outages.tolerate(kind, since) ||
    (server.plan.partner?.().outages.tolerate(kind, since) ?? false);
}

function clock(): string {
  return new Date().toISOString().slice(11, 23);
}
