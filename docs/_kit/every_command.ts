import { registry } from "../../commands/registry.ts";
import { serveOptions } from "../../commands/options/serve_options.ts";
import type { AnyCommand, RawCommand } from "../../mod/cli/command.ts";
import { languageOption } from "../../mod/cli/language_option.ts";
import type { Option, OptionTable } from "../../mod/cli/option.ts";

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

const COMMON: ReadonlySet<unknown> = new Set(Object.values(COMMON_OPTIONS));

/** Whether an option is one of those that docs/serving.md explains for all servers. */
export function isCommon(option: Option<unknown>): boolean {
  return COMMON.has(option);
}
