import { assert, assertEquals, assertThrows } from "@std/assert";
import { addressFate, optionFate } from "../../docs/_kit/socat_tables.ts";
import { SOCAT_ADDRESSES, SOCAT_COMMAND_LINE, SOCAT_OPTIONS } from "../../docs/_kit/socat_names.ts";
import { resolveAddress } from "../../mod/relay/addresses/registry.ts";
import { parseAddress, type SingleAddress } from "../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../mod/relay/grammar/grammar_error.ts";
import { parseArguments } from "../../mod/relay/grammar/parse_arguments.ts";
import type { OptionGroup } from "../../mod/relay/options/option.ts";
import { allOptions } from "../../mod/relay/options/option_table.ts";
import { Options } from "../../mod/relay/options/options.ts";

/** What the page says of every name of socat 1.8 is what the program does with it. */

/** Parameters with which an address of any kind can be read. */
const PARAMETERS = ["", ":1", ":1:2", ":1:2:3", ":1:2:3:4"];

Deno.test("every address of socat 1.8 is there, or refused by name with the reason that the page gives", () => {
  assert(SOCAT_ADDRESSES.length > 200);
  for (const name of SOCAT_ADDRESSES) {
    const said = PARAMETERS.map((each) => outcome(() => resolve(`${name}${each}`)));
    const fate = addressFate(name);
    if (fate === "works") assert(said.includes("works"), `${name}: ${said}`);
    else assert(said.some((each) => each.includes(fate.replace("refused: ", ""))), `${name}: ${said}`);
  }
});

Deno.test("every option of socat 1.8 is read, or refused by name with the reason that the page gives", () => {
  assert(SOCAT_OPTIONS.length > 700);
  // WebSocket has a "protocol" of its own, which is not socat's.
  const groups = [...new Set(allOptions().map(({ group }) => group))].filter((each) =>
    each !== "any" && each !== "ws"
  );
  for (const name of SOCAT_OPTIONS) {
    const fate = optionFate(name);
    const said = KEYWORDS.flatMap((keyword) =>
      ["", "=1", "=0644", "=/x"].map((value) => outcome(() => read(`${name}${value}`, keyword, groups)))
    );
    if (!fate.startsWith("refused: ")) assert(said.includes("works"), `${name}: ${said}`);
    else assertEquals(said[0], `option "${name}" is not supported: ${fate.slice("refused: ".length)}`);
  }
});

Deno.test("every option of socat 1.8's command line is taken", () => {
  for (const word of SOCAT_COMMAND_LINE) parseArguments([word, "-", "-"]);
});

Deno.test("a name that socat has not is found out", () => {
  assertThrows(() => addressFate("no-such"));
  assertThrows(() => optionFate("no-such"));
  assertThrows(() => read("no-such", "exec", []), GrammarError, "unknown option");
});

function resolve(text: string): void {
  resolveAddress(parseAddress(text) as SingleAddress, "linux");
}

/** Types of addresses at which every option has its place, once they belong to all groups. */
const KEYWORDS = ["exec", "tcp-connect", "pty", "unix-listen"];

/** Reads an option at an address to which all options belong. */
function read(option: string, keyword: string, groups: readonly OptionGroup[]): void {
  const pty = keyword === "exec" && groups.length > 0 ? "pty," : "";
  const program = (group: OptionGroup) => group === "fork" || group === "exec";
  const fitting = keyword === "exec" ? groups : groups.filter((group) => !program(group));
  Options.read(parseAddress(`X,${pty}${option}`) as SingleAddress, { keyword, groups: fitting }, "linux");
}

function outcome(act: () => void): string {
  try {
    act();
    return "works";
  } catch (error) {
    return (error as Error).message;
  }
}
