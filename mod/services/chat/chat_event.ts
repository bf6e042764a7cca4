/** Something that was said, as it is kept in a history. */
export interface MessageEvent {
  /** `say` is `[name] text`, `act` is `* name text`, `topic` is what the room is about from then on. */
  type: "say" | "act" | "topic";
  /** Who said it; unique in one room over all its servers. Empty when a server did. */
  member: string;
  /** The name that member had then; empty when a server did. */
  name: string;
  /** One line, already made visible; an empty one takes the topic away. */
  text: string;
  /** When, in milliseconds since 1970 on the clock of the server that took it in. */
  at: number;
  /** Whether the speaker sees it too, as `/all` asks. */
  echo: boolean;
  /** Its number in the log, once it is there; larger than those before. */
  seq?: number;
  /** Which of the speaker's lines it is, when the speaker asks for receipts. */
  line?: number | undefined;
  /** The speaker's session, when there is one. */
  session?: string | undefined;
}

/** Somebody came in, if the name is still free when this event's turn comes. */
export interface JoinEvent {
  type: "join";
  member: string;
  name: string;
  /** Past messages the newcomer is shown. */
  replay: number;
  /** Instead of these, everything after that number of the log. */
  since?: number;
  /** The log in which that number counts. */
  room?: string;
  /** By which the newcomer is known again, and takes the place of a connection that it has lost. */
  session?: string;
}

/** Somebody left, or was made to. */
export interface LeaveEvent {
  type: "leave";
  member: string;
  /** The name of the operator who closed the door, when one did. */
  kickedBy?: string;
}

/** Somebody takes another name, if it is still free when this event's turn comes. */
export interface RenameEvent {
  type: "nick";
  member: string;
  name: string;
}

/** One line for one person; never kept. */
export interface PrivateMessageEvent {
  type: "tell";
  member: string;
  name: string;
  /** The name of the one it is for. */
  to: string;
  text: string;
  at: number;
  /** As in {@linkcode MessageEvent}. */
  line?: number | undefined;
  /** As in {@linkcode MessageEvent}. */
  session?: string | undefined;
}

/**
 * A server of a shared room comes in, for the first time or again, with the people who are on it. Whoever wants
 * a name that is taken by then gets another one.
 */
export interface ServerEnterEvent {
  type: "enter";
  /** The prefix of that server's member numbers, up to the colon. */
  server: string;
  members: RosterMember[];
}

/** A server is out of reach, or stops, and all its people with it. */
export interface ServerGoneEvent {
  type: "gone";
  server: string;
  /** The place that its coming in had in the order: it may have come again meanwhile. */
  entry: number;
}

/** Somebody who is present. */
export interface RosterMember {
  member: string;
  name: string;
  session?: string;
  /** The last line of that session that is in the log. */
  line?: number;
}

/**
 * What happens in a room. A room is the result of applying these in one order; servers that agree on the
 * order agree on the room.
 */
export type ChatEvent =
  | MessageEvent
  | JoinEvent
  | LeaveEvent
  | RenameEvent
  | PrivateMessageEvent
  | ServerEnterEvent
  | ServerGoneEvent;

/** Whether it is something that was said, and is kept. */
export function isMessage(event: ChatEvent | undefined): event is MessageEvent {
  return event?.type === "say" || event?.type === "act" || event?.type === "topic";
}
