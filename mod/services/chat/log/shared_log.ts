import { onAbort } from "../../../net/connection/on_abort.ts";
import { type Message, msg, plural } from "../../../i18n/message.ts";
import { messageOf } from "../../../i18n/message_error.ts";
import { delay } from "@std/async";
import { type Envelope, envelopeIn, eventIn } from "./bus_envelope.ts";
import type { Bus, BusListener, Continuity } from "./bus.ts";
import { type ChatEvent, isMessage, type MessageEvent } from "../chat_event.ts";
import type { EventLog, SharedLogReader } from "./event_log.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Outbox } from "./outbox.ts";
import { ServerRegister } from "./server_register.ts";
import { type Stored, StreamStart } from "./stream_start.ts";

/**
 * A log that several servers share, kept by a bus in one stream.
 *
 * Every server publishes what its people do to one stream and reads the same stream. The stream numbers its
 * messages, so all servers apply the same events in the same order: no server is the master, and each can go
 * and come back. An event counts when it comes back out of the stream, its author's server
 * included; an event that was only sent has happened for nobody.
 *
 * When the bus is away, events wait: each member has at most one on the way, because a session does not read
 * the next line before the last has its place, so TCP holds the typists back and nothing is thrown away. The
 * same event may be published twice then (the acknowledgement was lost, not the message), so each carries a
 * number and is applied once. After a refused login we go on trying: passwords are changed on one
 * side first.
 *
 * Who is present is a matter of the same order, and of nothing else: a server comes in by an event, and goes by
 * one, its own or that of another server that has heard nothing of it (see `server_register.ts` and
 * `heartbeat.ts`). A server that has not read everything takes over what another one knows
 * (see `stream_start.ts`).
 *
 * Private lines do not belong in a stored stream: they travel as the bus's plain messages, which
 * nobody keeps.
 */
export class SharedLog implements EventLog, BusListener {
  readonly window = 1;
  readonly #options: SharedLogOptions;
  readonly #heartbeat: Heartbeat;
  readonly #servers = new ServerRegister();
  readonly #bus: Bus;
  readonly #outbox: Outbox;
  #reader!: SharedLogReader;
  #stopCalling: () => void = () => {};
  /** What was read before we know what the room is. */
  #start: StreamStart | undefined = new StreamStart(1);
  /** The number of the last message that was read. */
  #seen = 0;
  /** The greeting of this session: we have read everything when it comes back. */
  #greeting = "";
  #isCurrent = false;
  #isEntering = false;
  #resetting: Promise<unknown> | undefined;
  #interval = MOST_BETWEEN;
  /** The number of a message after which the state is due in the stream. */
  #due = MOST_BETWEEN;
  #heardAt: number;
  #calledAt: number;
  #leaving = false;
  /** Servers that were taken for gone; one that has crashed never comes again. */
  readonly #silent = new Set<string>();
  /** Whether we have been on the bus at all. */
  #joined = false;
  /** Why the bus is away, as it was last said. */
  #reason: string | undefined;

  constructor(options: SharedLogOptions, bus: (listener: BusListener) => Bus) {
    this.#options = options;
    this.#heartbeat = new Heartbeat(SILENCE, options.clock.now);
    this.#heardAt = this.#calledAt = options.clock.now();
    this.#bus = bus(this);
    this.#outbox = new Outbox(options.server, this.#bus);
  }

  async open(reader: SharedLogReader): Promise<void> {
    this.#reader = reader;
    const { signal, clock } = this.#options;
    this.#stopCalling = clock.every(CALL_EVERY, () => this.#call());
    await this.#bus.open(signal);
    using _stopping = onAbort(signal, () => this.#outbox.changed());
    while (!this.#isIn && !signal.aborted) await this.#outbox.change;
    signal.throwIfAborted();
  }

  get trouble(): string | undefined {
    if (this.#bus.there && this.#isIn) return undefined;
    return "The room is cut off from its bus: you are in when that is back";
  }

  append(event: ChatEvent): Promise<void> {
    if (event.type === "tell") return this.#bus.pass("tell", JSON.stringify(event));
    return this.#store(event);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#outbox.closed) return;
    this.#stopCalling();
    this.#leaving = true;
    const { server } = this.#options;
    const entry = this.#servers.entryOf(server);
    if (this.#bus.there && entry !== undefined) {
      const farewell = this.#store({ type: "gone", server, entry }).catch(
        () => {/* the bus is away: silence will tell */},
      );
      const patience = new AbortController();
      const { signal } = patience;
      await Promise.race([farewell, delay(FAREWELL_WITHIN, { signal }).catch(() => {/* it was faster */})]);
      patience.abort();
    }
    this.#outbox.close();
    await this.#bus[Symbol.asyncDispose]();
  }

  follows(continuity: Continuity, kept: number): void {
    this.#isCurrent = false;
    this.#interval = kept > 0 ? Math.max(1, Math.min(MOST_BETWEEN, Math.floor(kept / 4))) : MOST_BETWEEN;
    if (continuity.type === "on") return;
    this.#seen = continuity.first - 1;
    this.#start = new StreamStart(continuity.first);
    // A stream that has let go of its first messages has let go of some of ours, perhaps
    this.#reader.numbered({ id: continuity.stream, before: this.#seen, hasGaps: true });
    if (continuity.type === "hole") return;
    this.#begin({ at: 0, servers: [], room: { members: [] }, unsaid: [] }, []);
  }

  arrived(number: number, text: string, at: number): void {
    this.#heardAt = this.#options.clock.now();
    this.#seen = number;
    const stored: Stored = { number, at, ...envelopeIn(text) };
    if (this.#start === undefined) this.#take(stored);
    else this.#search(stored);
    if (stored.id !== this.#greeting) return;
    this.#isCurrent = true; // we have read everything that was stored before this session
    this.#catchOn();
    if (this.#start !== undefined) this.#reset();
  }

  passed(subject: string, text: string): void {
    this.#heardAt = this.#options.clock.now();
    if (subject === "tell") {
      const event = eventIn(text);
      if (event?.type === "tell") this.#reader.apply(event);
    } else if (text === this.#options.server) this.#heartbeat.echoed();
    else this.#heartbeat.heard(text);
  }

  lost(): void {
    this.#isCurrent = false;
    this.#outbox.lost();
  }

  away(reason: Message): void {
    if (String(reason) === this.#reason) return;
    const { log, shown } = this.#options;
    log(
      this.#joined
        ? msg`The bus ${shown} is away: ${reason}; trying again until it is back`
        : msg`Cannot join the bus ${shown}: ${reason}; trying again until it works`,
    );
    if (this.#joined && this.#reason === undefined) this.#reader.notice(awaySentence(this.#reader.elsewhere));
    this.#reason = String(reason);
  }

  back(): void {
    this.#heardAt = this.#options.clock.now();
    this.#heartbeat.excuse(RETURN_WITHIN);
    if (this.#reason !== undefined) this.#options.log(msg`The bus ${this.#options.shown} is there`);
    this.#reason = undefined;
    if (this.#joined) this.#reader.notice("The bus is back");
    this.#joined = true;
  }

  greeting(): { id: string; text: string } {
    const greeting = this.#outbox.envelope({});
    this.#greeting = greeting.id;
    return greeting;
  }

  /** Whether we know what the room is, up to the last message. */
  get #isPlaced(): boolean {
    return this.#isCurrent && this.#start === undefined;
  }

  /** Whether what we store now counts. */
  get #isIn(): boolean {
    return this.#isPlaced && this.#servers.has(this.#options.server) && !this.#isEntering;
  }

  /** Takes in the next message, whose place in the room is known. */
  #take({ id, number, at, event, state, reset }: Stored): void {
    if (id === undefined || this.#outbox.hasRead(id)) return;
    let counts = true;
    if (state !== undefined) this.#due = Math.max(this.#due, state.at + this.#interval);
    if (reset) this.#empty();
    if (event !== undefined) {
      counts = this.#servers.counts(number, authorOf(id), event);
      if (counts) this.#apply(isMessage(event) ? { ...event, at, seq: number } : event, authorOf(id));
    }
    this.#outbox.note(id, counts);
    if (reset || event?.type === "enter" || event?.type === "gone") this.#catchOn();
    if (this.#isCurrent && state === undefined && number >= this.#due) this.#storeState(number);
  }

  #apply(event: ChatEvent, author: string): void {
    const { server } = this.#options;
    const isNews = this.#isCurrent && (event.type === "enter" || event.type === "gone") &&
      event.server !== server;
    if (!isNews) return this.#reader.apply(event);
    const before = this.#reader.elsewhere;
    this.#reader.apply(event);
    if (event.type === "gone" && event.server !== author) {
      this.#silent.add(event.server);
      this.#options.log(
        msg`Another server of the room does not answer: ${people(before - this.#reader.elsewhere)} there`,
      );
    }
    if (event.type === "enter" && this.#silent.delete(event.server)) {
      this.#options.log(
        msg`The other server of the room answers again: ${people(event.members.length)} there`,
      );
    }
  }

  /** Takes in a message while it is not known what the room is. */
  #search(stored: Stored): void {
    const found = this.#start!.next(stored);
    if (found !== undefined) this.#begin(found.state, found.rest, found.past);
  }

  /** Nobody has put in the stream what the room is: it begins anew. */
  #reset(): void {
    this.#resetting ??= this.#send({ reset: true }, () => this.#isCurrent).then(
      () => this.#resetting = undefined,
      () => {/* closing: nobody needs it any more */},
    );
  }

  /** Knows what the room is. */
  #begin(state: NonNullable<Envelope["state"]>, rest: Stored[], past: Stored[] = []): void {
    this.#start = undefined;
    for (const id of state.unsaid) this.#outbox.note(id, false);
    const said: MessageEvent[] = [];
    for (const { id, number, event, at } of past) {
      if (id === undefined || this.#outbox.hasRead(id)) continue;
      this.#outbox.note(id, true);
      if (isMessage(event)) said.push({ ...event, at, seq: number });
    }
    if (said.length > 0) this.#reader.remember(said);
    if (this.#joined && said.length > 0) {
      this.#reader.notice("Some of what was said meanwhile is no longer kept: /history shows what is");
    }
    this.#servers.restore(state.servers);
    this.#reader.restore(state.room, this.#servers.has(this.#options.server));
    this.#due = state.at + this.#interval;
    for (const stored of rest) this.#take(stored);
    this.#catchOn();
  }

  #empty(): void {
    this.#servers.restore([]);
    this.#reader.restore({ members: [] }, false);
  }

  /** Whether we are in, or know that we are, may have changed. */
  #catchOn(): void {
    this.#outbox.changed();
    this.#comeIn();
  }

  /** Comes in, for the first time or because the others have taken us for gone. */
  #comeIn(): void {
    const { server } = this.#options;
    const isDue = () => this.#isPlaced && !this.#servers.has(server) && !this.#leaving;
    if (this.#isEntering || !isDue()) return;
    this.#isEntering = true;
    this.#enter(isDue).then(() => {
      this.#isEntering = false;
      this.#outbox.changed();
      this.#comeIn();
    }, (error) => {
      this.#isEntering = false;
      if (!this.#outbox.closed) this.#options.log(messageOf(error)); // tried again with the next call
    });
  }

  async #enter(isDue: () => boolean): Promise<void> {
    const event: ChatEvent = { type: "enter", server: this.#options.server, members: this.#reader.roster() };
    await this.#send({ event }, isDue);
  }

  /** Stores an event until it has come back and counts; rejects only when it never will. */
  async #store(event: ChatEvent): Promise<void> {
    while (!await this.#send({ event }, () => this.#isIn)) continue;
    this.#reader.confirmed(event);
  }

  #send(content: Omit<Envelope, "id">, isTime: () => boolean): Promise<boolean> {
    const isPast = (number: number) => number <= this.#seen && this.#start === undefined;
    return this.#outbox.send(this.#outbox.envelope(content), isTime, isPast);
  }

  /** Puts what the room is in the stream; all servers do, at the same place, and the bus keeps one of them. */
  #storeState(at: number): void {
    this.#due = at + this.#interval;
    const id = `state.${at}`;
    const state = {
      at,
      servers: this.#servers.entries,
      room: this.#reader.snapshot(),
      unsaid: this.#outbox.uncounted,
    };
    this.#bus.store(id, JSON.stringify({ id, state })).catch(() => {/* too long for this bus */});
  }

  /** Says that we are there, and looks who is not. */
  #call(): void {
    const { clock, server } = this.#options;
    const slept = clock.now() - this.#calledAt > 2 * CALL_EVERY;
    this.#calledAt = clock.now();
    if (!this.#bus.there) return;
    // Who has slept finds in the morning what came at night
    if (slept) this.#heardAt = clock.now();
    if (clock.now() - this.#heardAt > QUIET) return this.#bus.doubt();
    this.#bus.pass("alive", server).catch(() => {/* the bus is away, and says so by itself */});
    this.#comeIn();
    if (!this.#isIn) return;
    this.#heartbeat.expect(this.#servers.entries.map(([each]) => each).filter((each) => each !== server));
    for (const silent of this.#heartbeat.silent()) this.#declareGone(silent);
  }

  #declareGone(server: string): void {
    const entry = this.#servers.entryOf(server);
    if (entry === undefined) return;
    // Another server may be first
    this.#send({ event: { type: "gone", server, entry } }, () => this.#isIn)
      .catch(() => {/* closing: nobody needs it any more */});
  }
}

/** The options of a shared log. */
export interface SharedLogOptions {
  /** The bus as it may be shown. */
  shown: string;
  /** This server's mark, unique on the bus. */
  server: string;
  /** Ends the tries to join. */
  signal: AbortSignal;
  /** Says a sentence to the person who runs the server. */
  log(message: Message): void;
  clock: LogClock;
}

/** The time as a log needs it. */
export interface LogClock {
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** Does something every so many milliseconds. @returns what ends it */
  every(milliseconds: number, act: () => void): () => void;
}

/** Messages between two states in the stream, at most; a fourth of what it keeps, where that is less. */
const MOST_BETWEEN = 1000;
/** Milliseconds. */
const CALL_EVERY = 1000;
/** Of another server. */
const SILENCE = 5000;
/** Of the bus: our own calls come back every second. */
const QUIET = 3000;
/**
 * After a break the others may need that much longer than we did: they wait up to four seconds between two
 * tries.
 */
const RETURN_WITHIN = 10_000;
const FAREWELL_WITHIN = 1000;

function people(count: number): Message {
  return plural(count, msg`${count} person`, msg`${count} people`);
}

/** The server that has sent a message. */
function authorOf(id: string): string {
  return id.slice(0, Math.max(0, id.lastIndexOf(".")));
}

/** @param elsewhere how many people are on other servers */
function awaySentence(elsewhere: number): string {
  const end = "what you write waits until it is back";
  if (elsewhere === 0) return `The bus is away: ${end}`;
  const people = elsewhere === 1
    ? "1 person on another server is"
    : `${elsewhere} people on other servers are`;
  return `The bus is away: ${people} out of reach, and ${end}`;
}
