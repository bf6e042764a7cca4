import type { RuleContext } from "../rule_context.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import { ask, type Dialogue, type Pair } from "../probes/dialogue.ts";
import { COMMON_CAUSES as WHY } from "../texts/common_causes.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";

/**
 * How many clients are served at once, up to five: each next one comes and asks while all the others are
 * still there.
 *
 * A server that makes a client wait is iterative, or a pool that is full: no mistake unless
 * `--concurrent` was asked for. But a client that waits has to be served as soon as there is room.
 * At most one client more is sent than are served, because a server that called `listen(1)` has no
 * place for a second in its queue.
 *
 * @throws {RuleViolation} when a client is forgotten, or not served at once where it has to be.
 */
export async function atOnce(context: RuleContext, dialogue: Dialogue): Promise<void> {
  const served: ObservedConnection[] = [];
  while (served.length < 5) {
    const conn = await context.connect();
    const pair = dialogue.pair(context.random);
    let said = false;
    try {
      await dialogue.greet(conn);
      said = true;
      await ask(conn, pair, dialogue);
      served.push(conn);
    } catch (error) {
      if (!isWaiting(error) || served.length === 0 || dialogue.concurrent) throw error;
      context.note(served.length === 1 ? WHY.oneAtATime : WHY.someAtATime(served.length));
      for (const other of served) other.close();
      return await atLast(conn, () => said ? conn.hear(pair.answer) : meetLate(conn, pair, dialogue));
    }
  }
}

function isWaiting(error: unknown): boolean {
  return error instanceof RuleViolation && error.symptom === "silence";
}

async function meetLate(conn: ObservedConnection, pair: Pair, dialogue: Dialogue): Promise<void> {
  await dialogue.greet(conn);
  await ask(conn, pair, dialogue);
}

async function atLast(waiter: ObservedConnection, hear: () => Promise<unknown>): Promise<void> {
  try {
    await hear();
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    throw new RuleViolation(error.symptom, EXPECTED.waiter, waiter.unheard);
  }
}
