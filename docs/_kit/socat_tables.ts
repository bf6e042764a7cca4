import { REFUSED_TYPES } from "../../mod/relay/addresses/refused_types.ts";
import { allTypes } from "../../mod/relay/addresses/registry.ts";
import { findOption } from "../../mod/relay/options/option_table.ts";
import { SOCAT_ADDRESSES, SOCAT_OPTIONS } from "./socat_names.ts";

/** What becomes of a name of socat here, as the page says it. */
export function addressFate(name: string): string {
  if (allTypes().some(({ keyword, aliases }) => keyword === name || aliases.includes(name))) return "works";
  const refused = REFUSED_TYPES.find(({ keywords }) => keywords.includes(name));
  if (refused !== undefined) return `refused: ${refused.reason}`;
  throw new Error(`${name}: give it a row in mod/relay/addresses, or a reason in refused_types.ts there`);
}

/** The same of an option of an address. */
export function optionFate(name: string): string {
  const row = findOption(name);
  if (row === undefined) throw new Error(`${name}: give it a row in mod/relay/options`);
  return row.support === "refused" ? `refused: ${row.reason}` : FATES[row.support];
}

const FATES = {
  works: "works",
  hint: "works on Linux where the relay makes the socket; elsewhere no effect, with a warning",
  given: "accepted: so it is here anyway",
  advice: "no effect, with a warning",
} as const;

/** The rows of the page: what becomes of them, and which names; those that work first, refused ones last. */
export function socatAddressRows(): string[][] {
  return byFate(SOCAT_ADDRESSES, addressFate, (name) => name.toUpperCase());
}

/** The same of the options. */
export function socatOptionRows(): string[][] {
  return byFate(SOCAT_OPTIONS, optionFate, (name) => name);
}

function byFate(
  names: readonly string[],
  fateOf: (name: string) => string,
  shown: (name: string) => string,
): string[][] {
  const rank = (fate: string) =>
    [...Object.values<string>(FATES), "refused"].findIndex((each) => fate.startsWith(each));
  return [...Map.groupBy(names, fateOf)]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([fate, all]) => [fate, all.map((name) => `\`${shown(name)}\``).join(" ")]);
}
