import type { Asker } from "../../server/workers/compute/asker.ts";
import { ComputePool, spareCores } from "../../server/workers/compute/compute_pool.ts";
import type { GaveUp } from "../../server/workers/compute/computed.ts";
import { limitsOnTheLoop } from "./budget.ts";
import { type Calculate, createCalculate, type Outcome, type Variables } from "./calculation.ts";
import type { MistakeCode } from "./mistake.ts";

/** What a worker is asked. */
export interface CalcJob {
  readonly expression: string;
  readonly variables: Variables;
}

/** So many expressions may wait for a worker. */
const waitingExpressions = 1024;

/**
 * Calculates where it hurts nobody: on the event loop what takes less than a millisecond, in a worker the rest.
 *
 * Which of the two it is shows while calculating: the budget of the loop runs out, and the expression is begun again elsewhere.
 */
export class Calculator {
  readonly #calculate: Calculate = createCalculate();
  readonly #pool: ComputePool<CalcJob, Outcome>;
  readonly #timeLimit: number;

  /**
   * @param timeLimit seconds that one expression may take.
   * @param lifetime ends the workers.
   */
  constructor(timeLimit: number, lifetime: AbortSignal) {
    this.#timeLimit = timeLimit;
    this.#pool = new ComputePool({
      module: new URL("./calc_worker.ts", import.meta.url).href,
      size: spareCores(),
      waiting: waitingExpressions,
      timeLimit: timeLimit * 1000,
      lifetime,
    });
  }

  /**
   * @param asker who wants to know, should it take longer.
   * @returns the outcome, or a promise of it when it is being computed elsewhere. It never rejects.
   */
  calculate(expression: string, variables: Variables, asker: Asker): Outcome | Promise<Outcome> {
    const outcome = this.#calculate(expression, variables, limitsOnTheLoop);
    const finished = outcome.ok || outcome.mistake.code !== "for-a-worker";
    return finished ? outcome : this.#elsewhere({ expression, variables }, asker);
  }

  async #elsewhere(job: CalcJob, asker: Asker): Promise<Outcome> {
    const computed = await this.#pool.run(job, asker);
    if ("answer" in computed) return computed.answer;
    const { gaveUp } = computed;
    return { ok: false, mistake: { code: codes[gaveUp], at: undefined, detail: `${this.#timeLimit}` } };
  }
}

const codes: Record<GaveUp, MistakeCode> = {
  "too-slow": "too-slow",
  busy: "busy",
  stopped: "stopping",
  failed: "failed",
};
