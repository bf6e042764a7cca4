/**
 * # What asks a program to stop
 *
 * On POSIX one process asks another with a signal: SIGTERM, or SIGINT from a terminal's Ctrl-C, or
 * SIGHUP when that terminal is closed (signal(7)). The program hears it, finishes its work and ends.
 *
 * Windows has no such signals. Its console tells the programs in it about Ctrl-C, Ctrl-Break and its own
 * end, and the runtime gives these events names of signals: SIGINT, SIGBREAK, SIGHUP. From another
 * process nothing arrives: what is called SIGTERM there is TerminateProcess, which ends a program as
 * SIGKILL does. A listener for SIGTERM is refused by some versions of the runtime, and never called by
 * the others. So a program that we start there is asked over a channel (`stop_channel.ts`).
 *
 * This table is the only place that knows the difference.
 */

/** A signal that asks a program to stop. */
export type StopSignal = "SIGHUP" | "SIGINT" | "SIGTERM" | "SIGBREAK";

/** As POSIX numbers them, and Windows' C library the last. A program that they end exits with 128 and this. */
export const SIGNAL_NUMBERS: Readonly<Record<StopSignal, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGTERM: 15,
  SIGBREAK: 21,
};

/** What signals a system has. */
export interface SignalSystem {
  /** Those that arrive and ask a program to stop. */
  readonly stops: readonly StopSignal[];
  /** Whether another process can send them. */
  readonly sends: boolean;
  /** Milliseconds that a program has after SIGHUP until the system ends it. */
  readonly hangupTime: number;
}

const POSIX: SignalSystem = {
  stops: ["SIGINT", "SIGTERM", "SIGHUP"],
  sends: true,
  hangupTime: Infinity,
};

const WINDOWS: SignalSystem = {
  stops: ["SIGINT", "SIGBREAK", "SIGHUP"],
  sends: false,
  // HandlerRoutine, CTRL_CLOSE_EVENT
  hangupTime: 5000,
};

/**
 * The variable that makes any system one that sends no signals, when it is `none`: so that what Windows
 * needs can be tried everywhere. It stays in the environment, and is good for the programs that are started, too.
 */
export const SIGNALS_VARIABLE = "NETLAB_SIGNALS";

/** What signals this system has. @param os as the runtime names it. */
export function signalSystem(os: string = Deno.build.os, chosen = chosenSystem()): SignalSystem {
  if (os === "windows") return WINDOWS;
  return chosen === "none" ? { ...POSIX, stops: ["SIGINT", "SIGHUP"], sends: false } : POSIX;
}

function chosenSystem(): string | undefined {
  try {
    return Deno.env.get(SIGNALS_VARIABLE);
  } catch {
    return undefined; // no permission to look
  }
}

/** Why a program is to stop, if the system lets it have only a certain time for that. */
export interface StopReason {
  /** Milliseconds from the moment when it was asked. */
  readonly timeLeft: number;
}

/** The milliseconds that a program has which is to stop for this reason; Infinity for any other. */
export function timeLeft(reason: unknown): number {
  const left = typeof reason === "object" && reason !== null && "timeLeft" in reason && reason.timeLeft;
  return typeof left === "number" ? left : Infinity;
}
