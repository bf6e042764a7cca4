import { assert, assertEquals } from "@std/assert";
import { latin1Text } from "../../../_kit/latin1.ts";
import { RelayHere } from "../../../_kit/program/relay_here.ts";
import {
  BINARY,
  clientFrame,
  CLOSE,
  closing,
  joinBytes,
  MORE,
  PING,
  PONG,
  RawWebSocket,
  TEXT,
} from "../../../_kit/web/websocket_frames.ts";

/** A client, a relay, a server. */
class Chain implements AsyncDisposable {
  private constructor(
    readonly relay: RelayHere,
    readonly client: RawWebSocket,
    readonly server: RawWebSocket,
    readonly listener: Deno.TcpListener,
  ) {}

  static async make(options = "", ...args: string[]): Promise<Chain> {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const to = `WS:127.0.0.1:${listener.addr.port}${options}`;
    const relay = await RelayHere.listen(...args, "WS-LISTEN:0,fork", to);
    const [client, server] = await Promise.all([
      RawWebSocket.open(relay.port, "/"),
      RawWebSocket.accept(listener),
    ]);
    return new Chain(relay, client, server, listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client[Symbol.dispose]();
    this.server[Symbol.dispose]();
    this.listener.close();
    await this.relay[Symbol.asyncDispose]();
  }
}

/** The next message, out of its fragments: `text hello`. */
async function message(socket: RawWebSocket): Promise<string> {
  const parts: Uint8Array[] = [];
  let kind = "";
  while (true) {
    const piece = await socket.piece();
    assert(piece !== null, "the connection has ended");
    if (piece.opcode === PONG) continue;
    assertEquals(piece.opcode === MORE, kind !== "", "fragments belong together");
    if (kind === "") {
      kind = piece.opcode === TEXT ? "text" : piece.opcode === BINARY ? "binary" : `${piece.opcode}`;
    }
    parts.push(piece.payload);
    if (piece.final) return `${kind} ${latin1Text(joinBytes(...parts))}`;
  }
}

/** Sends frames to one side, and wants these messages from the other. */
async function passed(
  from: RawWebSocket,
  to: RawWebSocket,
  frames: Uint8Array[],
  wanted: string[],
): Promise<void> {
  const sending = (async () => {
    for (const frame of frames) await from.send(frame);
  })();
  sending.catch(() => {/* told below, or after another failure */});
  for (const each of wanted) {
    const heard = await message(to);
    assert(heard === each, `${heard.slice(0, 100)} instead of ${each.slice(0, 100)}`);
  }
  await sending;
}

const long = "é€😀".repeat(30_000);
const utf8 = (text: string) => latin1Text(new TextEncoder().encode(text));

Deno.test(
  "relay keeps kinds and borders of messages from WebSocket to WebSocket, both ways, and through filters",
  async () => {
    const cases: [frames: (masked: boolean) => Uint8Array[], messages: string[]][] = [
      [(masked) => [clientFrame(TEXT, "é", { masked })], [`text ${utf8("é")}`]],
      [(masked) => [clientFrame(BINARY, Uint8Array.of(0xff, 0), { masked })], ["binary \xff\0"]],
      [(masked) => [clientFrame(TEXT, "", { masked }), clientFrame(BINARY, "", { masked })], [
        "text ",
        "binary ",
      ]],
      [
        (masked) => [joinBytes(...["a", "bc", "d"].map((text) => clientFrame(TEXT, text, { masked })))],
        ["text a", "text bc", "text d"],
      ],
      [
        (masked) => [
          clientFrame(TEXT, Uint8Array.of(0xc3), { masked, final: false }),
          clientFrame(PING, "ping", { masked }),
          clientFrame(MORE, "", { masked, final: false }),
          clientFrame(MORE, Uint8Array.of(0xa9), { masked }),
          clientFrame(BINARY, "x", { masked, final: false }),
          clientFrame(MORE, "", { masked }),
        ],
        [`text ${utf8("é")}`, "binary x"],
      ],
      [(masked) => [clientFrame(TEXT, long, { masked })], [`text ${utf8(long)}`]],
    ];
    for (const args of [[], ["--chop=1000"], ["--delay=0.001"], ["--rate=100M"], ["-v"], ["-b", "7"]]) {
      await using chain = await Chain.make("", ...args);
      for (const [frames, wanted] of cases) {
        if (args.length > 0 && wanted[0]!.length > 100_000) continue;
        await passed(chain.client, chain.server, frames(true), wanted);
        await passed(chain.server, chain.client, frames(false), wanted);
      }
    }
  },
);

Deno.test(
  "relay WS,text and WS,binary say what messages are, also those of a WebSocket",
  async () => {
    for (const [option, kind] of [["text", "text"], ["binary", "binary"]]) {
      await using chain = await Chain.make(`,${option}`);
      for (const opcode of [TEXT!, BINARY!]) {
        await chain.client.send(clientFrame(opcode, "é"));
        assertEquals(await message(chain.server), `${kind} ${utf8("é")}`);
      }
      await chain.client.send(clientFrame(BINARY, Uint8Array.of(0xff)));
      if (option === "binary") assertEquals(await message(chain.server), "binary \xff");
      else {
        assertEquals((await chain.server.frame())?.payload.subarray(0, 2), closing(1011));
        await chain.relay.line(/^E write\(.*the data is not UTF-8, so it cannot be sent as text/);
      }
    }
  },
);

Deno.test(
  "relay passes on with which code a WebSocket closes, and 1011 for a side that breaks the rules",
  async () => {
    const cases: [said: Uint8Array, passed: Uint8Array][] = [
      [clientFrame(CLOSE, closing(1000), { masked: false }), closing(1000)],
      [clientFrame(CLOSE, new Uint8Array(0), { masked: false }), closing(1000)],
      [clientFrame(CLOSE, closing(1001, "later"), { masked: false }), closing(1001, "later")],
      [clientFrame(CLOSE, closing(1013, "full"), { masked: false }), closing(1013, "full")],
      [clientFrame(CLOSE, closing(4001, "who?"), { masked: false }), closing(4001, "who?")],
      [clientFrame(TEXT, "masked"), closing(1011, "the other side of the relay failed")],
      [
        clientFrame(TEXT, Uint8Array.of(0xff), { masked: false }),
        closing(1011, "the other side of the relay failed"),
      ],
    ];
    for (const [said, passed] of cases) {
      await using chain = await Chain.make("", "-t", "30");
      await chain.server.send(said);
      assertEquals((await chain.server.frame())?.opcode, CLOSE);
      assertEquals((await chain.client.frame())?.payload, passed);
    }
  },
);

Deno.test(
  "relay from WebSocket to UDP: a message is a datagram, and one too long for it is refused",
  async () => {
    const peer = Deno.listenDatagram({ hostname: "127.0.0.1", port: 0, transport: "udp" });
    const { port } = peer.addr as Deno.NetAddr;
    await using relay = await RelayHere.listen("WS-LISTEN:0,fork", `UDP:127.0.0.1:${port}`);
    using socket = await RawWebSocket.open(relay.port, "/");
    await socket.send(clientFrame(TEXT, "a"));
    await socket.send(clientFrame(BINARY, "b", { final: false }));
    await socket.send(clientFrame(MORE, "c"));
    await socket.send(clientFrame(TEXT, ""));
    const heard: string[] = [];
    for (let count = 0; count < 3; count++) {
      const [bytes, from] = await peer.receive();
      heard.push(latin1Text(bytes));
      await peer.send(bytes, from);
    }
    assertEquals(heard, ["a", "bc", ""]);
    for (const each of heard) assertEquals(latin1Text((await socket.frame())!.payload), each);
    const sending = socket.send(clientFrame(BINARY, "x".repeat(70_000))).catch(() => {/* refused */});
    assertEquals((await socket.frame())?.opcode, CLOSE);
    await relay.line(/^E read\(.*a message has more than the 65536 bytes of a datagram$/);
    await sending;
    peer.close();
  },
);
