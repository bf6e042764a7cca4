/** What {@linkcode parseArgs} is told about the command line. */
export interface ParseOptions {
  /** Names that take no value. */
  boolean?: readonly string[];
  /** Names whose value stays text; `"_"` keeps positional arguments from being read as numbers. */
  string?: readonly string[];
  /** Names that may be given several times. */
  collect?: readonly string[];
  /** Other spellings of a name. */
  alias?: Record<string, string | readonly string[]>;
  /** Values for names that are not given. */
  default?: Record<string, unknown>;
  /** Whether what follows `--` is kept apart, under the name `"--"`. */
  "--"?: boolean;
  /** Whether parsing stops at the first positional argument. */
  stopEarly?: boolean;
  /** Called for an argument that no other option names; `false` drops it. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What was on the command line: positional arguments under `_`, everything else under its own name. */
export interface Args {
  _: (string | number)[];
  "--"?: string[];
  [name: string]: unknown;
}

/** Reads GNU-style arguments. */
export function parseArgs(args: readonly string[], options?: ParseOptions): Args;
