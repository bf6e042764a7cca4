import { assert, assertEquals } from "@std/assert";
import { HttpFailure } from "../../mod/http/client/http_failure.ts";
import { parseResponseHead, responseFraming } from "../../mod/http/client/response_head.ts";
import { webAddress } from "../../mod/http/client/redirect.ts";
import { headLength } from "../../mod/http/wire/request_head.ts";
import { latin1Bytes } from "../_kit/latin1.ts";
import { anyText, fc, property, textOf, unless } from "../_kit/property.ts";

const line = () =>
  textOf("HTTP/1.1", "HTTP/1.0", " ", "200", "99", "700", "OK", "\t", ":", "Content-Length", "5", ",", "-1");
const head = () =>
  fc.tuple(fc.oneof(fc.constant("HTTP/1.1 200 OK"), line()), fc.array(line(), { maxLength: 4 }))
    .map(([first, rest]) => `${[first, ...rest].join("\r\n")}\r\n\r\n`);

property(
  "parseResponseHead() gives a status and plain fields, or says that it is not HTTP",
  head(),
  (text) => {
    const found = unless(HttpFailure, () => parseResponseHead(latin1Bytes(text)));
    if (found === undefined) return;
    assert(found.status >= 100 && found.status <= 599);
    assertEquals(text.trimStart().slice(9, 12), String(found.status));
    for (const [name, value] of found.fields) {
      // deno-lint-ignore no-control-regex
      assert(/^[!-~]+$/.test(name) && name === name.toLowerCase() && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value));
    }
  },
);

property(
  "responseFraming() knows one end of a body, or refuses",
  fc.tuple(
    fc.constantFrom("GET", "HEAD", "PATCH"),
    fc.constantFrom(200, 204, 206, 304, 404),
    fc.option(fc.oneof(fc.nat().map(String), textOf("5", ",", " ", "-", "+", "0x5", "1e3", "9".repeat(17))), {
      nil: undefined,
    }),
    fc.option(fc.constantFrom("chunked", "Chunked", "gzip, chunked", "identity", ""), { nil: undefined }),
  ),
  ([method, status, length, coding]) => {
    const fields = new Map<string, string>();
    if (length !== undefined) fields.set("content-length", length);
    if (coding !== undefined) fields.set("transfer-encoding", coding);
    const framing = unless(HttpFailure, () => responseFraming(method, { status, fields }));
    if (framing === undefined) return assert(length !== undefined || coding !== undefined);
    if (method === "HEAD" || status === 204 || status === 304) {
      return assertEquals(framing, { kind: "length", length: 0 });
    }
    if (framing.kind === "length") assert(Number.isSafeInteger(framing.length) && framing.length >= 0);
    if (framing.kind === "length") assertEquals(coding, undefined);
    if (framing.kind === "chunked") assertEquals([coding?.toLowerCase(), length], ["chunked", undefined]);
    if (framing.kind === "close") assertEquals([coding, length], [undefined, undefined]);
  },
);

property("webAddress() is one of the web, without a password, or refused", anyText(), (text) => {
  for (const location of [text, `//${text}`, `http://${text}`, `http://a:b@${text}`]) {
    const url = unless(HttpFailure, () => webAddress(location, "https://h/x"));
    if (url === undefined) continue;
    assert(["http:", "https:"].includes(url.protocol) && url.username === "" && url.password === "");
    // What is sent is one line of visible ASCII.
    assert(/^[!-~]*$/.test(url.pathname + url.search + url.host), url.href);
  }
});

property(
  "a head that a server ends is found, wherever it was cut",
  fc.tuple(head(), fc.nat(200)),
  ([text, cut]) => {
    const all = latin1Bytes(text);
    const whole = headLength(all, 0);
    const part = headLength(all.subarray(0, cut), 0);
    assertEquals(part ?? headLength(all, Math.min(cut, all.length)), whole);
  },
);
