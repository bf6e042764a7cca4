import type { ConsumerMessages, JetStreamClient, JsMsg } from "@nats-io/jetstream";
import type { NatsConnection, Status } from "@nats-io/transport-node";
import { parseBusAddress } from "./bus_address.ts";
import type { ChatEvent, Saying } from "./chat_event.ts";
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
export class NatsLog implements EventLog {
  readonly #options: NatsLogOptions;
  readonly #rolls: RollCall;
  readonly #waiting = new Map<string, () => void>();
  readonly #applied = new Set<string>();
  #reader!: EventLogReader;
  #bus: NatsConnection | undefined;
  #stream!: JetStreamClient;
  #messages: ConsumerMessages | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #subject = "";
  #streamName = "";
  /** The number of the last message taken from the stream. */
  #seen = 0;
  #count = 0;
  #closed = false;

  constructor(options: NatsLogOptions) {
    this.#options = options;
    this.#rolls = new RollCall(SILENCE, () => performance.now());
  }

  async open(reader: EventLogReader): Promise<void> {
    this.#reader = reader;
    const address = parseBusAddress(this.#options.address);
    this.#subject = `netlab.chat.${address.room}`;
    try {
      await this.#connect(address);
      await this.#enter(address.room);
    } catch (cause) {
      await this.#bus?.close();
      throw cannotJoin(this.#options.address, cause);
    }
    this.#listen();
    await this.#publish({ hello: this.#options.server });
    await new Promise((resolve) => setTimeout(resolve, ROSTERS_WITHIN));
  }

  append(event: ChatEvent): Promise<void> {
    if (event.type !== "tell") return this.#publish({ event });
    this.#bus?.publish(`${this.#subject}.tell`, JSON.stringify(event));
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closed || !this.#bus) return;
    clearInterval(this.#timer);
    const farewell = this.#publish({ event: { type: "roster", server: this.#options.server, members: [] } });
    await Promise.race([farewell, new Promise((resolve) => setTimeout(resolve, FAREWELL_WITHIN))]);
    this.#closed = true;
    this.#messages?.stop();
    await this.#bus.close();
  }

  async #connect({ server, user, pass }: ReturnType<typeof parseBusAddress>): Promise<void> {
    const { connect } = await import("@nats-io/transport-node");
    const credentials = user === undefined ? {} : { user, pass: pass ?? "" };
    this.#bus = await connect({ servers: server, name: "netlab chat", ...PATIENCE, ...credentials });
    void this.#watch(this.#bus.status());
  }

  /** Opens the stream, reads its past, and from there on applies what comes. */
  async #enter(room: string): Promise<void> {
    const { jetstream, jetstreamManager } = await import("@nats-io/jetstream");
    const manager = await jetstreamManager(this.#bus!);
    this.#streamName = `NETLAB_CHAT_${room}`;
    const subjects = [`${this.#subject}.log`];
    const { state } = await manager.streams.add({ name: this.#streamName, subjects, ...KEPT });
    this.#stream = jetstream(this.#bus!);
    const past: Saying[] = [];
    const whole = Promise.withResolvers<void>();
    await this.#follow((message) => {
      if (message.seq > state.last_seq) return this.#arrived(message);
      past.push(...sayingIn(message));
      if (message.seq === state.last_seq) whole.resolve(this.#reader.remember(past.splice(0)));
    });
    if (state.messages > 0) await whole.promise;
  }

  /**
   * Reads the stream from where we are. Done anew after each break: the client library's own consumer comes back too, but
   * may stand still for half a minute first.
   */
  async #follow(take: (message: JsMsg) => void): Promise<void> {
    const { DeliverPolicy } = await import("@nats-io/jetstream");
    this.#messages?.stop();
    const from = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: this.#seen + 1 };
    const consumer = await this.#stream.consumers.get(this.#streamName, from);
    const callback = (message: JsMsg) => {
      if (message.seq <= this.#seen) return;
      this.#seen = message.seq;
      take(message);
    };
    this.#messages = await consumer.consume({ callback });
  }

  #listen(): void {
    this.#bus!.subscribe(`${this.#subject}.tell`, {
      callback: (_, message) => this.#reader.apply(message.json()),
    });
    this.#bus!.subscribe(`${this.#subject}.alive`, {
      callback: (_, message) => this.#called(message.string()),
    });
    this.#timer = setInterval(() => this.#call(), CALL_EVERY);
    this.#call();
  }

  #arrived(message: JsMsg): void {
    const { id, event, hello } = message.json<Envelope>();
    if (this.#applied.has(id)) return;
    this.#applied.add(id);
    if (this.#applied.size > APPLIED_KEPT) this.#applied.delete(this.#applied.values().next().value!);
    if (event) this.#reader.apply(event);
    if (hello !== undefined && hello !== this.#options.server) void this.#sendRoster();
    this.#waiting.get(id)?.();
  }

  /** Publishes until the event has come back; rejects only when this log is closed before. */
  async #publish(content: Omit<Envelope, "id">): Promise<void> {
    const id = `${this.#options.server}.${++this.#count}`;
    const arrived = new Promise<void>((resolve) => this.#waiting.set(id, resolve));
    const bytes = JSON.stringify({ id, ...content });
    while (this.#waiting.has(id) && !this.#closed && !(await this.#tryPublish(id, bytes))) {
      await pause(RETRY_AFTER);
    }
    if (this.#closed) {
      throw Object.assign(new Error("Cannot reach the bus: the server is closing"), { code: "bus_closed" });
    }
    await arrived;
    this.#waiting.delete(id);
  }

  async #tryPublish(id: string, bytes: string): Promise<boolean> {
    try {
      await this.#stream.publish(`${this.#subject}.log`, bytes, { msgID: id, timeout: ANSWER_WITHIN });
      return true;
    } catch {
      return false; // expected while the bus is away: no answer, or no connection; the caller tries again
    }
  }

  #sendRoster(): Promise<void> {
    const members = this.#reader.roster();
    return this.#publish({ event: { type: "roster", server: this.#options.server, members } }).catch(
      () => {},
    );
  }

  #call(): void {
    if (this.#bus!.isClosed()) return;
    this.#bus!.publish(`${this.#subject}.alive`, this.#options.server);
    for (const server of this.#rolls.silent()) this.#reader.apply({ type: "roster", server, members: [] });
  }

  #called(server: string): void {
    const isNew = server !== this.#options.server && this.#rolls.heard(server);
    if (isNew) void this.#publish({ hello: this.#options.server }).catch(() => {});
  }

  async #watch(status: AsyncIterable<Status>): Promise<void> {
    for await (const { type } of status) {
      if (type === "disconnect") {
        this.#reader.notice("The bus is away: what you write waits until it is back");
      }
      if (type === "reconnect") await this.#returned();
    }
  }

  async #returned(): Promise<void> {
    this.#rolls.excuse();
    while (!this.#closed && !this.#bus!.isClosed()) {
      try {
        await this.#follow((message) => this.#arrived(message));
        break;
      } catch {
        await pause(RETRY_AFTER); // the bus is there, its storage is not yet
      }
    }
    this.#reader.notice("The bus is back");
    void this.#sendRoster();
  }
}

/** What shapes a shared log. */
export interface NatsLogOptions {
  /** As {@linkcode parseBusAddress} reads it. */
  address: string;
  /** This server's mark, unique on the bus. */
  server: string;
}

interface Envelope {
  id: string;
  event?: ChatEvent;
  /** The server that has just come and asks who is there. */
  hello?: string;
}

/** A chat's client never gives up on its bus. */
const PATIENCE = { maxReconnectAttempts: -1, reconnectTimeWait: 500, timeout: 5000 };
/** The stream keeps this many events on disk; copies within ten minutes are dropped by the bus itself. */
const KEPT = { max_msgs: 10_000, duplicate_window: 600 * 1e9 };
const APPLIED_KEPT = 20_000;
/** Milliseconds. */
const CALL_EVERY = 1000;
const SILENCE = 5000;
const ROSTERS_WITHIN = 400;
const FAREWELL_WITHIN = 1000;
const ANSWER_WITHIN = 3000;
const RETRY_AFTER = 250;

function sayingIn(message: JsMsg): Saying[] {
  const { event } = message.json<Envelope>();
  return event?.type === "say" || event?.type === "act" ? [event] : [];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function cannotJoin(address: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = /503|jetstream not enabled/i.test(reason)
    ? "JetStream is off there (start nats-server with -js)"
    : reason;
  return Object.assign(new Error(`Cannot join the bus ${address}: ${hint}`, { cause }), {
    code: "bus_failed",
  });
}
