import { assertEquals } from "@std/assert";
import { Outages } from "../../soak/_kit/outages.ts";

Deno.test("Outages tolerate what overlaps one that allows it, and nothing else", () => {
  const outages = new Outages();
  const early = performance.now();
  assertEquals(outages.tolerate("break", early), false);
  const outage = outages.begin({ may: ["break"] });
  assertEquals([outages.tolerate("break", early), outages.tolerate("refuse", early)], [true, false]);
  outage[Symbol.dispose]();
  // A conversation that began before the end may have been hit; one that began after it cannot
  assertEquals([outages.tolerate("break", early), outages.tolerate("break", performance.now() + 1)], [
    true,
    false,
  ]);
});

Deno.test("Outages tolerate no more conversations than a fault may cost", () => {
  const outages = new Outages();
  using _killed = outages.begin({ may: ["break"], tolerates: 1 });
  const since = performance.now();
  assertEquals([outages.tolerate("break", since), outages.tolerate("break", since)], [true, false]);
});
