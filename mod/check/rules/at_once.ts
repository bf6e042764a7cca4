import type { Bench } from "../bench.ts";
import { Broken } from "../causes/broken.ts";
import { ask, type Dialogue, type Pair } from "../probes/dialogue.ts";
import { COMMON_CAUSES as WHY } from "../texts/common_texts.ts";
import { EXPECTED } from "../texts/expected_texts.ts";
import type { Wire } from "../probes/wire.ts";

/**
 * How many clients are served at once, up to five: each next one comes and asks while all the others are still there.
 *
 * A server that lets one wait is iterative, or a pool that is full: no mistake unless `--concurrent` was asked for. But
 * who waits has to be served as soon as there is room. No more clients are sent than are served plus one, for a server
 * that called `listen(1)` has no place for a second in its queue.
 *
 * @throws {Broken} when a client is forgotten, or not served at once where it has to be.
 */
export async function atOnce(bench: Bench, dialogue: Dialogue): Promise<void> {
  const served: Wire[] = [];
  while (served.length < 5) {
    const wire = await bench.connect();
    const pair = dialogue.pair(bench.random);
    let said = false;
    try {
      await dialogue.greet(wire);
      said = true;
      await ask(wire, pair, dialogue);
      served.push(wire);
    } catch (error) {
      if (!isWaiting(error) || served.length === 0 || dialogue.concurrent) throw error;
      bench.note(served.length === 1 ? WHY.oneAtATime : WHY.someAtATime(served.length));
      for (const other of served) other.close();
      return await atLast(wire, () => said ? wire.hear(pair.answer) : meetLate(wire, pair, dialogue));
    }
  }
}

function isWaiting(error: unknown): boolean {
  return error instanceof Broken && error.symptom === "silence";
}

async function meetLate(wire: Wire, pair: Pair, dialogue: Dialogue): Promise<void> {
  await dialogue.greet(wire);
  await ask(wire, pair, dialogue);
}

async function atLast(waiter: Wire, hear: () => Promise<unknown>): Promise<void> {
  try {
    await hear();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    throw new Broken(error.symptom, EXPECTED.waiter, waiter.unheard);
  }
}
