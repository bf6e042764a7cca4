import { answerJobs } from "../../../../mod/server/workers/compute/answer_jobs.ts";

// A worker that does what a test asks for: answer, take for ever, or break.
answerJobs<string, string>((job, checkpoint) => {
  while (job.startsWith("for ever")) checkpoint();
  if (job === "break") throw new Error("broken on purpose");
  return `${job}!`;
});
