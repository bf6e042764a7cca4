import { assertEquals } from "@std/assert";
import { Outages } from "../../soak/_kit/outages.ts";

Deno.test("Outages pardon what overlaps one that allows it, and nothing else", () => {
  const outages = new Outages();
  const early = performance.now();
  assertEquals(outages.pardon("break", early), false);
  const outage = outages.begin({ may: ["break"] });
  assertEquals([outages.pardon("break", early), outages.pardon("refuse", early)], [true, false]);
  outage[Symbol.dispose]();
  // A conversation that began before the end may have been hit; one that began after it cannot
  assertEquals([outages.pardon("break", early), outages.pardon("break", performance.now() + 1)], [
    true,
    false,
  ]);
});

Deno.test("Outages pardon no more conversations than a fault may cost", () => {
  const outages = new Outages();
  using _killed = outages.begin({ may: ["break"], pardons: 1 });
  const since = performance.now();
  assertEquals([outages.pardon("break", since), outages.pardon("break", since)], [true, false]);
});
