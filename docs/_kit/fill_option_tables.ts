import type { AnyCommand, RawCommand } from "../../mod/cli/command.ts";
import { EXTENSION_OPTIONS } from "../../mod/relay/grammar/extension_options.ts";
import { COMMON_OPTIONS, ownOptions } from "./every_command.ts";
import { optionTable, type ShownOption } from "./option_table.ts";

/**
 * What stands around a table in a page: the command whose options it shows, `serve` for those that all
 * servers have.
 */
const MARKED = /(<!-- options of ([\w ]+) -->)[^]*?(<!-- end of options -->)/g;

/**
 * A page with the tables of the commands that it names filled in.
 *
 * @throws {Error} when it names one that there is not.
 */
export function fillOptionTables(
  page: string,
  commands: ReadonlyMap<string, AnyCommand | RawCommand>,
): string {
  return page.replaceAll(
    MARKED,
    (_all, start: string, name: string, end: string) =>
      `${start}\n\n${optionTable(optionsOf(name, commands))}\n\n${end}`,
  );
}

/** A command's options; those that all servers have are shown once, on their page. */
function optionsOf(
  name: string,
  commands: ReadonlyMap<string, AnyCommand | RawCommand>,
): Readonly<Record<string, ShownOption>> {
  if (name === "serve") return COMMON_OPTIONS;
  if (name === "relay") return relayOptions();
  const command = commands.get(name);
  if (command === undefined || "runRaw" in command) throw new Error(`There are no options of "${name}"`);
  return ownOptions(command);
}

/** What the relay has beyond socat's options. */
function relayOptions(): Record<string, ShownOption> {
  const shown = Object.entries(EXTENSION_OPTIONS).map(
    ([name, { value, bare, help }]): [string, ShownOption] => {
      const takes = value === undefined ? "nothing" : bare === undefined ? "value" : "optional";
      return [name, { takes, value, help }];
    },
  );
  return Object.fromEntries(shown);
}
