/**
 * `--pcap FILE.pcapng`: the relay's traffic, as a capture that Wireshark opens.
 *
 * Nothing is sniffed, so no rights are needed: the packets are made up around the data, with the real
 * addresses and ports of the connection (the left one, or the right one when the left side is not a
 * socket). A TCP conversation gets its three-way handshake, sequence numbers that add up, and its
 * FINs; datagrams become UDP. The work of the network cannot be seen here: segment sizes,
 * retransmissions and window sizes are those of the relay's reads.
 */
import type { SessionPlugin } from "./session_plugin.ts";
import type { RelayContext } from "../context.ts";
import { RelayError } from "../relay_endpoint.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import { errorText } from "../../net/errors/system_error.ts";
import type { Way } from "../filters/filter.ts";
import type { SessionEnds } from "../session/session.ts";
import { copyTo } from "../filters/copy_to.ts";
import { ACK, FIN, PSH, SYN, tcpPacket, udpPacket } from "./packet.ts";
import { packetBlock, sectionHeader } from "./pcapng.ts";

/** As much as fits into one IP packet with room for headers. */
const LARGEST = 65_000;

/** Opens the capture and returns the plugin that feeds every session into it. */
export function capturing(path: string, context: RelayContext): SessionPlugin {
  const file = openFile(path);
  context.cleanups.add(() => file.close());
  writeAll(file, sectionHeader());
  const sessions = new Map<object, Conversation>();
  const put = (packet: Uint8Array) => writeAll(file, packetBlock(packet, Date.now()));
  return {
    filter: (way, session, ends) => {
      if (!sessions.has(session)) sessions.set(session, begin(ends, sessions.size, put));
      const conversation = sessions.get(session)!;
      return copyTo((bytes) => conversation.data(way, bytes));
    },
    finish: (session) => {
      sessions.get(session)?.end();
      sessions.delete(session);
    },
  };
}

/** Makes the packets of one session. */
interface Conversation {
  data(way: Way, bytes: Uint8Array): void;
  end(): void;
}

function begin(
  { left, right }: SessionEnds,
  number: number,
  put: (packet: Uint8Array) => void,
): Conversation {
  const names = left.names !== undefined
    ? { client: left.names.remote, server: left.names.local }
    : right.names !== undefined
    ? { client: right.names.local, server: right.names.remote }
    : {
      client: { hostname: "127.0.0.1", port: 40_000 + number % 20_000 },
      server: { hostname: "127.0.0.1", port: 1 },
    };
  const datagram = left.names !== undefined ? left.datagram : right.datagram;
  return datagram ? new UdpConversation(names, put) : new TcpConversation(names, put);
}

interface Names {
  readonly client: HostPort;
  readonly server: HostPort;
}

class UdpConversation implements Conversation {
  constructor(readonly names: Names, readonly put: (packet: Uint8Array) => void) {}

  data(way: Way, bytes: Uint8Array): void {
    const { client, server } = this.names;
    this.put(way === ">" ? udpPacket(client, server, bytes) : udpPacket(server, client, bytes));
  }

  end(): void {}
}

class TcpConversation implements Conversation {
  /** The next sequence number of each side. */
  readonly #next: Record<Way, number> = { ">": 1000, "<": 5000 };

  constructor(readonly names: Names, readonly put: (packet: Uint8Array) => void) {
    this.#send(">", SYN);
    this.#send("<", SYN | ACK);
    this.#send(">", ACK);
  }

  data(way: Way, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += LARGEST) {
      this.#send(way, PSH | ACK, bytes.subarray(at, at + LARGEST));
      this.#send(way === ">" ? "<" : ">", ACK);
    }
  }

  end(): void {
    this.#send(">", FIN | ACK);
    this.#send("<", FIN | ACK);
    this.#send(">", ACK);
  }

  #send(way: Way, flags: number, bytes: Uint8Array = new Uint8Array(0)): void {
    const { client, server } = this.names;
    const [from, to, back] = way === ">" ? [client, server, "<" as Way] : [server, client, ">" as Way];
    const acknowledged = flags & ACK ? this.#next[back] : 0;
    this.put(tcpPacket(from, to, { sequence: this.#next[way], acknowledged, flags }, bytes));
    // SYN and FIN take a place in the sequence, like a byte.
    this.#next[way] = (this.#next[way] + bytes.length + (flags & (SYN | FIN) ? 1 : 0)) >>> 0;
  }
}

function openFile(path: string): Deno.FsFile {
  try {
    return Deno.openSync(path, { write: true, create: true, truncate: true });
  } catch (error) {
    throw new RelayError(`--pcap "${path}": ${errorText(error)}`);
  }
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}
