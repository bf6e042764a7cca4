import { resolve } from "@std/path";
import { typedWords, WrongOptions } from "../_kit/typed_words.ts";
import type { Trial } from "./try_form.ts";

/** The command line options of the TLS soak. */
export interface TrialOptions extends Trial {
  /** The names of the forms that are tried. */
  readonly forms: readonly string[];
  /** The compiled program, when it is tried instead of the sources. */
  readonly bin: string | undefined;
}

export const TRIAL_USAGE =
  `deno task soak:tls [--mib N=1024] [--sessions N=1000] [--resets N=50] [--seed N] [--only NAME] [--bin PATH]

A gigabyte each way through every form of TLS, with pauses, half-closes and resets; see docs/soak.md.`;

const KNOWN = ["mib", "sessions", "resets", "seed", "only", "bin"] as const;

/**
 * Reads the words of the command line.
 *
 * @param names every form; `--only` is part of the name of those that are wanted, or the whole of one
 * @returns "help" when that was asked for
 * @throws {WrongOptions}
 */
export function trialOptions(args: readonly string[], names: readonly string[]): TrialOptions | "help" {
  const typed = typedWords(args, KNOWN);
  if (typed === "help") return "help";
  const whole = (name: (typeof KNOWN)[number], otherwise: number) => {
    const value = Number(typed[name] ?? otherwise);
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new WrongOptions(`--${name} is a whole number above 0`);
  };
  const only = typed.only ?? "";
  const forms = names.includes(only) ? [only] : names.filter((name) => name.includes(only));
  if (forms.length === 0) throw new WrongOptions(`--only: the forms are ${names.join(", ")}`);
  return {
    bytes: whole("mib", 1024) * 1024 * 1024,
    sessions: whole("sessions", 1000),
    resets: whole("resets", 50),
    seed: whole("seed", 1 + Math.floor(Math.random() * 1e6)),
    forms,
    bin: typed.bin === undefined ? undefined : resolve(typed.bin),
  };
}
