import type {
  ChatEvent,
  JoinEvent,
  LeaveEvent,
  MessageEvent,
  PrivateMessageEvent,
  RenameEvent,
  RosterMember,
  ServerEnterEvent,
  ServerGoneEvent,
} from "../chat_event.ts";
import type { ChatLine, MessageLine, TopicLine } from "../chat_line.ts";
import type { LogNumbers, RoomSnapshot } from "../log/event_log.ts";
import { NameList } from "./name_list.ts";
import { nicknameKey } from "./nickname.ts";
import { Past } from "./past.ts";
import { PeopleOut } from "./people_out.ts";
import { type Delivery, namesFor, otherName, outOfReach, serverOf, withinReach } from "./reach.ts";
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

export type { Delivery };

/** How much a room remembers. */
export interface RoomOptions {
  /**
   * Messages kept for `/history` and for newcomers.
   * @default {1000}
   */
  kept?: number;
  /** The mark of this server in member numbers, in a room on several servers. */
  here?: string;
}

/** People in one place; see the top of this file. */
export class Room {
  readonly #present = new NameList();
  /** Those of this server, while the others take it for gone. */
  readonly #out = new PeopleOut();
  readonly #sessions = new ChatSessions();
  readonly #past: Past;
  readonly #here: string | undefined;
  #topic: string | undefined;

  constructor(options: RoomOptions = {}) {
    this.#past = new Past(options.kept ?? 1000);
    this.#here = options.here;
  }

  /** How many are in. */
  get size(): number {
    return this.members.length;
  }

  /** Names in the order of arrival. */
  get names(): string[] {
    return this.members.map(({ name }) => name);
  }

  /** Members in the order of arrival. */
  get members(): RosterMember[] {
    return [...this.#present.members, ...this.#out.shown];
  }

  /** Those who are on this server, under the names they want. */
  get own(): RosterMember[] {
    const own = this.#present.members.filter(({ member }) => this.#isOwn(member));
    return [...own, ...this.#out.wanted].map((one) => this.#withSession(one));
  }

  /** Those who are on other servers. */
  get others(): RosterMember[] {
    return this.#present.members.filter(({ member }) => !this.#isOwn(member));
  }

  /** The name of a member; `undefined` when that member is not in the room. */
  nameOf(member: string): string | undefined {
    return this.#present.nameOf(member) ?? this.#out.nameOf(member);
  }

  /** The member who has that name, however it is capitalised. */
  ownerOf(name: string): string | undefined {
    return this.#present.ownerOf(name);
  }

  /** The member who has come by a session last and is in the room. */
  memberOf(session: string | undefined): string | undefined {
    const member = this.#sessions.get(session)?.member;
    return member !== undefined && this.nameOf(member) !== undefined ? member : undefined;
  }

  /** The session by which a member has come. */
  sessionOf(member: string): string | undefined {
    return this.#sessions.of(member);
  }

  /** What a member reads first whose coming in could not be read. */
  welcome(member: string): ChatLine {
    const you = this.nameOf(member)!;
    const others = this.names.filter((name) => name !== you);
    return this.#welcome(
      { type: "join", member, name: you, replay: 0, session: this.sessionOf(member) },
      others,
    )[0]!;
  }

  /** The room as all servers know it. */
  snapshot(): RoomSnapshot {
    const members = this.#present.members.map((one) => this.#withSession(one));
    return { members, ...(this.#topic === undefined ? {} : { topic: this.#topic }) };
  }

  /**
   * Makes the room what it is for those who have read all the events.
   *
   * @param isIn whether this server is in: its people are then those of the snapshot, else they wait outside
   * @returns the lines that tell what has changed
   */
  restore({ members, topic }: RoomSnapshot, isIn: boolean): Delivery[] {
    const before = this.members;
    this.#topic = topic;
    this.#present.clear();
    for (const { member, name, session, line } of members) {
      if (this.ownerOf(name) !== undefined) continue;
      this.#present.set(member, name);
      this.#sessions.begin(session, member, line);
    }
    const known = new Set(before.map(({ member }) => member));
    const own = before.filter(({ member }) => this.#isOwn(member)).flatMap((one) => this.#compare(one, isIn));
    const come = this.own.filter(({ member }) => !known.has(member)).map(joined);
    const others = this.others;
    const gone = before.filter(({ member }) => !this.#isOwn(member) && !this.#present.has(member));
    const renamed = before.flatMap((one) => this.#isOwn(one.member) ? [] : this.#renamedSince(one));
    const fresh = others.filter(({ member }) => !known.has(member));
    const yielded = others.flatMap(({ member, name }) => this.#yield(name, member));
    return [...outOfReach(gone), ...own, ...come, ...yielded, ...renamed, ...withinReach(fresh)];
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
      case "enter":
        return this.#enter(event);
      case "gone":
        return this.#lose(event);
    }
  }

  /** The name that counts is the one that the speaker has at this place in the order. */
  #say(event: MessageEvent): Delivery[] {
    if (!this.#sessions.say(event.session, event.member, event.line)) return [];
    const name = event.name === "" ? "" : this.nameOf(event.member) ?? event.name;
    const message = name === event.name ? event : { ...event, name };
    this.#note(message);
    const delivery: Delivery = { to: "all", line: spoken(message) };
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
    if (this.#present.has(member) || (owner !== undefined && owner !== lost)) return [];
    // Who comes back under the same name was never away, for the others
    const isSame = lost !== undefined && this.nameOf(lost) === name;
    const gone = lost === undefined ? [] : this.#replace(lost, isSame);
    const yielded = this.#yield(name, member);
    const others = this.names;
    this.#present.set(member, name);
    this.#sessions.begin(session, member);
    const welcome = this.#welcome(event, others).map((line) => ({ to: member, line }));
    return [...gone, ...yielded, ...welcome, ...(isSame ? [] : [joined({ member, name })])];
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
    const name = this.#out.nameOf(member);
    this.#out.delete(member);
    const deliveries = name === undefined ? this.#leave({ type: "leave", member }) : [left({ member, name })];
    return isSilent ? [told] : [told, ...deliveries];
  }

  #leave({ member, kickedBy }: LeaveEvent): Delivery[] {
    const name = this.#present.nameOf(member);
    if (name === undefined) return [];
    this.#present.delete(member);
    this.#sessions.end(member);
    if (kickedBy === undefined) return [left({ member, name })];
    const line: ChatLine = { type: "kicked", name, by: kickedBy };
    return [{ to: member, line }, { to: "all", except: member, line }];
  }

  #rename({ member, name }: RenameEvent): Delivery[] {
    const from = this.#present.nameOf(member);
    const owner = this.ownerOf(name);
    if (from === undefined || from === name || (owner !== undefined && owner !== member)) return [];
    const yielded = this.#yield(name, member);
    this.#present.set(member, name);
    return [...yielded, { to: "all", line: { type: "renamed", from, to: name } }];
  }

  #tell({ member, name, to, text, at, session, line: count }: PrivateMessageEvent): Delivery[] {
    if (!this.#sessions.say(session, member, count)) return [];
    const owner = this.ownerOf(to);
    if (owner === undefined) {
      return [{ to: member, line: { type: "error", text: `Nobody here is called ${to}` } }];
    }
    const line: ChatLine = {
      type: "private",
      from: this.nameOf(member) ?? name,
      to: this.nameOf(owner)!,
      text,
      at,
    };
    const both = owner === member ? [owner] : [owner, member];
    return both.map((reader) => ({ to: reader, line }));
  }

  /** A server comes in: those whose names are free have them, the others get some that are. */
  #enter({ server, members }: ServerEnterEvent): Delivery[] {
    const shown = new Map(this.#out.shown.map(({ member, name }) => [member, name]));
    const replaced = members.filter((one) => this.#isReplaced(one)).flatMap(({ member }) =>
      this.#replace(member, true)
    );
    const fresh = members.filter((one) => !this.#present.has(one.member) && !this.#isReplaced(one));
    const names = namesFor(fresh, (name) => this.ownerOf(name) !== undefined);
    const given = fresh.map((one, index) => ({ ...one, was: one.name, name: names[index]! }));
    for (const { member, name, session, line } of given) {
      this.#out.delete(member);
      this.#present.set(member, name);
      this.#sessions.begin(session, member, line);
    }
    if (server === this.#here) {
      return [
        ...replaced,
        ...given.flatMap(({ member, was, name }) =>
          otherName({ member, from: shown.get(member) ?? was, to: name }, was)
        ),
      ];
    }
    const yielded = given.flatMap(({ member, name }) => this.#yield(name, member));
    return [...yielded, ...withinReach(given)];
  }

  /** Whether somebody has come again by another connection, while this one's server was out of reach. */
  #isReplaced({ member, session }: RosterMember): boolean {
    const by = this.#sessions.get(session)?.member;
    return by !== undefined && by !== member && this.#present.has(by);
  }

  #lose({ server }: ServerGoneEvent): Delivery[] {
    const gone = this.#present.members.filter(({ member }) => serverOf(member) === server);
    for (const { member, name } of gone) {
      this.#present.delete(member);
      if (server === this.#here) this.#out.add(member, name);
    }
    return server === this.#here ? [] : outOfReach(gone);
  }

  /** Somebody has got that name: one of our people who are out may be shown under it. */
  #yield(name: string, owner: string): Delivery[] {
    if (this.#out.nameOf(owner) !== undefined) return [];
    const isTaken = (each: string) =>
      this.ownerOf(each) !== undefined || nicknameKey(each) === nicknameKey(name);
    const renaming = this.#out.yield(name, isTaken);
    return renaming === undefined ? [] : otherName(renaming);
  }

  /** What has become of one of our people. */
  #compare({ member, name }: RosterMember, isIn: boolean): Delivery[] {
    if (this.#present.has(member)) {
      this.#out.delete(member);
      return this.#renamedSince({ member, name });
    }
    if (!isIn) {
      this.#out.add(member, name);
      return [];
    }
    this.#out.delete(member);
    return [left({ member, name })];
  }

  #renamedSince({ member, name: from }: RosterMember): Delivery[] {
    const to = this.#present.nameOf(member);
    return to === undefined || to === from ? [] : [{ to: "all", line: { type: "renamed", from, to } }];
  }

  #withSession({ member, name }: RosterMember): RosterMember {
    const session = this.#sessions.of(member);
    return session === undefined ? { member, name } : { member, name, session, line: this.saidBy(session) };
  }

  #isOwn(member: string): boolean {
    return this.#here !== undefined && serverOf(member) === this.#here;
  }
}

function joined({ member, name }: RosterMember): Delivery {
  return { to: "all", except: member, line: { type: "joined", name } };
}

function left({ member, name }: RosterMember): Delivery {
  return { to: "all", except: member, line: { type: "left", name } };
}

function spoken({ type, name, text, at, seq }: MessageEvent): MessageLine | TopicLine {
  if (type === "topic") return { type, text, ...(name === "" ? {} : { from: name }), at, seq };
  return { type: type === "say" ? "message" : "action", from: name, text, at, seq };
}

function before(message: MessageEvent): MessageLine | TopicLine {
  return { ...spoken(message), history: true };
}
