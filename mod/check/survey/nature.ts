import type { ProgramEnd } from "../causes/evidence.ts";

/**
 * What a server is, found out before any rule is tried: how many it serves, and how much each may ask. None of it is
 * right or wrong by itself; it decides which rules can be tried, and how.
 */
export interface Nature {
  /** Whether it says something before it is asked. */
  readonly speaksFirst: boolean;
  /** Whether an answer ends with a line feed; undefined when none came. */
  readonly lineEnds?: boolean;
  /** Whether a connection carries one question or several; undefined when not even the first was answered. */
  readonly questions?: "one" | "several";
  /**
   * How many clients it serves: one and then no more, one after another, or several at once; undefined when that could
   * not be seen.
   */
  readonly clients?: "one" | "in_turn" | "at_once";
  /** How it ended by itself after its first client. */
  readonly ended?: ProgramEnd;
  /** How it talks, of a program at which somebody sits. */
  readonly talk?: TalkNature;
  /** Milliseconds from its start until it accepted its first client. */
  readonly startTime: number;
  /** What it is as a web server; undefined for another kind of server, and where nothing was answered. */
  readonly web?: WebNature;
}

/** What a web server serves: the files of its folder, pages of its own, the same for every path, or nothing. */
export type ServedSite = "folder" | "own_pages" | "one_page" | "nothing";

/** What a web server is; nothing of it is known where what it answers is no whole response. */
export interface WebNature {
  /** The version in its status line, such as `1.1`. */
  readonly version?: string;
  readonly site?: ServedSite;
}

/** How a program of two people talks. */
export interface TalkNature {
  /** Whether a person may type at any time, or each has to wait for the other; undefined where nothing arrived. */
  readonly manner?: "any_time" | "turns";
  /** Whether its own side may speak first. */
  readonly opens: boolean;
  /** Whether it takes a line for itself first, such as a name. */
  readonly asks: boolean;
}
