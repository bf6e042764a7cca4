/** No password of an address is shown: not with a mistake in it, not in what --explain says of it. */
import { assertEquals, assertThrows } from "@std/assert";
import { parseAddress, type SingleAddress } from "../../../mod/relay/grammar/address.ts";
import { GrammarError } from "../../../mod/relay/grammar/grammar_error.ts";
import { hidePasswords, SECRET_OPTIONS, shownValue } from "../../../mod/relay/grammar/hide_passwords.ts";
import { parseArguments } from "../../../mod/relay/grammar/parse_arguments.ts";
import { explain } from "../../../mod/relay/help/explain.ts";
import { allOptions } from "../../../mod/relay/options/option_table.ts";

const CASES: readonly [typed: string, shown: string][] = [
  ["TCP:host:80,retry=3", "TCP:host:80,retry=3"],
  ["PROXY:p:h:80,proxyauth=joe:secret,retry=3", "PROXY:p:h:80,proxyauth=joe:***,retry=3"],
  ["PROXY:p:h:80,PROXYAUTH=joe:secret", "PROXY:p:h:80,PROXYAUTH=joe:***"],
  ["PROXY:p:h:80,proxyauth=secret", "PROXY:p:h:80,proxyauth=***"],
  ["PROXY:p:h:80,proxyauth='joe:sec,ret',retry=3", "PROXY:p:h:80,proxyauth='joe:***,retry=3"],
  ["PROXY:p:h:80,proxyauth=joe:sec\\,ret,retry=3", "PROXY:p:h:80,proxyauth=joe:***,retry=3"],
  ["PROXY:p:h:80,proxyauth='joe:secret,retry=3", "PROXY:p:h:80,proxyauth='joe:***"],
  ["SOCKS5:p:h:80,socksuser=joe,sockspass=secret", "SOCKS5:p:h:80,socksuser=joe,sockspass=***"],
  ["SOCKS4:p:h:80,socksuser=joe", "SOCKS4:p:h:80,socksuser=joe"],
  ["SOCKS-LISTEN:1,auth=joe:secret,auth=ann:secret", "SOCKS-LISTEN:1,auth=joe:***,auth=ann:***"],
  ["SOCKS-LISTEN:1,auth-file=list", "SOCKS-LISTEN:1,auth-file=list"],
  ["WS:h:80,basic-auth=joe:secret!!PIPE", "WS:h:80,basic-auth=joe:***!!PIPE"],
  ["WS:h:80,header='Authorization: secret',lines", "WS:h:80,header='Authorization:***,lines"],
  ["WS:h:80,header='X-Name: value',lines", "WS:h:80,header='X-Name: value',lines"],
  ["ws://joe:secret@host/path", "ws://joe:***@host/path"],
  ["PIPE!!wss://joe:secret@host/p@th,lines", "PIPE!!wss://joe:***@host/p@th,lines"],
  ["ws://joe@host/a:b", "ws://joe@host/a:b"],
];

for (const [typed, shown] of CASES) {
  Deno.test(`${typed} is shown as ${shown}`, () => {
    const hidden = hidePasswords(typed);
    assertEquals(hidden.text, shown);
    // Every character that is not hidden is found again.
    for (let at = 0; at < typed.length; at++) {
      const now = hidden.place(at);
      if (shown[now] !== "*") assertEquals(shown[now], typed[at], `${at}`);
    }
  });
}

Deno.test("every option that takes a password is hidden, by each of its names", () => {
  const taking = allOptions().filter(({ name }) => /auth|pass|socksuser/.test(name) && !/file$/.test(name))
    .filter(({ support }) => support === "works");
  assertEquals(taking.length, 5);
  for (const { name, aliases } of taking) {
    for (const each of [name, ...aliases]) {
      assertEquals(
        SECRET_OPTIONS.test(each),
        true,
        `${each}: write it in SECRET_OPTIONS of hide_passwords.ts`,
      );
      assertEquals(shownValue(each, "joe:secret"), "joe:***");
    }
  }
});

Deno.test("a mistake beside a password is pointed at, and the password is not shown", () => {
  const mistakes: [address: string, pointer: string][] = [
    [
      "PROXY:p:h:80,proxyauth=joe:secret,b!!c!!d",
      "  PROXY:p:h:80,proxyauth=joe:***,b!!c!!d\n" + " ".repeat(37) + "^",
    ],
    ["WS:h:80,basic-auth='secret", "  WS:h:80,basic-auth=***\n" + " ".repeat(21) + "^"],
  ];
  for (const [address, pointer] of mistakes) {
    const error = assertThrows(() => parseAddress(address), GrammarError);
    assertEquals(error.pointer.startsWith(pointer), true, error.pointer);
    assertEquals(`${error.message} ${error.text} ${error.pointer}`.includes("secret"), false, error.message);
  }
});

Deno.test("--explain shows no password", () => {
  for (const [typed] of CASES) {
    if (!typed.includes("secret") || typed.includes("!!")) continue;
    let said: string;
    try {
      parseAddress(typed) as SingleAddress;
      said = explain(parseArguments([typed, typed.includes("LISTEN") ? "TARGET" : "PIPE"]));
    } catch (error) {
      said = `${(error as Error).message} ${(error as GrammarError).pointer}`;
    }
    assertEquals(said.includes("secret"), false, said);
  }
});
