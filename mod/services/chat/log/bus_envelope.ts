import type { ChatEvent, RosterMember } from "../chat_event.ts";
import type { RoomSnapshot } from "./event_log.ts";

/** One message of the stream that servers share. */
export interface Envelope {
  /** The same number twice is the same message; those of an event begin with its server's mark and a point. */
  id: string;
  event?: ChatEvent;
  /** The room as it was at some place in the stream. */
  state?: SharedState;
  /** From here on nobody is in the room, until each server comes in again. */
  reset?: true;
}

/** A room on several servers, as the stream has made it up to one place. */
export interface SharedState {
  /** The number of the last message that counts in it. */
  at: number;
  /** The servers that are in, each with the number of the message that let it in. */
  servers: [server: string, entry: number][];
  room: RoomSnapshot;
  /** The last messages before that did not count; they are said again later. */
  unsaid: string[];
}

/**
 * The fields of each event that have to be text; numbers, flags and lists are checked one by one.
 */
const TEXTS: Readonly<Record<ChatEvent["type"], readonly string[]>> = {
  say: ["member", "name", "text"],
  act: ["member", "name", "text"],
  topic: ["member", "name", "text"],
  join: ["member", "name"],
  leave: ["member"],
  nick: ["member", "name"],
  tell: ["member", "name", "to", "text"],
  enter: ["server"],
  gone: ["server"],
};

/** Reads a message of the stream. Anything else that somebody may have put in there is ignored. */
export function envelopeIn(text: string): Partial<Envelope> {
  const { id, event, state, reset } = record(parsed(text));
  return {
    ...(typeof id === "string" ? { id } : {}),
    ...(isEvent(event) ? { event } : {}),
    ...(isState(state) ? { state } : {}),
    ...(reset === true ? { reset } : {}),
  };
}

/** Reads an event that went by without being stored; `undefined` for anything else. */
export function eventIn(text: string): ChatEvent | undefined {
  const event = parsed(text);
  return isEvent(event) ? event : undefined;
}

function isEvent(value: unknown): value is ChatEvent {
  const event = record(value);
  const { type, at, replay, members, entry } = event;
  if (typeof type !== "string" || !Object.hasOwn(TEXTS, type)) return false;
  if (!TEXTS[type as ChatEvent["type"]].every((name) => typeof event[name] === "string")) return false;
  if (!["session", "room"].every((name) => ["undefined", "string"].includes(typeof event[name]))) {
    return false;
  }
  if (!["line", "since"].every((name) => event[name] === undefined || Number.isInteger(event[name]))) {
    return false;
  }
  if (["say", "act", "topic", "tell"].includes(type)) return Number.isFinite(at);
  if (type === "join") return Number.isInteger(replay);
  if (type === "gone") return Number.isInteger(entry);
  return type !== "enter" || areMembers(members);
}

function isState(value: unknown): value is SharedState {
  const { at, servers, room, unsaid } = record(value);
  return Number.isInteger(at) && Array.isArray(unsaid) && unsaid.every((id) => typeof id === "string") &&
    Array.isArray(servers) && servers.every(isEntry) &&
    areMembers(record(room).members) && ["undefined", "string"].includes(typeof record(room).topic);
}

function isEntry(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" &&
    Number.isInteger(value[1]);
}

function areMembers(value: unknown): value is RosterMember[] {
  return Array.isArray(value) && value.every((each) => {
    const { member, name, session, line } = record(each);
    return typeof member === "string" && typeof name === "string" &&
      (session === undefined || typeof session === "string") &&
      (line === undefined || Number.isInteger(line));
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
