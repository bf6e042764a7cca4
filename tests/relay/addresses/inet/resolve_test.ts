import { assertEquals } from "@std/assert";
import type { OpenRequest } from "../../../../mod/relay/addresses/address_type.ts";
import { listenFamily, preferredFamily } from "../../../../mod/relay/addresses/inet/resolve.ts";

function request(ipVersion: 0 | 4 | 6 | undefined, variables: Record<string, string>): OpenRequest {
  return {
    type: "tcp-listen",
    options: { text: () => undefined },
    context: { ipVersion, variable: (name: string) => variables[name] },
  } as unknown as OpenRequest;
}

Deno.test("preferredFamily() asks -4, -6 and -0 first, then the variable, and else is IPv4", () => {
  const prefers = (ipVersion: 0 | 4 | 6 | undefined, value?: string) =>
    preferredFamily(request(ipVersion, value === undefined ? {} : { SOCAT_PREFERRED_RESOLVE_IP: value }));
  assertEquals([prefers(undefined), prefers(6), prefers(0)], [4, 6, "system"]);
  assertEquals(["4", "6", "0", "5"].map((value) => prefers(undefined, value)), [4, 6, "system", 4]);
  assertEquals(prefers(4, "6"), 4);
});

Deno.test("listenFamily() asks -4 and -6 first, then the variable, and else is IPv4", () => {
  const listens = (ipVersion: 4 | 6 | undefined, value?: string) =>
    listenFamily(request(ipVersion, value === undefined ? {} : { SOCAT_DEFAULT_LISTEN_IP: value }));
  assertEquals([listens(undefined), listens(6), listens(undefined, "6"), listens(4, "6")], [4, 6, 6, 4]);
});
