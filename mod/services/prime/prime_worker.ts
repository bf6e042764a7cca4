import { answerJobs } from "../../server/workers/compute/answer_jobs.ts";
import { type Answer, examineInteger, type PrimeJob } from "./examiner.ts";
import { createPrimality } from "./primality.ts";

// The root of a worker: nobody imports it, it is started by its URL.
const primality = createPrimality();
answerJobs<PrimeJob, Answer>((job, checkpoint) => examineInteger(job, primality, checkpoint));
