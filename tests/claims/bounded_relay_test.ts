import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { CAPACITY } from "../../mod/relay/addresses/peer_queue.ts";
import { WAITING } from "../../mod/relay/addresses/udp_senders.ts";
import { Relay, relay } from "../_kit/relay.ts";
import { all, figures, figuresAre, heldBy, prove } from "./claims.ts";
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
    using proxy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const talking = (async () => {
      using client = await proxy.accept();
      await sayAll(client, `HTTP/1.1 200 OK\r\nX: ${"x".repeat(limit!)}`);
      await hearAll(client);
    })();
    const { port } = proxy.addr as Deno.NetAddr;
    const { code, stderr } = await relay(["STDIO", `PROXY:127.0.0.1:example:80,proxyport=${port}`]);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "too long");
    await talking;
  },

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
      ["relay/addresses/udp_senders_test.ts", "UdpSenders hears no more new senders than may wait"],
      ["relay/addresses/udp_senders_test.ts", "PeerQueue keeps no more than the system would, however small"],
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
