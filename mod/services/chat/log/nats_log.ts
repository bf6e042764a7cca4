import { type Message, msg } from "../../../i18n/message.ts";
import { delay } from "@std/async";
import { parseBusAddress, withoutLogin } from "./bus_address.ts";
import { type Envelope, envelopeIn, eventIn } from "./bus_envelope.ts";
import type { BusLogin } from "./bus_login.ts";
import { type BusListener, BusStream } from "./bus_stream.ts";
import { type ChatEvent, isMessage, type MessageEvent, type RosterEvent } from "../chat_event.ts";
import type { EventLog, EventLogReader } from "./event_log.ts";
import { Heartbeat } from "./heartbeat.ts";

/**
 * A log that several servers share, kept by a NATS server in a JetStream stream.
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
 * Who is present: a server that comes asks by a `hello`, the others answer with their roster, in the stream
 * too. Silence means gone (see `heartbeat.ts`). Two servers that cannot see each other may both give out one
 * name; both keep it.
 *
 * Private lines do not belong in a stored stream: they travel as the bus's plain messages, which
 * nobody keeps.
 */
export class NatsLog implements EventLog, BusListener {
  readonly window = 1;
  readonly #options: NatsLogOptions;
  readonly #shown: string;
  readonly #heartbeat: Heartbeat;
  readonly #bus: BusStream;
  readonly #waiting = new Map<string, () => void>();
  readonly #applied = new Set<string>();
  readonly #past: MessageEvent[] = [];
  /** Who comes and goes, on the way into the stream. */
  readonly #moves = new Set<Promise<void>>();
  /** Our roster, on the same way. */
  #listing: Promise<void> | undefined;
  #reader!: EventLogReader;
  #timer: ReturnType<typeof setInterval> | undefined;
  #count = 0;
  #leaving = false;
  #closed = false;
  /** Whether we have been on the bus at all. */
  #joined = false;
  /** Why the bus is away, as it was last said. */
  #reason: string | undefined;

  /** @throws an error with a sentence when the address cannot be read */
  constructor(options: NatsLogOptions) {
    this.#options = options;
    this.#shown = withoutLogin(options.address);
    this.#heartbeat = new Heartbeat(SILENCE, () => performance.now());
    this.#bus = new BusStream({ address: parseBusAddress(options.address), login: options.login }, this);
  }

  async open(reader: EventLogReader): Promise<void> {
    this.#reader = reader;
    await this.#bus.open(this.#options.signal);
    this.#timer = setInterval(() => this.#call(), CALL_EVERY);
    this.#call();
    await delay(ROSTERS_WITHIN);
  }

  get trouble(): string | undefined {
    return this.#bus.there ? undefined : "The room is cut off from its bus: you are in when that is back";
  }

  append(event: ChatEvent): Promise<void> {
    if (event.type === "tell") return this.#bus.pass("tell", JSON.stringify(event));
    return ["join", "leave", "nick"].includes(event.type) ? this.#move(event) : this.#store({ event });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed) return;
    clearInterval(this.#timer);
    this.#leaving = true;
    if (this.#bus.there) {
      const farewell = this.#store({ event: this.#roster([]) }).catch(
        () => {/* the bus is away: silence will tell */},
      );
      await Promise.race([farewell, delay(FAREWELL_WITHIN)]);
    }
    this.#closed = true;
    this.lost();
    await this.#bus[Symbol.asyncDispose]();
  }

  numbered(made: string, first: number): void {
    // A stream that has let go of its first messages has let go of some of ours, perhaps
    this.#reader.numbered({ id: made, before: Math.max(0, first - 1), hasGaps: true });
  }

  past(text: string, number: number): void {
    const { id, event } = envelopeIn(text);
    if (id !== undefined && !this.#isNew(id)) return;
    if (isMessage(event)) this.#past.push({ ...event, seq: number });
  }

  arrived(text: string, number: number): void {
    this.#remember();
    const { id, event, hello } = envelopeIn(text);
    if (id === undefined || !this.#isNew(id)) return;
    if (event?.type === "roster" && event.server === this.#options.server) this.#checkOwn(event);
    else if (isMessage(event)) this.#reader.apply({ ...event, seq: number });
    else if (event) this.#reader.apply(event);
    if (hello !== undefined && hello !== this.#options.server) this.#sendRoster();
    this.#waiting.get(id)?.();
  }

  passed(subject: string, text: string): void {
    if (subject === "tell") {
      const event = eventIn(text);
      if (event?.type === "tell") this.#reader.apply(event);
    } else if (text === this.#options.server) this.#heartbeat.echoed();
    else if (text !== "" && this.#heartbeat.heard(text)) this.#ask();
  }

  lost(): void {
    for (const wake of this.#waiting.values()) wake();
  }

  away(reason: Message): void {
    if (String(reason) === this.#reason) return;
    this.#options.log(
      this.#joined
        ? msg`The bus ${this.#shown} is away: ${reason}; trying again until it is back`
        : msg`Cannot join the bus ${this.#shown}: ${reason}; trying again until it works`,
    );
    if (this.#joined && this.#reason === undefined) {
      this.#reader.notice("The bus is away: what you write waits until it is back");
    }
    this.#reason = String(reason);
  }

  back(): void {
    this.#remember();
    this.#heartbeat.excuse(RETURN_WITHIN);
    if (this.#reason !== undefined) this.#options.log(msg`The bus ${this.#shown} is there`);
    this.#reason = undefined;
    if (this.#joined) {
      this.#reader.notice("The bus is back");
      this.#sendRoster();
    }
    this.#joined = true;
  }

  greeting(): { id: string; text: string } {
    return this.#envelope({ hello: this.#options.server });
  }

  /** Stores until the message has come back; rejects only when it never will. */
  async #store(content: Omit<Envelope, "id">): Promise<void> {
    const { id, text } = this.#envelope(content);
    try {
      while (!this.#applied.has(id)) {
        if (this.#closed) throw closing();
        // The bus drops the second of the same number, and so do we
        const { promise: woken, resolve } = Promise.withResolvers<void>();
        this.#waiting.set(id, resolve);
        const tried = this.#bus.store(id, text).then((confirmed) => confirmed ? woken : undefined);
        await Promise.race([woken, tried]);
      }
    } finally {
      this.#waiting.delete(id);
    }
  }

  #envelope(content: Omit<Envelope, "id">): { id: string; text: string } {
    const id = `${this.#options.server}.${++this.#count}`;
    return { id, text: JSON.stringify({ id, ...content }) };
  }

  /** Notes an event's number. */
  #isNew(id: string): boolean {
    if (this.#applied.has(id)) return false;
    this.#applied.add(id);
    if (this.#applied.size > APPLIED_KEPT) this.#applied.delete(this.#applied.values().next().value!);
    return true;
  }

  /** The past goes before everything else. */
  #remember(): void {
    if (this.#past.length > 0) this.#reader.remember(this.#past.splice(0));
  }

  /**
   * Says who is here. A roster must say exactly what the events before it say, or somebody would be
   * seen to leave and come back: it waits for those on their way, and the next ones wait for it.
   */
  #sendRoster(): void {
    this.#listing ??= this.#list().catch(() => {/* closing: nobody needs it any more */}).finally(() => {
      this.#listing = undefined;
    });
  }

  async #list(): Promise<void> {
    await Promise.allSettled(this.#moves);
    await this.#store({ event: this.#roster(this.#reader.roster()) });
  }

  /** Stores the news that one of our people comes, goes, or takes another name. */
  async #move(event: ChatEvent): Promise<void> {
    while (this.#listing) await this.#listing;
    const move = this.#store({ event });
    this.#moves.add(move);
    try {
      await move;
    } finally {
      this.#moves.delete(move);
    }
  }

  /** Asks the others who is there. */
  #ask(): void {
    this.#store({ hello: this.#options.server }).catch(() => {/* closing: nobody needs it any more */});
  }

  #roster(members: RosterEvent["members"]): RosterEvent {
    return { type: "roster", server: this.#options.server, members };
  }

  /**
   * Somebody may have come or gone between the writing of our roster and its place in the stream: then it is
   * corrected.
   */
  #checkOwn(sent: RosterEvent): void {
    if (!this.#leaving && JSON.stringify(sent.members) !== JSON.stringify(this.#reader.roster())) {
      this.#sendRoster();
    }
  }

  #call(): void {
    if (!this.#bus.there) return;
    this.#bus.pass("alive", this.#options.server).catch(() => {/* the bus is away, and says so by itself */});
    for (const server of this.#heartbeat.silent()) {
      this.#reader.apply({ type: "roster", server, members: [] });
    }
  }
}

/** The options of a shared log. */
export interface NatsLogOptions {
  /** As {@linkcode parseBusAddress} reads it. */
  address: string;
  login: BusLogin;
  /** This server's mark, unique on the bus. */
  server: string;
  /** Ends the tries to join. */
  signal: AbortSignal;
  /** Says a sentence to the person who runs the server. */
  log(message: Message): void;
}

const APPLIED_KEPT = 20_000;
/** Milliseconds. */
const CALL_EVERY = 1000;
const SILENCE = 5000;
/**
 * After a break the others may need that much longer than we did: they wait up to four seconds between two
 * tries.
 */
const RETURN_WITHIN = 10_000;
const ROSTERS_WITHIN = 400;
const FAREWELL_WITHIN = 1000;

function closing(): Error {
  return Object.assign(new Error("Cannot reach the bus: the server is closing"), { code: "bus_closed" });
}
