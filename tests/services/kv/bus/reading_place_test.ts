import { assertEquals } from "@std/assert";
import { ReadingPlace } from "../../../../mod/services/kv/bus/reading_place.ts";

const MINUTE = 60_000;

Deno.test("ReadingPlace goes on in the same stream, and begins anew in another one or an older copy", () => {
  const place = new ReadingPlace({ steady: () => 0, wall: () => 0 });
  assertEquals(place.goesOn("one", "server", 0, 0), false);
  place.heard(place.now);
  assertEquals(place.goesOn("one", "server", 10, 10), true);
  assertEquals(place.goesOn("one", "server", 9, 10), false);
  assertEquals(place.goesOn("other", "server", 10, 10), false);
  assertEquals(place.goesOn("other", "server", 10, 10), true);
  assertEquals(place.goesOn("other", "the server, started again", 10, 10), false);
  assertEquals(place.goesOn("other", "the server, started again", 10, 10), true);
  place.forget();
  assertEquals(place.goesOn("other", "the server, started again", 10, 10), false);
});

Deno.test("ReadingPlace begins anew after a long time, by the clock that has gone further", () => {
  let [steady, wall] = [0, 0];
  const place = new ReadingPlace({ steady: () => steady, wall: () => wall });
  place.goesOn("one", "server", 0, 0);
  place.heard(place.now);
  steady = wall = 14 * MINUTE;
  assertEquals(place.goesOn("one", "server", 5, 5), true);
  wall = 120 * MINUTE; // the machine has slept
  assertEquals(place.goesOn("one", "server", 5, 5), false);
  steady = 16 * MINUTE;
  wall = -1000 * MINUTE; // somebody has set the clock
  assertEquals(place.goesOn("one", "server", 5, 5), false);
});
