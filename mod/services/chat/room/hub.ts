import { errorText } from "../../../net/errors/system_error.ts";
import { type ChatEvent, isMessage, type RosterMember } from "../chat_event.ts";
import type { ChatLine } from "../chat_line.ts";
import type { EventLog, LogNumbers, RoomSnapshot, SharedLogReader } from "../log/event_log.ts";
import { type Delivery, Room } from "./room.ts";
import type { Receipts } from "./receipts.ts";
import type { Subscriber } from "./subscriber.ts";
import { BackPressure } from "./back_pressure.ts";
import { Turn } from "./turn.ts";
import { WriteScheduler } from "./write_scheduler.ts";

/** The options of a hub. */
export interface HubOptions {
  /** Where events get their order; the hub closes it. */
  log: EventLog;
  /** This server's mark in member numbers: unique among servers that share a room. */
  server: string;
  /**
   * The talk is held until this many are in.
   * @default {0}
   */
  expect?: number;
  /** What the room is about until somebody says otherwise; a topic of the past counts more. */
  topic?: string | undefined;
  /** Messages kept in memory for `/history` and newcomers. */
  kept?: number;
}

/** How somebody comes in, besides the name. */
export interface EntryOptions {
  /** As in {@linkcode JoinEvent}. */
  readonly session?: string | undefined;
  /** As in {@linkcode JoinEvent}. */
  readonly since?: number | undefined;
  /** As in {@linkcode JoinEvent}. */
  readonly room?: string | undefined;
  /** Told the fate of the newcomer's lines. */
  readonly receipts?: Receipts | undefined;
}

/** Messages one member may have waiting while the talk is held. */
const HELD_MOST = 100;

/**
 * Joins a room to the participants of this server: puts their events in the log, and shows the
 * events that come back from it to those who should hear them.
 */
export class Hub implements SharedLogReader, AsyncDisposable {
  readonly room: Room;
  /** Holds speakers back while readers are behind. */
  readonly pressure = new BackPressure();
  /** Lets the members' writes begin. */
  readonly writes = new WriteScheduler();
  readonly #options: HubOptions;
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #newcomers = new Map<string, Subscriber>();
  readonly #receipts = new Map<string, Receipts>();
  readonly #turn = new Turn();
  readonly #started = Promise.withResolvers<void>();
  #held: ChatEvent[] | undefined;
  #count = 0;

  constructor(options: HubOptions) {
    this.#options = options;
    this.room = new Room({ kept: options.kept ?? 1000, here: options.server });
    if (options.expect) this.#held = [];
    else this.#started.resolve();
  }

  /** As {@linkcode EventLog.window}. */
  get window(): number {
    return this.#options.log.window;
  }

  /** Opens the log; nobody may enter before. */
  async open(): Promise<void> {
    await this.#options.log.open(this);
    const { topic: text } = this.#options;
    if (text === undefined || this.room.topic !== undefined) return;
    await this.append({ type: "topic", member: "", name: "", text, at: Date.now(), echo: true });
  }

  /**
   * Lets somebody in under a name.
   *
   * @param name tidied and valid
   * @param replay past messages to show
   * @returns the new member's number; `undefined` when the name is taken
   */
  async enter(
    subscriber: Subscriber,
    name: string,
    replay: number,
    { receipts, ...options }: EntryOptions = {},
  ): Promise<string | undefined> {
    const member = `${this.#options.server}:${++this.#count}`;
    this.#newcomers.set(member, subscriber);
    if (receipts !== undefined) this.#receipts.set(member, receipts);
    const lost = this.#isFree(name, options.session) ? this.#takeOver(options.session) : undefined;
    const { trouble } = this.#options.log;
    if (trouble !== undefined) this.tell(subscriber, { type: "note", text: trouble });
    try {
      await this.append({ type: "join", member, name, replay, ...defined(options) });
    } finally {
      this.#newcomers.delete(member);
    }
    if (this.#subscribers.has(member)) return member;
    this.#receipts.delete(member);
    if (lost !== undefined) await this.leave(lost); // it was lost all the same
    return undefined;
  }

  /** Whether somebody who comes by this session may have the name: else the connection it has stays as it is. */
  #isFree(name: string, session: string | undefined): boolean {
    const owner = this.room.ownerOf(name);
    return owner === undefined || owner === this.room.memberOf(session);
  }

  /**
   * Of a connection whose member comes back by another one nothing more is taken in, and what is held of it is not said:
   * the member will be told so.
   *
   * @returns its member, if there is one on this server
   */
  #takeOver(session: string | undefined): string | undefined {
    const lost = this.room.memberOf(session);
    const subscriber = this.#subscribers.get(lost ?? "");
    if (subscriber === undefined) return undefined;
    subscriber.leave();
    this.#held = this.#held?.filter((event) => !("member" in event) || event.member !== lost);
    return lost;
  }

  /**
   * Takes somebody out in due order: a member who leaves hears everything up to that point, and
   * then the door closes.
   */
  leave(member: string, kickedBy?: string): void | Promise<void> {
    return this.append({ type: "leave", member, ...(kickedBy === undefined ? {} : { kickedBy }) });
  }

  /**
   * Puts an event in the log. While the talk is held, messages wait here; a member who says a lot
   * before the others have come waits too.
   */
  append(event: ChatEvent): void | Promise<void> {
    if (!this.#held || (event.type !== "say" && event.type !== "act")) return this.#options.log.append(event);
    this.#held.push(event);
    const own = this.#held.filter((held) => "member" in held && held.member === event.member);
    return own.length >= HELD_MOST ? this.#started.promise : undefined;
  }

  /** Tells something to everybody on this server. */
  announce(line: ChatLine): void {
    this.#turn.toAll(line);
  }

  /** Tells somebody something, in the room or not, after all that has been said before. */
  tell(subscriber: Subscriber, line: ChatLine): void {
    this.#turn.toOne(line, subscriber);
  }

  /** Closes the door on somebody, in the room or not, after all that has been said before. */
  end(subscriber: Subscriber): void {
    this.#turn.end(subscriber);
  }

  /** From now on, this subscriber's lines are JSON objects. */
  useJson(subscriber: Subscriber): void {
    this.#turn.settle();
    subscriber.useJson();
  }

  numbered(log: LogNumbers): void {
    this.room.numbered(log);
  }

  remember(...past: Parameters<SharedLogReader["remember"]>): void {
    this.room.remember(...past);
  }

  roster(): RosterMember[] {
    return this.room.own;
  }

  get elsewhere(): number {
    return this.room.others.length;
  }

  confirmed(event: ChatEvent): void {
    if (isMessage(event)) this.#confirm(event);
  }

  snapshot(): RoomSnapshot {
    return this.room.snapshot();
  }

  restore(snapshot: RoomSnapshot, isIn: boolean): void {
    for (const delivery of this.room.restore(snapshot, isIn)) this.#deliver(delivery);
    for (const member of this.#newcomers.keys()) {
      if (this.#subscribers.has(member) || this.room.nameOf(member) === undefined) continue;
      this.#sitDown(member);
      this.#deliver({ to: member, line: this.room.welcome(member) });
    }
    for (const member of this.#subscribers.keys()) this.#closeDoorOfGone(member);
    this.#startWhenComplete();
  }

  /** The names of those who are here, and of those among them who are out of reach. */
  get present(): { names: string[]; unreachable?: string[] } {
    const { others, names } = this.room;
    if (this.#options.log.trouble === undefined || others.length === 0) return { names };
    return { names, unreachable: others.map(({ name }) => name) };
  }

  notice(sentence: string): void {
    this.announce({ type: "error", text: sentence });
    // Those who wait to be let in have done nothing wrong: an error would be taken for a refusal
    for (const subscriber of this.#newcomers.values()) {
      this.tell(subscriber, { type: "note", text: sentence });
    }
  }

  apply(event: ChatEvent): void {
    const lost = event.type === "join" ? this.room.memberOf(event.session) : undefined;
    const deliveries = this.room.apply(event);
    if (event.type === "join") this.#sitDown(event.member);
    for (const delivery of deliveries) this.#deliver(delivery);
    if (isMessage(event) || event.type === "tell") this.#confirm(event);
    if (event.type === "leave") this.#closeDoorOfGone(event.member);
    if (event.type === "enter") { for (const { member } of event.members) this.#closeDoorOfGone(member); }
    if (lost !== undefined) this.#closeDoorOfGone(lost);
    if (event.type === "join" || event.type === "enter") this.#startWhenComplete();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#options.log[Symbol.asyncDispose]();
  }

  #sitDown(member: string): void {
    const subscriber = this.#newcomers.get(member);
    if (subscriber === undefined || this.room.nameOf(member) === undefined) return;
    this.#subscribers.set(member, subscriber);
    this.#receipts.get(member)?.begin(this.room.saidBy(this.room.sessionOf(member)));
    this.#turn.enter(subscriber);
  }

  #deliver({ to, except, line }: Delivery): void {
    if (to === "all") return this.#turn.toAll(line, this.#subscribers.get(except ?? ""));
    const subscriber = this.#subscribers.get(to);
    if (subscriber !== undefined) this.#turn.toOne(line, subscriber);
  }

  #confirm({ member, line, seq }: SaidEvent): void {
    if (line !== undefined) this.#receipts.get(member)?.done(line, seq);
  }

  /** Somebody who has left has nothing more to hear. */
  #closeDoorOfGone(member: string): void {
    if (this.room.nameOf(member) !== undefined) return;
    const subscriber = this.#subscribers.get(member);
    this.#receipts.get(member)?.flush();
    this.#receipts.delete(member);
    this.#subscribers.delete(member);
    if (subscriber !== undefined) this.#turn.end(subscriber);
  }

  #startWhenComplete(): void {
    const held = this.#held;
    if (!held) return;
    const missing = this.#options.expect! - this.room.size;
    if (missing > 0) {
      return this.announce({ type: "note", text: `The talk begins when ${missing} more have come` });
    }
    this.#held = undefined;
    this.announce({ type: "note", text: `All ${this.#options.expect} are here: the talk begins` });
    for (const event of held) this.#appendHeld(event);
    this.#started.resolve();
  }

  #appendHeld(event: ChatEvent): void {
    Promise.resolve(this.#options.log.append(event)).catch((error: Error) => {
      const receipts = "line" in event ? this.#receipts.get(event.member) : undefined;
      if (receipts === undefined) this.notice(errorText(error));
      else receipts.refuse((event as SaidEvent).line!, "not_stored", errorText(error));
    });
  }
}

/** Something that a member said, with the fields that are filled in. */
type SaidEvent = { member: string; line?: number | undefined; seq?: number };

/** What was given of some options. */
function defined<Options extends object>(
  options: Options,
): { [Key in keyof Options]?: NonNullable<Options[Key]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}
