import { isInstalled } from "../tests/_kit/program/is_installed.ts";
import { NatsServer } from "../tests/_kit/peers/nats_server.ts";
import { choose } from "./_kit/choose.ts";
import { dealFaults, pause } from "./_kit/deal_faults.ts";
import type { Fault } from "./_kit/fault.ts";
import { type Course, settled } from "./_kit/judge.ts";
import { keptThreads } from "./_kit/kept_threads.ts";
import { converse, keepConversing } from "./_kit/keep_conversing.ts";
import type { Load } from "./_kit/load.ts";
import { Ports } from "./_kit/ports.ts";
import { Quarters } from "./_kit/quarters.ts";
import { readFolder } from "./_kit/read_folder.ts";
import type { Findings } from "./_kit/report.ts";
import type { Subject } from "./_kit/subject.ts";
import type { SoakOptions } from "./_kit/soak_options.ts";
import { subjects as plan } from "./_kit/subjects.ts";
import { Targets } from "./_kit/targets.ts";
import { type VitalSigns, vitalSigns } from "./_kit/vital_signs.ts";

/** What a run is made of. */
export interface RunOptions extends Pick<SoakOptions, "minutes" | "seed" | "only"> {
  /** A folder of its own, which somebody else removes. */
  readonly folder: string;
  /** Ends the run early; the table tells what was found until then. */
  readonly signal: AbortSignal;
  /** Takes the story as it happens. */
  tell(line: string): void;
}

/** Faults at once. */
const LANES = 3;
/** Conversations that each load has with each server before anything is measured: what is loaded late is then loaded. */
const WARM_UP = 3;
/** How long what is left may take to go: a relay's session lingers for a minute when one side has ended. */
const SETTLE_MS = 75_000;
/** The same, when the run was stopped early and somebody waits for the table. */
const HASTY_MS = 5000;
/** What happens after the last fault: is everybody served again? */
const RECOVERY_MS = 3000;

/** A pair that belongs together. */
interface Engagement {
  readonly load: Load;
  readonly subject: Subject;
}

/** The whole run: start, warm up, measure, load with faults, recover, measure again, look at what must have been kept. */
export async function run(options: RunOptions): Promise<Findings> {
  const { minutes, seed, only, folder, signal, tell } = options;
  await using scope = new AsyncDisposableStack();
  const targets = scope.use(new Targets());
  const ports = new Ports();
  const bus = isInstalled("nats-server") ? scope.use(await NatsServer.start(ports.take())) : undefined;
  const planned = await plan({ quarters: new Quarters(folder), targets, bus, ports, minutes });
  const keeper = await keptThreads();
  const all = planned.filter((each) => keeper === undefined || !each.plan.threads);
  const { faults, skipped } = await possible(await readFolder<Fault>("faults"), all, bus !== undefined);
  if (keeper !== undefined) {
    skipped.push(`echo-thread: deno ${keeper} keeps descriptors of every thread that has ended`);
  }
  const { servers, faults: dealt } = choose(only, { servers: all, faults, skipped });
  const subjects = withPartners(servers).map((subject) => scope.use(subject));
  tell(`starting ${subjects.length} servers; seed ${seed}`);
  await inTurn(subjects, 4, async (subject) => signal.aborted ? undefined : await subject.start());
  if (signal.aborted) throw new Error("stopped before anything was measured");
  const engagements = engage(await readFolder<Load>("loads"), subjects);
  await warmUp(engagements, "first", options);
  const keepers = subjects.filter(({ plan }) => plan.folder !== undefined);
  await inTurn(keepers, 4, (subject) => startAgain(subject));
  await warmUp(engagements.filter(({ subject }) => keepers.includes(subject)), "again", options);
  const before = new Map(subjects.map((subject) => [subject, vitalSigns(subject.pid)]));
  using _watch = watchMemory(subjects);
  tell(`${engagements.length} kinds of conversations, ${dealt.length} kinds of faults, ${minutes} min`);
  await underLoad({ ...options, faults: dealt }, subjects, engagements);
  tell("everybody has left; looking at what remains");
  const courses = await letSettle(subjects, before, signal.aborted ? HASTY_MS : SETTLE_MS);
  for (const subject of subjects) await subject[Symbol.asyncDispose]();
  for (const { load, subject } of engagements) await load.finish?.(subject, subject.ledgers.of(load.name));
  return {
    seed,
    minutes,
    stopped: signal.aborted,
    skipped,
    subjects: subjects.map((subject, at) => ({ subject, course: courses[at]! })),
  };
}

async function possible(
  faults: readonly Fault[],
  subjects: readonly Subject[],
  bus: boolean,
): Promise<{ faults: Fault[]; skipped: string[] }> {
  const skipped = bus ? [] : ["chat-bus: nats-server is not installed"];
  const found: Fault[] = [];
  for (const fault of faults) {
    const why = await fault.missing?.() ??
      (subjects.some((each) => fault.suits(each)) ? null : "nothing here to befall");
    if (why === null) found.push(fault);
    else skipped.push(`${fault.name}: ${why}`);
  }
  return { faults: found, skipped };
}

/** One half of a room on two servers is of no use. */
function withPartners(subjects: readonly Subject[]): Subject[] {
  return [...new Set(subjects.flatMap((each) => [each, ...each.plan.partner ? [each.plan.partner()] : []]))];
}

function engage(loads: readonly Load[], subjects: readonly Subject[]): Engagement[] {
  return loads.flatMap((load) =>
    subjects.filter((subject) => subject.door(load.at) !== undefined && (load.suits?.(subject) ?? true))
      .map((subject) => ({ load, subject }))
  );
}

/** Who keeps something on the disk opens more files when there is something: every further start will be such a one. */
async function startAgain(subject: Subject): Promise<void> {
  await subject.kill();
  await subject.start();
}

async function warmUp(
  engagements: readonly Engagement[],
  word: string,
  { seed, signal }: RunOptions,
): Promise<void> {
  await inTurn([...engagements.entries()], 4, async ([place, { load, subject }]) => {
    for (let turn = 0; turn < WARM_UP; turn++) {
      await converse(load, subject, `p${place}${word}${turn}`, seed, signal);
    }
  });
  // Connections that were just closed are gone on the other side, too
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

async function underLoad(
  { faults, minutes, seed, signal, tell }: RunOptions & { faults: readonly Fault[] },
  subjects: readonly Subject[],
  engagements: readonly Engagement[],
): Promise<void> {
  const over = new AbortController();
  const clients = engagements.flatMap(({ load, subject }, place) =>
    Array.from(
      { length: load.clients ?? 2 },
      (_, client) => keepConversing(load, subject, `p${place}c${client}`, over.signal, seed, signal),
    )
  );
  const time = AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]);
  await dealFaults({ faults, subjects, seed, lanes: LANES, signal: time, tell });
  tell("the last fault is over");
  await pause(RECOVERY_MS, signal);
  over.abort();
  await Promise.all(clients);
}

async function letSettle(
  subjects: readonly Subject[],
  before: ReadonlyMap<Subject, VitalSigns | undefined>,
  ms: number,
): Promise<Course[]> {
  return await Promise.all(subjects.map((subject) => settled(subject, before.get(subject), ms)));
}

function watchMemory(subjects: readonly Subject[]): Disposable {
  const look = () => {
    for (const each of subjects) {
      each.peakMib = Math.max(each.peakMib, vitalSigns(each.pid)?.residentMib ?? 0);
    }
  };
  const timer = setInterval(look, 1000);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** All of them, so many at a time. */
async function inTurn<T>(
  things: readonly T[],
  most: number,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const left = things.values();
  await Promise.all(Array.from({ length: most }, async () => {
    for (const thing of left) await act(thing);
  }));
}
