/**
 * `deno task bench:chat`: one line in, one line out for each person, against an IRC server and
 * ncat's broker.
 *
 * @module
 */
import { join } from "@std/path";
import type { Figures } from "./_kit/bench.ts";
import type { RoundContext } from "./_kit/round_context.ts";
import type { Candidate } from "./_kit/candidate.ts";
import { bareChat, ncatBroker, ncatChat, netlab, ngircd } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const SERVE = ["chat", "serve", "0", "--host", "127.0.0.1", "--rate", "0", "--replay", "0"];

await suite("chat", Deno.args, async (run) => {
  const candidates = [netlab(SERVE), withHistory(run.folder), ngircd(run.folder), ncatChat];
  const clientCounts = run.quick ? [10, 100] : [10, 100, 1000];
  for (const conns of clientCounts) await atPace(run, candidates, conns);
  for (const conns of clientCounts) await flatOut(run, candidates, conns);
  for (const inflight of [20, 200]) await inFlight(run, [candidates[0]!, ncatBroker, bareChat], inflight);
  await withOneWhoNeverReads(run, candidates);
  await perMember(run, candidates);
});

/** netlab that flushes every message to the disk before anybody hears it; a fresh file for each start. */
function withHistory(folder: string): Candidate {
  let starts = 0;
  const command = () => netlab([...SERVE, "--history", join(folder, `history${++starts}.db`)]).command(0);
  return { ...netlab(SERVE), name: "netlab --history", command };
}

/** The words a client sends to come in, and before each line. */
function manners({ name }: Candidate): Record<string, string> {
  if (name !== "ngircd") return { hello: "1" };
  return { hello: "NICK g#\\nUSER g 0 * :g\\nJOIN :+room\\n", say: "PRIVMSG +room :" };
}

async function talk({ load, candidate }: RoundContext, words: Record<string, number>): Promise<Figures> {
  const result = await load("fanout", { ...manners(candidate), ...words });
  return {
    "deliveries/s": result.per_second ?? 0,
    "p50 µs": result.p50_us ?? 0,
    "p99 µs": result.p99_us ?? 0,
    "each": result.heard ?? 0,
    "lost": (result.expected ?? 0) - (result.heard ?? 0),
  };
}

/** The same 10 000 deliveries a second offered to all: how long does a line take to reach everybody? */
async function atPace(run: Suite, candidates: readonly Candidate[], conns: number): Promise<void> {
  const rate = Math.ceil(10_000 / (conns - 1));
  await run.bench({
    name: "10 000 deliveries a second offered",
    at: `${conns} members`,
    unit: "p99 µs",
    better: "lower",
    candidates,
    measure: (context) => talk(context, { conns, senders: 5, rate, seconds: run.seconds }),
  });
}

/** Hard work for all of them: which ones hold this pace, and with how much processor time? */
async function flatOut(run: Suite, candidates: readonly Candidate[], conns: number): Promise<void> {
  const rate = Math.ceil(400_000 / (conns - 1));
  await run.bench({
    name: "400 000 deliveries a second offered",
    at: `${conns} members`,
    unit: "deliveries/s",
    candidates,
    measure: (context) => talk(context, { conns, senders: 5, rate, seconds: run.seconds }),
  });
}

/**
 * The next line leaves as soon as one has reached everybody: how much goes through when nobody sets the pace?
 *
 * The last two do less than a room: no names, no order, no lines, no end to what waits for a slow reader.
 */
async function inFlight(run: Suite, candidates: readonly Candidate[], inflight: number): Promise<void> {
  await run.bench({
    name: "50 members, as fast as it goes",
    at: `${inflight} lines in flight`,
    unit: "deliveries/s",
    candidates,
    measure: (context) => talk(context, { conns: 50, senders: 5, inflight, seconds: run.seconds }),
  });
}

/**
 * One client of twenty is in the room and never reads, long enough to fill every buffer in between
 * (5 MB).
 */
async function withOneWhoNeverReads(run: Suite, candidates: readonly Candidate[]): Promise<void> {
  const seconds = run.quick ? 1 : 6;
  await run.bench({
    name: "20 clients of which one never reads",
    unit: "deliveries/s",
    candidates,
    measure: (context) => talk(context, { conns: 20, senders: 5, rate: 2000, pad: 400, stalled: 1, seconds }),
  });
}

/**
 * The memory cost of a member who is in the room and says nothing: that of the second five hundred. The first let
 * the server's heap grow to its working size, which a runtime does once, for ten members or for a thousand.
 */
async function perMember(run: Suite, candidates: readonly Candidate[]): Promise<void> {
  await run.bench({
    name: "memory of a member",
    unit: "KiB/client",
    better: "lower",
    candidates,
    measure: async (context) => {
      const { hello } = manners(context.candidate);
      const enter = (letter: string) =>
        context.hold("fanout", {
          conns: 500,
          hello: hello === "1" ? `${letter}#\\n` : hello!.replaceAll("g#", `${letter}#`),
        });
      const memory = () => context.server.usage().residentKib ?? NaN;
      await using _few = await enter("a");
      const before = memory();
      await using _many = await enter("b");
      return { "KiB/client": (memory() - before) / 500 };
    },
  });
}
