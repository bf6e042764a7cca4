/**
 * The command line of `netlab relay -z`, in nc's language, not socat's: letters may be merged (`-zvw3`), and
 * options may stand behind the host and the ports.
 */
import type { Family } from "../../net/address/resolve_host.ts";
import { CommandLineError } from "../grammar/command_line_error.ts";
import { type PortRange, readPorts } from "./read_ports.ts";

/** What `-z` is asked to do. */
export interface Scan {
  readonly host: string;
  readonly ranges: readonly PortRange[];
  /** Tell of each port, on stderr. */
  readonly verbose: boolean;
  /** The host is an address, and no name is looked up. */
  readonly numeric: boolean;
  readonly family: Family;
  /** The longest that one address may take, milliseconds. */
  readonly limitMs: number;
}

/** Without `-w`, milliseconds. */
const DEFAULT_LIMIT = 5000;

/** The longest time of `-w`, seconds: nc's, and the longest that a timer can wait. */
const LONGEST_LIMIT = 2_147_483;

/**
 * Reads the raw argument vector.
 *
 * @param service the port of a service by its name
 * @throws {CommandLineError} in nc's words where it has some
 */
export function readScan(
  args: readonly string[],
  service: (name: string) => number | undefined,
): Scan | "help" {
  const found: Found = { words: [], help: false, verbose: false, numeric: false };
  for (let at = 0; at < args.length;) at += readWord(found, args, at);
  if (found.help) return "help";
  const { words: [host, ...ports], verbose, numeric, family, limitMs = DEFAULT_LIMIT } = found;
  if (host === undefined) throw new CommandLineError("-z needs a host and ports: -z HOST PORT...");
  if (ports.length === 0) throw new CommandLineError("missing port number");
  return { host, ranges: readPorts(ports, service), verbose, numeric, family, limitMs };
}

interface Found {
  readonly words: string[];
  help: boolean;
  verbose: boolean;
  numeric: boolean;
  family?: 4 | 6;
  limitMs?: number;
}

/** Returns how many words it took. */
function readWord(found: Found, args: readonly string[], at: number): number {
  const word = args[at]!;
  if (word === "--help") return (found.help = true, 1);
  if (word === "--") return (found.words.push(...args.slice(at + 1)), args.length - at);
  if (word.startsWith("--")) throw unfit(word);
  if (!word.startsWith("-") || word === "-") return (found.words.push(word), 1);
  for (let letter = 1; letter < word.length; letter++) {
    if (word[letter] === "w") return readLimit(found, word.slice(letter + 1), args[at + 1]);
    readLetter(found, word[letter]!);
  }
  return 1;
}

function readLetter(found: Found, letter: string): void {
  if (letter === "z") return;
  if (letter === "v") found.verbose = true;
  else if (letter === "n") found.numeric = true;
  else if (letter === "4" || letter === "6") found.family = letter === "4" ? 4 : 6;
  else if (letter === "h" || letter === "?") found.help = true;
  else if (letter === "u") {
    throw new CommandLineError(
      "-z does not go with -u: a UDP port that stays silent may be open, or its datagrams may be dropped",
    );
  } else throw unfit(`-${letter}`);
}

function readLimit(found: Found, glued: string, next: string | undefined): number {
  const text = glued === "" ? next : glued;
  if (text === undefined) throw new CommandLineError("option -w requires a number of seconds");
  const seconds = /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(seconds)) throw new CommandLineError(`timeout invalid: ${text}`);
  // A timer counts whole milliseconds.
  if (seconds < 0.001) throw new CommandLineError(`timeout too small: ${text}`);
  if (seconds > LONGEST_LIMIT) throw new CommandLineError(`timeout too large: ${text}`);
  found.limitMs = Math.round(seconds * 1000);
  return glued === "" ? 2 : 1;
}

function unfit(option: string): CommandLineError {
  return new CommandLineError(`option ${option} does not go with -z, only -v -n -w -4 -6 do`);
}
