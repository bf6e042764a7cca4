import { parseArgs } from "@std/cli/parse-args";

/** The flags of a suite, read. */
export interface SuiteOptions {
  readonly quick: boolean;
  readonly rounds: number;
  readonly seconds: number;
  /** What a comparison's name has to contain. */
  readonly only: string;
  /** The version to compare with. */
  readonly compare?: string;
  /** Whether the peers are measured, too, when versions are compared. */
  readonly peers: boolean;
  /** From which loss on the suite fails: `0.05` for five percent. */
  readonly fail?: number;
  /** The name under which a comparison of versions is kept in the repository. */
  readonly keep?: string;
}

const KNOWN: ReadonlySet<string> = new Set([
  ...["_", "quick", "peers", "rounds", "seconds", "only", "compare", "fail", "keep"],
]);

/**
 * Reads the flags of a suite.
 *
 * @param args the command line, without the program
 * @throws {Error} with a sentence for a value that is no number, or a flag that there is not
 */
export function suiteOptions(args: readonly string[]): SuiteOptions {
  const flags = parseArgs([...args], {
    boolean: ["quick", "peers"],
    string: ["rounds", "seconds", "only", "compare", "fail", "keep"],
  });
  const [stray] = [
    ...flags._,
    ...Object.keys(flags).filter((name) => !KNOWN.has(name)).map((name) => `--${name}`),
  ];
  if (stray !== undefined) throw new Error(`there is no flag ${stray}`);
  const [quick, peers] = [flags.quick === true, flags.peers === true];
  const compare = flags.compare === undefined ? undefined : String(flags.compare);
  if (compare === "") {
    throw new Error("--compare needs a commit, a folder with sources or a compiled program");
  }
  const [alone] = ["peers", "fail", "keep"].filter((name) =>
    flags[name] !== undefined && flags[name] !== false
  );
  if (compare === undefined && alone !== undefined) {
    throw new Error(`--${alone} says something about --compare only`);
  }
  if (flags.keep !== undefined && !/^[a-z0-9-]+$/.test(String(flags.keep))) {
    throw new Error("--keep takes a name of small letters, digits and hyphens");
  }
  // Nine and twelve rounds are enough to leave out one and two extremes on each side.
  const fewest = compare === undefined ? { quick: 1, whole: 3 } : { quick: 9, whole: 12 };
  return {
    quick,
    peers,
    only: String(flags.only ?? ""),
    rounds: numberOf("--rounds", flags.rounds) ?? (quick ? fewest.quick : fewest.whole),
    seconds: numberOf("--seconds", flags.seconds) ?? (quick ? 0.3 : 1),
    ...(compare === undefined ? {} : { compare }),
    ...(flags.keep === undefined ? {} : { keep: String(flags.keep) }),
    ...(flags.fail === undefined ? {} : { fail: numberOf("--fail", flags.fail)! / 100 }),
  };
}

function numberOf(flag: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const number = Number(text);
  if (text.trim() === "" || !(number >= 0)) throw new Error(`${flag} "${text}" is no number`);
  return number;
}
