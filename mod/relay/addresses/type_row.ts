import type { OptionGroup } from "../options/option.ts";
import type { AddressType, Open } from "./address_type.ts";

/** The part of a row that needs saying. */
export interface TypeRow {
  /** Keyword, then aliases, blank-separated, lower case. */
  readonly names: string;
  /** `:<host>:<port>`; a part in `[…]` may be left out. */
  readonly syntax?: string;
  /** Groups beyond `fd`, blank-separated. */
  readonly groups: string;
  readonly explain: string;
  readonly joined?: boolean;
  readonly rewrite?: AddressType["rewrite"];
  readonly waits?: boolean;
  readonly load: () => Promise<{ readonly default: Open }>;
}

/** Completes a row. */
export function typeRow(row: TypeRow): AddressType {
  const [keyword, ...aliases] = row.names.split(" ");
  const syntax = row.syntax ?? "";
  return {
    keyword: keyword!,
    aliases,
    syntax,
    parameters: { least: count(syntax.replace(/\[.*\]/, "")), most: count(syntax) },
    groups: ["fd", "process", ...row.groups.split(" ").filter((group) => group !== "") as OptionGroup[]],
    joined: row.joined ?? false,
    ...row.rewrite === undefined ? {} : { rewrite: row.rewrite },
    explain: row.explain,
    waits: row.waits ?? false,
    load: row.load,
  };
}

function count(syntax: string): number {
  return syntax.split("<").length - 1;
}
