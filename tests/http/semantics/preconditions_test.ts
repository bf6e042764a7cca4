import { assertEquals } from "@std/assert";
import { ifRangeHolds, preconditionStatus } from "../../../mod/http/semantics/preconditions.ts";

const modified = Date.UTC(2024, 0, 2, 3, 4, 5) + 678;
const NOW = { tag: '"a"', modified };
const THEN = "Tue, 02 Jan 2024 03:04:05 GMT";
const BEFORE = "Tue, 02 Jan 2024 03:04:04 GMT";

/** RFC 9110 §13.2.2, row by row. */
const TABLE: [method: string, fields: Record<string, string>, status: 304 | 412 | undefined][] = [
  ["GET", {}, undefined],
  ["GET", { "if-match": '"a"' }, undefined],
  ["GET", { "if-match": '"b", "a"' }, undefined],
  ["GET", { "if-match": "*" }, undefined],
  ["GET", { "if-match": '"b"' }, 412],
  ["GET", { "if-match": 'W/"a"' }, 412],
  ["GET", { "if-match": "nonsense" }, 412],
  ["GET", { "if-unmodified-since": THEN }, undefined],
  ["GET", { "if-unmodified-since": BEFORE }, 412],
  ["GET", { "if-unmodified-since": "nonsense" }, undefined],
  ["GET", { "if-match": '"a"', "if-unmodified-since": BEFORE }, undefined],
  ["GET", { "if-none-match": '"a"' }, 304],
  ["HEAD", { "if-none-match": 'W/"a"' }, 304],
  ["GET", { "if-none-match": "*" }, 304],
  ["PUT", { "if-none-match": "*" }, 412],
  ["GET", { "if-none-match": '"b"' }, undefined],
  ["GET", { "if-modified-since": THEN }, 304],
  ["GET", { "if-modified-since": BEFORE }, undefined],
  ["PUT", { "if-modified-since": THEN }, undefined],
  ["GET", { "if-none-match": '"b"', "if-modified-since": THEN }, undefined],
  ["GET", { "if-match": '"b"', "if-none-match": '"a"' }, 412],
];

Deno.test("preconditionStatus() follows the order of RFC 9110", () => {
  for (const [method, fields, status] of TABLE) {
    assertEquals(
      preconditionStatus(method, new Map(Object.entries(fields)), NOW),
      status,
      JSON.stringify(fields),
    );
  }
});

Deno.test("preconditionStatus() knows what is not there yet", () => {
  assertEquals(preconditionStatus("PUT", new Map([["if-none-match", "*"]]), { tag: undefined }), undefined);
  assertEquals(preconditionStatus("PUT", new Map([["if-match", "*"]]), { tag: undefined }), 412);
});

Deno.test("ifRangeHolds() wants exactly what we have", () => {
  assertEquals(
    [undefined, '"a"', 'W/"a"', '"b"', THEN, BEFORE, "x"].map((value) => ifRangeHolds(value, NOW)),
    [
      true,
      true,
      false,
      false,
      true,
      false,
      false,
    ],
  );
});
