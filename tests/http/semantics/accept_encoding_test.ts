import { assertEquals } from "@std/assert";
import { chooseCoding } from "../../../mod/http/semantics/accept_encoding.ts";

Deno.test("chooseCoding() takes what the client likes best of what there is", () => {
  const table: [value: string | undefined, coding: string][] = [
    [undefined, "identity"],
    ["", "identity"],
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["GZIP;q=0.5, br", "br"],
    ["gzip;q=0", "identity"],
    ["*", "br"],
    ["*;q=0.1, gzip;q=0.5", "gzip"],
    ["gzip;q=0.5, identity", "identity"],
    ["deflate", "identity"],
    ["gzip;q=nonsense", "identity"],
  ];
  for (const [value, coding] of table) assertEquals(chooseCoding(value, ["br", "gzip"]), coding, value);
});
