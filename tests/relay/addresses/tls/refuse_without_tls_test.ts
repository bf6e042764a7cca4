import { assertThrows } from "@std/assert";
import { refuseWithoutTls } from "../../../../mod/relay/addresses/tls/refuse_without_tls.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";

for (const type of ["OPENSSL", "OPENSSL-LISTEN"] as const) {
  Deno.test(`${type} is refused by name where no handshake would ever end`, () => {
    for (const runtime of ["1.46.3", "2.7.11", "2.8.3"]) {
      assertThrows(() => refuseWithoutTls(type, runtime), RelayError, `${type}: the TLS`);
    }
    for (const runtime of ["2.9.0", "2.9.6", "2.10.0", "3.0.0"]) refuseWithoutTls(type, runtime);
  });
}
