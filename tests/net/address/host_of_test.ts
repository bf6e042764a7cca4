import { assertEquals } from "@std/assert";
import { hostOf } from "../../../mod/net/address/host_of.ts";

const HOSTS: readonly (readonly [hostname: string, host: string])[] = [
  ["127.0.0.1", "127.0.0.1"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["2001::db8:1:2:3:4:5", "2001:0:db8:1::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
];

for (const [hostname, host] of HOSTS) {
  Deno.test(`hostOf() counts ${hostname} to ${host}`, () => {
    assertEquals(hostOf({ transport: "tcp", hostname, port: 1 }), host);
  });
}

Deno.test("hostOf() counts all who come by a Unix-domain socket as one", () => {
  assertEquals(hostOf({ transport: "unix", path: "" }), hostOf({ transport: "unix", path: "/tmp/x" }));
});
