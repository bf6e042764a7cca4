import { waitingSockets } from "../../net/port_owner/sockets_in_proc.ts";
import type { Evidence } from "../causes/evidence.ts";
import { sleep } from "../probes/sleep.ts";
import type { RunningProgram } from "./running_program.ts";

/** What a program shows by itself, as far as it can be seen. */
export type ProgramSigns = Pick<Evidence, "ended" | "outgrown" | "busy" | "queued">;

/**
 * Looks at a program for a moment: whether it has ended, whether it is busy, and who waits to be accepted.
 *
 * @param port where it listens, of a server.
 */
export async function programSigns(
  program: RunningProgram,
  signal: AbortSignal,
  port?: number,
): Promise<ProgramSigns> {
  const ticks = [program.family()];
  for (let look = 0; look < LOOKS && ticks.at(-1) !== undefined; look++) {
    await sleep(LOOK, signal);
    ticks.push(program.family());
  }
  if (ticks[0] === undefined) await sleep(LOOK, signal);
  const after = ticks.at(-1);
  const queued = after && port !== undefined
    ? waitingSockets(after.pids)?.find((socket) => socket.transport === "tcp" && socket.port === port)?.queued
    : undefined;
  return {
    ...(program.ended === undefined ? {} : { ended: program.ended }),
    ...(program.outgrown === undefined ? {} : { outgrown: program.outgrown }),
    ...(after === undefined ? {} : { busy: isBusy(ticks.map((family) => family!.processorTicks)) }),
    ...(queued === undefined ? {} : { queued }),
  };
}

/**
 * It uses the processor again and again, as a loop does that waits for nothing, and not for a moment, as after work; on
 * a busy machine it does not get all that it wants.
 */
function isBusy(ticks: readonly number[]): boolean {
  const steps = ticks.slice(1).map((tick, index) => tick - ticks[index]!);
  return steps.filter((step) => step > 0).length > 1 && steps.at(-1)! > 0 && ticks.at(-1)! - ticks[0]! >= 4;
}

/**
 * How often it is looked at, and every how many milliseconds: a program's words about its own end come a moment after
 * the connection's.
 */
const LOOKS = 3;
const LOOK = 100;
