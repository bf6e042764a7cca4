import { squareRootOfSquare } from "../../numbers/integer_sqrt.ts";
import { smallFactor } from "./small_factor.ts";

/** The facts about an integer once it has been tested, and how they are known. */
export type Verdict =
  | { readonly prime: false; readonly why: "below-two" }
  | { readonly prime: false; readonly why: "factor"; readonly factor: bigint }
  | { readonly prime: false; readonly why: "witness"; readonly base: bigint }
  | { readonly prime: false; readonly why: "lucas" }
  | { readonly prime: true; readonly why: "proved" }
  /** It has passed Baillie-PSW and the strong test to so many random bases. */
  | { readonly prime: true; readonly why: "probable"; readonly bases: number };

/**
 * The reason in a few words, for `--explain`: a factor when one is easy to find (`641`), else the base that
 * betrayed the number (`witness 2`), `lucas`, `below 2`, `proved`, or `probable` and how sure that is.
 *
 * The search for a factor is done here and not in the test, which has no need of it.
 */
export function describeVerdict(n: bigint, verdict: Verdict): string {
  switch (verdict.why) {
    case "factor":
      return `${verdict.factor}`;
    case "below-two":
      return "below 2";
    case "witness":
      return `${smallFactor(n) ?? squareRootOfSquare(n) ?? `witness ${verdict.base}`}`;
    case "probable":
      return `probable: passes Baillie-PSW, as no known composite does, and ${verdict.bases} random bases`;
    default:
      return verdict.why;
  }
}
