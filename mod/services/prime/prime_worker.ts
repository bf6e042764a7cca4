import { answerJobs } from "../../server/workers/compute/answer_jobs.ts";
import { type PrimeAnswer, type PrimeJob, testInteger } from "./primality_tester.ts";
import { createPrimality } from "./primality.ts";

// The root of a worker: nobody imports it, it is started by its URL.
const primality = createPrimality();
answerJobs<PrimeJob, PrimeAnswer>((job, checkpoint) => testInteger(job, primality, checkpoint));
