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
