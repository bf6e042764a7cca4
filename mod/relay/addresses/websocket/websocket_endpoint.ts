import { errorText } from "../../../net/errors/system_error.ts";
import type { HostPort } from "../../../net/tcp/dial.ts";
import { CLOSE, closeCodeText } from "../../../net/websocket/close_code.ts";
import { NoTextError } from "../../../net/websocket/message_sender.ts";
import type { PeerClose } from "../../../net/websocket/websocket_channel.ts";
import { WebSocketError } from "../../../net/websocket/websocket_error.ts";
import type { WebSocketStream } from "../../../net/websocket/websocket_stream.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { layer } from "../../endpoints/with_options.ts";
import { PeerEndedError, type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** What a listener does with a client that waits for the answer to its request. */
export interface Answering {
  /** Says yes. */
  accept(): Promise<void>;
  /** There is nothing behind us, or we are about to stop. Never rejects. */
  refuse(stopping: boolean): Promise<void>;
}

/**
 * A WebSocket as one side of a relay.
 *
 * @param environment for programs on the other side
 * @param answering undefined: the handshake is over
 */
export function websocketEndpoint(
  stream: WebSocketStream,
  request: OpenRequest,
  environment: Readonly<Record<string, string>>,
  answering?: Answering,
): RelayEndpoint {
  const side = new WebSocketSide(stream, request, answering);
  const endpoint = inetEndpoint(stream, request.context, environment);
  return layer(endpoint, {
    // One that is only written to is read all the same, but not by the relay.
    readable: request.access !== "write",
    messages: !request.options.flag("lines"),
    read: (buffer) => side.read(buffer),
    write: (bytes, part) => side.write(bytes, part),
    shutdown: (ending) => side.shutdown(ending),
    close: async () => {
      await side.close();
      await endpoint.close();
    },
    ready: () => side.ready(),
    part: () => side.part,
    ending: () => side.ending,
    failing: () => side.failing(),
  });
}

class WebSocketSide {
  /** What the last read gave. */
  part: ReturnType<NonNullable<RelayEndpoint["part"]>>;
  readonly #stream: WebSocketStream;
  readonly #request: OpenRequest;
  readonly #lines: boolean;
  readonly #name: string;
  #answering: Answering | undefined;
  #ready: Promise<void> | undefined;
  /** Undefined before the handshake is over: there is nobody to say farewell to. */
  #open = false;
  #told = false;

  constructor(stream: WebSocketStream, request: OpenRequest, answering: Answering | undefined) {
    this.#stream = stream;
    this.#request = request;
    this.#lines = request.options.flag("lines");
    this.#answering = answering;
    this.#name = (stream.remote as HostPort).hostname;
  }

  ready(): Promise<void> {
    return this.#ready ??= this.#begin();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    try {
      const count = this.#lines ? await this.#stream.read(buffer) : await this.#piece(buffer);
      if (count === null) this.#tellEnd();
      return count;
    } catch (error) {
      throw inWords(error);
    }
  }

  async write(...[bytes, part]: Parameters<RelayEndpoint["write"]>): Promise<void> {
    try {
      await this.#stream.write(bytes, part);
    } catch (error) {
      if (this.#stream.peerClose === undefined) throw inWords(error);
      throw new PeerEndedError(`WebSocket: the peer had closed with ${closeText(this.#stream.peerClose)}`);
    }
  }

  /**
   * There is no half-close: a peer that gets our Close frame answers with its own, and says nothing more. So a
   * client lets the server answer first, and closes when the relay does, unless the other side has failed or
   * has closed a WebSocket itself, or `shut-down` says so.
   */
  async shutdown(ending: Parameters<RelayEndpoint["shutdown"]>[0]): Promise<void> {
    if (ending !== undefined) this.#stream.ending = ending;
    const { options, type } = this.#request;
    const now = options.has("shut-down") || type.endsWith("-listen") || ending !== undefined;
    try {
      if (now || this.#stream.ending.code !== CLOSE.normal) await this.#stream.closeWrite();
      else await this.#stream.flush();
    } catch (error) {
      throw inWords(error);
    }
  }

  get ending(): ReturnType<NonNullable<RelayEndpoint["ending"]>> {
    const close = this.#stream.peerClose;
    return close?.code === undefined ? undefined : { code: close.code, reason: close.reason };
  }

  failing(): void {
    if (this.#stream.ending.code !== CLOSE.normal) return;
    this.#stream.ending = { code: CLOSE.internalError, reason: "the other side of the relay failed" };
  }

  async close(): Promise<void> {
    const answering = this.#answering;
    this.#answering = undefined;
    const stopping = this.#request.context.signal.aborted;
    if (answering !== undefined) return await answering.refuse(stopping);
    if (!this.#open) return;
    this.#open = false;
    if (stopping) this.#stream.ending = { code: CLOSE.goingAway, reason: "" };
    await this.#stream.farewell();
  }

  async #begin(): Promise<void> {
    const answering = this.#answering;
    this.#answering = undefined;
    try {
      await answering?.accept();
    } catch (error) {
      throw new RelayError(`WebSocket: the client ${this.#name} has gone: ${errorText(error)}`);
    }
    this.#open = true;
    this.#stream.watch();
    if (this.#request.access === "write") void this.#discard();
  }

  /** A side that is only written to is read all the same: for pings, for pongs, and for the peer's Close. */
  async #discard(): Promise<void> {
    const scrap = new Uint8Array(16 * 1024);
    try {
      while (await this.#piece(scrap) !== null) continue;
      this.#tellEnd();
    } catch (error) {
      if (this.#open) this.#request.context.log.warning((inWords(error) as Error).message);
    }
  }

  async #piece(buffer: Uint8Array): Promise<number | null> {
    const piece = await this.#stream.readPart(buffer);
    this.part = piece ?? undefined;
    return piece?.length ?? null;
  }

  /** Says how the peer ended: in a notice where that is an end, in an error where it is a failure. */
  #tellEnd(): void {
    if (this.#told) return;
    this.#told = true;
    const { log } = this.#request.context;
    const close = this.#stream.peerClose;
    if (close === undefined) {
      if (!this.#stream.saidClose) {
        log.warning("WebSocket: the peer ended the connection without a Close frame");
      }
      return;
    }
    const sentence = `WebSocket: the peer closed with ${closeText(close)}`;
    const { code = CLOSE.normal } = close;
    if (code === CLOSE.normal || code === CLOSE.goingAway || close.answer) log.notice(sentence);
    else if (code >= 3000) log.warning(sentence);
    else throw new RelayError(sentence);
  }
}

function closeText({ code, reason }: PeerClose): string {
  const words = reason === "" ? "" : `: ${reason}`;
  return code === undefined ? "no code" : `${closeCodeText(code)}${words}`;
}

function inWords(error: unknown): unknown {
  if (error instanceof WebSocketError) return new RelayError(`WebSocket: ${error.message}`);
  if (!(error instanceof NoTextError)) return error;
  return new RelayError(`WebSocket: ${error.message}`, "  option binary sends any bytes");
}
