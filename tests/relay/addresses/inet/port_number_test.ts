import { assertEquals, assertThrows } from "@std/assert";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";
import { portNumber } from "../../../../mod/relay/addresses/inet/port_number.ts";

Deno.test("portNumber() takes numbers and service names", () => {
  assertEquals([portNumber("0", "tcp"), portNumber("65535", "tcp"), portNumber("http", "tcp")], [
    0,
    65535,
    80,
  ]);
});

Deno.test("portNumber() refuses what socat would bend", () => {
  for (const text of ["65536", "99999", "1x", "", "-1", " 80", "nosuchservice"]) {
    assertThrows(() => portNumber(text, "tcp"), RelayError);
  }
});
