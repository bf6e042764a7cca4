import { assertEquals } from "@std/assert";
import { addressSpace } from "../../../mod/net/address/address_space.ts";

Deno.test("addressSpace() knows this machine, private networks and everywhere else", () => {
  const rows: [string, number][] = [
    ["127.0.0.1", 2],
    ["127.255.255.254", 2],
    ["0.0.0.0", 2],
    ["::1", 2],
    ["::", 2],
    ["::ffff:127.0.0.1", 2],
    ["10.1.2.3", 1],
    ["172.15.0.1", 0],
    ["172.16.0.1", 1],
    ["172.31.255.255", 1],
    ["172.32.0.1", 0],
    ["192.168.1.1", 1],
    ["169.254.169.254", 1],
    ["100.64.0.1", 1],
    ["100.128.0.1", 0],
    ["::ffff:192.168.1.1", 1],
    ["fe80::1", 1],
    ["febf::1", 1],
    ["fec0::1", 0],
    ["fd12:3456::1", 1],
    ["8.8.8.8", 0],
    ["128.0.0.1", 0],
    ["2001:db8::1", 0],
  ];
  for (const [address, space] of rows) assertEquals(addressSpace(address), space, address);
});
