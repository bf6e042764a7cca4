import { assertEquals } from "@std/assert";
import { ownAddressToward } from "../../../mod/net/udp/own_address.ts";

const INTERFACES = [
  { address: "127.0.0.1", cidr: "127.0.0.1/8" },
  { address: "192.0.2.9", cidr: "192.0.2.9/24" },
  { address: "::1", cidr: "::1/128" },
  { address: "2001:db8::9", cidr: "2001:db8::9/64" },
];

Deno.test("ownAddressToward() finds the address that a peer of our network knows", () => {
  // our socket, the peer, our address for it
  const cases = [
    ["0.0.0.0", "127.0.0.1", "127.0.0.1"],
    ["0.0.0.0", "127.3.3.3", "127.0.0.1"],
    ["0.0.0.0", "192.0.2.200", "192.0.2.9"],
    ["0.0.0.0", "203.0.113.1", "0.0.0.0"],
    ["::", "::1", "::1"],
    ["::", "2001:db8::77", "2001:db8::9"],
    ["::", "2001:db8:1::1", "::"],
    ["127.0.0.2", "127.0.0.1", "127.0.0.2"],
  ] as const;
  for (const [local, peer, own] of cases) {
    const found = ownAddressToward(
      { hostname: peer, port: 5 },
      { hostname: local, port: 7 },
      () => INTERFACES,
    );
    assertEquals(found, { hostname: own, port: 7 }, `${local} ${peer}`);
  }
});
