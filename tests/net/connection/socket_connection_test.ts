import { assertEquals, assertRejects } from "@std/assert";
import { SocketConnection } from "../../../mod/net/connection/socket_connection.ts";
import { ReadScheduler } from "../../../mod/net/tcp/read_scheduler.ts";

/** As if a crowd had just been served: who reads now stands in line. */
async function crowded(scheduler: ReadScheduler): Promise<void> {
  for (let each = 0; each < 112; each++) scheduler.served();
  await Promise.resolve();
  while (scheduler.mayRead()) continue;
}

Deno.test("SocketConnection.read waits for its turn in a crowd, and for bytes, and counts them", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const scheduler = new ReadScheduler();
  using connection = new SocketConnection(await listener.accept(), scheduler);
  await client.write(new Uint8Array(3));
  await crowded(scheduler);
  const buffer = new Uint8Array(16);
  assertEquals(await connection.read(buffer), 3);
  assertEquals(connection.bytesRead, 3);
  await crowded(scheduler);
  const end = connection.read(buffer);
  await client.closeWrite();
  assertEquals(await end, null);
  assertEquals(connection.bytesRead, 3);
});

Deno.test("SocketConnection.read ends when the connection is closed before its turn has come", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const scheduler = new ReadScheduler();
  const connection = new SocketConnection(await listener.accept(), scheduler);
  await client.write(new Uint8Array(1));
  await connection.read(new Uint8Array(16));
  await crowded(scheduler);
  const reading = connection.read(new Uint8Array(16));
  connection.close();
  await assertRejects(() => reading, Deno.errors.BadResource);
});

/** Lets nobody read at once. */
class Full extends ReadScheduler {
  readonly standing: (() => void)[] = [];

  override mayRead(): boolean {
    return false;
  }

  override wait(begin: () => void): void {
    this.standing.push(begin);
  }
}

Deno.test("SocketConnection reads at once on a connection that has just come, and stands in line after that", async () => {
  let reads = 0;
  const read = (buffer: Uint8Array) => Promise.resolve(buffer.length > 0 && ++reads ? 1 : null);
  const scheduler = new Full();
  const connection = new SocketConnection({ read } as unknown as Deno.Conn, scheduler);
  assertEquals(await connection.read(new Uint8Array(1)), 1);
  const second = connection.read(new Uint8Array(1));
  assertEquals([reads, scheduler.standing.length], [1, 1]);
  scheduler.standing[0]!();
  assertEquals([await second, reads, connection.bytesRead], [1, 2, 2]);
});
