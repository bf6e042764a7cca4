/** How a program ended, in socat's words. */
import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { Log } from "../../log.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** As wait(2) tells it: either an exit status or the signal that ended it. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The notice of EXEC that comes when the program has been started. */
export function tellStart({ type, context }: OpenRequest, program: string): void {
  if (type === "exec") context.log.notice(`execvp'ing "${program}"`);
}

/** Resolves when the program has ended. */
export function statusOf(child: ChildProcess): Promise<ExitStatus> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
}

/** The notice of a child that has died, which comes when it happens. */
export function tellDeath(exited: Promise<ExitStatus>, log: Log): void {
  const number = constants.signals.SIGCHLD;
  if (number !== undefined) exited.then(() => log.notice(`childdied(): handling signal ${number}`));
}

/**
 * Says how a program has ended.
 *
 * @param byItself whether it did so before it was told that the relay is over
 * @throws {RelayError} when it failed
 */
export function reportExit(
  { type, parameters, context }: OpenRequest,
  pid: number,
  { code, signal }: ExitStatus,
  byItself: boolean,
): void {
  const { log } = context;
  const number = signal === null ? 0 : constants.signals[signal as keyof typeof constants.signals] ?? 0;
  if ((type === "system" || type === "shell") && byItself && (code !== 0 || signal !== null)) {
    // The status as wait(2) has it: the exit status stands in the second byte.
    log.warning(`system("${parameters[0]}") returned with status ${signal === null ? code! << 8 : number}`);
    if (signal !== null) return;
  }
  if (signal !== null && byItself) throw new RelayError(`waitpid(): child ${pid} exited on signal ${number}`);
  if (signal !== null) return log.info(`waitpid(): child ${pid} exited on signal ${number}`);
  if (code === 0) return log.info(`waitpid(): child ${pid} exited with status 0`);
  throw new RelayError(`waitpid(): child ${pid} exited with status ${code}`);
}
