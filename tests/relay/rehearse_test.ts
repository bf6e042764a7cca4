import { assert, assertEquals } from "@std/assert";
import { OrphanGuard } from "../../mod/process/orphan_guard.ts";
import { acceptEach } from "../../mod/relay/addresses/accept_each.ts";
import type { OpenRequest } from "../../mod/relay/addresses/address_type.ts";
import { type AddressPlan, planAddress } from "../../mod/relay/address_plan.ts";
import { Cleanups, Descriptors, type RelayContext } from "../../mod/relay/context.ts";
import { parseAddress } from "../../mod/relay/grammar/address.ts";
import { Log } from "../../mod/relay/log.ts";
import { rehearse } from "../../mod/relay/rehearse.ts";
import { rehearsePump } from "../../mod/relay/session/rehearse_pump.ts";
import { Session } from "../../mod/relay/session/session.ts";
import { TrafficTotals } from "../../mod/relay/session/traffic_totals.ts";

const PLAIN = {
  direction: "both",
  lingerMs: 500,
  idleMs: 0,
  blockSize: undefined,
  reconnect: false,
  filters: () => ({ ways: { ">": [], "<": [] } }),
} as const;

/** One session between two addresses. */
async function session(left: AddressPlan, right: AddressPlan, context: RelayContext): Promise<void> {
  for await (const one of left.open(context, "both")) {
    for await (const other of right.open(context, "both")) {
      await new Session(PLAIN, context).run(one, other);
    }
  }
}

/** That of a relay with these words for whatever is said. */
function contextOf(said: string[]): RelayContext {
  return {
    log: new Log({ verbosity: 4, programName: "relay", write: (line) => void said.push(line) }),
    tracer: { enabled: true, emit: ({ event }) => void said.push(event) },
    signal: new AbortController().signal,
    ipVersion: undefined,
    environment: {},
    variable: () => undefined,
    cleanups: new Cleanups(),
    descriptors: new Descriptors(),
    traffic: new TrafficTotals(),
    orphans: new OrphanGuard(),
  };
}

for (const forks of [false, true]) {
  const kind = forks ? "that forks" : "for one client";
  Deno.test(`a rehearsal of a relay ${kind} passes an answer on, and nobody hears of it`, async () => {
    const said: string[] = [];
    const context = contextOf(said);
    const played: RelayContext[] = [];
    const play = (left: AddressPlan, right: AddressPlan, quiet: RelayContext) => {
      played.push(quiet);
      assertEquals([left.label, left.forks, right.waits], ["TCP-LISTEN:0", forks, false]);
      return session(left, right, quiet);
    };
    await rehearse({ play, forks, context, signal: new AbortController().signal });
    const passed: string[] = [];
    played[0]!.traffic.tell(new Log({ verbosity: 0, programName: "", write: (line) => passed.push(line) }));
    assertEquals(passed.map((line) => /(\d+) byte/.exec(line)?.[1]), ["1", "65536"]);
    assertEquals(context.descriptors.take(), 5);
    context.traffic.tell(context.log);
    assertEquals(said.length, 1, `${said}`);
    assert(said[0]!.includes("not yet started"));
  });
}

Deno.test("a rehearsal breaks off when the first client comes, wherever it is", async () => {
  const moments: ((abort: () => void) => Parameters<typeof rehearse>[0]["play"])[] = [
    (abort) => (_left, _right, { signal }) => {
      abort();
      return signal.aborted ? Promise.resolve() : Promise.reject("nothing aborts it");
    },
    (abort) => async (left, _right, context) => {
      for await (const client of left.open(context, "both")) {
        abort();
        await client.endpoint.close();
      }
    },
    (abort) => async (left, right, context) => {
      for await (const client of left.open(context, "both")) {
        for await (const target of right.open(context, "both")) {
          abort();
          await Promise.all([client.endpoint.close(), target.endpoint.close()]);
        }
      }
    },
  ];
  for (const playing of moments) {
    const first = new AbortController();
    let begun = false;
    const play = playing(() => {
      begun = true;
      first.abort();
    });
    await rehearse({ play, forks: true, context: contextOf([]), signal: first.signal });
    assert(begun);
  }
});

Deno.test("a rehearsal that fails fails for nobody", async () => {
  const play = () => Promise.reject(new Error("out of descriptors"));
  await rehearse({ play, forks: true, context: contextOf([]), signal: new AbortController().signal });
});

Deno.test("a rehearsal of the pump comes to its end by itself, and leaves no timer behind", async () => {
  await rehearsePump();
});

Deno.test("an address that listens says that it is idle before it waits for its first peer, once", async () => {
  const steps: string[] = [];
  const context = { signal: new AbortController().signal, idle: () => void steps.push("idle") };
  const request = { context, options: { flag: () => true } } as unknown as OpenRequest;
  const next = () => Promise.resolve(steps.push("next") < 4 ? 1 : undefined);
  for await (const _accepted of acceptEach(request, () => void steps.push("close"), next)) continue;
  assertEquals(steps, ["idle", "next", "next", "next", "close"]);
});

Deno.test("an address is loaded before it is opened, one way or both", async () => {
  for (const address of ["TCP:127.0.0.1:1", "PIPE", "STDIN!!STDOUT"]) {
    await planAddress(parseAddress(address)).load();
  }
});
