import { assertThrows } from "@std/assert";
import { refuseWithoutServers } from "../../../../mod/relay/addresses/tls/openssl_listen.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";

Deno.test("OPENSSL-LISTEN is refused by name where no handshake would ever end", () => {
  for (const runtime of ["1.46.3", "2.7.11", "2.8.3"]) {
    assertThrows(() => refuseWithoutServers(runtime), RelayError, `Deno ${runtime}`);
  }
  for (const runtime of ["2.9.0", "2.9.6", "2.10.0", "3.0.0"]) refuseWithoutServers(runtime);
});
