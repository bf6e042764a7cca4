import type { Requester } from "../../server/workers/compute/requester.ts";
import { ComputePool, spareCores } from "../../server/workers/compute/compute_pool.ts";
import type { ComputeFailure } from "../../server/workers/compute/computed.ts";
import { limitsOnTheLoop } from "./budget.ts";
import { type CalcResult, type Calculate, createCalculate, type Variables } from "./calculation.ts";
import type { CalcErrorCode } from "./calc_error.ts";

/** The request to a worker. */
export interface CalcJob {
  readonly expression: string;
  readonly variables: Variables;
}

/** How many expressions may wait for a worker. */
const waitingExpressions = 1024;

/**
 * Calculates where it hurts nobody: on the event loop if it takes less than a millisecond, else in
 * a worker.
 *
 * The calculation itself shows which of the two it is: if the budget of the loop runs out, the
 * expression is begun again in a worker.
 */
export class Calculator {
  readonly #calculate: Calculate = createCalculate();
  readonly #pool: ComputePool<CalcJob, CalcResult>;
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
   * @param requester the client that asks, in case it takes longer.
   * @returns the outcome, or a promise of it when it is being computed elsewhere. It never rejects.
   */
  calculate(
    expression: string,
    variables: Variables,
    requester: Requester,
  ): CalcResult | Promise<CalcResult> {
    const outcome = this.#calculate(expression, variables, limitsOnTheLoop);
    const finished = outcome.ok || outcome.error.code !== "for-a-worker";
    return finished ? outcome : this.#elsewhere({ expression, variables }, requester);
  }

  async #elsewhere(job: CalcJob, requester: Requester): Promise<CalcResult> {
    const computed = await this.#pool.run(job, requester);
    if ("answer" in computed) return computed.answer;
    const { gaveUp } = computed;
    return { ok: false, error: { code: codes[gaveUp], at: undefined, detail: `${this.#timeLimit}` } };
  }
}

const codes: Record<ComputeFailure, CalcErrorCode> = {
  "too-slow": "too-slow",
  busy: "busy",
  stopped: "stopping",
  failed: "failed",
};
