/** A line for a participant, before it becomes text, JSON or a bare line. */
export type ChatLine =
  | MessageLine
  | TopicLine
  | { type: "private"; from: string; to: string; text: string; at: number }
  | { type: "joined" | "left"; name: string }
  | { type: "kicked"; name: string; by: string }
  | { type: "renamed"; from: string; to: string }
  | WelcomeLine
  | { type: "members"; names: string[]; unreachable?: string[] }
  | { type: "unreachable" | "reachable"; names: string[]; renamed?: { from: string; to: string }[] }
  | { type: "prompt"; asks: "name" | "password"; text: string }
  | { type: "opened" }
  | { type: "note"; text: string }
  | { type: "error"; text: string; wait?: number }
  | { type: "missed"; count: number; atMost?: true }
  | { type: "said"; line: number; seq?: number; refused?: number }
  | { type: "refused"; line: number; reason: RefusalReason; text: string }
  | { type: "alive" }
  | { type: "replaced" }
  | { type: "bye"; name: string };

/** Something that was said to all. */
export interface MessageLine {
  type: "message" | "action";
  from: string;
  text: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** Its number in the log of the room. */
  seq?: number | undefined;
  /** It was said before. */
  history?: true;
}

/** What the room is about, from now on or as it was before; an empty text when nobody has said it. */
export interface TopicLine {
  type: "topic";
  text: string;
  /** Who says so, and when; without it, the line tells what is so already. */
  from?: string | undefined;
  at?: number | undefined;
  /** As in {@linkcode MessageLine}. */
  seq?: number | undefined;
  /** It was said before, and may be so no more. */
  history?: true;
}

/** Somebody is in. */
export interface WelcomeLine {
  type: "welcome";
  you: string;
  others: string[];
  /** The log whose numbers count here: another one begins anew. */
  room: string;
  /** The number of the last message. */
  seq: number;
  /** The past follows from this number on, as was asked. */
  since?: number;
  /** The last line of this session that is in the log. */
  said?: number;
}

/** Why a line was not said. */
export type RefusalReason = "empty" | "too_long" | "command" | "not_stored";

/** How a participant wants its lines. */
export type LineStyle = "text" | "json" | "plain";
