import { assertEquals, assertThrows } from "@std/assert";
import { allTypes, resolveAddress } from "../../../mod/relay/addresses/registry.ts";
import { RelayError } from "../../../mod/relay/relay_endpoint.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";

function resolve(text: string): [string, ...string[]] {
  const { type, parameters } = resolveAddress(parseAddress(text) as SingleAddress);
  return [type.keyword, ...parameters];
}

Deno.test("resolveAddress() knows keywords, aliases, numbers and paths", () => {
  // text, type and parameters
  const cases: [string, string[]][] = [
    ["tcp-l:80", ["tcp-listen", "80"]],
    ["INET6:[::1]:80", ["tcp6-connect", "[::1]", "80"]],
    ["-", ["stdio"]],
    ["7", ["fd", "7"]],
    ["/dev/null", ["gopen", "/dev/null"]],
    ["SSL:h:443", ["openssl", "h", "443"]],
    ["SYSTEM:date +%H:%M", ["system", "date +%H:%M"]],
    ["socks:s:h:1", ["socks4", "s", "h", "1"]],
    ["ECHO", ["pipe"]],
    ["UDP4-DGRAM:h:1", ["udp4-datagram", "h", "1"]],
  ];
  for (const [text, wanted] of cases) assertEquals(resolve(text), wanted as [string], text);
});

Deno.test("resolveAddress() guesses what was meant and points there", () => {
  const error = assertThrows(
    () => resolve("TCP-LITSEN:80"),
    GrammarError,
    'unknown device/address "TCP-LITSEN"',
  );
  assertEquals(error.pointer, "  TCP-LITSEN:80\n  ^ unknown address type; did you mean TCP-LISTEN?");
});

Deno.test("resolveAddress() counts parameters and knows why an IPv6 address has too many", () => {
  assertThrows(() => resolve("TCP:x"), GrammarError, "wrong number of parameters (1 instead of 2)");
  assertEquals(
    assertThrows(() => resolve("TCP6:::1:80"), GrammarError).hint,
    "an IPv6 address goes in brackets: [::1]",
  );
});

Deno.test("resolveAddress() refuses by name what the runtime cannot have", () => {
  for (
    const text of ["PTY", "TUN:10.0.0.1/24", "IP-SENDTO:h:1", "DTLS:h:1", "SOCKET-LISTEN:1:2:3", "VSOCK:1:2"]
  ) {
    assertThrows(() => resolve(text), RelayError, "is not supported by this runtime");
  }
});

Deno.test("allTypes() has no name twice, and every module opens", async () => {
  const names = allTypes().flatMap((type) => [type.keyword, ...type.aliases]);
  assertEquals(names.filter((name, index) => names.indexOf(name) !== index), []);
  for (const type of allTypes()) assertEquals(typeof (await type.load()).default, "function", type.keyword);
});
