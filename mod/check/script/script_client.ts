import type { HostPort } from "../../net/tcp/dial.ts";
import type { Expectation } from "../causes/expectation.ts";
import { awakeNow } from "../probes/awake_clock.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import type { ObservedConnection } from "../probes/observed_connection.ts";
import type { Segmentation } from "../probes/segmentation.ts";
import { sleep } from "../probes/sleep.ts";
import type { RuleContext } from "../rule_context.ts";

/** A client of a script, over TCP or UDP. */
export interface ScriptClient {
  send(bytes: Uint8Array, via: Segmentation): Promise<void>;
  /** The next line, without its end; of UDP a datagram, without one that it may have. */
  line(expected: Expectation, timeout: number): Promise<string>;
  /** The next bytes; of UDP a whole datagram, of whatever length. */
  bytes(count: number, expected: Expectation, timeout: number): Promise<Uint8Array>;
  /** Waits for the end of the stream, before which nothing comes. */
  ends(expected: Expectation, timeout: number): Promise<void>;
  /** Waits a time in which nothing comes. */
  quiet(expected: Expectation, time: number): Promise<void>;
  end(): Promise<void>;
  close(): void;
  reset(): void;
}

/** A client over TCP. */
export async function tcpClient(context: RuleContext): Promise<ScriptClient> {
  const conn = await context.connect();
  return {
    send: (bytes, via) => conn.send(bytes, via),
    line: async (expected, timeout) => (await conn.line(expected, timeout)).replace(/\r$/, ""),
    bytes: (count, expected, timeout) => conn.bytes(count, expected, timeout),
    ends: (expected, timeout) => endOf(conn, expected, timeout),
    quiet: (expected, time) => conn.quiet(expected, time),
    end: () => conn.halfClose(),
    close: () => conn.close(),
    reset: () => conn.reset(),
  };
}

async function endOf(conn: ObservedConnection, expected: Expectation, timeout: number): Promise<void> {
  await conn.end(expected, timeout);
  if (conn.unheard.length > 0) throw new RuleViolation("extra", expected, conn.unheard);
}

/** A client over UDP, with a port of its own. */
export class UdpClient implements ScriptClient, Disposable {
  readonly #context: RuleContext;
  readonly #number: number;
  readonly #socket: Deno.DatagramConn;
  readonly #heard: Uint8Array[] = [];
  #open = true;
  #news = Promise.withResolvers<void>();

  /** @param number which client of the rule it is, from 1, for the transcript. */
  constructor(context: RuleContext, number: number) {
    [this.#context, this.#number] = [context, number];
    this.#socket = Deno.listenDatagram({ transport: "udp", hostname: this.#own, port: 0 });
    this.#pump();
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.#context.transcript.add(this.#number, "send", bytes);
    await this.#socket.send(bytes, { transport: "udp", ...this.#there });
  }

  /** Where the server is; on this machine without asking the name server. */
  get #there(): HostPort {
    const { hostname, port } = this.#context.target.endpoint();
    return { hostname: hostname === "localhost" ? "127.0.0.1" : hostname, port };
  }

  /** An address of our own in the server's family. */
  get #own(): string {
    const { hostname } = this.#there;
    return hostname.startsWith("127.") ? "127.0.0.1" : hostname.includes(":") ? "::" : "0.0.0.0";
  }

  async line(expected: Expectation, timeout: number): Promise<string> {
    return new TextDecoder().decode(await this.bytes(0, expected, timeout)).replace(/\r?\n$/, "");
  }

  async bytes(_count: number, expected: Expectation, timeout: number): Promise<Uint8Array> {
    const deadline = awakeNow() + timeout;
    while (this.#heard.length === 0) {
      const left = deadline - awakeNow();
      if (left <= 0) {
        this.#context.transcript.add(this.#number, "silence");
        throw new RuleViolation("silence", expected);
      }
      await sleep(left, this.#context.options.signal, this.#news.promise);
    }
    return this.#heard.shift()!;
  }

  async quiet(expected: Expectation, time: number): Promise<void> {
    await sleep(time, this.#context.options.signal);
    if (this.#heard.length > 0) throw new RuleViolation("extra", expected, this.#heard[0]);
  }

  ends(): Promise<void> {
    return Promise.resolve();
  }

  end(): Promise<void> {
    return Promise.resolve();
  }

  reset(): void {
    this.close();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #pump(): Promise<void> {
    const came = (bytes: Uint8Array) => {
      this.#context.transcript.add(this.#number, "receive", bytes);
      this.#heard.push(bytes);
      this.#news.resolve();
      this.#news = Promise.withResolvers<void>();
    };
    while (this.#open && this.#heard.length < MOST_DATAGRAMS) {
      try {
        came((await this.#socket.receive())[0]);
      } catch {
        // Closed, or told that nobody listens there: the question goes unanswered.
        return;
      }
    }
  }
}

/** A server that sends more than this without being asked is not read any further. */
const MOST_DATAGRAMS = 10_000;
