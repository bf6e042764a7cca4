import { assertEquals, assertRejects } from "@std/assert";
import { BreakableWire } from "../../../soak/tls/breakable_wire.ts";
import { testOn } from "../../_kit/test_on.ts";

testOn(
  ["linux"],
  "connections are reset there by Linux' calls alone",
  "BreakableWire passes bytes and each side's end on, and resets both sides",
  async () => {
    using far = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    await using wire = await BreakableWire.listen();
    wire.leadTo(far.addr.port);
    const meet = async () => {
      const near = await Deno.connect({ hostname: "127.0.0.1", port: wire.port });
      return [near, await far.accept()] as const;
    };
    const buffer = new Uint8Array(8);
    {
      const [near, there] = await meet();
      await near.write(Uint8Array.of(1, 2, 3));
      assertEquals(await there.read(buffer), 3);
      await near.closeWrite();
      assertEquals(await there.read(buffer), null);
      await there.write(Uint8Array.of(4, 5));
      assertEquals(await near.read(buffer), 2);
      there.close();
      assertEquals(await near.read(buffer), null);
      near.close();
    }
    const [near, there] = await meet();
    await near.write(Uint8Array.of(6));
    assertEquals(await there.read(buffer), 1);
    wire.reset();
    for (const side of [near, there]) {
      await assertRejects(() => side.read(buffer), Deno.errors.ConnectionReset);
      side.close();
    }
  },
);
