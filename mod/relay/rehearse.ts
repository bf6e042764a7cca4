import { onAbort } from "../net/connection/on_abort.ts";
import type { Connection } from "../net/connection.ts";
import { dial } from "../net/tcp/dial.ts";
import { listen, type Listener } from "../net/tcp/listen.ts";
import type { TraceEvent } from "../trace/tracer.ts";
import { type AddressPlan, planAddress } from "./address_plan.ts";
import { Cleanups, Descriptors, type RelayContext } from "./context.ts";
import { parseAddress } from "./grammar/address.ts";
import { Log } from "./log.ts";
import { TrafficTotals } from "./session/traffic_totals.ts";

/**
 * # A rehearsal
 *
 * The runtime compiles a function when it is first called, and what its own calls need is made when they are first
 * used. A relay that has just started would do all that while its first client waits: that took more time than the
 * first megabyte itself. So it plays the whole piece once while nobody is there, over a loopback address that only
 * lives for it: somebody connects, is connected on, asks, is answered, and everybody leaves.
 *
 * Nothing of it is told, counted or filtered, and it breaks off when the first client comes.
 */
export interface Rehearsal {
  /** Runs a relay between two addresses. */
  readonly play: (left: AddressPlan, right: AddressPlan, context: RelayContext) => Promise<unknown>;
  /** Whether every client gets a session of its own. */
  readonly forks: boolean;
  /** That of the relay itself. */
  readonly context: RelayContext;
  /** Breaks it off. */
  readonly signal: AbortSignal;
}

/** Plays a relay through. Never rejects: what goes wrong here goes wrong for nobody. */
export async function rehearse({ signal, ...rehearsal }: Rehearsal): Promise<void> {
  const over = new AbortController();
  using _broken = onAbort(signal, () => over.abort());
  try {
    await playThrough(rehearsal, over);
  } catch {
    // a system without loopback, no descriptor left, a client that came
  }
}

const LOOPBACK = "127.0.0.1";

async function playThrough(
  { play, forks, context }: Omit<Rehearsal, "signal">,
  over: AbortController,
): Promise<void> {
  using target = (await listen(0, { hostname: LOOPBACK }))[0]!;
  using _closing = onAbort(over.signal, () => target.close());
  const listening = Promise.withResolvers<number>();
  const quiet = quietContext(context, over.signal, ({ event, local }) => {
    if (event === "listen" && local !== undefined && "port" in local) listening.resolve(local.port);
  });
  const left = planAddress(parseAddress(`TCP-LISTEN:0,bind=${LOOPBACK}${forks ? ",fork" : ""}`));
  const right = planAddress(parseAddress(`TCP:${LOOPBACK}:${target.address.port}`));
  const played = play(left, right, quiet).catch(() => {/* nobody is there to hear it */});
  try {
    const port = await Promise.race([listening.promise, played.then(() => undefined)]);
    if (port !== undefined) await visit(port, target, over.signal);
  } finally {
    over.abort();
    await played;
  }
}

/** A client comes by the relay to the target, and both leave. */
async function visit(port: number, target: Listener, signal: AbortSignal): Promise<void> {
  using client = await dial({ hostname: LOOPBACK, port }, { signal });
  using server = await target.accept();
  using _cutting = onAbort(signal, () => [client, server].forEach((each) => each.close()));
  await converse(client, server);
}

/** As much as makes the relay's block grow once, bytes. */
const ANSWER = 64 * 1024;

async function converse(client: Connection, server: Connection): Promise<void> {
  const buffer = new Uint8Array(ANSWER);
  await client.write(buffer.subarray(0, 1));
  await server.read(buffer);
  await Promise.all([server.write(buffer).then(() => server.closeWrite()), untilEnd(client)]);
  await client.closeWrite();
  await untilEnd(server);
}

async function untilEnd(connection: Connection): Promise<void> {
  const buffer = new Uint8Array(ANSWER);
  while (await connection.read(buffer) !== null) continue;
}

/** A world of its own, in which nobody hears of it. */
function quietContext(
  context: RelayContext,
  signal: AbortSignal,
  emit: (event: TraceEvent) => void,
): RelayContext {
  return {
    abortiveCloser: context.abortiveCloser,
    orphans: context.orphans,
    signal,
    log: new Log({ verbosity: -1, programName: "", write: () => {/* says nothing */} }),
    tracer: { enabled: false, emit },
    ipVersion: undefined,
    environment: {},
    variable: () => undefined,
    cleanups: new Cleanups(),
    descriptors: new Descriptors(),
    traffic: new TrafficTotals(),
  };
}
