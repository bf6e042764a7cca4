import { assertEquals, assertThrows } from "@std/assert";
import { refuseUnsupported } from "../../../../mod/relay/addresses/tls/refuse_unsupported.ts";
import { parseAddress } from "../../../../mod/relay/grammar/address.ts";
import type { SingleAddress } from "../../../../mod/relay/grammar/address.ts";
import { resolveAddress } from "../../../../mod/relay/addresses/registry.ts";
import { Options } from "../../../../mod/relay/options/options.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";

/** An address, and the word by which it is refused before Deno 2.9; none: it works. */
const ADDRESSES: readonly (readonly [address: string, refused?: string])[] = [
  ["OPENSSL:h:1"],
  ["OPENSSL:h:1,verify=0,cert=c.pem,snihost=x,alpn=h2,commonname="],
  ["OPENSSL:h:1,method=TLS"],
  ["OPENSSL:h:1,method=TLS1.2", "openssl-method"],
  ["OPENSSL:h:1,min-version=TLS1.3", "openssl-min-proto-version"],
  ["OPENSSL:h:1,max-version=TLS1.2", "openssl-max-proto-version"],
  ["OPENSSL:h:1,ciphers=TLS_AES_128_GCM_SHA256", "openssl-cipherlist"],
  ["OPENSSL:h:1,bind=127.0.0.1", "bind"],
  ["OPENSSL:h:1,sourceport=7", "sourceport"],
  ["WSS:h:1,lowport", "lowport"],
  ["OPENSSL-LISTEN:1,cert=c.pem,verify=0,fork,bind=127.0.0.1,range=127.0.0.0/8"],
  ["OPENSSL-LISTEN:1,cert=c.pem", "ask clients for a certificate"],
  ["OPENSSL-LISTEN:1,cert=c.pem,verify=1", "ask clients for a certificate"],
  ["OPENSSL-LISTEN:1,cert=c.pem,verify=0,ipv6-v6only=1", "ipv6-v6only"],
  ["OPENSSL-LISTEN:1,cert=c.pem,verify=0,accept-proxy", "accept-proxy"],
  ["WSS-LISTEN:1,cert=c.pem"],
  ["WSS-LISTEN:1,cert=c.pem,cafile=c.pem", "ask clients for a certificate"],
  ["OPENSSL-LISTEN:1,cert=c.pem,verify=0,keepalive", "so-keepalive"],
  ["OPENSSL-LISTEN:1,cert=c.pem,verify=0,min-version=TLS1.3", "openssl-min-proto-version"],
];

Deno.test("what TLS cannot do before Deno 2.9 is refused by name, and nothing else", () => {
  for (const [text, refused] of ADDRESSES) {
    const { address, type } = resolveAddress(parseAddress(text) as SingleAddress);
    const check = (runtime: string) => refuseUnsupported(type.keyword, Options.read(address, type), runtime);
    for (const runtime of ["1.46.3", "2.7.11", "2.8.3"]) {
      if (refused === undefined) assertEquals(check(runtime), undefined, text);
      else assertThrows(() => check(runtime), RelayError, refused);
    }
    for (const runtime of ["2.9.0", "2.9.6", "2.10.0", "3.0.0"]) check(runtime);
  }
});
