/** netlab's plugins to the command line: long options, because socat has only short ones. */
import type { CommandLine } from "./command_line.ts";
import { CommandLineError } from "./command_line_error.ts";

interface ExtensionOption {
  /** Name of the value in the help; undefined for a switch. */
  readonly value?: string;
  /** The meaning of a bare `--chop`. */
  readonly bare?: string;
  readonly help: string;
  readonly apply: (line: CommandLine, value: string) => void;
}

/** The table that parses and that `-h` prints. */
export const EXTENSION_OPTIONS: Readonly<Record<string, ExtensionOption>> = {
  help: { help: "the same as -h", apply: (line) => line.mode = "help" },
  // Seen to before the command line comes here; it stands in the table for its help.
  lang: { value: "fr|en", help: "language of help and of --explain; messages are socat's", apply: () => {} },
  version: { help: "the same as -V", apply: (line) => line.mode = "version" },
  trace: {
    value: "text|json",
    bare: "text",
    help: "tell on stderr what happens on both sides: every read and write, ends and closes",
    apply: (line, value) => line.extensions.trace = traceFormat(value),
  },
  diagram: {
    value: "FILE",
    help: "draw what happened: FILE.svg, FILE.mmd or FILE.txt",
    apply: (line, value) => line.extensions.diagram = value,
  },
  statistics: {
    help: "blocks and bytes of both directions, in socat's words, at the end and at SIGUSR1",
    apply: (line) => line.statistics = true,
  },
  experimental: {
    help: "accepted: nothing here is kept back without it",
    apply: (line) => line.experimental = true,
  },
  stats: {
    help: "totals and rate at the end; a progress line on a terminal",
    apply: (line) => line.extensions.stats = true,
  },
  explain: {
    help: "say in sentences what would be done, and do nothing",
    apply: (line) => line.extensions.explain = true,
  },
  reconnect: {
    help: "when the right side is lost, open it again and go on",
    apply: (line) => line.extensions.reconnect = true,
  },
  record: {
    value: "FILE",
    help: "keep everything that passes, with its times",
    apply: (l, v) => l.extensions.record = v,
  },
  replay: {
    value: "FILE",
    help: "play the left side of a recording to the one address given",
    apply: (line, value) => line.extensions.replay = value,
  },
  pcap: {
    value: "FILE",
    help: "write a pcapng capture that Wireshark opens",
    apply: (l, v) => l.extensions.pcap = v,
  },
  rewrite: {
    value: "EXPR",
    help: "s/pattern/replacement/flags on every line, both ways (repeatable)",
    apply: (line, value) => line.extensions.rewrite.push(value),
  },
  "rewrite-with": {
    value: "MODULE",
    help: "a module whose default export (line, direction) returns the new line, or null to drop it",
    apply: (line, value) => line.extensions.rewriteWith = value,
  },
  delay: {
    value: "TIME",
    help: "hold every block back: 200ms, 1.5s",
    apply: (l, v) => l.extensions.delayMs = duration(v),
  },
  rate: {
    value: "BYTES",
    help: "limit the rate in each direction, in bytes per second: 64k, 1M",
    apply: (line, value) => line.extensions.rate = size("--rate", value),
  },
  chop: {
    value: "BYTES",
    bare: "1",
    help: "write at most this many bytes at a time (1 without a value)",
    apply: (line, value) => line.extensions.chop = size("--chop", value),
  },
};

/** Reads the long option at `args[at]`; returns how many words it took. */
export function readExtensionOption(line: CommandLine, args: readonly string[], at: number): number {
  const word = args[at]!;
  if (word === "--") throw new CommandLineError(`unknown option "--"; use option "-h" for help`);
  const equals = word.indexOf("=");
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const option = Object.hasOwn(EXTENSION_OPTIONS, name) ? EXTENSION_OPTIONS[name] : undefined;
  if (option === undefined) throw new CommandLineError(`unknown option "${word}"; use option "-h" for help`);
  if (option.value === undefined && equals >= 0) {
    throw new CommandLineError(`option --${name} takes no value`);
  }
  if (option.value === undefined) return (option.apply(line, ""), 1);
  if (equals >= 0) return (option.apply(line, word.slice(equals + 1)), 1);
  if (option.bare !== undefined) return (option.apply(line, option.bare), 1);
  const value = args[at + 1];
  if (value === undefined) {
    throw new CommandLineError(`option --${name} requires an argument; use option "-h" for help`);
  }
  option.apply(line, value);
  return 2;
}

function traceFormat(text: string): "text" | "json" {
  if (text === "text" || text === "json") return text;
  throw new CommandLineError(`option --trace wants text or json, not "${text}"`);
}

function duration(text: string): number {
  const parts = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text);
  if (parts === null) {
    throw new CommandLineError(`option --delay wants a time such as 200ms or 1.5s, not "${text}"`);
  }
  const ms = Number(parts[1]) * (parts[2] === "ms" ? 1 : 1000);
  if (ms > LONGEST_DELAY) {
    throw new CommandLineError(`option --delay holds nothing back for longer than an hour, not for ${text}`);
  }
  return ms;
}

/** Milliseconds; a timer of more than 24 days would fire at once. */
const LONGEST_DELAY = 3_600_000;

function size(option: string, text: string): number {
  const parts = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(text);
  const value = parts === null
    ? NaN
    : Number(parts[1]) * 1024 ** " kmg".indexOf(parts[2]!.toLowerCase() || " ");
  if (!(value >= 1)) {
    throw new CommandLineError(`option ${option} wants a number of bytes such as 64k, not "${text}"`);
  }
  return Math.floor(value);
}
