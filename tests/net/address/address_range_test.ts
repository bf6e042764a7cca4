import { assertEquals, assertThrows } from "@std/assert";
import { isNamedRange, resolveRange } from "../../../mod/relay/addresses/inet/named_range.ts";
import { parseAddressRange } from "../../../mod/net/address/address_range.ts";

Deno.test("parseRange() tells who is inside", () => {
  // range, inside, outside
  const cases: [string, string, string][] = [
    ["127.0.0.0/8", "127.9.9.9", "128.0.0.1"],
    ["10.1.2.3/32", "10.1.2.3", "10.1.2.4"],
    ["10.1.2.3", "::ffff:10.1.2.3", "10.1.2.2"],
    ["127.0.0.1:255.255.255.255", "127.0.0.1", "127.0.0.2"],
    ["127.1.0.0:255.255.0.0", "127.1.200.3", "127.2.0.1"],
    ["192.168.0.7:255.255.0.255", "192.168.99.7", "192.168.99.8"],
    ["10.1.2.3", "::ffff:a01:203", "::ffff:a01:202"],
    ["[::ffff:10.1.2.3]/128", "10.1.2.3", "10.1.2.2"],
    ["[::ffff:a01:203]/104", "::ffff:10.9.9.9", "11.1.2.3"],
    ["::ffff:0:0/96", "192.0.2.1", "2001:db8::1"],
    ["[::1]/128", "::1", "::2"],
    ["[fe80::]/10", "fe80::1", "2001:db8::1"],
  ];
  for (const [range, inside, outside] of cases) {
    assertEquals([parseAddressRange(range)(inside), parseAddressRange(range)(outside)], [true, false], range);
  }
});

Deno.test("parseRange() lets everybody in at 0 bits, of its own family", () => {
  assertEquals([parseAddressRange("0.0.0.0/0")("8.8.8.8"), parseAddressRange("0.0.0.0/0")("::1")], [
    true,
    false,
  ]);
});

Deno.test("parseRange() refuses what is no range", () => {
  for (
    const range of [
      "",
      "10.0.0.0/33",
      "300.1.1.1/8",
      "[::1]/129",
      "[::ffff:10.0.0.0]/129",
      "010.0.0.0/8",
      "host/8",
    ]
  ) {
    assertThrows(() => parseAddressRange(range), RangeError);
  }
});

Deno.test("resolveRange() puts an address where a name stands, and leaves the rest alone", async () => {
  assertEquals(await resolveRange("localhost:255.0.0.0"), "127.0.0.1:255.0.0.0");
  for (const range of ["10.0.0.0/8", "[::1]/128", "fe80::/10", "300.1.1.1/8"]) {
    assertEquals([isNamedRange(range), await resolveRange(range)], [false, range]);
  }
});
