import { type System, thisSystem } from "../../system/system.ts";
import { lacksOption } from "../system_lacks.ts";
import { isIdlePair } from "./idle_pairs.ts";
import type { OptionGroup, OptionRow } from "./option.ts";
import { refusedPair } from "./refused_pairs.ts";

/**
 * What becomes of an option at an address of some type: support belongs to the pair.
 *
 * - `works`: it has its effect;
 * - `given`: things are so anyway;
 * - `idle`: it is accepted, has no effect, and that is said;
 * - `refused`: it is not possible there.
 */
export type PairSupport = "works" | "given" | "idle" | "refused";

/** @returns undefined for an option that does not belong to such an address at all */
export function pairSupport(
  row: OptionRow,
  type: { readonly keyword: string; readonly groups: readonly OptionGroup[] },
  system: System = thisSystem(),
): PairSupport | undefined {
  if (row.group !== "any" && !type.groups.includes(row.group)) return undefined;
  const refused = row.support === "refused" || lacksOption(row.name, type.keyword, system) !== undefined ||
    refusedPair(row.name, type) !== undefined;
  if (refused) return "refused";
  if (row.support === "given") return "given";
  const elsewhere = row.support === "hint" && system !== "linux";
  return row.support === "advice" || elsewhere || isIdlePair(row.name, type) ? "idle" : "works";
}
