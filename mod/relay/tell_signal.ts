import { SIGNAL_NUMBERS, type StopSignal } from "../process/stop_signals.ts";
import type { Log } from "./log.ts";

/** The number of the signal that asked the program to stop; undefined when something else did. */
export function signalNumber({ aborted, reason }: AbortSignal): number | undefined {
  if (!aborted || !(reason instanceof Error) || !("signalName" in reason)) return undefined;
  return SIGNAL_NUMBERS[reason.signalName as StopSignal];
}

/** What socat says when a signal ends it: SIGTERM is a warning, Ctrl-C and a closed terminal are not. */
export function tellSignal(signal: AbortSignal, log: Log): void {
  const number = signalNumber(signal);
  if (number === undefined) return;
  log.notice(`socat_signal(): handling signal ${number}`);
  if (number === SIGNAL_NUMBERS.SIGTERM) log.warning(`exiting on signal ${number}`);
  else log.notice(`exiting on signal ${number}`);
  log.notice(`socat_signal(): finishing signal ${number}`);
}
