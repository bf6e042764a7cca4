import { assertEquals, assertThrows } from "@std/assert";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { headLength, parseRequestHead } from "../../../mod/http/wire/request_head.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";
Deno.test("headLength() finds the empty line, however the bytes were cut", () => {
  const whole = latin1Bytes("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nGET");
  const end = whole.length - 3;
  assertEquals(headLength(whole, 0), end);
  let scanned = 0;
  for (let length = 0; length < end; length++) {
    assertEquals(headLength(whole.subarray(0, length), scanned), undefined);
    scanned = length;
  }
  assertEquals(headLength(whole.subarray(0, end), scanned), end);
  assertEquals(headLength(latin1Bytes("GET / HTTP/1.0\n\n"), 0), 16);
});

Deno.test("parseRequestHead() reads method, target and fields, and joins repeated ones", () => {
  const head = parseRequestHead(
    latin1Bytes("PUT /a%20b HTTP/1.1\r\nHost: x\r\nAccept:  a \r\naccept: b\r\n\r\n"),
  );
  assertEquals([head.method, head.target, head.version], ["PUT", "/a%20b", "1.1"]);
  assertEquals(head.fields.get("accept"), "a, b");
});

Deno.test("parseRequestHead() takes every form of a host", () => {
  for (const host of ["a.b:8080", "[::1]:80", "[fe80::1%25eth0]", "a_b", "xn--e1a.", "", "1.2.3.4", "a:"]) {
    assertEquals(
      parseRequestHead(latin1Bytes(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).fields.get("host"),
      host,
    );
  }
});

const BAD: [text: string, status: number, why: string][] = [
  ["GET /\r\n\r\n", 400, "no version"],
  ["GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "two spaces"],
  ["GET / HTTP/1.1\r\n\r\n", 400, "no Host"],
  ["GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "two Hosts"],
  ["GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400, "no host at all"],
  ...["<a>", "a?b", "a b", "[::1", "a:b:c", "a:80x", "a:65536", '"a"'].map((host) =>
    [`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, 400, `the host ${host}`] as [string, number, string]
  ),
  ["GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a fragment"],
  ["GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "another version"],
  ["GET / HTTX/1.1\r\nHost: a\r\n\r\n", 400, "another protocol"],
  ["GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n", 400, "space before the colon"],
  ["GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n", 400, "a folded line"],
  ["GET / HTTP/1.1\r\nHost: a\r\nA: b\rc\r\n\r\n", 400, "a bare CR"],
  ["GET / HTTP/1.1\r\nHost: a\r\nA: b\0\r\n\r\n", 400, "a NUL"],
  ["GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400, "a line without a colon"],
  ["G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "a method that is no token"],
  [`GET /${"a".repeat(9000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 414, "a long target"],
  [`GET / HTTP/1.1\r\nHost: a\r\n${"A: b\r\n".repeat(101)}\r\n`, 431, "many fields"],
];

for (const [text, status, why] of BAD) {
  Deno.test(`parseRequestHead() refuses ${why}`, () => {
    const error = assertThrows(() => parseRequestHead(latin1Bytes(text)), HttpError);
    assertEquals([error.status, error.close], [status, true]);
  });
}
