import { assertEquals } from "@std/assert";
import { SignOfLife } from "../../../../mod/services/chat/client/sign_of_life.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";

function watch() {
  const seen: string[] = [];
  const life = new SignOfLife({
    noticed: 3,
    givenUp: 5,
    changed: () => void seen.push(`silent for ${life.missing}`),
    giveUp: () => void seen.push("given up"),
  });
  return { life, seen };
}

Deno.test("SignOfLife notices a silence, says how long it is, and gives up once", async () => {
  using clock = new FakeClock();
  const { life, seen } = watch();
  using _life = life;
  await clock.tick(7000);
  assertEquals(seen, [3, 4, 5, 5, 6, 7].map((seconds, i) => i === 3 ? "given up" : `silent for ${seconds}`));
});

Deno.test("SignOfLife begins anew with everything that is heard, and is content in between", async () => {
  using clock = new FakeClock();
  const { life, seen } = watch();
  using _life = life;
  for (let i = 0; i < 10; i++) {
    await clock.tick(2000);
    life.heard();
  }
  assertEquals(seen, []);
  await clock.tick(3000);
  life.heard();
  assertEquals(seen, ["silent for 3", "silent for 0"]);
});

Deno.test("SignOfLife does not count the time in which nothing could be heard", async () => {
  using clock = new FakeClock();
  const { life, seen } = watch();
  using _life = life;
  await clock.jump(3_600_000);
  assertEquals(seen, []);
});
