import type { ChatEvent } from "../chat_event.ts";

/** One message of the stream that servers share. */
export interface Envelope {
  id: string;
  event?: ChatEvent;
  /** The server that has just come and asks who is there. */
  hello?: string;
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
  roster: ["server"],
};

/** Reads a message of the stream. Anything else that somebody may have put in there is ignored. */
export function envelopeIn(text: string): Partial<Envelope> {
  const { id, event, hello } = record(parsed(text));
  return {
    ...(typeof id === "string" ? { id } : {}),
    ...(isEvent(event) ? { event } : {}),
    ...(typeof hello === "string" ? { hello } : {}),
  };
}

/** Reads an event that went by without being stored; `undefined` for anything else. */
export function eventIn(text: string): ChatEvent | undefined {
  const event = parsed(text);
  return isEvent(event) ? event : undefined;
}

function isEvent(value: unknown): value is ChatEvent {
  const event = record(value);
  const { type, at, replay, members } = event;
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
  return type !== "roster" || (Array.isArray(members) && members.every(isMember));
}

function isMember(value: unknown): boolean {
  const { member, name, session } = record(value);
  return typeof member === "string" && typeof name === "string" &&
    (session === undefined || typeof session === "string");
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
