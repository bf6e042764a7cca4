import { listenForSignal } from "../../mod/process/listen_for_signal.ts";
import { signalSystem } from "../../mod/process/stop_signals.ts";

/**
 * Runs a measurement so that it cleans up whatever ends it. Ctrl-C, and what else asks a program to stop, aborts the
 * signal, and the exit status is 130; an error is told in a sentence, and the status is 2. What is heard once is not
 * heard again: a terminal tells the task and the program in the same moment.
 *
 * @param measure ends soon when its signal is aborted, and then throws
 */
export async function interruptible(measure: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stop = () => controller.abort(new Error("interrupted"));
  const listeners = signalSystem().stops.map((name) => listenForSignal(name, stop));
  try {
    await measure(controller.signal);
    controller.signal.throwIfAborted();
  } catch (error) {
    Deno.exitCode = controller.signal.aborted ? 130 : 2;
    const reason = controller.signal.aborted
      ? "interrupted; the servers and folders of this run are gone"
      : error;
    console.error(`bench: ${reason instanceof Error ? reason.message : reason}`);
  } finally {
    for (const listener of listeners) listener[Symbol.dispose]();
  }
}
