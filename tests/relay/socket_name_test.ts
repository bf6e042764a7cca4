import { ipv6Groups } from "../../mod/net/address/ip_literal.ts";
import { assertEquals } from "@std/assert";
import { inetName, longHost, unixName } from "../../mod/relay/socket_name.ts";

Deno.test("inetName() writes addresses the way socat does", () => {
  assertEquals(inetName({ hostname: "127.0.0.1", port: 80 }), "AF=2 127.0.0.1:80");
  assertEquals(inetName({ hostname: "::1", port: 80 }), "AF=10 [0000:0000:0000:0000:0000:0000:0000:0001]:80");
});

Deno.test("ipv6Groups() reads every spelling and refuses what is none", () => {
  assertEquals(ipv6Groups("::ffff:1.2.3.4"), [0, 0, 0, 0, 0, 0xffff, 0x102, 0x304]);
  assertEquals(ipv6Groups("fe80::1%lo"), [0xfe80, 0, 0, 0, 0, 0, 0, 1]);
  assertEquals(ipv6Groups("1:2:3"), undefined);
  assertEquals(ipv6Groups("1:2:3:4:5:6:7:8:9"), undefined);
});

Deno.test("longHost() leaves IPv4 and names alone", () => {
  assertEquals([longHost("10.0.0.1"), longHost("localhost")], ["10.0.0.1", "localhost"]);
});

Deno.test('unixName() shows abstract names with @ and no name as "<anon>"', () => {
  assertEquals([unixName("\0x"), unixName("")], ['AF=1 "@x"', 'AF=1 "<anon>"']);
});
