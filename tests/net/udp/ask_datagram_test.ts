import { assert, assertEquals, assertRejects } from "@std/assert";
import { askDatagram } from "../../../mod/net/udp/ask_datagram.ts";
import { listenDatagrams } from "../../../mod/net/udp/datagram_socket.ts";
import { NetError } from "../../../mod/net/errors/net_error.ts";

const question = new TextEncoder().encode("17");

Deno.test("askDatagram() asks again, and says how often", async () => {
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using server = socket!;
  const asked = askDatagram({ hostname: "127.0.0.1", port: server.address.port }, question, { timeout: 50 });
  const buffer = new Uint8Array(100);
  await server.receive(buffer); // the first one is lost
  const { from } = await server.receive(buffer);
  await server.send(new TextEncoder().encode("T"), from);
  const { bytes, tries } = await asked;
  assertEquals([new TextDecoder().decode(bytes), tries], ["T", 2]);
});

Deno.test("askDatagram() waits twice as long each time, then says that there is no answer", async () => {
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using server = socket!;
  const started = performance.now();
  const asked = askDatagram({ hostname: "127.0.0.1", port: server.address.port }, question, { timeout: 20 });
  await assertRejects(() => asked, NetError, "after 3 tries");
  assert(performance.now() - started >= 20 + 40 + 80 - 5);
});

Deno.test("askDatagram() takes no answer from anybody else", async () => {
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  const [stranger] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using server = socket!;
  using other = stranger!;
  const asked = askDatagram({ hostname: "127.0.0.1", port: server.address.port }, question, {
    timeout: 1000,
  });
  const { from } = await server.receive(new Uint8Array(100));
  const client = { ...from, hostname: "127.0.0.1" };
  await other.send(new TextEncoder().encode("F"), client);
  await server.send(new TextEncoder().encode("T"), client);
  assertEquals(new TextDecoder().decode((await asked).bytes), "T");
});

Deno.test("askDatagram() gives up when it is told to", async () => {
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using server = socket!;
  const stop = new AbortController();
  const asked = askDatagram({ hostname: "127.0.0.1", port: server.address.port }, question, {
    signal: stop.signal,
  });
  await server.receive(new Uint8Array(100));
  stop.abort(new Error("enough"));
  await assertRejects(() => asked, Error, "enough");
});

Deno.test("listenDatagrams() says so when the port is taken", async () => {
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using server = socket!;
  const again = () => listenDatagrams(server.address.port, { hostname: "127.0.0.1" });
  await assertRejects(again, NetError, `Cannot listen on UDP port ${server.address.port}`);
});
