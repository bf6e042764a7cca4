import { assertEquals } from "@std/assert";
import { formatHttpDate, parseHttpDate } from "../../../mod/http/semantics/http_date.ts";

Deno.test("parseHttpDate() reads HTTP's three forms", () => {
  const moment = Date.UTC(1994, 10, 6, 8, 49, 37);
  assertEquals(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), moment);
  assertEquals(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT"), moment);
  assertEquals(parseHttpDate("Sun Nov  6 08:49:37 1994"), moment);
});

Deno.test("parseHttpDate() takes nothing else", () => {
  for (
    const text of ["", "1994-11-06", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "now"]
  ) {
    assertEquals(parseHttpDate(text), undefined);
  }
});

Deno.test("formatHttpDate() writes what parseHttpDate() reads", () => {
  assertEquals(formatHttpDate(784111777999), "Sun, 06 Nov 1994 08:49:37 GMT");
});
