import { isDisconnect } from "../../net/disconnect.ts";
import type { Connection } from "../../net/connection.ts";
import { escapeControls } from "../../trace/render_event.ts";
import { bodyFraming } from "./body_framing.ts";
import { ByteSource } from "./byte_source.ts";
import { HttpError } from "./http_error.ts";
import { IncomingBody } from "./incoming_body.ts";
import { type HttpReply, type HttpRequest, type Site, textReply } from "./message.ts";
import { parseRequestHead, type RequestHead } from "./request_head.ts";
import { requestTarget } from "./request_target.ts";
import { sendReply } from "./send_reply.ts";
import type { Limits, Watch } from "./watchdog.ts";

/** What is left of a request's body is read and thrown away up to this size, to keep the connection. */
const DRAIN_LIMIT = 256 * 1024;

/** One connection from its first request to its last: reads a head, has it answered, sends the reply, and again. */
export class HttpSession {
  readonly #source: ByteSource;
  #gone: AbortController | undefined;
  #over = false;
  #stopping = false;
  #idle = false;

  constructor(
    readonly connection: Connection,
    readonly site: Site,
    readonly limits: Limits,
    readonly watch: Watch,
    readonly log: (line: string) => void,
  ) {
    this.#source = new ByteSource(connection);
  }

  /** Ends the connection when nothing is under way, after the current reply otherwise. */
  stop(): void {
    this.#stopping = true;
    if (this.#idle) this.connection.close();
  }

  /** To be called when the connection has come to its end: whoever waits for that is told. */
  end(): void {
    this.#over = true;
    this.#gone?.abort();
  }

  /** To make one and to abort it costs as much as to read a head. */
  #signal(): AbortSignal {
    this.#gone ??= new AbortController();
    if (this.#over) this.#gone.abort();
    return this.#gone.signal;
  }

  /** Serves until one side has had enough. @throws when the client leaves in the middle */
  async run(): Promise<void> {
    while (!this.#stopping && await this.#exchange());
  }

  /** One request and its reply. @returns whether the connection can take another. */
  async #exchange(): Promise<boolean> {
    let head: RequestHead | undefined;
    try {
      head = await this.#head();
      if (head === undefined) return false;
      return await this.#answer(head);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      await this.#refuse(error, head);
      return false;
    }
  }

  async #head(): Promise<RequestHead | undefined> {
    this.#idle = true;
    this.watch.allow(this.limits.keepAlive, () => this.connection.close());
    try {
      const bytes = await this.#source.head(() => this.#firstByte());
      return bytes === null ? undefined : parseRequestHead(bytes);
    } finally {
      this.#idle = false;
      this.#progress();
    }
  }

  #firstByte(): void {
    if (!this.#idle) return;
    this.#idle = false;
    this.watch.allow(this.limits.head, () => this.#tooSlow());
  }

  #tooSlow(): void {
    const sorry = new HttpError(408, "The request took too long to arrive", [], true);
    this.#refuse(sorry, undefined).catch(() => {/* it is gone already */}).finally(() =>
      this.connection.close()
    );
  }

  /** A transfer has moved: it may stand still for as long again. */
  #progress(): void {
    this.watch.allow(this.limits.stall, () => this.connection.reset());
  }

  async #answer(head: RequestHead): Promise<boolean> {
    const { body, waiting } = this.#body(head);
    const reply = await this.#reply(this.#request(head, body), head);
    // A client that still waits for "100 Continue" may or may not send its body now: only a close is unambiguous.
    const keep = wantsMore(head) && !this.#stopping && !reply.confirm && !waiting() &&
      (body.finished || restOf(body, reply) <= DRAIN_LIMIT);
    this.#progress();
    const kept = await sendReply(this.connection, reply, {
      head,
      close: !keep,
      progress: () => this.#progress(),
    });
    if (body.finished) return kept;
    return kept ? await this.#drain(body) : await this.#linger();
  }

  #body(head: RequestHead): { body: IncomingBody; waiting: () => boolean } {
    let waiting = /^100-continue$/i.test(head.fields.get("expect") ?? "") && head.version === "1.1";
    const body = new IncomingBody(this.#source, bodyFraming(head), async () => {
      if (!waiting) return;
      waiting = false;
      await this.connection.write(new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n"));
    });
    return { body, waiting: () => waiting && !body.finished };
  }

  #request(head: RequestHead, body: IncomingBody): HttpRequest {
    return {
      method: head.method,
      ...requestTarget(head.target, head.method),
      fields: head.fields,
      remote: this.connection.remote,
      signal: () => this.#signal(),
      body: {
        length: body.length,
        read: () => {
          this.#progress();
          return body.read();
        },
      },
    };
  }

  async #reply(request: HttpRequest, head: RequestHead): Promise<HttpReply> {
    try {
      return await this.site(request);
    } catch (error) {
      if (isDisconnect(error) || error instanceof HttpError && error.close) throw error;
      if (error instanceof HttpError) return errorReply(error);
      this.log(`cannot answer ${head.method} "${escapeControls(head.target)}": ${(error as Error).message}`);
      return textReply(500, "Something went wrong on the server.\n");
    }
  }

  /** Reads and forgets the rest of a request's body, unless it turns out to be long. */
  async #drain(body: IncomingBody): Promise<boolean> {
    try {
      let left = DRAIN_LIMIT;
      for (let bytes = await body.read(); bytes !== null; bytes = await body.read()) {
        left -= bytes.length;
        if (left < 0) return await this.#linger();
        this.#progress();
      }
      return true;
    } catch (error) {
      if (error instanceof HttpError) return false; // answered already; there is nothing to add
      throw error;
    }
  }

  async #refuse(error: HttpError, head: RequestHead | undefined): Promise<void> {
    await sendReply(this.connection, errorReply(error), {
      head,
      close: true,
      progress: () => this.#progress(),
    });
    await this.#linger();
  }

  /** Half-closes and reads on for a moment, so that what was sent is not lost to a reset (RFC 9112 §9.6). */
  async #linger(): Promise<false> {
    await this.connection.closeWrite();
    this.watch.allow(2000, () => this.connection.close());
    let left = 16 * 1024 * 1024;
    for (
      let bytes = await this.#source.some(left);
      bytes !== null && left > 0;
      bytes = await this.#source.some(left)
    ) {
      left -= bytes.length;
    }
    return false;
  }
}

/**
 * How much of a body may still come, as far as one can tell. Chunks after a success are a GET that carries some, and few;
 * after a refusal they may be an upload, whose sender shall rather hear that the connection ends.
 */
function restOf(body: IncomingBody, reply: HttpReply): number {
  return body.length ?? (reply.status < 400 ? 0 : Infinity);
}

function wantsMore(head: RequestHead): boolean {
  const options = (head.fields.get("connection") ?? "").toLowerCase().split(",").map((option) =>
    option.trim()
  );
  if (options.includes("close")) return false;
  return head.version === "1.1" || options.includes("keep-alive");
}

function errorReply(error: HttpError): HttpReply {
  return { ...textReply(error.status, `${error.message}.\n`, error.headers) };
}
