import { registry } from "../../commands/registry.ts";
import { serveOptions } from "../../commands/options/serve_options.ts";
import type { AnyCommand, RawCommand } from "../../mod/cli/command.ts";
import { languageOption } from "../../mod/cli/language_option.ts";
import type { OptionTable } from "../../mod/cli/option.ts";

/** Every command by its name: `echo serve`, `relay`. */
export async function everyCommand(): Promise<Map<string, AnyCommand | RawCommand>> {
  const found = new Map<string, AnyCommand | RawCommand>();
  for (const each of registry) {
    const entries = "commands" in each ? each.commands : [each];
    for (const entry of entries) {
      const name = "commands" in each ? `${each.name} ${entry.verb}` : entry.verb;
      found.set(name, (await entry.load()).default);
    }
  }
  return found;
}

/** The options that every server has, and `--lang`, which every command has. */
export const COMMON_OPTIONS: OptionTable = { ...serveOptions, lang: languageOption };

// By what they say: a command may have rules of its own for one of them.
const COMMON: ReadonlySet<unknown> = new Set(Object.values(COMMON_OPTIONS).map(({ help }) => help));

/**
 * The options of a command that docs/serving.md does not explain for all servers.
 *
 * @returns those that all servers have as well, where the command is none of them
 */
export function ownOptions({ options }: AnyCommand): OptionTable {
  if (!("mode" in options && "backlog" in options)) return options;
  return Object.fromEntries(Object.entries(options).filter(([, { help }]) => !COMMON.has(help)));
}
