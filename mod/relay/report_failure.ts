import { RelayError } from "./endpoint.ts";
import { GrammarError } from "./grammar/grammar_error.ts";
import type { Log } from "./log.ts";
import { errorText } from "./net/system_error.ts";

/** Tells a failure in one `E` line, with what helps below it. */
export function reportFailure(log: Log, error: unknown): void {
  if (Deno.env.get("NETLAB_DEBUG") === "1" && error instanceof Error) log.debug(error.stack ?? "");
  if (error instanceof GrammarError) return log.error(error.message, error.pointer);
  if (error instanceof RelayError) return log.error(error.message, error.hint);
  log.error(errorText(error));
}
