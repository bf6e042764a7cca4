import { assertEquals, assertThrows } from "@std/assert";
import { parseOwnField, withOwnFields } from "../../../mod/http/middleware/own_fields.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { textReply } from "../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";

Deno.test("parseOwnField() takes a header as it is written", () => {
  for (
    const [typed, field] of [
      ["X-A: b", ["x-a", "b"]],
      ["X-A:b c ", ["x-a", "b c"]],
      ["x-empty:", ["x-empty", ""]],
      ["Link: <a>; rel=preload, <b:c>", ["link", "<a>; rel=preload, <b:c>"]],
      ["X-Latin: é", ["x-latin", "é"]],
      ["Cache-Control: max-age=1", ["cache-control", "max-age=1"]],
    ] as const
  ) assertEquals(parseOwnField(typed), [...field]);
});

Deno.test("parseOwnField() refuses what is none, and what only the server can know", () => {
  for (
    const typed of ["", "x", ": b", "X A: b", "X-A : b", "X-A: b\r\nX-C: d", "X-A: a\0", "X-A: €", "é: b"]
  ) {
    assertThrows(() => parseOwnField(typed), Error, "needs a header", typed);
  }
  for (
    const name of [
      "Connection",
      "Keep-Alive",
      "Proxy-Connection",
      "TE",
      "Trailer",
      "Transfer-Encoding",
      "Upgrade",
      "content-length",
      "Content-Encoding",
      "Content-Range",
      "Content-Type",
      "Date",
      "ETag",
      "Last-Modified",
      "Location",
      "Accept-Ranges",
      "WWW-Authenticate",
    ]
  ) assertThrows(() => parseOwnField(`${name}: x`), Error, `cannot set ${name}`);
});

Deno.test("withOwnFields() puts them into every reply, in place of ours but for the policies of a page", async () => {
  const own = [
    "X-A: 1",
    "X-A: 2",
    "Cache-Control: max-age=9",
    "Vary: X-B",
    "Content-Security-Policy: default-src *",
    "X-Frame-Options: SAMEORIGIN",
  ].map(parseOwnField);
  await using server = await HttpTestServer.start(withOwnFields((request) => {
    if (request.path === "/nothing") throw new HttpError(404, "Nothing", [["retry-after", "1"]]);
    const page = request.path === "/page";
    return Promise.resolve(textReply(200, "", [
      ["cache-control", "no-store"],
      ["vary", "Accept-Encoding"],
      ...(page
        ? [["content-security-policy", "default-src 'none'"], ["x-frame-options", "DENY"]] as const
        : []),
    ]));
  }, own));
  const fields = async (path: string) => {
    const { headers } = await fetch(server.url + path, { method: "HEAD" });
    const of = (name: string) => headers.get(name);
    return [of("x-a"), of("cache-control"), of("vary"), of("content-security-policy"), of("x-frame-options")];
  };
  const both = "Accept-Encoding, X-B";
  assertEquals(await fields("/file"), ["1, 2", "max-age=9", both, "default-src *", "SAMEORIGIN"]);
  assertEquals(await fields("/page"), ["1, 2", "max-age=9", both, "default-src 'none'", "DENY"]);
  assertEquals(await fields("/nothing"), ["1, 2", "max-age=9", "X-B", "default-src *", "SAMEORIGIN"]);
});
