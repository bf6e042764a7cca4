/**
 * A candidate: one server under measurement, netlab or a peer, as a command line and a way to know that it
 * listens.
 *
 * @module
 */
import { isInstalled } from "../../tests/_kit/program/is_installed.ts";

/**
 * How to tell that a server accepts: its own ready line, a connection that succeeds, or a UDP port that is
 * taken.
 */
export type Ready = "line" | "tcp" | "udp";

/** One server of a comparison. */
export interface Candidate {
  /** The row's name in tables and plots. */
  readonly name: string;
  /**
   * The command for a given port; for `ready: "line"` the port is 0 and the real one is read from the ready
   * line.
   */
  readonly command: (port: number) => string[];
  /** @default {"tcp"} */
  readonly ready?: Ready;
  /** A command whose first line of output is the version, kept in the results. */
  readonly version?: readonly string[];
  /** Working directory of the server; the repository's root by default. */
  readonly cwd?: string;
  /**
   * A sentence when this candidate cannot run here although its program exists, for example "no compiler".
   */
  readonly missing?: string;
  /** The candidate that this is another version of: a measurement treats it in the same way. */
  readonly standsFor?: Candidate;
}

/**
 * Why a candidate cannot run on this machine.
 *
 * @param candidate any candidate
 * @returns a sentence such as `not installed: ncat`, or `null` when it can run
 */
export function whyMissing(candidate: Candidate): string | null {
  if (candidate.missing) return candidate.missing;
  const program = candidate.command(0)[0] ?? "";
  return isInstalled(program) ? null : `not installed: ${program}`;
}
