import { assertEquals } from "@std/assert";
import type { InetAddress } from "../../../mod/net/address/socket_address.ts";
import { askDatagram } from "../../../mod/net/udp/ask_datagram.ts";
import {
  bindDatagrams,
  type DatagramSocket,
  type ReceivedDatagram,
} from "../../../mod/net/udp/datagram_socket.ts";
import { DatagramCounters } from "../../../mod/server/datagrams/datagram_counters.ts";
import { SenderRate } from "../../../mod/server/datagrams/sender_rate.ts";
import { echoDatagrams } from "../../../mod/services/echo/echo_datagrams.ts";
import { EchoLoops } from "../../../mod/services/echo/echo_loops.ts";
import { upperCase } from "../../../mod/services/echo/upper_case.ts";
import type { TraceEvent } from "../../../mod/trace/tracer.ts";
import { fc, property } from "../../_kit/property.ts";

/** A socket to which datagrams come from wherever a test likes. */
class FakeSocket implements DatagramSocket {
  readonly address = { transport: "udp", hostname: "127.0.0.1", port: 8765 } as const;
  readonly sent: { bytes: Uint8Array; to: InetAddress }[] = [];
  readonly #coming: ReceivedDatagram[];
  readonly #over: () => void;
  open = true;

  constructor(coming: ReceivedDatagram[], over: () => void) {
    [this.#coming, this.#over] = [coming, over];
  }

  receive(): Promise<ReceivedDatagram> {
    const next = this.#coming.shift();
    if (next !== undefined) return Promise.resolve(next);
    this.#over();
    return Promise.reject(new Deno.errors.Interrupted("closed"));
  }

  send(bytes: Uint8Array, to: InetAddress): Promise<unknown> {
    this.sent.push({ bytes: bytes.slice(), to });
    return Promise.resolve();
  }

  joinGroup(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.open = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** What is answered to datagrams of these senders. */
async function answers(
  datagrams: readonly { bytes: Uint8Array; port?: number; hostname?: string }[],
  { transform = "upper", perSecond = 1000 }: { transform?: "upper" | "none"; perSecond?: number } = {},
) {
  const stop = new AbortController();
  const coming = datagrams.map(({ bytes, port = 50_000, hostname = "127.0.0.1" }) => ({
    bytes,
    from: { transport: "udp", hostname, port } as const,
  }));
  const socket = new FakeSocket(coming, () => stop.abort());
  const events: TraceEvent[] = [];
  const counters = new DatagramCounters();
  await echoDatagrams({
    socket,
    transform,
    rate: new SenderRate(perSecond, () => 0),
    loops: new EchoLoops(() => 0),
    signal: stop.signal,
    trace: { enabled: true, emit: (event) => void events.push(event as TraceEvent) },
    counters,
  });
  return { sent: socket.sent, open: socket.open, events, counted: counters.describe() };
}

const text = (said: string) => new TextEncoder().encode(said);

Deno.test("echoDatagrams() answers one datagram by one, an empty one too, to whoever sent it", async () => {
  const { sent, open, events, counted } = await answers([
    { bytes: text("été"), port: 50_001 },
    { bytes: text(""), port: 50_002, hostname: "127.0.0.2" },
    { bytes: Uint8Array.of(0, 255, 0x61), port: 50_001 },
  ]);
  assertEquals(sent, [
    { bytes: text("ÉTÉ"), to: { transport: "udp", hostname: "127.0.0.1", port: 50_001 } },
    { bytes: text(""), to: { transport: "udp", hostname: "127.0.0.2", port: 50_002 } },
    { bytes: Uint8Array.of(0, 255, 0x41), to: { transport: "udp", hostname: "127.0.0.1", port: 50_001 } },
  ]);
  assertEquals(open, false);
  assertEquals(events.map(({ event }) => event), ["read", "write", "read", "write", "read", "write"]);
  assertEquals(counted, "stats: udp: 3 received, 3 answered, 8 B in, 8 B out");
});

property(
  "echoDatagrams() never sends more than it was sent",
  fc.tuple(fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: "binary" }).map(text)), fc.boolean()),
  async ([bytes, upper]) => {
    const { sent } = await answers([{ bytes }], { transform: upper ? "upper" : "none" });
    const longer = upperCase(bytes).length > bytes.length;
    assertEquals([sent.length, sent[0]!.bytes.length <= bytes.length], [1, true]);
    assertEquals(sent[0]!.bytes, upper && !longer ? upperCase(bytes).slice() : bytes.slice());
  },
);

Deno.test("echoDatagrams() sends back what upper case would make longer as it came", async () => {
  const { sent } = await answers([{ bytes: text("ŉa") }, { bytes: text("straße") }]);
  assertEquals(sent.map(({ bytes }) => new TextDecoder().decode(bytes)), ["ŉa", "STRASSE"]);
});

Deno.test("echoDatagrams() answers no service: nothing at a port below 1024, nothing at its own", async () => {
  const ports = [0, 7, 13, 19, 53, 123, 161, 1023, 8765, 1024, 8764];
  const { sent } = await answers(ports.map((port) => ({ bytes: text("x"), port, hostname: "192.0.2.1" })));
  assertEquals(sent.map(({ to }) => to.port), [1024, 8764]);
});

Deno.test("echoDatagrams() answers one sender no faster than its rate, and others meanwhile", async () => {
  const many = Array.from({ length: 10 }, (_, at) => ({ bytes: text("x"), port: 50_000 + at }));
  const other = { bytes: text("y"), hostname: "127.0.0.2" };
  const { sent } = await answers([...many, other], { perSecond: 3 });
  assertEquals(sent.map(({ bytes }) => new TextDecoder().decode(bytes)).join(""), "XXXY");
});

Deno.test("echoDatagrams() sends back the largest datagram there is", async () => {
  const stop = new AbortController();
  using socket = bindDatagrams({ hostname: "127.0.0.1", port: 0 });
  const shared = { rate: new SenderRate(1000), loops: new EchoLoops(), trace: { enabled: false, emit() {} } };
  const ended = echoDatagrams({ ...shared, socket, transform: "none", signal: stop.signal });
  const question = Uint8Array.from({ length: 65_507 }, (_, at) => at * 7);
  const { bytes } = await askDatagram(socket.address, question, { timeout: 5000 });
  assertEquals(bytes, question);
  stop.abort();
  await ended;
});
