import type { Stage, Way } from "../filters/stage.ts";
import type { SessionEnds } from "../session/session.ts";

/** What one command line option adds to every session. */
export interface Addition {
  /** The stage of one way; called once a session for each way. */
  stage?(way: Way, session: object, ends: SessionEnds): Stage | undefined;
  /** The session is over. */
  finish?(session: object): void;
}
