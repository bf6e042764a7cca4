import { assertEquals, assertThrows } from "@std/assert";
import { bodyFraming } from "../../../mod/http/wire/body_framing.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";

function framing(fields: Record<string, string>, version: "1.0" | "1.1" = "1.1") {
  return bodyFraming({ method: "PUT", target: "/", version, fields: new Map(Object.entries(fields)) });
}

Deno.test("bodyFraming() knows the three ways a body can end", () => {
  assertEquals(framing({}), { kind: "length", length: 0 });
  assertEquals(framing({ "content-length": "12" }), { kind: "length", length: 12 });
  assertEquals(framing({ "transfer-encoding": "Chunked" }), { kind: "chunked" });
});

const BAD: [fields: Record<string, string>, status: number][] = [
  [{ "content-length": "1", "transfer-encoding": "chunked" }, 400],
  [{ "content-length": "1, 1" }, 400],
  [{ "content-length": "-1" }, 400],
  [{ "content-length": "0x10" }, 400],
  [{ "content-length": "" }, 400],
  [{ "content-length": "99999999999999999999" }, 400],
  [{ "transfer-encoding": "chunked, gzip" }, 400],
  [{ "transfer-encoding": "xchunked" }, 400],
  [{ "transfer-encoding": "gzip, chunked" }, 501],
];

Deno.test("bodyFraming() refuses every head on which two servers could differ", () => {
  for (const [fields, status] of BAD) {
    assertEquals(assertThrows(() => framing(fields), HttpError).status, status);
  }
  assertThrows(() => framing({ "transfer-encoding": "chunked" }, "1.0"), HttpError);
});
