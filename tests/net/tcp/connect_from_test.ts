import { assertEquals, assertRejects } from "@std/assert";
import type { InetAddress } from "../../../mod/net/address/socket_address.ts";
import { dial } from "../../../mod/net/tcp/dial.ts";
import { listen } from "../../../mod/net/tcp/listen.ts";
import { onReservedPort } from "../../../mod/net/tcp/reserved_port.ts";
import { freePort } from "../../_kit/net/free_port.ts";

Deno.test("dial() connects from the address and port that it is told", async () => {
  const [listener] = await listen(0, { hostname: "127.0.0.1" });
  using server = listener!;
  const from = { hostname: "127.0.0.1", port: freePort() };
  using client = await dial(server.address, { from });
  using accepted = await server.accept();
  assertEquals([client.local, accepted.remote], [{ transport: "tcp", ...from }, {
    transport: "tcp",
    ...from,
  }]);
  await client.write(Uint8Array.of(1, 2, 3));
  await client.closeWrite();
  const buffer = new Uint8Array(10);
  assertEquals([await accepted.read(buffer), await accepted.read(buffer)], [3, null]);
  await accepted.write(Uint8Array.of(4));
  assertEquals(await client.read(buffer), 1);
});

Deno.test("dial() tells each address that it tries, and why it failed", async () => {
  const tried: string[] = [];
  const failed: string[] = [];
  const port = freePort();
  await assertRejects(() =>
    dial({ hostname: "localhost", port }, {
      prefer: 4,
      trying: ({ hostname }) => tried.push(hostname),
      failed: ({ hostname }) => failed.push(hostname),
    })
  );
  assertEquals(tried[0], "127.0.0.1");
  assertEquals(failed, tried);
});

Deno.test("onReservedPort() goes on while ports are taken, and only then", async () => {
  const ports: number[] = [];
  const opened = await onReservedPort((port) => {
    ports.push(port);
    return ports.length < 3 ? Promise.reject(new Deno.errors.AddrInUse()) : Promise.resolve("open");
  });
  assertEquals([opened, ports.length, ports.every((port) => port >= 640 && port <= 1023)], ["open", 3, true]);
  let attempts = 0;
  await assertRejects(
    () => onReservedPort(() => (attempts++, Promise.reject(new Deno.errors.PermissionDenied()))),
    Deno.errors.PermissionDenied,
  );
  assertEquals(attempts, 1);
  const taken = () => Promise.reject<InetAddress>(new Deno.errors.AddrInUse());
  await assertRejects(() => onReservedPort(taken), Deno.errors.AddrInUse);
});
