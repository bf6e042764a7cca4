import { CommandLineError } from "../grammar/command_line_error.ts";

/** Ports from the first to the last, both included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

const HIGHEST_PORT = 65535;

/**
 * Ports as nc reads them: `22`, `20-25` (either end first), `ssh`.
 *
 * @param service the port of a service by its name
 * @throws {CommandLineError} in nc's words
 */
export function readPorts(
  words: readonly string[],
  service: (name: string) => number | undefined,
): PortRange[] {
  return words.map((word) => readRange(word, service));
}

function readRange(word: string, service: (name: string) => number | undefined): PortRange {
  // Before the dash is looked for: http-alt is a name.
  const named = /[a-z]/i.test(word) ? service(word) : undefined;
  if (named !== undefined) return { first: named, last: named };
  const [, one, other = one] = /^(\+?\d+)(?:-(\+?\d+))?$/.exec(word) ?? [];
  if (one === undefined) throw new CommandLineError(`port number invalid: ${word}`);
  const [first, last] = [readPort(one), readPort(other!)];
  return { first: Math.min(first, last), last: Math.max(first, last) };
}

function readPort(text: string): number {
  const port = Number(text);
  if (port < 1) throw new CommandLineError(`port number too small: ${text}`);
  if (port > HIGHEST_PORT) throw new CommandLineError(`port number too large: ${text}`);
  return port;
}
