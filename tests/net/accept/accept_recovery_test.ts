import { assert, assertEquals, assertRejects } from "@std/assert";
import { acceptClient, AcceptRecovery } from "../../../mod/net/accept/accept_recovery.ts";
import { NetError } from "../../../mod/net/errors/net_error.ts";

const GONE = new Deno.errors.NotConnected("Transport endpoint is not connected (os error 107)");
const FULL = new Error("Too many open files (os error 24)");
const never = new AbortController().signal;

/** Fails so often, then gives a client. */
function listener(failures: number, error: Error) {
  return { accept: () => failures-- > 0 ? Promise.reject(error) : Promise.resolve("client") };
}

Deno.test("clients who are gone cost no pause, and leave the event loop its turns", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const begun = performance.now();
  assertEquals(await acceptClient(listener(10_000, GONE), never), "client");
  clearInterval(timer);
  assert(turns > 10, `${turns}`);
  assert(performance.now() - begun < 5000);
});

Deno.test("a machine that is out of something is waited for, longer each time, and no longer than needed", async () => {
  const recovery = new AcceptRecovery(never);
  assertEquals(recovery.short, false);
  for (let count = 0; count < 6; count++) await recovery.failed(FULL);
  assertEquals(recovery.short, true);
  let over = false;
  const pause = recovery.failed(FULL).then(() => over = true);
  await recovery.failed(GONE); // says nothing about the machine
  assertEquals(over, false);
  recovery.released();
  await pause;
  recovery.accepted();
  assertEquals(recovery.short, false);
});

Deno.test("a pause ends with the loop", async () => {
  const stop = new AbortController();
  const recovery = new AcceptRecovery(stop.signal);
  for (let count = 0; count < 6; count++) await recovery.failed(FULL);
  const pause = recovery.failed(FULL);
  stop.abort();
  await pause;
});

Deno.test("a broken listener ends the loop with a sentence", async () => {
  const closed = listener(1, new Deno.errors.BadResource("Bad resource ID"));
  const error = await assertRejects(() => acceptClient(closed, never), NetError);
  assertEquals(error.message, "Cannot accept clients any more: Bad file descriptor");
});
