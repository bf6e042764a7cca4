import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CAPACITY } from "../../mod/relay/addresses/udp/peer_queue.ts";
import { WAITING } from "../../mod/relay/addresses/udp/udp_senders.ts";
import { LONGEST_LINE, LONGEST_PAYLOAD } from "../../mod/net/proxy_protocol/proxy_header.ts";
import { Relay, relay } from "../_kit/program/relay.ts";
import { all, constants, figures, figuresAre, heldBy, prove } from "./claims.ts";
import { connect, hearAll, sayAll } from "./stranger.ts";

prove("security.md", "What is bounded", "relay", {
  "relay: handshake of a WebSocket, of TLS": async ({ says }) => {
    const [webSocket] = figures(says[0]!);
    await using server = await Relay.start("WS-LISTEN:0,bind=127.0.0.1,fork", "PIPE");
    using client = await connect(server.port);
    await sayAll(client, "GET / HTTP/1.1\r\n");
    const began = performance.now();
    await hearAll(client);
    const took = (performance.now() - began) / 1000;
    assert(took > webSocket! - 1 && took < webSocket! + 20, `${took} s`);
  },

  "relay: header of a proxy's answer": async ({ says }) => {
    const [limit] = figures(says[0]!);
    for (const header of [`X: ${"x".repeat(limit!)}`, "X: y\r\n".repeat(limit! / 6)]) {
      await using proxy = new Proxy(`HTTP/1.1 200 OK\r\n${header}`);
      const { code, stderr } = await relay(["STDIO", `PROXY:127.0.0.1:example:80,proxyport=${proxy.port}`]);
      assertEquals(code, 1);
      assertStringIncludes(stderr, "too long");
    }
  },

  "relay: time for the answer of a proxy, or of a WebSocket's server": all(
    constants(["mod/net/connection/handshake_reader.ts", "ANSWER_WITHIN", "ms"]),
    async () => {
      await using proxy = new Proxy("");
      const { port } = proxy;
      const limited = "connect-timeout=0.5";
      for (
        const address of [
          `PROXY:127.0.0.1:example:80,proxyport=${port},${limited}`,
          `SOCKS4A:127.0.0.1:example:80,socksport=${port},${limited}`,
          `SOCKS5:127.0.0.1:example:80,socksport=${port},${limited}`,
          `WS:127.0.0.1:${port},${limited}`,
        ]
      ) {
        const { code, stderr } = await relay(["STDIO", address]);
        assertEquals(code, 1, address);
        assertStringIncludes(stderr, "no answer came in time", address);
      }
    },
  ),

  "relay: time for the request to a proxy": all(
    constants(["mod/relay/addresses/proxy_server/serve_proxy.ts", "REQUEST_WITHIN", "ms"]),
    heldBy([
      "tests/e2e/relay/proxy_server_test.ts",
      "a proxy of relay serves others while hundreds say nothing, or half of something",
    ]),
  ),

  "relay: time for a proxy to reach an address": all(
    constants(["mod/relay/addresses/proxy_server/target.ts", "CONNECT_WITHIN", "ms"]),
    heldBy([
      "tests/relay/addresses/proxy_server/proxy_requests_test.ts",
      "a target that cannot be had has a code of its own in each protocol",
    ]),
  ),

  "relay: header of the PROXY protocol": all(
    ({ says }) => assertEquals(figures(says[0]!), [LONGEST_LINE, 1, LONGEST_PAYLOAD, 2]),
    heldBy([
      "tests/net/proxy_protocol/proxy_header_test.ts",
      "a connection that begins with ${name} is refused",
    ]),
  ),

  "relay: file of an access list or of logins": constants(
    ["mod/relay/addresses/inet/list_entries.ts", "LONGEST_FILE"],
  ),

  "relay: ports that -z tries at once, time for each address": all(
    constants(["mod/relay/scan/run_scan.ts", "AT_ONCE"], [
      "mod/relay/scan/read_scan.ts",
      "DEFAULT_LIMIT",
      "ms",
    ]),
    heldBy([
      "tests/relay/scan/run_scan_test.ts",
      "relay -z tries many ports and tells of them in order, with the network alone",
    ]),
  ),

  "relay: clients at once, with fork": async () => {
    await using server = await Relay.start("TCP-LISTEN:0,bind=127.0.0.1,fork,max-children=1", "PIPE");
    using first = await connect(server.port);
    await sayAll(first, "a");
    assertEquals(await first.read(new Uint8Array(9)), 1);
    using second = await connect(server.port);
    await sayAll(second, "b");
    const answered = second.read(new Uint8Array(9));
    first.close();
    assertEquals(await answered, 1); // only once the first has left
  },

  "relay: new UDP senders that wait": all(
    figuresAre(WAITING, CAPACITY),
    heldBy(
      ["tests/relay/addresses/udp/udp_senders_test.ts", "UdpSenders hears no more new senders than may wait"],
      [
        "tests/relay/addresses/udp/udp_senders_test.ts",
        "PeerQueue keeps no more than the system would, however small",
      ],
    ),
  ),

  "relay: line that is rewritten": async ({ says }) => {
    const [limit] = figures(says[0]!);
    const rewritten = (line: string) => relay(["-u", "--rewrite", "s/a/b/g", "STDIO", "STDOUT"], line);
    assertEquals((await rewritten(`${"a".repeat(limit!)}\n`)).stdout, `${"b".repeat(limit!)}\n`);
    const { code, stderr } = await rewritten(`${"a".repeat(limit! + 1)}\n`);
    assertEquals(code, 1);
    assertStringIncludes(stderr, `longer than ${limit} bytes`);
  },
});

/** A server that says the same to each client, and then nothing. */
class Proxy implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #talking: Promise<void>;

  constructor(says: string) {
    this.#talking = this.#talk(says);
  }

  get port(): number {
    return (this.#listener.addr as Deno.NetAddr).port;
  }

  async #talk(says: string): Promise<void> {
    for await (const client of this.#listener) {
      await sayAll(client, says).catch(() => {/* it has heard enough */});
      await hearAll(client).catch(() => {/* it waits longer than anybody listens */});
      client.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#talking;
  }
}
