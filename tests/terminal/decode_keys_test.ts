import { assertEquals } from "@std/assert";
import { SYSTEMS } from "../../mod/system/system.ts";
import { decodeKeys } from "../../mod/terminal/decode_keys.ts";

Deno.test("decodeKeys() knows how the input is ended on each system", () => {
  for (const system of SYSTEMS) {
    assertEquals(decodeKeys("\x04", system).keys, [{ do: "endOfInput" }]);
    assertEquals(decodeKeys("\x1a", system).keys, system === "windows" ? [{ do: "endOfInput" }] : []);
  }
});
