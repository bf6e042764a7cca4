import { assertEquals } from "@std/assert";
import { loopScheduler } from "../../../../mod/net/tcp/read_scheduler.ts";
import { OrphanGuard } from "../../../../mod/process/orphan_guard.ts";
import { planAddress } from "../../../../mod/relay/address_plan.ts";
import { Cleanups, Descriptors, type RelayContext } from "../../../../mod/relay/context.ts";
import { parseAddress } from "../../../../mod/relay/grammar/address.ts";
import { Log } from "../../../../mod/relay/log.ts";
import type { RelayEndpoint } from "../../../../mod/relay/relay_endpoint.ts";
import { TrafficTotals } from "../../../../mod/relay/session/traffic_totals.ts";

/** Lets no connection of this loop read at once, until it is disposed of. @returns those that stand in line */
function fullLine(): Disposable & { readonly standing: (() => void)[] } {
  const standing: (() => void)[] = [];
  loopScheduler.mayRead = () => false;
  loopScheduler.wait = (begin) => void standing.push(begin);
  return {
    standing,
    [Symbol.dispose]() {
      Reflect.deleteProperty(loopScheduler, "mayRead");
      Reflect.deleteProperty(loopScheduler, "wait");
    },
  };
}

async function open(address: string, context: RelayContext): Promise<RelayEndpoint> {
  for await (const { endpoint } of planAddress(parseAddress(address)).open(context, "both")) return endpoint;
  throw new Error(`${address} opens nothing`);
}

Deno.test("both sides of a relay stand in the same line: who was accepted, and whom it has connected to", async () => {
  const listening = Promise.withResolvers<number>();
  const context: RelayContext = {
    log: new Log({ verbosity: 0, programName: "relay", write: () => {} }),
    tracer: {
      enabled: true,
      emit: (event) => "local" in event && "port" in event.local! && listening.resolve(event.local.port),
    },
    signal: new AbortController().signal,
    ipVersion: undefined,
    environment: {},
    variable: () => undefined,
    cleanups: new Cleanups(),
    descriptors: new Descriptors(),
    traffic: new TrafficTotals(),
    orphans: new OrphanGuard(),
  };
  const opening = open("TCP-LISTEN:0,bind=127.0.0.1", context);
  const made = await open(`TCP:127.0.0.1:${await listening.promise}`, context);
  const accepted = await opening;
  const buffer = new Uint8Array(4);
  for (const [from, to] of [[made, accepted], [accepted, made]] as const) {
    await from.write(new Uint8Array(1));
    assertEquals(await to.read(buffer), 1, "the first read of a connection stands in no line");
    await from.write(new Uint8Array(2));
  }
  using line = fullLine();
  const reads = [accepted.read(buffer), made.read(buffer)];
  assertEquals(line.standing.length, 2);
  for (const begin of line.standing) begin();
  assertEquals(await Promise.all(reads), [2, 2]);
  await Promise.all([made.close(), accepted.close()]);
});
