import { assertEquals, assertRejects } from "@std/assert";
import type { OpenSide } from "../../mod/relay/address_plan.ts";
import type { RelayContext } from "../../mod/relay/context.ts";
import { DescriptorBackoff } from "../../mod/relay/descriptor_backoff.ts";
import { FakeClock } from "../_kit/fake_clock.ts";

const SIDE = {} as OpenSide;
const full = () => new Error("Too many open files (os error 24)");

function contextOf(signal = new AbortController().signal): { context: RelayContext; warnings: string[] } {
  const warnings: string[] = [];
  const log = { warning: (line: string) => void warnings.push(line) };
  return { context: { log, signal } as unknown as RelayContext, warnings };
}

/** An address that fails as often as there are errors, then opens. */
function opening(...errors: Error[]): () => AsyncGenerator<OpenSide> {
  return async function* () {
    const error = errors.shift();
    if (error !== undefined) throw error;
    yield await Promise.resolve(SIDE);
  };
}

Deno.test("DescriptorBackoff keeps a client until there is a descriptor, and holds others back meanwhile", async () => {
  using clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  const { context, warnings } = contextOf();
  const opened = backoff.open(opening(full(), full()), context).next();
  let settled = false;
  await clock.tick(0);
  backoff.settled().then(() => settled = true);
  await clock.tick(99);
  assertEquals([settled, warnings], [false, ["Too many open files; trying again"]]);
  await clock.tick(101);
  assertEquals((await opened).value, SIDE);
  await clock.tick(0);
  assertEquals([settled, warnings.length], [true, 2]);
});

Deno.test("DescriptorBackoff does not try again what failed for another reason, or is to stop", async () => {
  using _clock = new FakeClock();
  const backoff = new DescriptorBackoff();
  const refused = backoff.open(opening(new Error("Connection refused (os error 111)")), contextOf().context);
  await assertRejects(() => refused.next(), Error, "Connection refused");
  const stopped = backoff.open(opening(full()), contextOf(AbortSignal.abort()).context);
  await assertRejects(() => stopped.next(), Error, "Too many open files");
  await backoff.settled();
});
