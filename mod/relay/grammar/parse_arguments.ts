/**
 * The command line in front of the two addresses, the way socat reads it: one option a word (`-vx` is refused
 * with a hint), a value either glued (`-t5`) or as the next word, and the first word that is not an option
 * begins the addresses, `-`, `-,crnl` and `-!!STDOUT` included. netlab's own options are long ones
 * (`--stats`), so that the two vocabularies never meet. With `-z`, which socat has not, the command line is nc's
 * and is read in `scan/read_scan.ts`.
 */
import type { CommandLine } from "./command_line.ts";
import { readExtensionOption } from "./extension_options.ts";
import { hidePasswords } from "./hide_passwords.ts";
import { CommandLineError } from "./command_line_error.ts";

/** Largest block that can still double when line ends grow. */
const LARGEST_BLOCK = 2 ** 30;

const FLAGS: Readonly<Record<string, (line: CommandLine) => void>> = {
  D: () => {},
  g: () => {},
  s: (line) => line.sloppy = true,
  v: (line) => line.text = true,
  x: (line) => line.hex = true,
  u: (line) => line.direction = direction(line, "left-to-right"),
  U: (line) => line.direction = direction(line, "right-to-left"),
  0: (line) => line.ipVersion = 0,
  4: (line) => line.ipVersion = 4,
  6: (line) => line.ipVersion = 6,
};

const VALUES: Readonly<Record<string, (line: CommandLine, value: string) => void>> = {
  b: (line, value) => line.blockSize = blockSize(value),
  t: (line, value) => line.lingerMs = seconds("-t", value),
  T: (line, value) => line.idleMs = seconds("-T", value),
  r: (line, value) => line.rawLeft = value,
  R: (line, value) => line.rawRight = value,
  L: (line, value) => line.lock = lock(line, value, false),
  W: (line, value) => line.lock = lock(line, value, true),
  S: (_line, value) => signalMask(value),
};

/**
 * Reads the raw argument vector.
 *
 * @throws {CommandLineError} in socat's words
 */
export function parseArguments(args: readonly string[], programName = "socat"): CommandLine {
  const line = defaults(programName);
  let at = 0;
  while (at < args.length && isOption(args[at]!) && line.mode === "run") at += readOption(line, args, at);
  line.addresses = args.slice(at).filter((word) => line.mode === "run" || !isOption(word));
  const wanted = line.extensions.replay === undefined ? 2 : 1;
  if (line.mode === "run" && line.addresses.length !== wanted) {
    const count = wanted === 2 ? "exactly 2 addresses" : "with --replay exactly 1 address is";
    const said = `${count} required (there are ${line.addresses.length}); use option "-h" for help`;
    throw new CommandLineError(said, blankHint(line.addresses));
  }
  return line;
}

/** `TCP-LISTEN:80, fork`: the shell makes two words of it. */
function blankHint(addresses: readonly string[]): string | undefined {
  const at = addresses.findIndex((each, index) => /[,:]$/.test(each) && index + 1 < addresses.length);
  return at < 0
    ? undefined
    : `  an address is one word: write ${
      hidePasswords(addresses[at]! + addresses[at + 1]).text
    }, without the blank`;
}

function defaults(programName: string): CommandLine {
  return {
    mode: "run",
    helpDepth: 0,
    verbosity: 0,
    direction: "both",
    blockSize: undefined,
    lingerMs: 500,
    idleMs: 0,
    text: false,
    hex: false,
    rawLeft: undefined,
    rawRight: undefined,
    sloppy: false,
    experimental: false,
    statistics: false,
    ipVersion: undefined,
    lock: undefined,
    log: { file: undefined, programName, micros: false, hostname: false },
    extensions: { rewrite: [], rewriteWith: undefined },
    addresses: [],
  };
}

function isOption(word: string): boolean {
  return word.startsWith("-") && word.length > 1 && !/^-[,:!]/.test(word);
}

function readOption(line: CommandLine, args: readonly string[], at: number): number {
  const word = args[at]!;
  if (word.startsWith("--")) return readExtensionOption(line, args, at);
  const letter = word[1]!;
  if (letter === "d") return readVerbosity(line, word);
  if (letter === "l") return readLogOption(line, args, at);
  if (letter === "h" || letter === "?") return readHelp(line, word);
  if (word === "-V") return (line.mode = "version", 1);
  const flag = FLAGS[letter];
  if (flag !== undefined) return readFlag(line, word, flag);
  const take = VALUES[letter];
  if (take !== undefined) return readValue(line, args, at, take);
  throw new CommandLineError(`unknown option "${word}"; use option "-h" for help`);
}

function readFlag(line: CommandLine, word: string, flag: (line: CommandLine) => void): number {
  if (word.length > 2) {
    throw new CommandLineError(
      `Do not merge single character options, i.e. use "-${word[1]} -${word[2]}" instead of "${word}"`,
    );
  }
  flag(line);
  return 1;
}

function readValue(
  line: CommandLine,
  args: readonly string[],
  at: number,
  take: (line: CommandLine, value: string) => void,
): number {
  const word = args[at]!;
  if (word.length > 2) return (take(line, word.slice(2)), 1);
  const value = args[at + 1];
  if (value === undefined) {
    throw new CommandLineError(`option ${word} requires an argument; use option "-h" for help`);
  }
  take(line, value);
  return 2;
}

function readVerbosity(line: CommandLine, word: string): number {
  if (/^-d[0-4]$/.test(word)) return (line.verbosity = Number(word[2]), 1);
  if (!/^-d+$/.test(word)) throw new CommandLineError(`unknown option "${word}"; use option "-h" for help`);
  line.verbosity = Math.min(4, line.verbosity + word.length - 1);
  return 1;
}

function readHelp(line: CommandLine, word: string): number {
  line.mode = "help";
  line.helpDepth = Math.min(2, word.length - 2);
  return 1;
}

function readLogOption(line: CommandLine, args: readonly string[], at: number): number {
  const word = args[at]!;
  const kind = word[2];
  if (kind === "u") return (line.log.micros = true, 1);
  if (kind === "h") return (line.log.hostname = true, 1);
  // This runtime cannot reach the system log: -ly and -lm go where -ls goes, to stderr.
  if (kind === "s" || kind === "y" || kind === "m") return 1;
  if (kind !== "f" && kind !== "p") {
    throw new CommandLineError(`unknown log option "${word}"; use option "-h" for help`);
  }
  const value = word.length > 3 ? word.slice(3) : args[at + 1];
  if (value === undefined) {
    throw new CommandLineError(`option ${word} requires an argument; use option "-h" for help`);
  }
  if (kind === "f") line.log.file = value;
  else line.log.programName = value;
  return word.length > 3 ? 1 : 2;
}

function direction(line: CommandLine, wanted: CommandLine["direction"]): CommandLine["direction"] {
  if (line.direction !== "both" && line.direction !== wanted) {
    throw new CommandLineError("-U and -u must not be combined");
  }
  return wanted;
}

function lock(line: CommandLine, path: string, wait: boolean): { path: string; wait: boolean } {
  if (line.lock !== undefined) throw new CommandLineError("only one -L and -W option allowed");
  return { path, wait };
}

/** Which signals are to be told of: every one that ends the relay is, so that there is nothing to set. */
function signalMask(text: string): void {
  if (!/^(0x[0-9a-f]+|\d+)$/i.test(text)) {
    throw new CommandLineError(`option -S wants a number, one bit a signal, not "${text}"`);
  }
}

function seconds(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new CommandLineError(`option ${option} wants a number of seconds, not "${text}"`);
  }
  return value * 1000;
}

function blockSize(text: string): number {
  const value = /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || value < 1) {
    throw new CommandLineError(`option -b wants a number of bytes, not "${text}"`);
  }
  if (value > LARGEST_BLOCK) {
    throw new CommandLineError(`buffer size option (-b) to big - ${text} (max is ${LARGEST_BLOCK})`);
  }
  return value;
}
