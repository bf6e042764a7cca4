import { withoutOurPaths } from "./provenance.ts";

/** Six significant digits: more would only make every new run a bigger diff. */
export function plainNumbers(_key: string, value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(6));
  return typeof value === "string" ? withoutOurPaths(value) : value;
}
