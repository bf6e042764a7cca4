import { acceptClient } from "../../../net/accept/accept_recovery.ts";
import { jointListener } from "../../../net/accept/joint_listener.ts";
import { formatAddress } from "../../../net/address/socket_address.ts";
import type { Connection } from "../../../net/connection.ts";
import { onAbort } from "../../../net/connection/on_abort.ts";
import { errorCode } from "../../../net/errors/system_error.ts";
import { dial, type HostPort } from "../../../net/tcp/dial.ts";
import { listen } from "../../../net/tcp/listen.ts";
import type { SocketId, WatchCall, WatchEvent } from "../watch_event.ts";

/** Where a relay listens, and where it connects to for each client. */
export interface Through {
  /** A port of this machine alone. */
  readonly port: number;
  readonly to: HostPort;
}

/** Reads `LISTEN:HOST:PORT`, as in `9000:localhost:8765` or `9000:[::1]:8765`; undefined for anything else. */
export function parseThrough(text: string): Through | undefined {
  const [, listens, six, host, port] = /^(\d{1,5}):(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const [own, other] = [Number(listens), Number(port)];
  if (listens === undefined || own > 65_535 || other < 1 || other > 65_535) return undefined;
  return { port: own, to: { hostname: (six ?? host)!, port: other } };
}

/**
 * Records what goes through a relay: between a client and a server it sees bytes, ends and resets, on every system, and
 * none of the calls that the programs make for them.
 *
 * Each byte is handed on when it comes; a peer that does not read holds the other one up, as without the relay.
 */
export class ThroughRecorder {
  readonly #emit: (event: WatchEvent) => void;
  readonly #through: Through;
  readonly #began = performance.now();
  #count = 1;

  constructor(through: Through, emit: (event: WatchEvent) => void) {
    this.#through = through;
    this.#emit = emit;
  }

  /**
   * Listens, and records until the signal aborts.
   *
   * @param listening is told where it listens.
   * @throws {NetError} when it cannot listen.
   */
  async run(signal: AbortSignal, listening: (address: string) => void): Promise<void> {
    const { port, to } = this.#through;
    const listeners = await listen(port, { hostname: "localhost" });
    using listener = jointListener(listeners);
    using _stop = onAbort(signal, () => listener.close());
    const local = formatAddress(listener.address);
    const command = [`${local} -> ${to.hostname}:${to.port}`];
    this.#emit({
      type: "head",
      version: 1,
      at: 0,
      source: "relay",
      programs: [{ name: LANE, command }],
      started: new Date().toISOString(),
    });
    this.#emit({ type: "lane", at: this.#now(), lane: LANE, program: LANE, pid: Deno.pid });
    this.#tell("listen", "relay#1", { local });
    this.#emit({ type: "state", at: this.#now(), socket: "relay#1", state: "listen", local });
    listening(local);
    const open = new Set<Promise<void>>();
    while (!signal.aborted) {
      let client: Connection;
      try {
        client = await acceptClient(listener, signal);
      } catch (error) {
        if (signal.aborted) break;
        throw error;
      }
      const serving = this.#serve(client, signal).finally(() => open.delete(serving));
      open.add(serving);
    }
    await Promise.all(open);
  }

  async #serve(client: Connection, signal: AbortSignal): Promise<void> {
    const near = this.#side(client);
    this.#tell("accept", near.id, { ...near.ends, listener: "relay#1" });
    try {
      const server = await dial(this.#through.to, { signal });
      const far = this.#side(server);
      this.#tell("connect", far.id, far.ends);
      using _stop = onAbort(signal, () => [client, server].forEach((each) => each.close()));
      const outcome = await Promise.allSettled([this.#pump(near, far), this.#pump(far, near)]);
      // a direction that broke is told to the other side in the way it was told to us
      const broken = outcome.some(({ status }) => status === "rejected");
      for (const side of [near, far]) this.#close(side, broken);
    } catch (error) {
      this.#tell("connect", `relay#${++this.#count}`, {
        ...failure(error),
        arguments: formatTo(this.#through.to),
      });
      this.#close(near, true);
    }
  }

  /** One direction, to its end. */
  async #pump(from: Side, to: Side): Promise<void> {
    const buffer = new Uint8Array(1 << 16);
    try {
      while (true) {
        const length = await from.connection.read(buffer);
        this.#tell("recv", from.id, { ...from.ends, ...moved(buffer.subarray(0, length ?? 0)) });
        if (length === null) break;
        await to.connection.write(buffer.subarray(0, length));
        this.#tell("send", to.id, { ...to.ends, ...moved(buffer.subarray(0, length)) });
      }
      await to.connection.closeWrite();
      this.#tell("shutdown", to.id, { ...to.ends, arguments: "SHUT_WR" });
    } catch (error) {
      this.#tell("recv", from.id, { ...from.ends, ...failure(error) });
      from.connection.reset();
      to.connection.reset();
      throw error;
    }
  }

  #close({ connection, id, ends }: Side, broken: boolean): void {
    if (broken) connection.reset();
    else connection.close();
    this.#tell("close", id, { ...ends, last: true });
    this.#emit({ type: "state", at: this.#now(), socket: id, lane: LANE, state: "closed", ...ends });
  }

  #side(connection: Connection): Side {
    const ends = { local: formatAddress(connection.local), remote: formatAddress(connection.remote) };
    return { connection, id: `relay#${++this.#count}`, ends };
  }

  #tell(call: string, socket: SocketId, more: Partial<WatchCall>): void {
    const at = this.#now();
    this.#emit({
      type: "call",
      at,
      start: at,
      lane: LANE,
      call,
      socket,
      transport: "tcp",
      arguments: "",
      ...more,
    });
  }

  #now(): number {
    return Math.round((performance.now() - this.#began) * 1000) / 1e6;
  }
}

const LANE = "relay";

interface Side {
  readonly connection: Connection;
  readonly id: SocketId;
  readonly ends: { readonly local: string; readonly remote: string };
}

/** What was moved, and the first bytes of it. */
function moved(bytes: Uint8Array): Partial<WatchCall> {
  const shown = bytes.subarray(0, 4096);
  return {
    length: bytes.length,
    ...(shown.length === 0 ? {} : { data: btoa(String.fromCharCode(...shown)) }),
  };
}

function failure(error: unknown): Partial<WatchCall> {
  const cause = error instanceof Error ? error.cause : undefined;
  return { result: -1, errno: errorCode(error) ?? errorCode(cause) ?? "?" };
}

function formatTo({ hostname, port }: HostPort): string {
  return `${hostname}:${port}`;
}
