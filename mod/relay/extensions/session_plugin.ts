import type { Filter, Way } from "../filters/filter.ts";
import type { SessionEnds } from "../session/session.ts";

/** The part that one command line option adds to every session. */
export interface SessionPlugin {
  /** The filter of one way; called once a session for each way. */
  filter?(way: Way, session: object, ends: SessionEnds): Filter | undefined;
  /** The session is over. */
  finish?(session: object): void;
}
