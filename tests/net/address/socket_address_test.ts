import { assertEquals } from "@std/assert";
import { addressSpace } from "../../../mod/net/address/address_space.ts";
import { literalFamily, networkOf } from "../../../mod/net/address/ip_literal.ts";
import { formatAddress, isMappedIpv4, plainHostname } from "../../../mod/net/address/socket_address.ts";

Deno.test("formatAddress() shows addresses as netstat does", () => {
  const rows: [string, number, string][] = [
    ["127.0.0.1", 80, "127.0.0.1:80"],
    ["::1", 80, "[::1]:80"],
    ["::", 0, "[::]:0"],
    ["::ffff:10.0.0.7", 8765, "10.0.0.7:8765"], // an IPv4 client of a dual-stack socket
    ["::ffff:a00:7", 8765, "10.0.0.7:8765"], // the same, written as IPv6
    ["::fffe:a00:7", 8765, "[::fffe:a00:7]:8765"],
    ["::ffff:0:a00:7", 8765, "[::ffff:0:a00:7]:8765"],
  ];
  for (const [hostname, port, shown] of rows) {
    assertEquals(formatAddress({ transport: "tcp", hostname, port }), shown);
  }
  assertEquals(formatAddress({ transport: "unix", path: "" }), "(unnamed)");
});

Deno.test("an IPv4 address in IPv6 is that address in all its spellings, and no other one is", () => {
  const spellings = ["::ffff:127.0.0.1", "::FFFF:7F00:1", "::ffff:7f00:0001", "0:0:0:0:0:ffff:7f00:1"];
  for (const spelling of [...spellings, "0000:0000:0000:0000:0000:ffff:127.0.0.1", "0::ffff:7f00:1"]) {
    assertEquals([plainHostname(spelling), isMappedIpv4(spelling)], ["127.0.0.1", true], spelling);
    assertEquals([networkOf(spelling), addressSpace(spelling)], ["127.0.0.1", 2], spelling);
  }
  const others = ["::1", "::7f00:1", "::ffff:0:7f00:1", "1::ffff:7f00:1", "::1:ffff:7f00:1", "::ffff:7f00"];
  for (const other of [...others, "64:ff9b::7f00:1", "localhost", "ffff", "", "::ffff:x"]) {
    assertEquals([plainHostname(other), isMappedIpv4(other)], [other, false], other);
  }
});

Deno.test("literalFamily() tells numeric addresses from names", () => {
  const found = ["127.0.0.1", "::1", "localhost", "1.2.3", "010.2.3.4", "1.2.3.4.example", "1.2.3.256", "1:2"]
    .map(
      literalFamily,
    );
  assertEquals(found, [4, 6, undefined, undefined, undefined, undefined, undefined, undefined]);
});
