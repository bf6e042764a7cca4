import type { ChildProcess } from "node:child_process";
import { listenForSignal } from "../../../process/listen_for_signal.ts";
import type { OpenRequest } from "../address_type.ts";

/** Options by the signals that they are about. */
const PASSED = { sighup: "SIGHUP", sigint: "SIGINT", sigquit: "SIGQUIT" } as const;

/**
 * `sighup`, `sigint`, `sigquit`: such a signal goes on to the program, and does not end the relay as long as the
 * program runs.
 */
export function passSignals({ options, context }: OpenRequest, child: ChildProcess): void {
  for (const name of ["sighup", "sigint", "sigquit"] as const) {
    if (!options.flag(name)) continue;
    const signal = PASSED[name];
    const pass = () => {
      context.log.notice(`passing signal ${signal} to child ${child.pid}`);
      child.kill(signal);
    };
    const passing = signal === "SIGQUIT"
      ? listenForSignal(signal, pass)
      : context.divertSignal?.(signal, pass);
    child.once("exit", () => passing?.[Symbol.dispose]());
  }
}
