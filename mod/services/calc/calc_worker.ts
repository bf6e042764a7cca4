import { answerJobs } from "../../server/workers/compute/answer_jobs.ts";
import { limitsInAWorker } from "./budget.ts";
import { type CalcResult, createCalculate } from "./calculation.ts";
import type { CalcJob } from "./calculator.ts";

// The root of a worker: nobody imports it, it is started by its URL.
const calculate = createCalculate();
answerJobs<CalcJob, CalcResult>(({ expression, variables }, checkpoint) =>
  calculate(expression, variables, limitsInAWorker, checkpoint)
);
