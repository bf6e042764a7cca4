import type { CallRecorder } from "../calls/call_recorder.ts";
import type { CheckCommandOptions } from "./check_options.ts";
import { StraceRecorder } from "./strace_recorder.ts";

/** Who records the calls of a program that is started here, unless nobody is to. */
export function recorderFor(
  { run, "no-calls": off }: Pick<CheckCommandOptions, "run" | "no-calls">,
): CallRecorder | undefined {
  return run === undefined || off === true ? undefined : new StraceRecorder();
}
