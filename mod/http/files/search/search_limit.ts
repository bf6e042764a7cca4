import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../wire/http_error.ts";
import { NetworkTurns, type TurnLimits } from "../network_turns.ts";

/** How many searches there may be. */
export type SearchLimits = TurnLimits;

/** The defaults. */
export const SEARCH_LIMITS: SearchLimits = { working: 4, each: 8 };

/**
 * Bounds what searching costs. A page searches while its reader types, and a class does so at the same time:
 * a few searches work, the others wait, and no network has more than its share of those that do.
 */
export class SearchLimit extends NetworkTurns {
  /** @param limits those that differ from the defaults */
  constructor(limits: Partial<SearchLimits> = {}) {
    super({ ...SEARCH_LIMITS, ...limits }, tooMany);
  }
}

function tooMany(): HttpError {
  return new HttpError(503, msg`Too many searches are under way, try again`, [["retry-after", "1"]]);
}
