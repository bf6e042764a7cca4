import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { RuleViolation } from "../../../mod/check/causes/rule_violation.ts";
import { awakeNow, watchingClock } from "../../../mod/check/probes/awake_clock.ts";
import { ObservedConnection } from "../../../mod/check/probes/observed_connection.ts";
import { seededRandom } from "../../../mod/check/probes/seeded_random.ts";
import { Transcript } from "../../../mod/check/probes/transcript.ts";
import { EXPECTED } from "../../../mod/check/texts/expected_texts.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";
import { CutLink } from "../../_kit/net/cut_link.ts";

const encoder = new TextEncoder();

Deno.test("awakeNow() goes on with time, and not while this process stands still", async () => {
  using clock = new FakeClock();
  using _watching = watchingClock();
  const began = awakeNow();
  await clock.tick(10_000);
  assertAlmostEquals(awakeNow() - began, 10_000, 1);
  for (let times = 0; times < 3; times++) await clock.jump(100);
  assertAlmostEquals(awakeNow() - began, 10_300, 1);
  await clock.jump(60_000);
  await clock.tick(100);
  assertAlmostEquals(awakeNow() - began, 10_450, 60);
  for (let times = 0; times < 100; times++) await clock.jump(1000);
  assert(awakeNow() - began > 14_000, "who hardly ever has a turn gets nowhere");
});

Deno.test("what came while this process stood still was not silence, and what does not come is", async () => {
  using clock = new FakeClock();
  const link = new CutLink({ after: Infinity, isSilent: false });
  using conn = new ObservedConnection(link.ends[0], {
    number: 1,
    framing: "line",
    timeout: 600,
    random: seededRandom(1, "test"),
    transcript: new Transcript(),
    signal: new AbortController().signal,
  });
  const heard = conn.line(EXPECTED.client);
  await clock.tick(550);
  await clock.jump(5000);
  await link.ends[1].write(encoder.encode("hello\n"));
  assertEquals(await heard, "hello");

  const silence = assertRejects(() => conn.line(EXPECTED.client), RuleViolation);
  let isOver = false;
  silence.then(() => isOver = true);
  await clock.tick(590);
  assertEquals(isOver, false);
  await clock.tick(20);
  await silence;
});
