import { RelayError } from "./relay_endpoint.ts";
import { GrammarError } from "./grammar/grammar_error.ts";
import type { Log } from "./log.ts";
import { errorText } from "../net/errors/system_error.ts";

/** Tells a failure in one `E` line, with the hint below it. */
export function reportFailure(log: Log, error: unknown): void {
  log.stack(error);
  if (error instanceof GrammarError) return log.error(error.message, error.pointer);
  if (error instanceof RelayError) return log.error(error.message, error.hint);
  log.error(errorText(error));
}
