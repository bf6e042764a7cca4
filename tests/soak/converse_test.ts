import { assertEquals } from "@std/assert";
import { converse } from "../../soak/_kit/keep_conversing.ts";
import type { Ledger } from "../../soak/_kit/ledger.ts";
import type { Load, Stage } from "../../soak/_kit/load.ts";
import { Ports } from "../../soak/_kit/ports.ts";
import { Subject } from "../../soak/_kit/subject.ts";
import { Refused, Wrong } from "../../soak/_kit/wrong.ts";

const NEVER = new AbortController().signal;

/** A server that is not started: nobody here talks to it. */
function subject(): Subject {
  return new Subject({ name: "none", doors: ["echo"], args: () => [] }, new Ports());
}

function load(converse: (stage: Stage) => Promise<void>): Load {
  return { name: "a load", about: "", at: "echo", converse };
}

function figures({ asked, right, excused, pardoned, lost, wrong }: Ledger): number[] {
  return [asked, right, excused, pardoned, lost.length, wrong.length];
}

async function enter(to: Subject, act: (stage: Stage) => Promise<void> | void): Promise<number[]> {
  await converse(load(async (stage) => await act(stage)), to, "m", 1, NEVER);
  return figures(to.ledgers.of("a load"));
}

Deno.test("converse() enters answers that came, never came, and were not the right ones", async () => {
  const to = subject();
  assertEquals(await enter(to, (stage) => (stage.asked(2), stage.right(2))), [2, 2, 0, 0, 0, 0]);
  const fail = (error: Error) => (stage: Stage) => {
    stage.asked(3);
    stage.right();
    throw error;
  };
  assertEquals(await enter(to, fail(new Error("reset"))), [5, 3, 0, 0, 1, 0]);
  assertEquals(await enter(to, fail(new Wrong("other bytes"))), [8, 4, 0, 0, 1, 1]);
  assertEquals(await enter(to, fail(new Refused("507"))), [11, 5, 0, 0, 2, 1]);
});

Deno.test("converse() excuses what an outage allows, so that asked is right and excused; never a wrong answer", async () => {
  const to = subject();
  using _down = to.outages.begin({ may: ["break"] });
  const fail = (error: Error) => (stage: Stage) => {
    stage.asked(3);
    stage.right();
    throw error;
  };
  assertEquals(await enter(to, fail(new Error("reset"))), [3, 1, 2, 1, 0, 0]);
  assertEquals(await enter(to, fail(new Refused("KO"))), [6, 2, 2, 1, 1, 0]);
  assertEquals(await enter(to, fail(new Wrong("other bytes"))), [9, 3, 2, 1, 1, 1]);
});

Deno.test("converse() counts nothing that comes after its end", async () => {
  const to = subject();
  using _down = to.outages.begin({ may: ["break"] });
  let late = () => {};
  const act = (stage: Stage) => {
    stage.asked(2);
    late = () => stage.right();
    throw new Error("reset");
  };
  assertEquals(await enter(to, act), [2, 0, 2, 1, 0, 0]);
  late();
  assertEquals(figures(to.ledgers.of("a load")), [2, 0, 2, 1, 0, 0]);
});

Deno.test("converse() gives a conversation up when the run is stopped, and accuses nobody", async () => {
  const to = subject();
  const stop = new AbortController();
  const hanging = load((stage) => {
    stage.asked();
    return new Promise(() => {/* it is never accepted */});
  });
  const running = converse(hanging, to, "m", 1, stop.signal);
  stop.abort();
  await running;
  assertEquals(figures(to.ledgers.of("a load")), [1, 0, 1, 0, 0, 0]);
});
