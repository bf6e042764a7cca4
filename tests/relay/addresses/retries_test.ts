import { assertEquals, assertRejects } from "@std/assert";
import type { OpenRequest } from "../../../mod/relay/addresses/address_type.ts";
import { interruptiblePause, withRetryOptions } from "../../../mod/relay/addresses/retries.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";

/** A request with these options, and what it says. */
function requestOf(options: Record<string, number | true>, signal = new AbortController().signal) {
  const notices: string[] = [];
  const request = {
    options: {
      flag: (name: string) => options[name] === true,
      number: (name: string) => typeof options[name] === "number" ? options[name] : undefined,
    },
    context: { log: { notice: (line: string) => notices.push(line) }, signal },
  } as unknown as OpenRequest;
  return { request, notices };
}

/** Fails so often, then gives its number. */
function failing(times: number): () => Promise<number> {
  let attempts = 0;
  return () => ++attempts <= times ? Promise.reject(new Error(`no ${attempts}`)) : Promise.resolve(attempts);
}

Deno.test("withRetryOptions() tries once, and again as often as retry= says, a second apart", async () => {
  using clock = new FakeClock();
  await assertRejects(() => withRetryOptions(requestOf({}).request, failing(1)), Error, "no 1");
  const { request, notices } = requestOf({ retry: 2 });
  let result = 0;
  withRetryOptions(request, failing(2)).then((attempt) => result = attempt);
  await clock.tick(1999);
  assertEquals(result, 0);
  await clock.tick(1);
  assertEquals([result, notices], [3, ["no 1; trying again", "no 2; trying again"]]);
});

Deno.test("withRetryOptions() gives the last failure when retry= is used up", async () => {
  using clock = new FakeClock();
  const failed = assertRejects(
    () => withRetryOptions(requestOf({ retry: 2 }).request, failing(9)),
    Error,
    "no 3",
  );
  await clock.tick(10_000);
  await failed;
});

Deno.test("withRetryOptions() with forever ends with the relay, and interval= is what it waits", async () => {
  using clock = new FakeClock();
  const stop = new AbortController();
  const { request, notices } = requestOf({ forever: true, interval: 10 }, stop.signal);
  const failed = assertRejects(() => withRetryOptions(request, failing(Infinity)), Error, "no 101");
  await clock.tick(1000);
  assertEquals(notices.length, 101);
  stop.abort();
  await failed;
});

Deno.test("interruptiblePause() tells whether it was a whole one, and leaves no timer", async () => {
  using clock = new FakeClock();
  const stop = new AbortController();
  const [short, long] = [interruptiblePause(10, stop.signal), interruptiblePause(1000, stop.signal)];
  await clock.tick(10);
  stop.abort();
  assertEquals(await Promise.all([short, long, interruptiblePause(0, stop.signal)]), [true, false, false]);
});

Deno.test("withRetryOptions() asks for interval= where there may be another attempt, before the first", async () => {
  for (const [given, expected] of [[{ retry: 3, interval: 10 }, true], [{ interval: 10 }, false]] as const) {
    const { request } = requestOf(given);
    const asked: string[] = [];
    const { number } = request.options;
    Object.assign(request.options, { number: (name: string) => (asked.push(name), number(name)) });
    await withRetryOptions(request, failing(0));
    assertEquals(asked.includes("interval"), expected);
  }
});
