import { setImmediate } from "node:timers";
import { assertEquals } from "@std/assert";
import { ReadScheduler } from "../../../mod/net/tcp/read_scheduler.ts";
import { FakeClock } from "../../_kit/fake_clock.ts";

/** The reads of so many connections are completed in one turn of the loop. */
async function serve(connections: number, scheduler: ReadScheduler): Promise<void> {
  for (let each = 0; each < connections; each++) scheduler.served();
  await Promise.resolve();
}

/** So many want to read again; whose turn it is writes its number down, behind those who need not wait. */
function ask(connections: number, scheduler: ReadScheduler): { atOnce: number; begun: number[] } {
  const asked = { atOnce: 0, begun: [] as number[] };
  for (let each = 0; each < connections; each++) {
    if (scheduler.mayRead()) asked.atOnce++;
    else scheduler.wait(() => void asked.begun.push(each));
  }
  return asked;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const numbers = (from: number, end: number) => Array.from({ length: end - from }, (_, at) => from + at);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await nextTurn();
}

Deno.test("ReadScheduler lets a few connections read as often as they like", async () => {
  const scheduler = new ReadScheduler();
  for (let turn = 0; turn < 100; turn++) {
    await serve(111, scheduler);
    assertEquals(ask(111, scheduler).atOnce, 111);
    await nextTurn();
  }
});

Deno.test("ReadScheduler makes most of a crowd wait until the next have been served, and no longer", async () => {
  using _clock = new FakeClock();
  const scheduler = new ReadScheduler();
  await serve(112, scheduler);
  const { atOnce, begun } = ask(70, scheduler);
  assertEquals(atOnce, 14, "those who bring the next turn");
  await nextTurn();
  assertEquals(begun, []);
  await serve(12, scheduler);
  await nextTurn();
  assertEquals(begun, numbers(14, 70));
});

Deno.test("ReadScheduler lets all read at once again when a crowd has become few", async () => {
  using _clock = new FakeClock();
  const scheduler = new ReadScheduler();
  await serve(112, scheduler);
  const { begun } = ask(70, scheduler);
  await nextTurn();
  await serve(7, scheduler);
  assertEquals(ask(63, scheduler).atOnce, 63);
  await nextTurn();
  assertEquals(begun, numbers(14, 70));
});

Deno.test("ReadScheduler lets no more read in a turn than the runtime completes, and each once in their order", async () => {
  using _clock = new FakeClock();
  const scheduler = new ReadScheduler();
  await serve(128, scheduler);
  const first = ask(128, scheduler);
  await nextTurn();
  await serve(128, scheduler);
  const second = ask(128, scheduler);
  await nextTurn();
  assertEquals(first.begun, [], "the runtime was busy with others, and may have left some over");
  await serve(24, scheduler);
  await nextTurn();
  assertEquals(first.begun, numbers(16, 66), "24 answers, and 50 reads and answers, are what fits in a turn");
  const third = ask(74, scheduler);
  await until(() => second.begun.length === 112);
  assertEquals([first.begun, second.begun], [numbers(16, 128), numbers(16, 128)]);
  assertEquals([third.atOnce, third.begun], [0, []], "behind those who stood in line before");
  await nextTurn();
  await serve(1, scheduler);
  await until(() => third.begun.length === 74);
  assertEquals(third.begun, numbers(0, 74));
});

Deno.test("ReadScheduler lets all go on when those who were to bring the next turn are silent", async () => {
  using clock = new FakeClock();
  const scheduler = new ReadScheduler();
  await serve(112, scheduler);
  const { begun } = ask(112, scheduler);
  await nextTurn();
  await clock.tick(2);
  assertEquals(begun, numbers(14, 112));
  assertEquals(scheduler.mayRead(), true);
  await clock.tick(100);
});

Deno.test("ReadScheduler lets a crowd that is silent go on little by little", async () => {
  using clock = new FakeClock();
  const scheduler = new ReadScheduler();
  const asked: { begun: number[] }[] = [];
  for (let turn = 0; turn < 2; turn++) {
    await serve(128, scheduler);
    asked.push(ask(128, scheduler));
    await nextTurn();
  }
  const begun = () => asked.map(({ begun }) => begun.length);
  await clock.tick(1);
  assertEquals(begun(), [0, 0], "a turn has just ended");
  await clock.tick(1);
  assertEquals(begun(), [112, 12], "no more than the runtime completes");
  await clock.tick(1);
  assertEquals(begun(), [112, 112]);
});

Deno.test("ReadScheduler looks for silence again as long as turns come", async () => {
  using clock = new FakeClock();
  const scheduler = new ReadScheduler();
  await serve(112, scheduler);
  const first = ask(112, scheduler);
  await nextTurn();
  await serve(64, scheduler);
  const second = ask(64, scheduler);
  await until(() => first.begun.length === 98);
  await nextTurn();
  await clock.tick(1);
  assertEquals(second.begun, []);
  await clock.tick(1);
  assertEquals(second.begun, numbers(0, 64));
});
