import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };

const lock = JSON.parse(Deno.readTextFileSync(new URL("../../deno.lock", import.meta.url)));

Deno.test("deno.lock holds what the program needs and nothing else", () => {
  // What only tests and benches need is locked in dev.lock: otherwise every user would download it at the first start, and
  // the compiled program would carry it along.
  const pinned = Object.values(config.imports).filter((each) => each.startsWith("npm:"))
    .map((each) => each.replace(/^npm:\/?/, "npm:").replace(/\/$/, "")).sort();
  assertEquals(Object.keys(lock.specifiers).sort(), pinned);
});

Deno.test("every dependency is pinned to one version", () => {
  for (const specifier of Object.keys(lock.specifiers)) {
    assertEquals(/@\d+\.\d+\.\d+$/.test(specifier), true, specifier);
  }
});
