import { connectTo, type Protocol, type ServerAddress } from "../servers/server_address.ts";
import type { FaultContext } from "../fault.ts";
import type { TestedServer } from "../servers/tested_server.ts";

/** A badly behaved client: nothing that the server does to it may fail the run. */
export class BadClient implements Disposable {
  private constructor(readonly conn: Deno.Conn) {}

  /** @returns `undefined` when the server lets nobody in at the moment */
  static async connect(address: ServerAddress): Promise<BadClient | undefined> {
    try {
      return new BadClient(await connectTo(address));
    } catch {
      return undefined; // a full backlog, or a server that is being started again
    }
  }

  /** Sends until nobody takes it any more. */
  async write(data: string | Uint8Array): Promise<boolean> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    try {
      for (let sent = 0; sent < bytes.length;) sent += await this.conn.write(bytes.subarray(sent));
      return true;
    } catch {
      return false; // closed in our face, as we deserve
    }
  }

  /** Waits for some bytes. */
  async read(): Promise<number | null> {
    return await this.conn.read(new Uint8Array(4096)).catch(() => null);
  }

  [Symbol.dispose](): void {
    try {
      this.conn.close();
    } catch {
      // closed already
    }
  }
}

/** One of a server's stream addresses, at random. */
export function pickStreamAddress(server: TestedServer, pick: <T>(values: readonly T[]) => T): ServerAddress {
  return pick(streamAddresses(server))[1];
}

/** Whether a server listens for streams at all. */
export function takesStreams(server: TestedServer): boolean {
  return streamAddresses(server).length > 0;
}

/** The stream addresses of a server, each with its protocol. */
export function streamAddresses(server: TestedServer): [Protocol, ServerAddress][] {
  return server.addresses.filter(([, address]) => address.transport !== "udp");
}

/**
 * Five clients, one after another, send the server something it cannot parse and wait a moment for an answer.
 */
export async function sayNonsense(
  server: TestedServer,
  { random, pause }: FaultContext,
  nonsense: () => Uint8Array,
): Promise<void> {
  const address = pickStreamAddress(server, random.pick);
  for (let count = 0; count < 5; count++) {
    using client = await BadClient.connect(address);
    await Promise.race([client?.write(nonsense()), pause(1000)]);
    await Promise.race([client?.read(), pause(200)]);
  }
}

/** A request that makes a server of this protocol send a long answer. */
export function bulkyQuestion(protocol: Protocol): string {
  switch (protocol) {
    case "files":
      return "big.bin\n";
    case "http":
      return "GET /big.bin HTTP/1.1\r\nhost: localhost\r\n\r\n";
    case "web":
      return "GET /chat.js HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(40);
    case "chat":
      return `rude${crypto.randomUUID().slice(0, 8)}\n${"/help\n".repeat(60)}`;
    case "prime":
      return "17\n".repeat(5000);
    case "calc":
      return "2**200\n".repeat(2000);
    default:
      return `${"x".repeat(60)}\n`.repeat(5000);
  }
}
