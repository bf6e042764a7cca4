import { assertEquals, assertThrows } from "@std/assert";
import { parseBusAddress } from "../../../mod/services/chat/bus_address.ts";

Deno.test("parseBusAddress() reads host, port and room", () => {
  assertEquals(parseBusAddress("nats://bus.example:5000/salle-1"), {
    server: "bus.example:5000",
    room: "salle-1",
  });
  assertEquals(parseBusAddress("nats://[::1]"), { server: "[::1]:4222", room: "lobby" });
});

Deno.test("parseBusAddress() reads credentials", () => {
  assertEquals(parseBusAddress("nats://me:s%20t@h"), {
    server: "h:4222",
    room: "lobby",
    user: "me",
    pass: "s t",
  });
});

for (const wrong of ["localhost:4222", "http://h", "nats://", "nats://h/a b", "nats://h/a.b", ""]) {
  Deno.test(`parseBusAddress() refuses ${JSON.stringify(wrong)}`, () => {
    assertThrows(() => parseBusAddress(wrong), Error, `Cannot use the bus "${wrong}"`);
  });
}
