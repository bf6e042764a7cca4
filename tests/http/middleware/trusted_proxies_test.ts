import { assertEquals } from "@std/assert";
import { hasForeignOrigin, isFromElsewhere } from "../../../mod/http/middleware/same_origin.ts";
import { withTrustedProxies } from "../../../mod/http/middleware/trusted_proxies.ts";
import { proxyRange } from "../../../mod/http/middleware/proxy_range.ts";
import { formatAddress } from "../../../mod/net/address/socket_address.ts";
import { type HttpRequest, textReply } from "../../../mod/http/wire/message.ts";

const TRUSTED = ["10.0.0.0/8", "fd00::/8", "loopback"].map((text) => proxyRange(text)!);

/** What a handler sees of a request with these fields, and where its replies point. */
async function seen(fields: Record<string, string>, hostname = "10.0.0.1"): Promise<string> {
  let request: HttpRequest | undefined;
  const handler = withTrustedProxies((got) => {
    request = got;
    const location = ["location", "/a?upload=1"] as const;
    return Promise.resolve(textReply(201, "", [location, ["content-location", "./b"], ["allow", "/"]]));
  }, TRUSTED);
  const remote = { transport: "tcp", hostname, port: 0 } as const;
  const reply = await handler({ remote, fields: new Map(Object.entries(fields)) } as unknown as HttpRequest);
  const { scheme = "-", authority = "-" } = request!.forwarded ?? {};
  const places = reply.fields.map(([, value]) => value).slice(1).join(" ");
  assertEquals(places.endsWith("/a?upload=1 ./b /"), true);
  const prefix = places.slice(0, -"/a?upload=1 ./b /".length);
  return `${formatAddress(request!.remote).replace(/:0$/, "")} ${scheme} ${authority} ${prefix}`.trim();
}

Deno.test("withTrustedProxies() believes trusted proxies as far as they vouch for one another", async () => {
  const x = (client: string) => ({ "x-forwarded-for": client });
  const rows: [fields: Record<string, string>, seen: string][] = [
    [{}, "10.0.0.1 - -"],
    [x("192.0.2.7"), "192.0.2.7 - -"],
    [x("6.6.6.6, 192.0.2.7"), "192.0.2.7 - -"],
    [x("6.6.6.6, 192.0.2.7, 10.0.0.9,fd00::1"), "192.0.2.7 - -"],
    [x("10.0.0.8, 10.0.0.9"), "10.0.0.8 - -"],
    [x("192.0.2.7:4711"), "192.0.2.7:4711 - -"],
    [x("2001:db8::7"), "[2001:db8::7] - -"],
    [x("[2001:db8::7]:4711"), "[2001:db8::7]:4711 - -"],
    [x("::ffff:192.0.2.7"), "192.0.2.7 - -"],
    // Whoever cannot be read is not skipped: left of it there is nobody's word.
    [x("6.6.6.6, unknown"), "10.0.0.1 - -"],
    [x("6.6.6.6, evil, 10.0.0.9"), "10.0.0.9 - -"],
    ...[
      "",
      ",",
      "256.1.1.1",
      "1.2.3",
      "0x7f.1",
      "::1::",
      "a b",
      "[::1",
      "1.2.3.4:x",
      "1.2.3.4:123456",
      "fe80::1%eth0",
    ]
      .map((each): [Record<string, string>, string] => [x(each), "10.0.0.1 - -"]),
    [
      { ...x("192.0.2.7"), "x-forwarded-proto": "HTTPS", "x-forwarded-host": "files.example:81" },
      "192.0.2.7 https files.example:81",
    ],
    [
      { ...x("192.0.2.7, 10.0.0.9"), "x-forwarded-proto": "https, http", "x-forwarded-host": "a, b" },
      "192.0.2.7 https a",
    ],
    [
      { ...x("6.6.6.6, 192.0.2.7"), "x-forwarded-proto": "https, http", "x-forwarded-host": "a, b" },
      "192.0.2.7 http b",
    ],
    [{ "x-forwarded-proto": "ftp", "x-forwarded-host": "a b" }, "10.0.0.1 - -"],
    [{ "x-forwarded-host": "user@a" }, "10.0.0.1 - -"],
    ...[["/files", "/files"], ["/files/", "/files"], ["/a/b%20c", "/a/b%20c"], ["/", ""], ["files", ""]]
      .map(([given, prefix]): [Record<string, string>, string] => [
        { "x-forwarded-prefix": given! },
        `10.0.0.1 - - ${prefix}`.trim(),
      ]),
    ...[
      "//evil.example",
      "/a//b",
      "/../a",
      "/a/..",
      "/./a",
      "/a?b",
      "/a b",
      "http://evil.example",
      "/\\evil",
      "/a\u00e9",
    ]
      .map((each): [Record<string, string>, string] => [{ "x-forwarded-prefix": each }, "10.0.0.1 - -"]),
    [{ forwarded: "for=192.0.2.7;proto=https;host=files.example" }, "192.0.2.7 https files.example"],
    [
      { forwarded: 'For="[2001:db8::7]:4711" ; Host="a:81", for=10.0.0.9;host=b' },
      "[2001:db8::7]:4711 - a:81",
    ],
    [{ forwarded: "for=6.6.6.6;host=evil, for=192.0.2.7" }, "192.0.2.7 - -"],
    [{ forwarded: 'for="a\\"b,c", for=192.0.2.7' }, "192.0.2.7 - -"],
    [{ forwarded: "for=_hidden;proto=https" }, "10.0.0.1 https -"],
    [{ forwarded: "for=unknown, for=10.0.0.9;by=10.0.0.1" }, "10.0.0.9 - -"],
    // A quote that a client leaves open makes all of it unreadable.
    ...['for=", for=192.0.2.7', "for=[::1]", "for 192.0.2.7", "=a", 'for="a"b'].map((each): [
      Record<string, string>,
      string,
    ] => [{ forwarded: each }, "10.0.0.1 - -"]),
    [{ ...x("192.0.2.7"), forwarded: "for=6.6.6.6;host=evil;proto=https" }, "192.0.2.7 - -"],
  ];
  for (const [fields, expected] of rows) assertEquals(await seen(fields), expected, JSON.stringify(fields));
});

Deno.test("withTrustedProxies() believes nobody else", async () => {
  const fields = {
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "localhost",
    "x-forwarded-proto": "https",
    "x-forwarded-prefix": "/a",
    "forwarded": "for=127.0.0.1",
  };
  for (const hostname of ["192.0.2.7", "11.0.0.1", "2001:db8::1", "fe80::1"]) {
    assertEquals(
      await seen(fields, hostname),
      `${formatAddress({ transport: "tcp", hostname, port: 0 }).replace(/:0$/, "")} - -`,
    );
  }
  for (const hostname of ["10.255.0.1", "::ffff:10.0.0.1", "fd12::1", "127.3.2.1", "::1"]) {
    assertEquals(await seen(fields, hostname), "127.0.0.1 https localhost /a", hostname);
  }
  const plain = () => Promise.resolve(textReply(200, ""));
  assertEquals(withTrustedProxies(plain, []), plain);
});

Deno.test("proxyRange() refuses what is no address", () => {
  for (const text of ["", "a", "10.0.0.0/33", "10.0.0", "::/129", "localhost", "[::1", "10.0.0.1:80"]) {
    assertEquals(proxyRange(text), undefined, text);
  }
  for (const text of ["10.0.0.1", "::1", "[::1]", "fd00::/8", "0.0.0.0/0"]) {
    assertEquals(typeof proxyRange(text), "function", text);
  }
});

Deno.test("isFromElsewhere() knows pages of other sites, behind a proxy as well", () => {
  const rows: [origin: string, authority: string, forwarded: HttpRequest["forwarded"], foreign: boolean][] = [
    ["http://a:8080", "a:8080", undefined, false],
    ["https://a:8080", "A:8080", undefined, false],
    ["http://a", "a:80", undefined, false],
    ["https://a", "a:443", undefined, false],
    ["https://a", "a:80", undefined, true],
    ["http://a:8081", "a:8080", undefined, true],
    ["null", "a", undefined, true],
    ["null", "null", undefined, true],
    ["", "", undefined, true],
    ["file://", "", undefined, true],
    ["http://b", "a", undefined, true],
    ["https://b", "a", { authority: "b", scheme: "https", prefix: "" }, false],
    ["http://b", "a", { authority: "b", scheme: "https", prefix: "" }, true],
    ["http://a", "a", { authority: "b", scheme: undefined, prefix: "" }, true],
  ];
  for (const [origin, authority, forwarded, foreign] of rows) {
    const request = { fields: new Map([["origin", origin]]), authority, forwarded } as unknown as HttpRequest;
    assertEquals(hasForeignOrigin(request), foreign, `${origin} ${authority}`);
    assertEquals(isFromElsewhere(request), foreign, `${origin} ${authority}`);
  }
  const meta = (site: string) => ({ fields: new Map([["sec-fetch-site", site]]) }) as unknown as HttpRequest;
  assertEquals(
    ["same-origin", "none", "same-site", "cross-site", "x"].map((site) => isFromElsewhere(meta(site))),
    [
      ...[false, false, true, true, true],
    ],
  );
  assertEquals(isFromElsewhere({ fields: new Map() } as unknown as HttpRequest), false);
});
