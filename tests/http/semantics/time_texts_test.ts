import { assertEquals } from "@std/assert";
import { seededRandom } from "../../../mod/check/probes/seeded_random.ts";
import { TimeTexts } from "../../../mod/http/semantics/time_texts.ts";

Deno.test("TimeTexts writes any time as the runtime does", () => {
  const random = seededRandom(1, "times");
  const times = new TimeTexts();
  const some = Array.from({ length: 3000 }, () => random.integer(2 ** 32) * (random.integer(2000) - 300));
  const near = Array.from({ length: 3000 }, (_, at) => 1_796_000_000_000 + at * 997);
  const edges = [
    0,
    -1,
    1,
    999,
    1000,
    59_999,
    60_000,
    -60_000,
    -60_001,
    -1000,
    8.64e15,
    -8.64e15 + 60_000,
    253_402_300_800_000,
  ];
  for (const time of [...some, ...near, ...edges]) {
    if (Math.abs(time) > 8.64e15) continue;
    const date = new Date(time);
    assertEquals(times.iso(time), date.toISOString(), `${time}`);
    assertEquals(times.minute(time), date.toISOString().slice(0, -8), `${time}`);
    assertEquals(times.http(time), new Date(Math.floor(time / 1000) * 1000).toUTCString(), `${time}`);
  }
});
