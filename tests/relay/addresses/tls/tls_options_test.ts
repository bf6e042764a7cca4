import { assertRejects } from "@std/assert";
import { resolveAddress } from "../../../../mod/relay/addresses/registry.ts";
import { tlsOptions } from "../../../../mod/relay/addresses/tls/tls_options.ts";
import { parseAddress, type SingleAddress } from "../../../../mod/relay/grammar/address.ts";
import { Options } from "../../../../mod/relay/options/options.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";

Deno.test("tlsOptions() names the option that asks for a version of TLS that is too old or unknown", async () => {
  // options, start of the message
  const cases: [options: string, message: string][] = [
    ["method=SSLv3", "method=sslv3: this runtime speaks TLS 1.2 and 1.3 only"],
    ["method=TLS1.1", "method=tls1.1: this runtime"],
    ["max-version=TLS1.1", "max-version=tls1.1: this runtime"],
    ["method=TLS1.2,max-version=TLS1.0", "max-version=tls1.0: this runtime"],
    ["min-version=nosuch", 'unknown TLS version "nosuch"'],
  ];
  for (const [given, message] of cases) {
    const { address, type } = resolveAddress(parseAddress(`OPENSSL:h:1,${given}`) as SingleAddress);
    await assertRejects(() => tlsOptions(Options.read(address, type)), RelayError, message);
  }
});
