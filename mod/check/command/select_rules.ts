import { msg } from "../../i18n/message.ts";
import type { CommandContext } from "../../cli/command_context.ts";
import { UsageError } from "../../cli/usage_error.ts";
import { inLanguage } from "../../i18n/in_language.ts";
import type { Rule } from "../rule.ts";

/** Shows the rules, for `--list`. */
export async function listRules(
  rules: readonly Pick<Rule, "id" | "title" | "severity">[],
  context: CommandContext,
): Promise<number> {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const lines = rules.map(({ id, title, severity }) =>
    `${id.padEnd(width)}  ${severity.padEnd(6)}  ${inLanguage(title, context.language)}\n`
  );
  await context.stdout.write(lines.join(""));
  return 0;
}

/** The rules that `--only` names: by their whole id, or by the part after the service's name. */
export function selectRules<R extends { id: string }>(
  rules: readonly R[],
  only: readonly string[],
): readonly R[] {
  if (only.length === 0) return rules;
  for (const name of only) {
    if (!rules.some((rule) => isNamed(rule, name))) {
      throw new UsageError(msg`--only: there is no rule "${name}"; --list shows them`);
    }
  }
  return rules.filter((rule) => only.some((name) => isNamed(rule, name)));
}

function isNamed({ id }: { id: string }, name: string): boolean {
  return id === name || id.slice(id.indexOf(".") + 1) === name;
}
