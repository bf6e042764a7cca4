import { delay } from "@std/async";
import { parseBusAddress, withoutPassword } from "./bus_address.ts";
import { type Envelope, envelopeIn, eventIn } from "./bus_envelope.ts";
import { type BusListener, BusStream } from "./bus_stream.ts";
import type { ChatEvent, Roster, Saying } from "./chat_event.ts";
import type { EventLog, EventLogReader } from "./event_log.ts";
import { RollCall } from "./roll_call.ts";

/**
 * A log that several servers share, kept by a NATS server in a JetStream stream.
 *
 * Every server publishes what its people do to one stream and reads the same stream. The stream numbers its messages, so
 * all servers apply the same events in the same order: no server is the master, and each can go and come back. An event
 * counts when it comes back out of the stream, its author's server included; what was only sent has happened to nobody.
 *
 * When the bus is away, events wait: each member has at most one on the way, because a session does not read the next line
 * before the last has its place, so TCP holds the typists back and nothing is thrown away. The same event may be published
 * twice then (the acknowledgement was lost, not the message), so each carries a number and is applied once.
 *
 * Who is present: a server that starts asks by a `hello`, the others answer with their roster, in the stream too. Silence
 * means gone (see `roll_call.ts`). Two servers that cannot see each other may both give out one name; both keep it.
 *
 * Private lines do not belong in a stored stream: they go by the bus's plain messages, which nobody keeps.
 */
export class NatsLog implements EventLog, BusListener {
  readonly window = 1;
  readonly #options: NatsLogOptions;
  readonly #rolls: RollCall;
  readonly #waiting = new Map<string, () => void>();
  readonly #applied = new Set<string>();
  #reader!: EventLogReader;
  #bus: BusStream | undefined;
  #past: Saying[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;
  #count = 0;
  #leaving = false;
  #closed = false;

  constructor(options: NatsLogOptions) {
    this.#options = options;
    this.#rolls = new RollCall(SILENCE, () => performance.now());
  }

  async open(reader: EventLogReader): Promise<void> {
    this.#reader = reader;
    const address = parseBusAddress(this.#options.address);
    try {
      this.#bus = await BusStream.open(address, this);
    } catch (cause) {
      throw cannotJoin(this.#options.address, cause);
    }
    reader.remember(this.#past.splice(0));
    this.#timer = setInterval(() => this.#call(), CALL_EVERY);
    this.#call();
    await this.#store({ hello: this.#options.server });
    await delay(ROSTERS_WITHIN);
  }

  append(event: ChatEvent): Promise<void> {
    if (event.type !== "tell") return this.#store({ event });
    this.#bus?.pass("tell", JSON.stringify(event));
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed || !this.#bus) return;
    clearInterval(this.#timer);
    this.#leaving = true;
    const farewell = this.#store({ event: this.#roster([]) }).catch(
      () => {/* the bus is away: silence will tell */},
    );
    await Promise.race([farewell, delay(FAREWELL_WITHIN)]);
    this.#closed = true;
    await this.#bus[Symbol.asyncDispose]();
  }

  past(text: string): void {
    const { event } = envelopeIn(text);
    if (event?.type === "say" || event?.type === "act") this.#past.push(event);
  }

  arrived(text: string): void {
    const { id, event, hello } = envelopeIn(text);
    if (id === undefined || this.#applied.has(id)) return;
    this.#applied.add(id);
    if (this.#applied.size > APPLIED_KEPT) this.#applied.delete(this.#applied.values().next().value!);
    if (event?.type === "roster" && event.server === this.#options.server) this.#checkOwn(event);
    else if (event) this.#reader.apply(event);
    if (hello !== undefined && hello !== this.#options.server) this.#sendRoster();
    this.#waiting.get(id)?.();
  }

  passed(subject: string, text: string): void {
    if (subject === "tell") {
      const event = eventIn(text);
      if (event?.type === "tell") this.#reader.apply(event);
    } else if (text !== this.#options.server && this.#rolls.heard(text)) this.#ask();
  }

  away(): void {
    this.#reader.notice("The bus is away: what you write waits until it is back");
  }

  back(): void {
    this.#rolls.excuse();
    this.#reader.notice("The bus is back");
    this.#sendRoster();
    this.#ask();
  }

  /** Stores until the message has come back; rejects only when this log is closed before. */
  async #store(content: Omit<Envelope, "id">): Promise<void> {
    const id = `${this.#options.server}.${++this.#count}`;
    const arrived = new Promise<void>((resolve) => this.#waiting.set(id, resolve));
    const text = JSON.stringify({ id, ...content });
    while (!this.#closed && !this.#applied.has(id) && !(await this.#bus!.store(id, text))) {
      await delay(RETRY_AFTER);
    }
    if (this.#closed) {
      throw Object.assign(new Error("Cannot reach the bus: the server is closing"), { code: "bus_closed" });
    }
    await arrived;
    this.#waiting.delete(id);
  }

  #sendRoster(): void {
    const roster = this.#roster(this.#reader.roster());
    this.#store({ event: roster }).catch(() => {/* closing: nobody needs it any more */});
  }

  /** Asks the others who is there. */
  #ask(): void {
    this.#store({ hello: this.#options.server }).catch(() => {/* closing: nobody needs it any more */});
  }

  #roster(members: Roster["members"]): Roster {
    return { type: "roster", server: this.#options.server, members };
  }

  /** Somebody may have come or gone between the writing of our roster and its place in the stream: then it is corrected. */
  #checkOwn(sent: Roster): void {
    if (!this.#leaving && JSON.stringify(sent.members) !== JSON.stringify(this.#reader.roster())) {
      this.#sendRoster();
    }
  }

  #call(): void {
    this.#bus!.pass("alive", this.#options.server);
    for (const server of this.#rolls.silent()) this.#reader.apply({ type: "roster", server, members: [] });
  }
}

/** What shapes a shared log. */
export interface NatsLogOptions {
  /** As {@linkcode parseBusAddress} reads it. */
  address: string;
  /** This server's mark, unique on the bus. */
  server: string;
}

const APPLIED_KEPT = 20_000;
/** Milliseconds. */
const CALL_EVERY = 1000;
const SILENCE = 5000;
const ROSTERS_WITHIN = 400;
const FAREWELL_WITHIN = 1000;
const RETRY_AFTER = 250;

function cannotJoin(address: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = /503|jetstream (is )?not enabled/i.test(reason)
    ? "JetStream is off there (start nats-server with -js)"
    : reason;
  return Object.assign(new Error(`Cannot join the bus ${withoutPassword(address)}: ${hint}`, { cause }), {
    code: "bus_failed",
  });
}
