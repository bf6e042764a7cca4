import { assertEquals } from "@std/assert";
import { literalFamily } from "../../../mod/net/address/ip_literal.ts";
import { formatAddress } from "../../../mod/net/address/socket_address.ts";

Deno.test("formatAddress() shows addresses as netstat does", () => {
  const rows: [string, number, string][] = [
    ["127.0.0.1", 80, "127.0.0.1:80"],
    ["::1", 80, "[::1]:80"],
    ["::", 0, "[::]:0"],
    ["::ffff:10.0.0.7", 8765, "10.0.0.7:8765"], // an IPv4 client of a dual-stack socket
  ];
  for (const [hostname, port, shown] of rows) {
    assertEquals(formatAddress({ transport: "tcp", hostname, port }), shown);
  }
  assertEquals(formatAddress({ transport: "unix", path: "" }), "(unnamed)");
});

Deno.test("literalFamily() tells numeric addresses from names", () => {
  const found = ["127.0.0.1", "::1", "localhost", "1.2.3", "1.2.3.4.example", "1.2.3.256", "1:2"].map(
    literalFamily,
  );
  assertEquals(found, [4, 6, undefined, undefined, undefined, undefined, undefined]);
});
