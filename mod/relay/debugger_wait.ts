import { interruptiblePause } from "./addresses/retries.ts";
import type { RelayContext } from "./context.ts";

/**
 * Waits as many seconds as a variable says, such as `SOCAT_MAIN_WAIT`: so long somebody has to attach a
 * debugger or a tracer.
 */
export async function debuggerWait(variable: string, context: RelayContext): Promise<void> {
  const seconds = Number.parseInt(context.variable(variable) ?? "0");
  if (seconds > 0) await interruptiblePause(Math.min(seconds, 2_000_000) * 1000, context.signal);
}
