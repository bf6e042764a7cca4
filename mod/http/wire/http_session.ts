import { type Message, msg } from "../../i18n/message.ts";
import { messageOf } from "../../i18n/message_error.ts";
import { isDisconnect } from "../../net/errors/disconnect.ts";
import type { Connection } from "../../net/connection.ts";
import { withUnread } from "../../net/connection/with_unread.ts";
import type { ConnectionHandler } from "../../server/service.ts";
import { escapeControls } from "../../io/visible_text.ts";
import { bodyFraming } from "./body_framing.ts";
import { ByteSource } from "./byte_source.ts";
import { DisconnectDetector } from "./disconnect_detector.ts";
import { errorReply } from "./error_reply.ts";
import { HttpError } from "./http_error.ts";
import { IncomingBody } from "./incoming_body.ts";
import { answerOf, type HttpHandler, type HttpReply, type HttpRequest, type Sink } from "./message.ts";
import { parseRequestHead, type RequestHead } from "./request_head.ts";
import { requestTarget } from "./request_target.ts";
import { sendReply } from "./send_reply.ts";
import { MinimumRate } from "./minimum_rate.ts";
import type { ConnectionDeadline, HttpLimits } from "./watchdog.ts";

/** The most bytes of a leftover request body to read and throw away to keep the connection. */
const DRAIN_LIMIT = 256 * 1024;
/** How much to throw away at a time, bytes. */
const LINGER_PIECE = 256 * 1024;

/**
 * One connection from its first request to its last: reads a head, gets an answer, sends the reply,
 * and repeats.
 */
export class HttpSession {
  /**
   * The handler that has taken over the connection when {@linkcode run} returns, and the rest of
   * the connection, perhaps with the last request in front; undefined: none.
   */
  upgraded: { readonly handler: ConnectionHandler; readonly connection: Connection } | undefined;
  readonly #source: ByteSource;
  readonly #rate: MinimumRate;
  readonly #output: Sink;
  /** Ends a wait for the client with an error, if an answer can still report it. */
  #giveUp: ((error: HttpError) => void) | undefined;
  #gone: AbortController | undefined;
  #disconnect: DisconnectDetector | undefined;
  #over = false;
  #stopping = false;
  #idle = false;

  constructor(
    readonly connection: Connection,
    readonly handler: HttpHandler,
    readonly limits: HttpLimits,
    readonly deadline: ConnectionDeadline,
    readonly log: (message: Message) => void,
    readonly elsewhere: (head: RequestHead) => ConnectionHandler | undefined = () => undefined,
  ) {
    this.#source = new ByteSource(connection);
    this.#rate = new MinimumRate(connection, limits, deadline.now);
    this.#output = outputOf(connection, this.#rate, () => this.#disconnect?.letWrite());
  }

  /** Ends the connection, now if nothing is under way, otherwise after the current reply. */
  stop(): void {
    this.#stopping = true;
    if (this.#idle) this.connection.close();
  }

  /** Call when the connection has ended, to notify those who wait for that. */
  end(): void {
    this.#over = true;
    this.#leave();
    this.#source.release();
  }

  #leave(): void {
    this.#gone?.abort(new Deno.errors.ConnectionReset("The client has left"));
  }

  /**
   * Made on demand: making one and aborting it costs as much as reading a head. From then on we
   * check whether the client is still there, unless it has sent a body, whose last piece may still
   * be in use.
   */
  #signal(head: RequestHead, body: IncomingBody): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.#over) this.#leave();
    else if (!body.started && body.finished) {
      this.#disconnect ??= new DisconnectDetector(this.connection, this.#source, {
        interim: head.version === "1.1",
        writing: () => this.#rate.isWaiting,
        onGone: () => this.#leave(),
      });
    }
    return this.#gone.signal;
  }

  /** Serves until one side has had enough. @throws when the client leaves in the middle */
  async run(): Promise<void> {
    try {
      for (let more = true; more && !this.#stopping;) {
        const answer = await this.#answer();
        more = answer !== undefined && await this.#deliver(answer);
        this.#watchNoMore();
      }
    } finally {
      this.#watchNoMore();
    }
  }

  #watchNoMore(): void {
    this.#disconnect?.[Symbol.dispose]();
    this.#disconnect = undefined;
  }

  /**
   * What is to be answered to the next request. It is sent by others, so that nothing of the request is held for as
   * long as that takes.
   *
   * @returns undefined when nothing more is answered here
   */
  async #answer(): Promise<Answer | undefined> {
    let head: RequestHead | undefined;
    try {
      const bytes = await this.#head();
      if (bytes === null) return undefined;
      head = parseRequestHead(bytes);
      const other = this.elsewhere(head);
      if (other === undefined) return await this.#answerTo(head);
      this.#source.putBack(bytes.length);
      this.#handOver(other);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      await this.#refuse(error, head);
    }
    return undefined;
  }

  async #head(): Promise<Uint8Array | null> {
    this.#idle = true;
    this.deadline.allow(this.limits.keepAlive, () => this.connection.close());
    try {
      return await this.#unlessLate(this.#source.head(() => this.#firstByte()));
    } finally {
      this.#idle = false;
      this.#transfer();
    }
  }

  #firstByte(): void {
    if (!this.#idle) return;
    this.#idle = false;
    this.deadline.allow(
      this.limits.head,
      () => this.#giveUp?.(new HttpError(408, msg`The request took too long to arrive`, [], true)),
    );
  }

  /**
   * A read from the client, unless it takes too long; the read itself goes on, and the next one
   * joins it.
   */
  #unlessLate<T>(reading: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#giveUp = reject;
      reading.then(resolve, reject);
    });
  }

  /** A body or a reply begins to move: from now on it has to keep up. */
  #transfer(): void {
    this.#giveUp = undefined;
    this.#rate.restart();
    const look = () => this.#rate.tooSlow ? this.#tooSlow() : this.deadline.allow(0, look);
    this.deadline.allow(0, look);
  }

  #tooSlow(): void {
    if (this.#giveUp === undefined) this.connection.reset();
    else this.#giveUp(new HttpError(408, msg`The body of the request came too slowly`, [], true));
  }

  async #read(body: IncomingBody): Promise<Uint8Array | null> {
    try {
      return await this.#rate.waiting(this.#unlessLate(body.read()));
    } finally {
      this.#giveUp = undefined;
    }
  }

  async #answerTo(head: RequestHead): Promise<Answer> {
    const { body, waiting } = this.#body(head);
    if (body.finished) this.#source.release();
    const reply = await answerOf(this.handler, this.#request(head, body)).catch((error) =>
      this.#instead(error, head)
    );
    // A client that still waits for "100 Continue" may or may not send its body now: only a close is
    // unambiguous.
    const keep = wantsMore(head) && !this.#stopping && !reply.confirm && !waiting() &&
      (body.finished || restOf(body, reply) <= DRAIN_LIMIT);
    return { reply, asked: { method: head.method, version: head.version }, keep, body };
  }

  /** Sends an answer. @returns whether the connection can take another request. */
  async #deliver({ reply, asked, keep, body }: Answer): Promise<boolean> {
    try {
      const kept = await this.#send(reply, asked, !keep);
      if (reply.upgrade !== undefined) return this.#handOver(reply.upgrade);
      if (body.finished) return kept;
      return kept ? await this.#drain(body) : await this.#linger();
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      await this.#refuse(error, undefined);
      return false;
    }
  }

  #handOver(handler: ConnectionHandler): false {
    this.upgraded = { handler, connection: withUnread(this.connection, this.#source.rest()) };
    return false;
  }

  #body(head: RequestHead): { body: IncomingBody; waiting: () => boolean } {
    const framing = bodyFraming(head);
    if (head.version === "1.0" || !/^100-continue$/i.test(head.fields.get("expect") ?? "")) {
      return { body: new IncomingBody(this.#source, framing), waiting: never };
    }
    let waiting = true;
    const body = new IncomingBody(this.#source, framing, async () => {
      waiting = false;
      await this.connection.write(new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n"));
    });
    return { body, waiting: () => waiting && !body.finished };
  }

  #request(head: RequestHead, body: IncomingBody): HttpRequest {
    return {
      method: head.method,
      authority: head.fields.get("host") ?? "",
      ...requestTarget(head.target, head.method),
      fields: head.fields,
      remote: this.connection.remote,
      signal: () => this.#signal(head, body),
      body: {
        length: body.length,
        read: () => this.#read(body),
      },
    };
  }

  /** What is answered where the handler has failed. @throws what cannot be answered */
  async #instead(error: unknown, head: RequestHead): Promise<HttpReply> {
    if (isDisconnect(error) || error instanceof HttpError && error.close) throw error;
    if (error instanceof HttpError) return await errorReply(error, head);
    this.log(msg`cannot answer ${head.method} "${escapeControls(head.target)}": ${messageOf(error)}`);
    return await errorReply(new HttpError(500, msg`Something went wrong on the server`), head);
  }

  /** Reads and forgets the rest of a request's body, unless it turns out to be long. */
  async #drain(body: IncomingBody): Promise<boolean> {
    try {
      let left = DRAIN_LIMIT;
      for (let bytes = await this.#read(body); bytes !== null; bytes = await this.#read(body)) {
        left -= bytes.length;
        if (left < 0) return await this.#linger();
      }
      return true;
    } catch (error) {
      if (error instanceof HttpError) return false; // answered already; nothing to add
      throw error;
    }
  }

  async #refuse(error: HttpError, head: RequestHead | undefined): Promise<void> {
    this.#transfer();
    await this.#send(await errorReply(error, head), head, true);
    await this.#linger();
  }

  #send(reply: HttpReply, asked: Answer["asked"] | undefined, close: boolean): Promise<boolean> {
    return sendReply(this.connection, reply, { asked, close, output: this.#output, input: this.#source });
  }

  /**
   * Half-closes and keeps reading as long as something comes, so that the answer is not lost to a
   * reset (RFC 9112 §9.6). Many programs send all of a body before they read, so the limit is one
   * of time, not of length.
   */
  async #linger(): Promise<false> {
    const end = this.deadline.now() + this.limits.linger;
    const wait = () => {
      const left = Math.min(this.limits.lingerIdle, end - this.deadline.now());
      this.deadline.allow(left, () => this.connection.close());
    };
    wait();
    await this.connection.closeWrite();
    while (await this.#source.some(LINGER_PIECE) !== null) wait();
    return false;
  }
}

function never(): boolean {
  return false;
}

/** What is sent to a client, and what is still to be known of its request by then. */
interface Answer {
  readonly reply: HttpReply;
  readonly asked: Pick<RequestHead, "method" | "version">;
  /** Whether the connection may be used again. */
  readonly keep: boolean;
  readonly body: IncomingBody;
}

/**
 * The connection to write on, with a limit on how long that takes. @param turn a promise to wait
 * for before a write
 */
function outputOf(connection: Connection, rate: MinimumRate, turn: () => Promise<void> | undefined): Sink {
  const after = <T>(write: () => Promise<T>) => rate.waiting(turn()?.then(write) ?? write());
  const write = (bytes: Uint8Array) => after(() => connection.write(bytes));
  if (connection.writeSome === undefined) return { write };
  return { write, writeSome: (bytes) => after(() => connection.writeSome!(bytes)) };
}

/**
 * How much of a body may still come, as far as we can tell. Chunks after a success belong to a GET
 * with a small body; after a refusal they may be an upload, whose sender should rather hear that
 * the connection ends.
 */
function restOf(body: IncomingBody, reply: HttpReply): number {
  return body.length ?? (reply.status < 400 ? 0 : Infinity);
}

/** One of the options of a connection (RFC 9110 §7.6.1). */
const CLOSE = /(?:^|,)\s*close\s*(?:,|$)/i;
const KEEP_ALIVE = /(?:^|,)\s*keep-alive\s*(?:,|$)/i;

function wantsMore(head: RequestHead): boolean {
  const said = head.fields.get("connection");
  if (said === undefined) return head.version === "1.1";
  if (CLOSE.test(said)) return false;
  return head.version === "1.1" || KEEP_ALIVE.test(said);
}
