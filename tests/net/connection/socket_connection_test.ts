import { assertEquals } from "@std/assert";
import { SocketConnection } from "../../../mod/net/connection/socket_connection.ts";
import { ReadScheduler } from "../../../mod/net/tcp/read_scheduler.ts";

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
