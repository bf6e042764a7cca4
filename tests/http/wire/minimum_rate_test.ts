import { assertEquals } from "@std/assert";
import { MinimumRate } from "../../../mod/http/wire/minimum_rate.ts";

/**
 * A transfer whose clock and bytes are ours: looked at each second. @returns after how many seconds it is too
 * slow
 */
function lasts(bytesASecond: number, seconds: number, waiting = true): number | undefined {
  const connection = { bytesRead: 0, bytesWritten: 0 };
  let now = 0;
  const pace = new MinimumRate(connection, { stall: 60_000, minRate: 256 }, () => now);
  if (waiting) pace.waiting(new Promise(() => {}));
  for (let second = 1; second <= seconds; second++) {
    now = second * 1000;
    connection.bytesRead += bytesASecond;
    if (pace.tooSlow) return second;
  }
  return undefined;
}

Deno.test("MinimumRate sends away who stands still for a minute, and who does little else", () => {
  assertEquals(lasts(0, 1000), 60);
  assertEquals(lasts(1, 1000), 61);
  assertEquals(lasts(128, 1000), 120);
});

Deno.test("MinimumRate lets those go on for ever who keep the least rate, and those whom we keep waiting", () => {
  assertEquals(lasts(256, 100_000), undefined);
  assertEquals(lasts(0, 100_000, false), undefined);
});
