import { assertEquals, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { Relay, relay } from "../../_kit/program/relay.ts";

/**
 * A SOCKS5 server that ends with the test. It drops both ways at the first half-close, so these tests only
 * listen.
 */
function microsocks(...login: string[]): { port: number } & AsyncDisposable {
  const port = freePort();
  const args = ["-i", "127.0.0.1", "-p", `${port}`, ...login];
  const child = new Deno.Command("microsocks", { args, stdout: "null", stderr: "null" }).spawn();
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.status;
    },
  };
}

const patient = "retry=50,interval=0.1";

peerTest(
  "relay's SOCKS5 reaches a server by number and by name through microsocks",
  ["microsocks"],
  async () => {
    await using server = await Relay.start("-U", "TCP-LISTEN:0,fork", "SYSTEM:echo hello");
    await using socks = microsocks();
    for (const host of ["127.0.0.1", "localhost"]) {
      const through = `SOCKS5:127.0.0.1:${host}:${server.port},socksport=${socks.port},${patient}`;
      assertEquals((await relay(["-u", through, "-"])).stdout, "hello\n", host);
    }
  },
);

peerTest("relay's SOCKS5 logs in to microsocks, and says so when it may not", ["microsocks"], async () => {
  await using server = await Relay.start("-U", "TCP-LISTEN:0,fork", "SYSTEM:echo hello");
  await using socks = microsocks("-u", "joe", "-P", "secret");
  const through = `SOCKS5:127.0.0.1:127.0.0.1:${server.port},socksport=${socks.port}`;
  const allowed = await relay(["-u", `${through},socksuser=joe:secret,${patient}`, "-"]);
  assertEquals(allowed.stdout, "hello\n");
  const refused = await relay(["-u", `${through},socksuser=joe:wrong`, "-"]);
  assertEquals([refused.code, refused.stdout], [1, ""]);
  assertStringIncludes(refused.stderr, "refused the login");
});
