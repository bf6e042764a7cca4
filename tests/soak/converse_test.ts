import { assertEquals } from "@std/assert";
import { converse } from "../../soak/_kit/clients/run_client.ts";
import type { Ledger } from "../../soak/_kit/ledger.ts";
import type { Load, LoadContext } from "../../soak/_kit/load.ts";
import { Ports } from "../../soak/_kit/servers/ports.ts";
import { TestedServer } from "../../soak/_kit/servers/tested_server.ts";
import { Refused, WrongAnswer } from "../../soak/_kit/wrong_answer.ts";

const NEVER = new AbortController().signal;

/** A server that is not started: nobody here talks to it. */
function server(): TestedServer {
  return new TestedServer({ name: "none", sockets: ["echo"], args: () => [] }, new Ports());
}

function load(converse: (context: LoadContext) => Promise<void>): Load {
  return { name: "a load", about: "", at: "echo", converse };
}

function figures({ asked, right, excused, tolerated, lost, wrong }: Ledger): number[] {
  return [asked, right, excused, tolerated, lost.length, wrong.length];
}

async function enter(
  to: TestedServer,
  act: (context: LoadContext) => Promise<void> | void,
): Promise<number[]> {
  await converse(load(async (context) => await act(context)), to, "m", 1, NEVER);
  return figures(to.ledgers.of("a load"));
}

Deno.test("converse() enters answers that came, never came, and were not the right ones", async () => {
  const to = server();
  assertEquals(await enter(to, (context) => (context.asked(2), context.right(2))), [2, 2, 0, 0, 0, 0]);
  const fail = (error: Error) => (context: LoadContext) => {
    context.asked(3);
    context.right();
    throw error;
  };
  assertEquals(await enter(to, fail(new Error("reset"))), [5, 3, 0, 0, 1, 0]);
  assertEquals(await enter(to, fail(new WrongAnswer("other bytes"))), [8, 4, 0, 0, 1, 1]);
  assertEquals(await enter(to, fail(new Refused("507"))), [11, 5, 0, 0, 2, 1]);
});

Deno.test("converse() excuses what an outage allows, so that asked is right and excused; never a wrong answer", async () => {
  const to = server();
  using _down = to.outages.begin({ may: ["break"] });
  const fail = (error: Error) => (context: LoadContext) => {
    context.asked(3);
    context.right();
    throw error;
  };
  assertEquals(await enter(to, fail(new Error("reset"))), [3, 1, 2, 1, 0, 0]);
  assertEquals(await enter(to, fail(new Refused("KO"))), [6, 2, 2, 1, 1, 0]);
  assertEquals(await enter(to, fail(new WrongAnswer("other bytes"))), [9, 3, 2, 1, 1, 1]);
});

Deno.test("converse() counts nothing that comes after its end", async () => {
  const to = server();
  using _down = to.outages.begin({ may: ["break"] });
  let late = () => {};
  const act = (context: LoadContext) => {
    context.asked(2);
    late = () => context.right();
    throw new Error("reset");
  };
  assertEquals(await enter(to, act), [2, 0, 2, 1, 0, 0]);
  late();
  assertEquals(figures(to.ledgers.of("a load")), [2, 0, 2, 1, 0, 0]);
});

Deno.test("converse() gives a conversation up when the run is stopped, and accuses nobody", async () => {
  const to = server();
  const stop = new AbortController();
  const hanging = load((context) => {
    context.asked();
    return new Promise(() => {/* it is never accepted */});
  });
  const running = converse(hanging, to, "m", 1, stop.signal);
  stop.abort();
  await running;
  assertEquals(figures(to.ledgers.of("a load")), [1, 0, 1, 0, 0, 0]);
});
