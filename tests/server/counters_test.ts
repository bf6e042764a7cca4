import { assertEquals } from "@std/assert";
import { Counters, sumCounters, ZERO } from "../../mod/server/counters.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

function connectionWith(bytesRead: number, bytesWritten: number): FakeConnection {
  return Object.assign(new FakeConnection([]), { bytesRead, bytesWritten });
}

Deno.test("Counters counts the bytes of those who are still there, and each who has left once", () => {
  const counters = new Counters();
  const [here, gone, sentAway] = [connectionWith(1, 2), connectionWith(10, 20), connectionWith(100, 200)];
  for (const each of [here, gone, sentAway]) counters.begin(each);
  counters.end(gone);
  counters.end(sentAway, true);
  counters.end(sentAway, true);
  assertEquals(counters.snapshot(), {
    active: 1,
    served: 2,
    refused: 1,
    bytesRead: 111,
    bytesWritten: 222,
  });
});

Deno.test("Counters does not count the end of somebody who never began", () => {
  const counters = new Counters();
  counters.end(connectionWith(1, 1), true);
  assertEquals(counters.snapshot(), ZERO);
});

Deno.test("sumCounters() adds up the workers of a server, none of them included", () => {
  const one = { active: 1, served: 2, refused: 3, bytesRead: 4, bytesWritten: 5 };
  assertEquals(sumCounters([one, one, ZERO]), {
    active: 2,
    served: 4,
    refused: 6,
    bytesRead: 8,
    bytesWritten: 10,
  });
  assertEquals(sumCounters([]), ZERO);
});
