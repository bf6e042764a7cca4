/** PROXY, SOCKS4, SOCKS4A and SOCKS5 of relay before proxies that answer in pieces, wrongly, at length or never. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { HostileServer, type Victim } from "../../_kit/net/hostile_server.ts";
import { relay } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

const CONNECTED = {
  "PROXY": "HTTP/1.1 200 OK\r\nVia: x\r\n\r\n",
  "SOCKS4": "\0\x5a\0\0\0\0\0\0",
  "SOCKS4A": "\0\x5aabcdef",
  "SOCKS5": "\x05\0\x05\0\0\x03\x03abc\0\x50",
} as const;

/** How many bytes of a request a proxy has to take before it may hang up, so that it resets nothing. */
const REQUEST = {
  "PROXY": "CONNECT 192.0.2.7:80 HTTP/1.0\r\n\r\n".length,
  "SOCKS4": 8 + "me\0".length,
  "SOCKS4A": 8 + "me".length + "192.0.2.7".length + 2,
  "SOCKS5": 3 + 10,
} as const;

type Kind = keyof typeof CONNECTED;

const KINDS = Object.keys(CONNECTED) as Kind[];

function address(kind: Kind, port: number, more = ""): string {
  return `${kind}:127.0.0.1:192.0.2.7:80,${kind === "PROXY" ? "proxyport" : "socksport"}=${port}${more}`;
}

/** The user that a request of this length names. */
function userOf(kind: Kind): string {
  return kind.startsWith("SOCKS4") ? ",socksuser=me" : "";
}

/** What a relay with this proxy says and how it ends. */
async function through(kind: Kind, script: (victim: Victim) => Promise<unknown>, more = "") {
  using proxy = new HostileServer(script);
  return await relay(["-u", address(kind, proxy.port, more), "-"]);
}

Deno.test("relay takes what a proxy says right behind its answer for data, however the answer is cut", async () => {
  await Promise.all(KINDS.map(async (kind) => {
    const user = userOf(kind);
    const whole = await through(kind, async (victim) => {
      await victim.say(`${CONNECTED[kind]}hello`);
      await victim.swallow(REQUEST[kind]);
    }, user);
    const bytewise = await through(kind, async (victim) => {
      for (const byte of `${CONNECTED[kind]}hello`) {
        await victim.say(byte);
        await victim.pause(1);
      }
      await victim.swallow(REQUEST[kind]);
    }, user);
    assertEquals([whole.stdout, bytewise.stdout], ["hello", "hello"], kind);
    assertEquals([whole.code, bytewise.code], [0, 0], whole.stderr + bytewise.stderr);
  }));
});

/** Kind, what the proxy says before it hangs up, and the words of the relay. */
const REFUSALS: readonly [kind: Kind, said: string, words: string][] = [
  ["PROXY", "", "closed the connection before it had answered"],
  ["PROXY", "HTTP/1.1 200 OK\r\nVia:", "closed the connection before it had answered"],
  ["PROXY", "HTTP/1.1 407 No\r\n\r\n", "proxyauth=user:password"],
  ["PROXY", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "502 Bad Gateway"],
  ["PROXY", "SSH-2.0-x\r\n", "this is not the answer of an HTTP proxy"],
  ["PROXY", "\x1b[31mred\n", "this is not the answer of an HTTP proxy"],
  ["PROXY", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(64 * 1024)}`, "too long"],
  ["PROXY", "x".repeat(64 * 1024), "too long"],
  ["SOCKS4", "\0\x5b\0\0\0\0\0\0", "request rejected or failed"],
  ["SOCKS4A", "\0\x5d\0\0\0\0\0\0", "identd names another user"],
  ["SOCKS4A", "HTTP/1.1", "not the answer of a SOCKS4 server"],
  ["SOCKS4A", "\0\x5a\0", "closed the connection before it had answered"],
  ["SOCKS5", "\x04\0", "not the answer of a SOCKS5 server"],
  ["SOCKS5", "\x05\xff", "wants a login"],
  ["SOCKS5", "\x05\0\x05\x02\0\x01\0\0\0\0\0\0", "not allowed by the server's rules"],
  ["SOCKS5", "\x05\0\x05\x03\0\x01\0\0\0\0\0\0", "network unreachable"],
  ["SOCKS5", "\x05\0\x05\x04\0\x01\0\0\0\0\0\0", "host unreachable"],
  ["SOCKS5", "\x05\0\x05\x05\0\x01\0\0\0\0\0\0", "connection refused"],
  ["SOCKS5", "\x05\0\x05\x63\0\x01\0\0\0\0\0\0", "unknown answer 99"],
];

Deno.test("relay says in words why a proxy did not connect it, and shows none of its control characters", async () => {
  for (let at = 0; at < REFUSALS.length; at += 5) {
    await Promise.all(
      REFUSALS.slice(at, at + 5).map(async ([kind, said, words]) => {
        // It takes the request, or waits for the end of the client, so that its own end resets nothing.
        const { code, stdout, stderr } = await through(kind, async (victim) => {
          await victim.say(said);
          await victim.swallow(words.startsWith("closed") ? REQUEST[kind] : Infinity);
        }, userOf(kind));
        assertEquals([code, stdout], [1, ""], `${kind} ${words}`);
        assertStringIncludes(stderr, words);
        assertEquals(stderr.includes("\x1b"), false);
      }),
    );
  }
});

Deno.test("relay gives up on a proxy that says nothing, after connect-timeout", async () => {
  for (const kind of ["PROXY", "SOCKS5"] as const) {
    const { code, stderr } = await through(kind, (victim) => victim.silence(), ",connect-timeout=0.3");
    assertEquals(code, 1);
    assertStringIncludes(stderr, "no answer came in time");
  }
});

Deno.test("the login that PROXY reads from a file ends before the line does", async () => {
  using folder = new TempFolder();
  for (const text of ["joe:secret", "joe:secret\n", "joe:secret\r\n"]) {
    const heard = Promise.withResolvers<string>();
    const more = `,proxyauthfile=${folder.write("auth", text)}`;
    await through("PROXY", async (victim) => {
      heard.resolve(await victim.head());
      await victim.say(CONNECTED.PROXY);
    }, more);
    assertStringIncludes(await heard.promise, `\r\nProxy-authorization: Basic ${btoa("joe:secret")}\r\n`);
  }
});
