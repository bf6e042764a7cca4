import { assertEquals } from "@std/assert";
import { socks4Request } from "../../../../mod/relay/addresses/proxy/socks4.ts";
import { addressBytes } from "../../../../mod/relay/addresses/proxy/socks5.ts";

Deno.test("socks4Request() puts port, address and user where SOCKS4 wants them", () => {
  assertEquals([...socks4Request([10, 0, 0, 1], 0x1234, "u")], [4, 1, 0x12, 0x34, 10, 0, 0, 1, 117, 0]);
});

Deno.test("socks4Request() adds the name for SOCKS4A", () => {
  assertEquals([...socks4Request([0, 0, 0, 1], 80, "", "ab")].slice(8), [0, 97, 98, 0]);
});

Deno.test("addressBytes() tells IPv4, names and IPv6 apart", () => {
  assertEquals(addressBytes("1.2.3.4"), [1, 1, 2, 3, 4]);
  assertEquals(addressBytes("ab"), [3, 2, 97, 98]);
  assertEquals(addressBytes("::1"), [4, ...Array(15).fill(0), 1]);
});
