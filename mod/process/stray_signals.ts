import { closeDebugger } from "./close_debugger.ts";
import { listenForSignal } from "./listen_for_signal.ts";

/**
 * Signals that mean nothing to this program and that, by default, end a process that does not
 * listen for them: a stranger's `kill`, a timer or a terminal's job control must not take down a
 * server with all its clients.
 *
 * SIGXFSZ comes from a write beyond the largest file that this process may make (`ulimit -f`); with
 * a listener, the write fails like any other.
 *
 * Not among them: SIGQUIT (Ctrl-\), the way out of a program that responds to nothing else;
 * SIGTSTP, SIGTTIN and SIGTTOU, which suspend and do not end; SIGXCPU, the operator's own limit;
 * the signals of a broken program, such as SIGSEGV or SIGABRT.
 */
const STRAY: readonly Deno.Signal[] = [
  "SIGUSR1",
  "SIGUSR2",
  "SIGALRM",
  "SIGVTALRM",
  "SIGPROF",
  "SIGIO",
  "SIGPWR",
  "SIGSTKFLT",
  "SIGXFSZ",
];

/** Lets no stray signal end this process, or open a debugger in it. (SIGPIPE the runtime itself ignores.) */
export function ignoreStraySignals(): void {
  ignoreSignals(STRAY);
  closeDebugger();
}

/** Lets none of these signals end this process. */
export function ignoreSignals(signals: readonly Deno.Signal[]): void {
  for (const name of signals) listenForSignal(name, () => {/* it means nothing here */});
}
