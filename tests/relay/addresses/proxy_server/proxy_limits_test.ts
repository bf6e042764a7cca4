/** Who may use a proxy of the relay, and for what: logins, targets, where it listens. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { planAddress } from "../../../../mod/relay/address_plan.ts";
import { readLogins } from "../../../../mod/relay/addresses/proxy_server/logins.ts";
import { checkExposure, isOpenProxy } from "../../../../mod/relay/addresses/proxy_server/proxy_kind.ts";
import { readTargetRules } from "../../../../mod/relay/addresses/proxy_server/target_rules.ts";
import { resolveAddress } from "../../../../mod/relay/addresses/registry.ts";
import { parseAddress, type SingleAddress } from "../../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../../mod/relay/grammar/grammar_error.ts";
import { Options } from "../../../../mod/relay/options/options.ts";
import { RelayError } from "../../../../mod/relay/relay_endpoint.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

function read(text: string): { keyword: string; options: Options } {
  const address = parseAddress(text) as SingleAddress;
  const { type } = resolveAddress(address);
  return { keyword: type.keyword, options: Options.read(address, type) };
}

const OPEN: readonly [address: string, open: boolean][] = [
  ["TCP-LISTEN:1", false],
  ["PROXY-LISTEN:1", true],
  ["SOCKS-LISTEN:1,fork,max-children=5", true],
  ["TCP-LISTEN:1,proxy-server=http", true],
  ["PROXY-LISTEN:1,auth=a:b", false],
  ["PROXY-LISTEN:1,auth-file=x", false],
  ["PROXY-LISTEN:1,range=10.0.0.0/8", false],
  ["PROXY-LISTEN:1,allow=10.0.0.1", false],
  ["PROXY-LISTEN:1,range=10.0.0.0/8,accept-proxy", true],
  ["SOCKS-LISTEN:1,allow=10.0.0.1,proxy-protocol=2", true],
  ["TCP-LISTEN:1,proxy-server=http,allow-file=x,accept-proxy", true],
  ["PROXY-LISTEN:1,range=10.0.0.0/8,accept-proxy=0", false],
  ["PROXY-LISTEN:1,range=10.0.0.0/8,accept-proxy,proxy-protocol-from=10.0.0.9", false],
  ["PROXY-LISTEN:1,allow=10.0.0.1,accept-proxy,proxy-protocol-from-file=x", false],
  ["PROXY-LISTEN:1,auth=a:b,accept-proxy", false],
  ["PROXY-LISTEN:1,deny=10.0.0.1", true],
  ["PROXY-LISTEN:1,allow-target=example.org:443", false],
  ["OPENSSL-LISTEN:1,cert=x,proxy-server=socks", false],
  ["OPENSSL-LISTEN:1,cert=x,proxy-server=socks,verify=0", true],
];

for (const [address, open] of OPEN) {
  Deno.test(`${address} ${open ? "is" : "is not"} a proxy for everybody who reaches it`, () => {
    const { keyword, options } = read(address);
    assertEquals(isOpenProxy(keyword, options), open);
    const check = (host: string) => checkExposure(keyword, options, host);
    for (const host of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) check(host);
    for (const host of ["0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1"]) {
      if (open) assertThrows(() => check(host), RelayError, "a proxy for everybody");
      else check(host);
    }
  });
}

const AFAR = { transport: "tcp", hostname: "192.0.2.99", port: 5 } as const;
const HERE = { transport: "tcp", hostname: "127.0.0.1", port: 5 } as const;
const PATH = { transport: "unix", path: "" } as const;

/** The options, the target as it is asked for, one of its addresses, the client. */
const TARGETS: readonly [
  options: string,
  target: string,
  address: string,
  client: typeof AFAR | typeof HERE | typeof PATH,
  allowed: boolean,
][] = [
  ["auth=a:b", "example.org:80", "198.51.100.1", AFAR, true],
  ["auth=a:b", "localhost:80", "127.0.0.1", AFAR, false],
  ["auth=a:b", "localhost:80", "127.0.0.1", HERE, true],
  ["auth=a:b", "localhost:80", "127.0.0.1", PATH, true],
  ["auth=a:b", "evil.example:80", "::1", AFAR, false],
  ["auth=a:b", "evil.example:80", "::ffff:127.0.0.1", AFAR, false],
  ["auth=a:b", "evil.example:80", "::ffff:7f00:1", AFAR, false],
  ["auth=a:b", "evil.example:80", "0:0:0:0:0:ffff:7f00:1", AFAR, false],
  ["auth=a:b", "evil.example:80", "169.254.169.254", AFAR, false],
  ["auth=a:b", "evil.example:80", "0.0.0.0", AFAR, false],
  ["allow-target=localhost:80", "localhost:80", "127.0.0.1", AFAR, true],
  ["allow-target=127.0.0.1", "evil.example:80", "127.0.0.1", AFAR, true],
  ["allow-target=*", "localhost:80", "127.0.0.1", AFAR, false],
  ["allow-target=*,accept-proxy", "localhost:80", "127.0.0.1", HERE, false],
  ["auth=a:b,proxy-protocol=2", "localhost:80", "::1", PATH, false],
  ["auth=a:b,accept-proxy", "example.org:80", "198.51.100.1", HERE, true],
  ["allow-target=localhost,accept-proxy", "localhost:80", "127.0.0.1", AFAR, true],
  ["allow-target=*:443", "example.org:443", "198.51.100.1", AFAR, true],
  ["allow-target=*:443", "example.org:80", "198.51.100.1", HERE, false],
  ["allow-target=example.org:443", "EXAMPLE.org.:443", "198.51.100.1", AFAR, true],
  ["allow-target=example.org:443", "198.51.100.1:443", "198.51.100.1", AFAR, false],
  ["allow-target=*.example.org", "www.example.org:5", "198.51.100.1", AFAR, true],
  ["allow-target=*.example.org", "badexample.org:5", "198.51.100.1", AFAR, false],
  ["allow-target=198.51.100.0/24:80-90", "x.example:85", "198.51.100.1", AFAR, true],
  ["allow-target=198.51.100.0/24:80-90", "x.example:91", "198.51.100.1", AFAR, false],
  ["allow-target=[2001:db8::]/32:22", "x.example:22", "2001:db8::5", AFAR, true],
  ["allow-target=a.example,allow-target=b.example", "b.example:1", "198.51.100.1", AFAR, true],
  ["auth=a:b", "192.0.2.1:80", "192.0.2.1", AFAR, false],
  ["auth=a:b", "us.example:80", "::ffff:192.0.2.1", AFAR, false],
  ["auth=a:b", "us.example:80", "2001:DB8:0::1", AFAR, false],
  ["auth=a:b", "192.0.2.2:80", "192.0.2.2", AFAR, true],
  ["auth=a:b", "192.0.2.1:80", "192.0.2.1", HERE, true],
  ["auth=a:b", "192.0.2.1:80", "192.0.2.1", PATH, true],
  ["auth=a:b,accept-proxy", "192.0.2.1:80", "192.0.2.1", HERE, false],
  ["allow-target=*", "192.0.2.1:80", "192.0.2.1", AFAR, false],
  ["allow-target=*:80", "192.0.2.1:80", "192.0.2.1", AFAR, false],
  ["allow-target=*,allow-target=192.0.2.1:80", "192.0.2.1:80", "192.0.2.1", AFAR, true],
  ["allow-target=*,allow-target=192.0.2.1:80", "192.0.2.1:81", "192.0.2.1", AFAR, false],
  ["allow-target=*,allow-target=[2001:db8::1]", "us.example:81", "2001:db8::1", AFAR, true],
];

/** What this machine is called on its networks. */
const OURS = [
  { family: "IPv4", address: "127.0.0.1" },
  { family: "IPv4", address: "192.0.2.1" },
  { family: "IPv6", address: "2001:db8::1" },
] as const;

for (const [options, target, address, client, allowed] of TARGETS) {
  Deno.test(`${options}: ${target} at ${address} for ${"path" in client ? "a UNIX client" : client.hostname}: ${allowed}`, () => {
    const rules = readTargetRules(read(`PROXY-LISTEN:1,${options}`).options, () => OURS);
    const [, hostname, port] = /^(.*):(\d+)$/.exec(target)!;
    assertEquals(rules({ hostname: hostname!, port: Number(port) }, address, client), allowed);
  });
}

Deno.test("a bad rule and a bad login are told with their line, and no password is", () => {
  using folder = new TempFolder();
  const cases: [option: string, text: string, line: number][] = [
    ["allow-target-file", "a.example\n# b\nex ample.org:http\n", 3],
    ["allow-target-file", "a.example:70000", 1],
    ["allow-target-file", "a.example:9-5", 1],
    ["allow-target-file", "2001:db8::1", 1],
    ["allow-target-file", "a.*.example", 1],
    ["auth-file", "# who\njoe:good\nsecret\n", 3],
    ["auth-file", ":secret", 1],
    ["auth-file", "secret:", 1],
    ["auth-file", `joe:${"secret".repeat(50)}`, 1],
  ];
  for (const [option, text, line] of cases) {
    const { options } = read(`PROXY-LISTEN:1,${option}=${folder.write("list", text)}`);
    const error = assertThrows(() => void (readTargetRules(options), readLogins(options)), RelayError);
    assertStringIncludes(error.message, `", line ${line}: `);
    assertEquals(error.message.includes("secret"), false);
  }
});

Deno.test("logins come from the command line and from a file, with all their characters", () => {
  using folder = new TempFolder();
  const path = folder.write("auth", "# ours\r\njoe:se cret # 1\r\n\r\nann:a:b\n");
  const logins = readLogins(read(`SOCKS-LISTEN:1,auth=max:x,auth-file=${path}`).options)!;
  assertEquals([logins("joe", "se cret # 1"), logins("ann", "a:b"), logins("max", "x")], [true, true, true]);
  assertEquals([logins("joe", "se cret"), logins("", ""), logins("max", "X"), logins("# ours", "")], [
    false,
    false,
    false,
    false,
  ]);
  const empty = read(`SOCKS-LISTEN:1,auth-file=${folder.write("none", "# nobody\n")}`).options;
  assertThrows(() => readLogins(empty), RelayError, "nobody could log in");
});

Deno.test("a proxy wants TARGET on the other side, and TARGET a proxy", async () => {
  const alone = {
    side: "left",
    leftForks: false,
    reconnects: false,
    rightsChange: false,
    proxied: false,
  } as const;
  for (const text of ["PROXY-LISTEN:1", "SOCKS-LISTEN:1", "TCP-LISTEN:1,proxy-server=http", "TARGET"]) {
    const plan = planAddress(parseAddress(text));
    let refused: unknown;
    // deno-lint-ignore no-explicit-any
    await plan.prepare(alone, undefined as any).catch((error) => refused = error);
    assertEquals(refused instanceof GrammarError, true, text);
  }
  const dual = planAddress(parseAddress("PROXY-LISTEN:1!!STDOUT"));
  assertEquals([dual.servesProxy, dual.isTarget], [false, false]);
});
