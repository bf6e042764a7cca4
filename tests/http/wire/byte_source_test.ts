import { assert, assertEquals } from "@std/assert";
import { ByteSource } from "../../../mod/http/wire/byte_source.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

/** Notes how much room each read was given. */
class MeasuringConnection extends FakeConnection {
  readonly room: number[] = [];

  override read(buffer: Uint8Array): Promise<number | null> {
    this.room.push(buffer.buffer.byteLength);
    return super.read(buffer);
  }
}

async function drain(source: ByteSource, most: number): Promise<number> {
  let length = 0;
  for (let bytes = await source.some(most); bytes !== null; bytes = await source.some(most)) {
    length += bytes.length;
  }
  return length;
}

Deno.test("ByteSource gives a body that comes in drops no room that only a bulky one needs", async () => {
  const connection = new MeasuringConnection(["a", "b", "c"]);
  assertEquals(await drain(new ByteSource(connection), 1e9), 3);
  assert(Math.max(...connection.room) <= 1024, `${connection.room}`);
});

Deno.test("ByteSource gives a body that fills its buffer more and more room, up to 256 KiB", async () => {
  const connection = new MeasuringConnection([new Uint8Array(3_000_000)]);
  assertEquals(await drain(new ByteSource(connection), 1e9), 3_000_000);
  assertEquals(Math.max(...connection.room), 262_144);
  assert(connection.room.length < 20, "it grows quickly");
});

Deno.test("ByteSource lets go of its buffer while nothing is in it, and takes one when it reads again", async () => {
  const connection = new MeasuringConnection([
    "GET / HTTP/1.1\r\n\r\nGET",
    " /2 HTTP/1.1\r\n\r\n",
    "GET /3 HTTP/1.1\r\n\r\n",
  ]);
  const source = new ByteSource(connection);
  const next = async () => new TextDecoder().decode(await source.head(() => {}) ?? new Uint8Array(0));
  assertEquals(await next(), "GET / HTTP/1.1\r\n\r\n");
  source.release();
  assertEquals(source.buffered, 3, "what has arrived is kept");
  assertEquals(await next(), "GET /2 HTTP/1.1\r\n\r\n");
  source.release();
  source.release();
  const other = new ByteSource(new FakeConnection(["GET /other HTTP/1.1\r\n\r\n"]));
  const [third, another] = await Promise.all([next(), other.head(() => {})]);
  assertEquals(third, "GET /3 HTTP/1.1\r\n\r\n");
  assertEquals(new TextDecoder().decode(another!), "GET /other HTTP/1.1\r\n\r\n");
  assertEquals(await source.head(() => {}), null);
});
