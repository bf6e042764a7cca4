import { assertEquals, assertThrows } from "@std/assert";
import { parseOrigin, withCors } from "../../../mod/http/middleware/cors.ts";
import { withSecurityFields } from "../../../mod/http/middleware/security_fields.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { textReply } from "../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";

const ME = "https://me.example";
const EVIL = "https://evil.example";

/** A server that knows `/there` and nothing else, and asks for a password at `/secret`. */
async function serving(origins: string[] | undefined): Promise<HttpTestServer> {
  const pages = withCors((request) => {
    if (request.path === "/secret") throw new HttpError(401, "Who?", [["www-authenticate", "Basic"]]);
    if (request.path !== "/there") throw new HttpError(404, "Nothing");
    return Promise.resolve(textReply(200, "here", [["vary", "Accept-Encoding"]]));
  }, origins);
  return await HttpTestServer.start(withSecurityFields(pages));
}

async function ask(server: HttpTestServer, method: string, path: string, headers: Record<string, string>) {
  const response = await fetch(server.url + path, { method, headers });
  await response.body?.cancel();
  const field = (name: string) => response.headers.get(name);
  return {
    status: response.status,
    origin: field("access-control-allow-origin"),
    credentials: field("access-control-allow-credentials"),
    vary: field("vary")?.includes("Origin") ?? false,
    resource: field("cross-origin-resource-policy"),
    exposed: field("access-control-expose-headers") ?? "",
    methods: field("access-control-allow-methods"),
    fields: field("access-control-allow-headers"),
    age: field("access-control-max-age"),
  };
}

/** Who may, who asks, and which origin is told; `+` with credentials. */
const ROWS: readonly [origins: string[] | undefined, from: string | undefined, told: string | null][] = [
  [undefined, ME, null],
  [undefined, undefined, null],
  [["*"], ME, "*"],
  [["*"], "null", "*"],
  [["*"], undefined, "*"],
  [[ME], ME, `${ME}+`],
  [[ME], EVIL, null],
  [[ME], "null", null],
  [[ME], `${ME}.evil.example`, null],
  [[ME], "http://me.example", null],
  [[ME], `${ME}:8443`, null],
  [[ME], undefined, null],
  [[ME, "http://localhost:3000"], "http://localhost:3000", "http://localhost:3000+"],
  [[ME, "*"], ME, `${ME}+`],
  [[ME, "*"], EVIL, "*"],
];

Deno.test("withCors() lets pages of these origins read, and errors too; with credentials only where they are named", async () => {
  for (const [origins, from, told] of ROWS) {
    await using server = await serving(origins);
    const headers: Record<string, string> = from === undefined ? {} : { origin: from };
    for (const [path, status] of [["/there", 200], ["/nothing", 404], ["/secret", 401]] as const) {
      const got = await ask(server, "GET", path, headers);
      const credentials = told?.endsWith("+") ? "true" : null;
      const wanted = [status, told?.replace("+", "") ?? null, credentials];
      assertEquals([got.status, got.origin, got.credentials], wanted, `${origins} ${from} ${path}`);
      // A cache must not hand what one origin was told to another.
      assertEquals(got.vary, origins?.some((each) => each !== "*") ?? false);
      // A picture is fetched without an origin.
      assertEquals(got.resource, origins === undefined ? "same-origin" : "cross-origin");
      for (const name of ["ETag", "Content-Range", "Accept-Ranges", "Upload-Offset", "Location"]) {
        assertEquals(got.exposed.includes(name), told !== null, name);
      }
    }
  }
});

Deno.test("withCors() answers what a browser asks beforehand, and for nobody else", async () => {
  for (const [origins, from, told] of ROWS) {
    if (from === undefined) continue;
    await using server = await serving(origins);
    const wish = {
      origin: from,
      "access-control-request-method": "PATCH",
      "access-control-request-headers": "authorization,tus-resumable",
    };
    // Without a password, and where nothing is yet.
    for (const path of ["/nothing", "/secret"]) {
      const got = await ask(server, "OPTIONS", path, wish);
      const refused = path === "/secret" ? 401 : 404;
      assertEquals(
        [got.status, got.origin, got.credentials, got.methods, got.fields, got.age],
        told === null ? [refused, null, null, null, null, null] : [
          204,
          told.replace("+", ""),
          told.endsWith("+") ? "true" : null,
          "GET, HEAD, PUT, POST, PATCH, DELETE, MKCOL, MOVE, COPY, PROPFIND, PROPPATCH, LOCK, UNLOCK",
          "authorization,tus-resumable",
          "600",
        ],
        `${origins} ${from}`,
      );
    }
    // An OPTIONS of another kind is not for us.
    assertEquals((await ask(server, "OPTIONS", "/nothing", { origin: from })).status, 404);
    // What is no list of names is not repeated.
    const odd = await ask(server, "OPTIONS", "/", { ...wish, "access-control-request-headers": "a b, <c>" });
    assertEquals(odd.fields, null);
  }
});

Deno.test("parseOrigin() takes origins as browsers send them, and nothing else", () => {
  for (
    const [typed, origin] of [
      ["*", "*"],
      ["https://Example.org", "https://example.org"],
      ["https://example.org/", "https://example.org"],
      ["https://example.org:443", "https://example.org"],
      ["http://localhost:3000", "http://localhost:3000"],
      ["http://[::1]:80", "http://[::1]"],
      ["tauri://localhost", "tauri://localhost"],
      ["chrome-extension://AbC", "chrome-extension://abc"],
    ] as const
  ) assertEquals(parseOrigin(typed), origin);
  for (
    const typed of [
      "",
      "example.org",
      "https://",
      "https://a/b",
      "https://a?b",
      "https://u@a",
      "https://a,https://b",
      "https://a b",
      "null",
      "https://*.a",
    ]
  ) assertThrows(() => parseOrigin(typed), Error, "needs an origin", typed);
});
