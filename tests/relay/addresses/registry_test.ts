import { assertEquals, assertThrows } from "@std/assert";
import { allTypes, resolveAddress } from "../../../mod/relay/addresses/registry.ts";
import { RelayError } from "../../../mod/relay/relay_endpoint.ts";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import type { System } from "../../../mod/system/system.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";

function resolve(text: string, system: System = "linux"): [string, ...string[]] {
  const { type, parameters } = resolveAddress(parseAddress(text, system) as SingleAddress, system);
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
    const text of ["TUN:10.0.0.1/24", "IP-SENDTO:h:1", "DTLS:h:1", "SCTP-LISTEN:1", "POSIXMQ-READ:/q"]
  ) {
    assertThrows(() => resolve(text), RelayError, "is not supported by this runtime");
  }
});

Deno.test("allTypes() has no name twice, and every module opens", async () => {
  const names = allTypes().flatMap((type) => [type.keyword, ...type.aliases]);
  assertEquals(names.filter((name, index) => names.indexOf(name) !== index), []);
  for (const type of allTypes()) assertEquals(typeof (await type.load()).default, "function", type.keyword);
});

Deno.test("resolveAddress() knows the paths of Windows there, drive and all", () => {
  const raw = String.raw;
  // text, type and parameters
  const cases: [string, string[]][] = [
    [raw`OPEN:C:\x\new.txt`, ["open", raw`C:\x\new.txt`]],
    [raw`FILE:C:/x/y`, ["open", "C:/x/y"]],
    [raw`CREATE:C:\out.txt,append`, ["create", raw`C:\out.txt`]],
    [raw`CREATE:\\host\share\out.txt`, ["create", raw`\\host\share\out.txt`]],
    [raw`C:\x\y.txt,append`, ["gopen", raw`C:\x\y.txt`]],
    [raw`d:/x/y.txt`, ["gopen", "d:/x/y.txt"]],
    [raw`C:notes.txt`, ["gopen", "C:notes.txt"]],
    [raw`\\host\share\y.txt`, ["gopen", raw`\\host\share\y.txt`]],
    [raw`..\y.txt`, ["gopen", raw`..\y.txt`]],
    [raw`"C:\My Files\y.txt"`, ["gopen", raw`C:\My Files\y.txt`]],
    [raw`EXEC:python C:\x\server.py`, ["exec", raw`python C:\x\server.py`]],
    [raw`SYSTEM:type C:\x\notes.txt`, ["system", raw`type C:\x\notes.txt`]],
    [raw`SYSTEM:"type C:\x\notes.txt | find /c \":\""`, ["system", raw`type C:\x\notes.txt | find /c ":"`]],
  ];
  for (const [text, wanted] of cases) assertEquals(resolve(text, "windows"), wanted as [string], text);
});

Deno.test("resolveAddress() takes no letter for a drive where there are none", () => {
  for (const system of ["linux", "darwin"] as const) {
    assertThrows(() => resolve("C:/x/y", system), GrammarError, 'unknown device/address "C"');
  }
});
