import type {
  ChatEvent,
  JoinEvent,
  LeaveEvent,
  MessageEvent,
  PrivateMessageEvent,
  RenameEvent,
  RosterEvent,
  RosterMember,
} from "../chat_event.ts";
import type { ChatLine, MessageLine, TopicLine } from "../chat_line.ts";
import type { LogNumbers } from "../log/event_log.ts";
import { nicknameKey } from "./nickname.ts";
import { Past } from "./past.ts";
import { ChatSessions } from "./chat_sessions.ts";

/**
 * The room: who is in it, what was said, and who is told what. It knows no socket, no clock and no file.
 *
 * A room is a state machine. Events come in one order, each changes the room, and each says who hears which
 * line; the room after the same events is the same room. That is all the "critical section" a chat needs:
 * instead of locking a shared list from many threads, everything that happens is put in one order first (the
 * event log's job) and applied by one reader. It is also how several servers share a room: they agree on the
 * order, and nothing else.
 *
 * So the room decides what depends on order. Of two people who ask for the same name at the same moment, the
 * one whose event is first has it; the other's event changes nothing, and its server, which finds that its
 * member is not in the room, asks again.
 *
 * The wrong choice when one room grows to tens of thousands: every line costs one delivery for each member.
 */

/** One line and who hears it. */
export interface Delivery {
  /** One member's number, or everybody in the room. */
  to: string | "all";
  /** The member of `all` who does not hear it. */
  except?: string;
  line: ChatLine;
}

/** How much a room remembers. */
export interface RoomOptions {
  /**
   * Messages kept for `/history` and for newcomers.
   * @default {1000}
   */
  kept?: number;
}

/** People in one place; see the top of this file. */
export class Room {
  readonly #names = new Map<string, string>();
  readonly #owners = new Map<string, string>();
  readonly #sessions = new ChatSessions();
  readonly #past: Past;
  #topic: string | undefined;

  constructor(options: RoomOptions = {}) {
    this.#past = new Past(options.kept ?? 1000);
  }

  /** How many are in. */
  get size(): number {
    return this.#names.size;
  }

  /** Names in the order of arrival. */
  get names(): string[] {
    return [...this.#names.values()];
  }

  /** Members in the order of arrival. */
  get members(): RosterMember[] {
    return Array.from(this.#names, ([member, name]) => {
      const session = this.#sessions.of(member);
      return session === undefined ? { member, name } : { member, name, session };
    });
  }

  /** The name of a member; `undefined` when that member is not in the room. */
  nameOf(member: string): string | undefined {
    return this.#names.get(member);
  }

  /** The member who has that name, however it is capitalised. */
  ownerOf(name: string): string | undefined {
    return this.#owners.get(nicknameKey(name));
  }

  /** The member who has come by a session last and is in the room. */
  memberOf(session: string | undefined): string | undefined {
    const member = this.#sessions.get(session)?.member;
    return member !== undefined && this.#names.has(member) ? member : undefined;
  }

  /** The last line of a session that is in the log, 0 when there is none. */
  saidBy(session: string | undefined): number {
    return this.#sessions.get(session)?.line ?? 0;
  }

  /** What the room is about; empty when that was taken away, `undefined` when it was never said. */
  get topic(): string | undefined {
    return this.#topic;
  }

  /** The last messages as a newcomer sees them, oldest first. */
  history(count: number): ChatLine[] {
    return this.#past.last(count).map(before);
  }

  /** The numbers of messages from now on are those of this log. */
  numbered(log: LogNumbers): void {
    this.#past.numbered(log);
  }

  /** Puts back what was said before this room began; nobody is told. */
  remember(messages: Iterable<MessageEvent>, topic?: string): void {
    this.#topic = topic ?? this.#topic;
    for (const message of messages) {
      this.#note(message);
      this.#sessions.remember(message.session, message.member, message.line);
    }
  }

  /**
   * Applies the next event.
   *
   * @returns the lines it causes, in the order in which they must be heard; empty when the event came too
   *   late to change anything (a name that is taken by now, a leave of somebody who is gone)
   */
  apply(event: ChatEvent): Delivery[] {
    switch (event.type) {
      case "say":
      case "act":
      case "topic":
        return this.#say(event);
      case "join":
        return this.#join(event);
      case "leave":
        return this.#leave(event);
      case "nick":
        return this.#rename(event);
      case "tell":
        return this.#tell(event);
      case "roster":
        return this.#reconcile(event);
    }
  }

  #say(event: MessageEvent): Delivery[] {
    if (!this.#sessions.say(event.session, event.member, event.line)) return [];
    this.#note(event);
    const delivery: Delivery = { to: "all", line: spoken(event) };
    return [event.echo ? delivery : { ...delivery, except: event.member }];
  }

  #note(message: MessageEvent): void {
    this.#past.push(message);
    if (message.type === "topic") this.#topic = message.text;
  }

  #join(event: JoinEvent): Delivery[] {
    const { member, name, session } = event;
    const lost = this.memberOf(session);
    const owner = this.ownerOf(name);
    if (this.#names.has(member) || (owner !== undefined && owner !== lost)) return [];
    // Who comes back under the same name was never away, for the others
    const isSame = lost !== undefined && this.#names.get(lost) === name;
    const gone = lost === undefined ? [] : this.#replace(lost, isSame);
    const others = this.names;
    this.#add(member, name);
    this.#sessions.begin(session, member);
    const joined: Delivery = { to: "all", except: member, line: { type: "joined", name } };
    const welcome = this.#welcome(event, others).map((line) => ({ to: member, line }));
    return [...gone, ...welcome, ...(isSame ? [] : [joined])];
  }

  /** What a newcomer reads first. */
  #welcome({ name, replay, since, room, session }: JoinEvent, others: string[]): ChatLine[] {
    const resumed = this.#past.after(since, room);
    const past = resumed?.messages ?? this.#past.last(replay);
    const welcome: ChatLine = {
      type: "welcome",
      you: name,
      others,
      room: this.#past.log,
      seq: this.#past.seq,
      ...(resumed === undefined ? {} : { since: since! }),
      ...(session === undefined ? {} : { said: this.saidBy(session) }),
    };
    const topic: ChatLine[] = this.topic ? [{ type: "topic", text: this.topic }] : [];
    return [welcome, ...topic, ...(resumed?.missed ?? []), ...past.map(before)];
  }

  /** Takes a member out whose connection was lost; the one that was not lost reads why. */
  #replace(member: string, isSilent: boolean): Delivery[] {
    const told: Delivery = { to: member, line: { type: "replaced" } };
    const deliveries = this.#leave({ type: "leave", member });
    return isSilent ? [told] : [told, ...deliveries];
  }

  #leave({ member, kickedBy }: LeaveEvent): Delivery[] {
    const name = this.#names.get(member);
    if (name === undefined) return [];
    const line: ChatLine = kickedBy === undefined
      ? { type: "left", name }
      : { type: "kicked", name, by: kickedBy };
    const told: Delivery[] = kickedBy === undefined ? [] : [{ to: member, line }];
    this.#names.delete(member);
    this.#owners.delete(nicknameKey(name));
    this.#sessions.end(member);
    return [...told, { to: "all", except: member, line }];
  }

  #rename({ member, name }: RenameEvent): Delivery[] {
    const from = this.#names.get(member);
    const owner = this.ownerOf(name);
    if (from === undefined || from === name || (owner !== undefined && owner !== member)) return [];
    this.#owners.delete(nicknameKey(from));
    this.#add(member, name);
    return [{ to: "all", line: { type: "renamed", from, to: name } }];
  }

  #tell({ member, name, to, text, at, session, line: count }: PrivateMessageEvent): Delivery[] {
    if (!this.#sessions.say(session, member, count)) return [];
    const owner = this.ownerOf(to);
    if (owner === undefined) {
      return [{ to: member, line: { type: "error", text: `Nobody here is called ${to}` } }];
    }
    const line: ChatLine = { type: "private", from: name, to: this.#names.get(owner)!, text, at };
    const both = owner === member ? [owner] : [owner, member];
    return both.map((reader) => ({ to: reader, line }));
  }

  /** Makes the room agree with what one server says of its own members. */
  #reconcile({ server, members }: RosterEvent): Delivery[] {
    const present = new Set(members.map(({ member }) => member));
    const gone = this.members.filter(({ member }) => member.startsWith(`${server}:`) && !present.has(member));
    const leaves = gone.flatMap(({ member }) => this.#leave({ type: "leave", member }));
    const fresh = members.filter(({ member }) => !this.#names.has(member));
    return leaves.concat(fresh.flatMap((one) => this.#join({ type: "join", replay: 0, ...one })));
  }

  #add(member: string, name: string): void {
    this.#names.set(member, name);
    this.#owners.set(nicknameKey(name), member);
  }
}

function spoken({ type, name, text, at, seq }: MessageEvent): MessageLine | TopicLine {
  if (type === "topic") return { type, text, ...(name === "" ? {} : { from: name }), at, seq };
  return { type: type === "say" ? "message" : "action", from: name, text, at, seq };
}

function before(message: MessageEvent): MessageLine | TopicLine {
  return { ...spoken(message), history: true };
}
