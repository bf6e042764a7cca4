import { green, red, yellow } from "@std/fmt/colors";
import type { CommandContext } from "../../mod/cli/command_context.ts";
import type { RuleOutcome } from "../../mod/check/reports/report.ts";

/** Colours for a terminal that has them; elsewhere the words stay as they are. */
export function choosePaint({ stdout, env }: CommandContext): (word: string, outcome: RuleOutcome) => string {
  if (!stdout.isTerminal() || env("NO_COLOR") !== undefined) return (word) => word;
  return (word, outcome) => COLOURS[outcome](word);
}

const COLOURS: Record<RuleOutcome, (word: string) => string> = {
  passed: green,
  failed: red,
  concern: yellow,
  skipped: (word) => word,
};
